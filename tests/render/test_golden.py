"""One article, read by hand, through linker and store: its Turtle is the file beside this one, byte for byte."""

from pathlib import Path

from kg.lang.sentences import sentences
from kg.link import Linker
from kg.model import Article, Mention, Reading, Span, Statement
from kg.render.turtle import turtle
from kg.store import Store

GOLDEN = Path(__file__).with_name("golden.ttl")
TEXT = (
    "أكد وزير الخارجية الصيني وانغ يي أن بلاده ستدعم روسيا، بحسب وكالة تاس.\n"
    "ونفت أوكرانيا الثلاثاء أن تكون قد هاجمت روسيا.\n"
    "Russia accused Ukraine of the raid on Tuesday."
)


def reading() -> Reading:
    article = Article("golden", TEXT, "ar", sentences(TEXT, "ar"), "بكين تعد بدعم موسكو", "2024-04-10")
    first, second, third = article.sentences

    def span(form: str, within: Span) -> Span:
        start = TEXT.index(form, within.start, within.end)
        return Span(start, start + len(form))

    def mention(form: str, kind: str, within: Span) -> Mention:
        return Mention(span(form, within), kind)

    wang, china, russia = mention("وانغ يي", "Person", first), mention("بلاده", "State", first), mention("روسيا", "State", first)
    chinese, tass = mention("الصيني", "State", first), mention("وكالة تاس", "Media", first)
    kyiv, attacked = mention("أوكرانيا", "State", second), mention("روسيا", "State", second)
    accuser, accused = mention("Russia", "State", third), mention("Ukraine", "State", third)
    return Reading(
        article,
        (chinese, wang, china, russia, tass, kyiv, attacked, accuser, accused),
        (
            Statement("foreignMinisterOf", first, span("وزير الخارجية", first), wang, chinese, confidence=0.9),
            Statement("supports", first, span("ستدعم", first), china, russia, "planned", speaker=wang, outlet=tass, confidence=0.8),
            Statement("attacks", second, span("هاجمت", second), kyiv, attacked, negated=True, speaker=kyiv, confidence=0.7),
            Statement("accuses", third, span("accused", third), accuser, accused, confidence=0.6),
        ),
    )


def test_one_article_gives_the_golden_turtle(tmp_path):
    read = reading()
    with Store(tmp_path / "graph") as store:
        store.add_all([(read.article, list(Linker().link(read)))], "reader 1")
        found = turtle(store)
    assert found == GOLDEN.read_bytes()
