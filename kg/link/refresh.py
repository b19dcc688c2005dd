"""Persons and dated offices from a SPARQL endpoint with the data of Wikidata: ``python -m kg.link.refresh ENDPOINT OUT``.

Writes OUT, an authority file: what the endpoint knows of heads of state and government, ministers and heads of organisations, and no other file
of the authority has. It lies beside these, or is given with ``--entities``; the same answers make the same file. All ids are of the endpoint.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import urllib3
from urllib3.exceptions import HTTPError

from kg import __version__
from kg.errors import InputError, KgError
from kg.lang.normalise import keys
from kg.link.authority import HEADER, Authority, load
from kg.link.mint import local
from kg.link.spelling import is_arabic
from kg.resources import folder

OFFICES = ("head of state", "head of government", "foreign minister", "minister of defence", "secretary-general")  # as Wikidata calls the classes
AGENT = f"alaqat/{__version__} (authority file)"
PAGE, PAUSE, LIMIT = 500, 1.0, 60.0  # rows of a page; seconds between two, and until one is given up
HEAD = "# Persons and their offices as Wikidata has them (CC0), where no other file has them. Built by kg/link/refresh.py; do not edit. Read by kg/link/authority.py.\n"
QUERY = """\
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT DISTINCT ?person ?en ?ar ?office_en ?office_ar ?since ?until WHERE {
  ?class rdfs:label "%s"@en .
  ?office wdt:P279* ?class .
  ?person p:P39 ?held ; rdfs:label ?en .
  ?held ps:P39 ?office ; pq:P580 ?since .
  OPTIONAL { ?held pq:P582 ?until }
  OPTIONAL { ?person rdfs:label ?ar FILTER(LANG(?ar) = "ar") }
  OPTIONAL { ?office rdfs:label ?office_en FILTER(LANG(?office_en) = "en") }
  OPTIONAL { ?office rdfs:label ?office_ar FILTER(LANG(?office_ar) = "ar") }
  FILTER(LANG(?en) = "en" && (!BOUND(?until) || ?until >= "2000-01-01T00:00:00Z"^^xsd:dateTime))
}
ORDER BY ?person ?since ?until ?office_en ?office_ar ?en ?ar
LIMIT %d OFFSET %d
"""
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)T")
_ID = re.compile(r"http://www\.wikidata\.org/entity/(Q[1-9]\d*)")

Row = tuple[str, ...]


class Held(NamedTuple):
    """Who held which office when; ``since`` and ``until`` are ISO days, the latter perhaps empty."""

    id: str
    en: str
    ar: str
    office_en: str
    office_ar: str
    since: str
    until: str


def ask(endpoint: str, *, pause: float = PAUSE, limit: float = LIMIT) -> Iterator[Held]:
    """What the endpoint knows, a page a query. Raises ``InputError`` when it does not answer in ``limit`` seconds, or gives no SPARQL results."""
    http = urllib3.PoolManager(retries=False, timeout=limit, headers={"User-Agent": AGENT, "Accept": "application/sparql-results+json"})
    for office in OFFICES:
        start = 0
        while found := _page(http, endpoint, QUERY % (office, PAGE, start)):
            yield from filter(None, map(_held, found))
            if len(found) < PAGE:
                break
            start += PAGE
            time.sleep(pause)


def rows(found: Iterator[Held], known: Authority) -> Iterator[Row]:
    """The rows of the file, by persons' ids: names, ids and offices that ``known`` has not."""
    people: dict[str, set[Held]] = {}
    for held in found:
        people.setdefault(held.id, set()).add(held)
    iris = {e.wikidata: iri for iri, e in known.entities.items() if e.wikidata and e.type == "Person"}
    taken = {iri.rsplit("/", 1)[1] for iri in known.entities}
    for number in sorted(people, key=lambda q: (len(q), q)):
        told = sorted(people[number])
        iri = iris.get(number, "")
        name = iri.rsplit("/", 1)[1] if iri else local(told[0].en)
        name = name if iri or name not in taken else f"{name}_({number})"
        taken.add(name)
        for kind, text, lang, since, until in _told(told, number):
            if not _has(known, iri, kind, text, lang, since):
                yield (f"Person/{name}", text, lang, kind, since, until, "Wikidata")


def main(arguments: Sequence[str]) -> int:
    """Write the file; what went wrong is one line, and the exit status 1."""
    parser = argparse.ArgumentParser(prog="python -m kg.link.refresh", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("endpoint", help="address of the SPARQL endpoint, as https://query.wikidata.org/sparql")
    parser.add_argument("out", type=Path, help="file to write, as ontology/entities/people_wikidata.tsv")
    parser.add_argument("--pause", type=float, default=PAUSE, help="seconds between two queries")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds until a query is given up")
    given = parser.parse_args(arguments)
    part = given.out.with_suffix(".part")
    try:
        if given.out.exists() and not given.out.read_text(encoding="utf-8").startswith(HEAD):
            raise InputError(f"{given.out}: was not written by this script, and is left as it is. Name another file.")
        own = given.out.resolve()
        known = load([path for path in sorted((folder("ontology") / "entities").glob("*.tsv")) if path.resolve() != own])
        told = list(rows(ask(given.endpoint, pause=given.pause, limit=given.limit), known))
        part.write_text(HEAD + "".join("\t".join(row) + "\n" for row in (HEADER, *told)), encoding="utf-8")
        load([part])
        part.replace(given.out)
    except (KgError, OSError) as e:
        part.unlink(missing_ok=True)
        sys.stderr.write(f"{e}\n")
        return 1
    sys.stdout.write(f"{given.out}: {len(told)} rows of {len({row[0] for row in told})} persons\n")
    return 0


def _page(http: urllib3.PoolManager, endpoint: str, query: str) -> list[Mapping[str, Mapping[str, str]]]:
    try:
        answer = http.request("POST", endpoint, fields={"query": query}, encode_multipart=False)
    except HTTPError as e:
        raise InputError(f"{endpoint}: does not answer ({e}). Check the address, or try later.") from e
    if answer.status != 200:
        later = answer.headers.get("Retry-After", "")
        raise InputError(f"{endpoint}: answers {answer.status}. " + (f"Try again in {later} seconds." if later else "Check that it is a SPARQL endpoint."))
    try:
        found: list[Mapping[str, Mapping[str, str]]] = json.loads(answer.data)["results"]["bindings"]
    except (ValueError, KeyError, TypeError) as e:
        raise InputError(f"{endpoint}: gives no SPARQL results in JSON. Check that it is a SPARQL endpoint.") from e
    return found


def _held(row: Mapping[str, Mapping[str, str]]) -> Held | None:
    """What a row says; none when it lacks the id, the name, or the day."""

    def text(column: str) -> str:
        return " ".join(row.get(column, {}).get("value", "").split())

    who, since, until = _ID.fullmatch(text("person")), _DAY.match(text("since")), _DAY.match(text("until"))
    if not who or not since or not keys(text("en")) or not local(text("en")) or (until and until[1] <= since[1]):
        return None
    return Held(who[1], text("en"), text("ar"), text("office_en"), text("office_ar"), since[1], until[1] if until else "")


def _told(held: Sequence[Held], number: str) -> Iterator[Row]:
    """Kind, text, language and days of each thing that a file says of a person."""
    yield "name", held[0].en, "en", "", ""
    if arabic := next((h.ar for h in held if is_arabic(h.ar)), ""):
        yield "name", arabic, "ar", "", ""
    every = ((h.since, h.until, lang, office) for h in held for lang, office in (("ar", h.office_ar), ("en", h.office_en)))
    for since, until, lang, office in sorted({each for each in every if keys(each[3]) and is_arabic(each[3]) == (each[2] == "ar")}):
        yield "office", office, lang, since, until
    yield "wikidata", number, "", "", ""


def _has(known: Authority, iri: str, kind: str, text: str, lang: str, since: str) -> bool:
    """Whether another file says this of a person, or says otherwise: its names, its id, and its offices of that time go before."""
    if not iri:
        return False
    if kind == "office":
        return any(o.iri == iri and (not o.until or since < o.until) for o in known.offices)
    return kind == "wikidata" or lang in dict(known.entities[iri].labels) or any(n.iri == iri for n in known.names.get(keys(text), ()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
