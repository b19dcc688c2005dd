"""Made-up articles and assertions for the laws of the store: any texts, any spans, few entities, so that they meet."""

from hypothesis import strategies as st

from kg.iris import KGE
from kg.model import MODALITIES, Article, Assertion, Entity, Evidence, Span, Time

ENTITIES = (
    Entity(KGE + "China", "State", (("ar", "الصين"), ("en", "China")), "Q148"),
    Entity(KGE + "Russia", "State", (("ar", "روسيا"), ("en", "Russia")), "Q159"),
    Entity(KGE + "Wang_Yi", "Person", (("ar", "وانج يي"), ("en", "Wang Yi"))),
    Entity(KGE + "Media_وكالة_المثال", "Media", (("ar", "وكالة المثال"),)),
    Entity(KGE + "Event_هجوم_1a2b3c4d", "Event", ()),
)
IDS = ("ar-1", "أخبار/١ و٢", "a b?c#d%e", "..", "http://example.org/x")

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
days = st.dates().map(str)
confidences = st.integers(0, 100).map(lambda n: n / 100)
entities = st.sampled_from(ENTITIES)
maybe = st.none() | entities


@st.composite
def spans(draw, low=0, high=500):
    start = draw(st.integers(low, high - 1))
    return Span(start, draw(st.integers(start + 1, high)))


def articles(ids=IDS):
    return st.builds(
        Article,
        id=st.sampled_from(ids),
        text=texts,
        lang=st.sampled_from(("ar", "en")),
        sentences=st.just(()),
        title=texts,
        date=st.just("") | days,
        outlet=st.sampled_from(("", "وكالة المثال", "The Example")),
        url=st.sampled_from(("", "https://example.org/a?b=c", "https://example.org/مقال", "not an address", "/a/b")),
        author=texts,
    )


@st.composite
def readings(draw, ids=IDS, most=4):
    """An article and what it asserts; what stands around a sentence is the same for all assertions of that sentence."""
    article = draw(articles(ids))
    places = draw(st.lists(st.tuples(spans(), texts, texts, texts), min_size=1, max_size=3, unique_by=lambda place: place[0]))
    found = []
    for _ in range(draw(st.integers(0, most))):
        sentence, quote, prefix, suffix = draw(st.sampled_from(places))
        evidence = Evidence(article.id, sentence, quote, prefix, suffix, *(draw(spans()) for _ in range(3)))
        time = draw(st.none() | st.builds(Time, texts, st.just("") | days, st.just("") | days))
        found.append(
            Assertion(
                draw(entities),
                draw(st.sampled_from(("supports", "attacks", "accuses"))),
                draw(entities),
                evidence,
                draw(st.sampled_from(MODALITIES)),
                draw(st.booleans()),
                draw(maybe),
                draw(maybe),
                draw(maybe),
                time,
                draw(confidences),
            )
        )
    return article, tuple(found)


def say(article_id, subject, relation, obj, at=0, **more):
    """An assertion whose evidence nobody looks at."""
    sentence = Span(at, at + 20)
    evidence = Evidence(article_id, sentence, f"جملة {at}", "", "", Span(at, at + 4), Span(at + 5, at + 9), Span(at + 10, at + 15))
    return Assertion(subject, relation, obj, evidence, **more)
