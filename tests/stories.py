"""Two made-up news days for the tests of drawings: known facts, told in our own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.model import Article, Assertion, Entity, Evidence, Span, Time

KGE = "https://w3id.org/alaqat/entity/"


def entity(local: str, kind: str, ar: str = "", en: str = "") -> Entity:
    return Entity(KGE + local, kind, tuple((lang, name) for lang, name in (("ar", ar), ("en", en)) if name))


CHINA = entity("China", "State", "الصين", "China")
RUSSIA = entity("Russia", "State", "روسيا", "Russia")
UKRAINE = entity("Ukraine", "State", "أوكرانيا", "Ukraine")
AMERICA = entity("United_States", "State", "الولايات المتحدة", "United States")
TAJIKISTAN = entity("Tajikistan", "State", "طاجيكستان", "Tajikistan")
LAVROV = entity("Sergey_Lavrov", "Person", "سيرغي لافروف", "Sergey Lavrov")
WANG = entity("Wang_Yi", "Person", "وانغ يي", "Wang Yi")
PUTIN = entity("Vladimir_Putin", "Person", "فلاديمير بوتين", "Vladimir Putin")
BORTNIKOV = entity("Alexander_Bortnikov", "Person", "ألكسندر بورتنيكوف", "Alexander Bortnikov")
STATE = entity("Islamic_State", "ArmedGroup", "تنظيم الدولة الإسلامية", "Islamic State")
ATTACK = entity("Event_crocus_1234abcd", "Event", "هجوم كروكوس", "Crocus City Hall attack")
COUNCIL = entity("UN_Security_Council", "IGO", "مجلس الأمن", "UN Security Council")
BEIJING = entity("Beijing", "Place", "بكين", "Beijing")
TASS = entity("TASS", "Media", "تاس", "TASS")
NATO = entity("NATO", "IGO", "حلف الناتو", "NATO")
STRATEGIC = entity("Document_partnership_1234abcd", "Document", "اتفاق الشراكة", "Partnership agreement")
FSB = entity("FSB", "Organization", "جهاز الأمن الفيدرالي", "Federal Security Service")


@dataclass
class Story:
    """Articles and what they assert; ``say`` adds a sentence to the article that is open."""

    articles: dict[str, Article] = field(default_factory=dict)
    assertions: list[Assertion] = field(default_factory=list)

    def article(self, name: str, title: str, date: str, outlet: str, *, url: str = "", lang: str = "ar") -> None:
        self.articles[name] = Article(name, "", lang, (), title, date, outlet, url)
        self.name, self.at = name, 0

    def say(
        self, sentence: str, subject: Entity, relation: str, obj: Entity, words: tuple[str, str, str], **more: Any
    ) -> None:
        def span(word: str) -> Span:
            start = self.at + sentence.index(word) if word in sentence else 0
            return Span(start, start + len(word))

        s, trigger, o = (span(word) for word in words)
        whole = Span(self.at, self.at + len(sentence))
        prefix = str(more.pop("prefix", ""))
        evidence = Evidence(self.name, whole, sentence, prefix, "", trigger, s, o)
        self.assertions.append(Assertion(subject, relation, obj, evidence, **more))
        self.at += len(sentence) + 1


def small() -> tuple[list[Assertion], Mapping[str, Article]]:
    """The meeting of two ministers on 9 April 2024, and an attack that one party claims and another lays at a third one's door."""
    story = Story()
    story.article("ar-1", "لافروف في بكين", "2024-04-09", "وكالة المثال", url="https://example.org/ar/1")
    tuesday = Time("الثلاثاء", "2024-04-09", "2024-04-10")
    sentence = "بحث لافروف مع نظيره الصيني وانغ يي في بكين، الثلاثاء، الحرب في أوكرانيا."
    story.say(sentence, LAVROV, "meets", WANG, ("لافروف", "بحث", "وانغ يي"), time=tuesday, confidence=0.97)
    story.say("وصل لافروف إلى بكين يوم الاثنين.", LAVROV, "visits", BEIJING, ("لافروف", "وصل", "بكين"), confidence=0.9)
    promise = "وقال وانغ يي إن الصين ستواصل دعم استقرار روسيا."
    story.say(
        promise,
        CHINA,
        "supports",
        RUSSIA,
        ("الصين", "دعم", "روسيا"),
        modality="planned",
        speaker=WANG,
        outlet=TASS,
        confidence=0.93,
    )
    story.say(
        "وأكد أن البلدين شريكان قريبان.",
        CHINA,
        "cooperatesWith",
        RUSSIA,
        ("هو", "شريكان", "البلدين"),
        speaker=WANG,
        prefix="دعم استقرار روسيا.",
    )
    story.say(
        "ويشغل لافروف منصب وزير خارجية روسيا.", LAVROV, "foreignMinisterOf", RUSSIA, ("لافروف", "وزير خارجية", "روسيا")
    )
    story.say("ووانغ يي وزير خارجية الصين.", WANG, "foreignMinisterOf", CHINA, ("وانغ يي", "وزير خارجية", "الصين"))
    story.say(
        "ووقع البلدان اتفاق الشراكة في بكين.", CHINA, "participatesIn", STRATEGIC, ("البلدان", "وقع", "اتفاق الشراكة")
    )
    story.say("وانتقد لافروف توسع حلف الناتو شرقا.", LAVROV, "criticizes", NATO, ("لافروف", "انتقد", "حلف الناتو"))
    story.article("ar-2", "من وراء هجوم كروكوس؟", "2024-03-26", "صحيفة المثال", url="https://example.org/ar/2")
    story.say(
        "تبنى تنظيم الدولة الإسلامية هجوم كروكوس قرب موسكو.",
        STATE,
        "claimsResponsibilityFor",
        ATTACK,
        ("تنظيم الدولة الإسلامية", "تبنى", "هجوم كروكوس"),
    )
    blame = "واتهم مدير جهاز الأمن الفيدرالي ألكسندر بورتنيكوف أوكرانيا بالضلوع في هجوم كروكوس."
    story.say(blame, BORTNIKOV, "accuses", UKRAINE, ("ألكسندر بورتنيكوف", "اتهم", "أوكرانيا"), about=ATTACK)
    story.say(
        blame,
        UKRAINE,
        "participatesIn",
        ATTACK,
        ("أوكرانيا", "الضلوع", "هجوم كروكوس"),
        speaker=BORTNIKOV,
        modality="possible",
    )
    story.say(blame, BORTNIKOV, "leaderOf", FSB, ("ألكسندر بورتنيكوف", "مدير", "جهاز الأمن الفيدرالي"))
    story.say(
        "ونفت كييف أي صلة لها بالهجوم.",
        UKRAINE,
        "participatesIn",
        ATTACK,
        ("كييف", "صلة", "الهجوم"),
        speaker=UKRAINE,
        negated=True,
    )
    story.say(
        "وقالت أمريكا إن أوكرانيا لم تهاجم روسيا في تلك الليلة.",
        UKRAINE,
        "attacks",
        RUSSIA,
        ("أوكرانيا", "تهاجم", "روسيا"),
        speaker=AMERICA,
        negated=True,
    )
    story.say("ووقع الهجوم في روسيا.", ATTACK, "occursIn", RUSSIA, ("الهجوم", "وقع", "روسيا"))
    story.article(
        "en-1", "Who attacked the concert hall?", "2024-03-24", "The Example", url="https://example.org/en/1", lang="en"
    )
    story.say(
        "Islamic State said it carried out the attack on the concert hall.",
        STATE,
        "claimsResponsibilityFor",
        ATTACK,
        ("Islamic State", "said it carried out", "attack"),
    )
    story.say(
        "Putin, the president of Russia, said Ukraine had prepared a way out for the gunmen.",
        UKRAINE,
        "supports",
        STATE,
        ("Ukraine", "prepared a way out", "gunmen"),
        speaker=PUTIN,
    )
    story.say("Putin is the president of Russia.", PUTIN, "headOfStateOf", RUSSIA, ("Putin", "president", "Russia"))
    story.say(
        "The United States warned Russia two weeks before.",
        AMERICA,
        "warns",
        RUSSIA,
        ("United States", "warned", "Russia"),
    )
    story.say(
        "The Security Council condemned the attack.",
        COUNCIL,
        "criticizes",
        ATTACK,
        ("Security Council", "condemned", "attack"),
    )
    story.say(
        "Russia may attack Ukraine's power plants again.",
        RUSSIA,
        "attacks",
        UKRAINE,
        ("Russia", "attack", "Ukraine"),
        modality="possible",
    )
    story.say("Russia is at war with Ukraine.", RUSSIA, "fights", UKRAINE, ("Russia", "at war", "Ukraine"))
    story.say(
        "Russia arrested citizens of Tajikistan.", RUSSIA, "coerces", TAJIKISTAN, ("Russia", "arrested", "Tajikistan")
    )
    story.say("Wang Yi received Lavrov in Beijing.", WANG, "meets", LAVROV, ("Wang Yi", "received", "Lavrov"))
    return story.assertions, story.articles
