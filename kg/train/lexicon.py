"""Count a lexicon (`kg.read.lexicon`) in labelled articles."""

from collections.abc import Iterable
from typing import Any

from kg.lang.normalise import bare, words
from kg.model import Mention, Span
from kg.read.lexicon import ANY, Lexicon, Table, before, first
from kg.train.corpus import occurrences

LEAST = 2  # times that a word must have been seen, to be kept


def lexicon(documents: Iterable[dict[str, Any]]) -> Lexicon:
    """What the words of labelled articles serve."""
    found = Lexicon()
    for d in documents:
        types = {e["name"]: e["type"] for e in d["entities"]}
        forms = {(form, e["type"]) for e in d["entities"] for form in e["forms"]}
        for text in d["sentences"]:
            found.triggers.seen.update(bare(text[slice(*w)]) for w in words(text))
            for form, kind in forms:
                found.before.seen.update(before(text, Span(0, len(text)), Mention(span, kind)) for span in occurrences(form, text))
        counted: set[tuple[int, str, str]] = set()  # a trigger of several subjects or objects is one
        for a in d["assertions"]:
            text = d["sentences"][a["sent"]]
            at = text.find(a["trig"])
            word = first(text, Span(at, at + len(a["trig"])))
            new = {(a["sent"], a["trig"], relation) for relation in (a["p"], ANY)} - counted
            counted |= new
            found.triggers.served[word].update(relation for _, _, relation in new)
            for side, form, name in (("subject", a.get("sf"), a["s"]), ("object", a.get("of"), a["o"])):
                for span in [*occurrences(form or "", text)][:1]:
                    found.before.served[before(text, Span(0, len(text)), Mention(span, types[name]))][f"{side} {a['p']}"] += 1
    for table in found.tables.values():
        _prune(table)
    return found


def _prune(table: Table) -> None:
    for word in [w for w, times in table.seen.items() if times < LEAST]:
        del table.seen[word]
    for word in table.served.keys() - table.seen.keys():
        del table.served[word]
