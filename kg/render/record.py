"""An assertion as JSON: what `kg read --format jsonl` prints."""

from typing import Any

from kg.model import Article, Assertion, Entity, Span

Record = dict[str, Any]


def record(article: Article, found: Assertion) -> Record:
    """One assertion with its sentence and the words that stand for its two sides; offsets are code points of ``Article.text``."""
    e = found.evidence
    return {
        "article": article.id,
        "subject": _side(found.subject, e.subject, article),
        "relation": found.relation,
        "object": _side(found.object, e.object, article),
        "modality": found.modality,
        "negated": found.negated,
        "speaker": entity(found.speaker),
        "outlet": entity(found.outlet),
        "about": entity(found.about),
        "time": {"text": found.time.text, "start": found.time.start, "end": found.time.end} if found.time else None,
        "trigger": {"text": e.trigger.of(article.text), "start": e.trigger.start, "end": e.trigger.end},
        "quote": e.quote,
        "start": e.sentence.start,
        "end": e.sentence.end,
        "confidence": found.confidence,
    }


def entity(who: Entity | None) -> Record | None:
    """An entity as JSON."""
    return {"iri": who.iri, "type": who.type, "labels": dict(who.labels)} if who else None


def _side(entity: Entity, span: Span, article: Article) -> Record:
    return {"iri": entity.iri, "type": entity.type, "labels": dict(entity.labels)} | {
        "text": span.of(article.text),
        "start": span.start,
        "end": span.end,
    }
