"""Short articles in our own words, with the mentions that a reader would find, for the tests of the linker."""

from kg.model import Article, Mention, Reading, Span, Statement


def article(text, date="2016-05-10", lang="ar", name="t1"):
    """An article of one sentence a line."""
    sentences, at = [], 0
    for line in text.split("\n"):
        sentences.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Article(name, text, lang, tuple(sentences), date=date)


def mention(text, words, kind, nth=1):
    """The ``nth`` place where ``words`` stand."""
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return Mention(Span(at, at + len(words)), kind)


def reading(text, mentions, statements=(), **about):
    """``mentions`` are ``(words, type)`` or ``(words, type, nth)``; ``statements`` are ``(subject, relation, object, trigger)``, perhaps with a speaker, by index."""
    of = article(text, **about)
    found = [mention(text, *m) for m in mentions]
    made = []
    for subject, relation, object_, trigger, *speaker in statements:
        at = text.index(trigger)
        sentence = next(s for s in of.sentences if s.start <= at < s.end)
        made.append(Statement(relation, sentence, Span(at, at + len(trigger)), found[subject], found[object_], speaker=found[speaker[0]] if speaker else None))
    return Reading(of, tuple(sorted(found)), tuple(made))


def who(linker, text, mentions, statements=(), **about):
    """The local names of what the mentions are taken for, in the order given."""
    given = reading(text, mentions, statements, **about)
    entities = {m: e for m, e, _ in linker.explain(given)}
    return [entities[mention(text, *m)].iri.rsplit("/", 1)[1] for m in mentions]
