"""Build ``ontology/entities/states.tsv`` from reference facts: ``python -m kg.link.build_authority REFERENCE OUT``.

REFERENCE is a folder with ``countries_ar.jsonl`` (names, codes, Wikidata ids) and ``demonyms_ar.json`` (Arabic nationalities). What they
have wrong or leave out is put right in ``corrections.tsv``; what no reference has is written by hand in the other files of the folder.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.lang.normalise import keys
from kg.link.inflect import adjectives
from kg.link.mint import local
from kg.link.spelling import is_arabic

HEAD = """\
# States and territories: names, nationalities in all genders and numbers, English capitals, ISO 3166 codes, Wikidata ids.
# Built by kg/link/build_authority.py from mledoze/countries (ODbL), UN M49 and CLDR names, and demonyms of arwikicats (MIT). Do not edit:
# put what is missing into metonyms.tsv. Read by kg/link/authority.py.
entity\tname\tlang\tkind\tsince\tuntil\tsource
"""
Row = tuple[str, ...]
Corrections = dict[tuple[str, str], list[str]]


def corrections() -> Corrections:
    """The hand-made corrections by ISO code (empty for all states) and what they say."""
    found: Corrections = defaultdict(list)
    lines = Path(__file__).with_name("corrections.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith(("#", "iso\t")):
            iso, what, value = line.split("\t")
            found[iso, what].append(value)
    return found


def rows(reference: Path) -> Iterator[Row]:
    """The rows of the file, without those that say the same name of the same entity twice."""
    lines = (reference / "countries_ar.jsonl").read_text(encoding="utf-8").splitlines()
    known = json.loads((reference / "demonyms_ar.json").read_text(encoding="utf-8"))
    people = {v["en"]: v["male"] for v in known.values()}
    hand = corrections()
    for country in sorted(map(json.loads, lines), key=lambda c: str(c["iso3"])):
        seen: set[Row] = set()
        for row in _state(country, people, hand):
            same = (row[1], row[3]) if row[3] in {"code", "wikidata"} else keys(row[1])
            if row[1] and same not in seen:
                seen.add(same)
                yield row


def _state(c: dict[str, Any], people: dict[str, str], hand: Corrections) -> Iterator[Row]:
    iso, wrong = c["iso2"], {*hand["", "wrong"]}
    english = hand.get((iso, "english"), [c["en"]])[0]
    since = hand.get((iso, "since"), [""])[0]

    def row(name: str, lang: str, kind: str, source: str) -> Row:
        return (
            f"State/{local(english)}",
            name,
            lang,
            kind,
            since if kind in {"name", "short", "demonym"} else "",
            "",
            source,
        )

    yield row(english, "en", "name", "mledoze")
    yield row(c["en"], "en", "short", "mledoze")
    arabic = [
        ("CLDR", c["ar_cldr"], "short"),
        ("mledoze", c["ar_mledoze"]["common"], "short"),
        ("UN M49", c["ar_un_short"], "short"),
    ]
    arabic += [("mledoze", c["ar_mledoze"]["official"], "official"), ("UN M49", c["ar_un_formal"], "official")]
    found = [(source, plain, kind) for source, name, kind in arabic if (plain := _clean(name)) and plain not in wrong]
    first = hand.get((iso, "arabic"))
    yield row(first[0], "ar", "name", "press") if first else row(found[0][1], "ar", "name", found[0][0])
    for source, name, kind in found:
        yield row(name, "ar", kind, source)
    for name in hand.get((iso, "short"), ()):
        yield row(name, "ar" if is_arabic(name) else "en", "short", "press")
    if (iso, "no nationality") not in hand:
        for name in _arabic_nationalities(c, people, hand):
            yield row(name, "ar", "demonym", "arwikicats")
        for name in hand.get((iso, "nationality")) or _english_nationalities(c["demonym_en"]):
            yield row(name.strip("-"), "en", "demonym", "mledoze")
    if (iso, "no capital") not in hand:
        for name in [*hand.get((iso, "capital"), ()), *c["capital_en"][:1]]:
            yield row("" if (iso, name) == ("IL", "Jerusalem") else name, "en", "capital", "mledoze")
    yield row(iso, "", "code", "ISO 3166-1")
    yield row(c["iso3"], "", "code", "ISO 3166-1")
    yield row(c["qid"], "", "wikidata", "mledoze")


def _clean(name: str) -> str:
    """A name without remarks: "(دولة)", "**", and blanks around hyphens."""
    return re.sub(r"\s*(\([^)]*\)|\*+)\s*", " ", name).strip().replace(" - ", " ").replace("- ", " ")


def _arabic_nationalities(c: dict[str, Any], people: dict[str, str], hand: Corrections) -> Iterator[str]:
    plural = dict(p.split() for p in hand["", "plural"])
    for phrase in hand.get((c["iso2"], "adjectives"), ()):
        first, second = (adjectives(w) for w in phrase.split())
        yield from (f"{a} {b}" for a, b in zip(first, second, strict=True))
    for phrase in hand.get((c["iso2"], "compound"), ()):
        head, adjective = phrase.split()
        for form in adjectives(adjective):
            yield f"ال{head} {form[2:]}" if form.startswith("ال") else f"{head} {form}"
    if (c["iso2"], "adjectives") in hand or (c["iso2"], "compound") in hand:
        return
    name = c["en"].casefold()
    given = people.get(name, people.get(name.split(" and ")[0], c["demonym_ar_masc"].split(" (")[0]))
    for stem in hand.get((c["iso2"], "adjective")) or re.findall("^[ء-ي]+ي$", given):
        yield from adjectives(stem, plural.get(stem, ""))


def _english_nationalities(given: str) -> Iterator[str]:
    for name in filter(None, given.split(", ")):
        yield name
        if not name.endswith(("ese", "ish", "ch", "ss", "Islander")):
            yield name + "s"


def main(arguments: list[str]) -> int:
    """Write the file; the two arguments are the folder of reference facts and the file to write."""
    reference, out = map(Path, arguments)
    out.write_text(HEAD + "".join("\t".join(r) + "\n" for r in rows(reference)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
