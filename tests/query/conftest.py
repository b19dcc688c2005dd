"""A small graph: two made-up news days, in our own words, with a claim, an accusation, a denial and a promise."""

import pytest

from kg.iris import KGE
from kg.model import Article, Assertion, Entity, Evidence, Span, Time
from kg.store import Store


def entity(local, kind, ar="", en="", wikidata=""):
    return Entity(KGE + local, kind, tuple((lang, label) for lang, label in (("ar", ar), ("en", en)) if label), wikidata)


CHINA = entity("China", "State", "الصين", "China", "Q148")
RUSSIA = entity("Russia", "State", "روسيا", "Russia", "Q159")
UKRAINE = entity("Ukraine", "State", "أوكرانيا", "Ukraine")
WANG = entity("Wang_Yi", "Person", "وانج يي", "Wang Yi")
CHIEF = entity("Person_سالم_المثال", "Person", "سالم المثال")
GROUP = entity("ArmedGroup_جماعة_المثال", "ArmedGroup", "جماعة المثال")
ATTACK = entity("Event_هجوم_1a2b3c4d", "Event", "هجوم السوق")
AGENCY = entity("TASS", "Media", "تاس", "TASS")
MOSCOW = entity("Moscow", "Place", "موسكو", "Moscow")

ARABIC = Article("ar-1", "", "ar", (), "زيارة إلى بكين", "2024-04-09", "صحيفة المثال", "https://example.org/1")
ENGLISH = Article("en-1", "", "en", (), "After the attack", "2024-04-11", "The Example")


def say(article, at, sentence, subject, relation, obj, **more):
    span = Span(at, at + len(sentence))
    return Assertion(subject, relation, obj, Evidence(article.id, span, sentence, "", "", *[Span(at, at + 3)] * 3), **more)


def news():
    tuesday = Time("الثلاثاء", "2024-04-09", "2024-04-10")
    yield (
        ARABIC,
        [
            say(ARABIC, 0, "الصين ستدعم روسيا، كما قال وانج يي.", CHINA, "supports", RUSSIA, modality="planned", speaker=WANG, outlet=AGENCY),
            say(ARABIC, 50, "وزار وانج يي، وزير خارجية الصين، موسكو الثلاثاء.", WANG, "foreignMinisterOf", CHINA),
            say(ARABIC, 50, "وزار وانج يي، وزير خارجية الصين، موسكو الثلاثاء.", WANG, "visits", MOSCOW, time=tuesday),
            say(ARABIC, 120, "وأعلنت جماعة المثال مسؤوليتها عن هجوم السوق.", GROUP, "claimsResponsibilityFor", ATTACK),
            say(ARABIC, 180, "واتهم سالم المثال أوكرانيا بتدبيره.", CHIEF, "accuses", UKRAINE, about=ATTACK),
            say(ARABIC, 180, "واتهم سالم المثال أوكرانيا بتدبيره.", UKRAINE, "participatesIn", ATTACK, speaker=CHIEF),
            say(ARABIC, 240, "ووقع الهجوم في موسكو.", ATTACK, "occursIn", MOSCOW),
        ],
    )
    yield (
        ENGLISH,
        [
            say(ENGLISH, 0, "Ukraine said it had no part in the market attack.", UKRAINE, "participatesIn", ATTACK, speaker=UKRAINE, negated=True),
            say(ENGLISH, 60, "Russia may strike Ukraine.", RUSSIA, "attacks", UKRAINE, modality="possible"),
            say(ENGLISH, 90, "Russia struck Ukraine overnight.", RUSSIA, "attacks", UKRAINE, confidence=0.9),
            say(ENGLISH, 130, "Ukraine sanctions Russia.", UKRAINE, "sanctions", RUSSIA),
        ],
    )


@pytest.fixture(scope="session")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graph")
    with Store(folder) as store:
        store.add_all(news(), "reader 1")
    with Store.read_only(folder) as store:
        yield store
