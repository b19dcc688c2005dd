"""A made-up attack and two made-up neighbours, told by two outlets in our own words; any name may be replaced by a hostile one."""

from stories import AMERICA, CHINA, RUSSIA, UKRAINE, entity

from kg.model import Article, Assertion, Evidence, Span
from kg.store import Store

SALIM = entity("Person_سالم_المثال", "Person", "سالم المثال")
GROUP = entity("ArmedGroup_جماعة_المثال", "ArmedGroup", "جماعة المثال")
ATTACK = entity("Event_هجوم_1a2b3c4d", "Event", "الهجوم على مسرح أوراسيا", "attack on the Eurasia theatre")
OTHER = entity("Event_هجوم_5a6b7c8d", "Event", "هجوم المرفأ", "port attack")


class Told:
    """Articles and what they assert; ``say`` adds a sentence to the article that is open, ``again`` another assertion of the last one."""

    def __init__(self):
        self.found, self.at = [], 0

    def article(self, name, date, outlet="صحيفة المثال", lang="ar", title="عنوان", url="https://example.org/1"):
        self.found.append((Article(name, "", lang, (), title, date, outlet, url), []))
        self.at = 0
        return self

    def say(self, sentence, subject, relation, obj, **more):
        article, said = self.found[-1]
        span, word = Span(self.at, self.at + len(sentence)), Span(self.at, self.at + 1)
        said.append(Assertion(subject, relation, obj, Evidence(article.id, span, sentence, "", "", word, word, word), **more))
        self.at += len(sentence) + 1
        return self

    def again(self, subject, relation, obj, **more):
        e = self.found[-1][1][-1].evidence
        self.found[-1][1].append(Assertion(subject, relation, obj, e, **more))
        return self

    def store(self, folder):
        with Store(folder) as store:
            store.add_all(self.found, "reader 1")
        return folder


def attack():
    told = Told().article("ar-1", "2024-03-23")
    told.say("تبنّت جماعة المثال الهجوم على المسرح.", GROUP, "claimsResponsibilityFor", ATTACK)
    told.say("واتهمت موسكو كييف بتدبير الهجوم.", RUSSIA, "accuses", UKRAINE, about=ATTACK)
    told.again(UKRAINE, "participatesIn", ATTACK, speaker=RUSSIA)
    told.say("وقال سالم المثال، مستشار الرئاسة في كييف، إن أوكرانيا لم تشارك فيه.", UKRAINE, "participatesIn", ATTACK, speaker=SALIM, negated=True)
    told.again(SALIM, "officialOf", UKRAINE)
    told.say("ووقع الهجوم في روسيا.", ATTACK, "occursIn", RUSSIA)
    told.article("en-1", "2024-03-25", "The Example", "en")
    told.say("Ukraine rejected as false what Russia had said.", UKRAINE, "denies", RUSSIA, about=ATTACK)
    told.say("The United States said that only the group was to blame.", AMERICA, "accuses", GROUP, about=ATTACK)
    told.say("China did not condemn the attack.", CHINA, "criticizes", ATTACK, negated=True)
    return told
