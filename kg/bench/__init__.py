"""Measurements on this machine. Ratios tell more than seconds: machines are shared.

The store at 10k and 100k made-up assertions, two cores that others used too, in seconds; `^` is how it grows, 1 as the size:

| | 10k | 100k | ^ |
|---|---|---|---|
| load | 16 | 159 | 1.0 |
| derive, from nothing | 12 | 122 | 1.0 |
| add an article (and derive) | 0.05 | 0.13 | 0.4 |
| retract an article (and derive) | 0.08 | 0.33 | 0.6 |
| dyads, busiest, tone by the kept counts | | 0.09, 0.09, 0.02 | |

Memory while loading: 0.9 GB and 1.7 GB.

Queries at 100k: all of the library, with and without an actor or a month, take less than 0.5. Slowest: neighbours, only, speakers.
"""
