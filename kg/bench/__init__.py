"""Measurements on this machine. Ratios tell more than seconds: machines are shared."""
