"""A made-up network of any size for tests and looks: communities, some who know everybody, each relation with its sentence."""

import random

from stories import Story, entity

RELATIONS = ("supports", "criticizes", "meets", "attacks", "cooperatesWith", "visits", "accuses", "warns")


def crowd(nodes, edges, seed=1):
    """Assertions and articles of a story with so many entities and relations; the names of the first are «روسيا» and «أوكرانيا»."""
    chance = random.Random(seed)
    story = Story()
    kinds = ("State", "Person", "IGO", "Organization", "ArmedGroup")
    who = [entity("Russia", "State", "روسيا", "Russia"), entity("Ukraine", "State", "أوكرانيا", "Ukraine")]
    who += [entity(f"Actor_{i}", kinds[i % 5], f"الجهة {i}", f"Actor {i}") for i in range(len(who), nodes)]
    circles = max(nodes // 300, 1)

    def say(a, b):
        relation = chance.choice(RELATIONS)
        verb = chance.choice(("أعلن", "أكد", "قال", "ذكر"))
        sentence = f"{verb} متحدث أن {who[a].label('ar')} بحثت مع {who[b].label('ar')} الملف رقم {chance.randrange(999)} في اجتماع استمر ساعات."
        more = {"speaker": who[chance.randrange(nodes)]} if chance.random() < 0.3 else {}
        story.say(sentence, who[a], relation, who[b], (who[a].label("ar"), "بحثت", who[b].label("ar")), modality=chance.choice(("actual", "actual", "planned", "possible")), **more)

    for i in range(edges):
        if i % 8 == 0:
            story.article(f"a{i}", f"خبر {i}", f"2024-{1 + i % 12:02}-{1 + i % 28:02}", f"صحيفة {i % 9}", url=f"https://example.org/{i}")
        a = i % nodes if i < nodes else int(nodes * chance.random() ** 3)
        b = int(nodes * chance.random() ** 3) if chance.random() < 0.3 else (a % circles + circles * chance.randrange(max(nodes // circles, 1))) % nodes
        if i == 0:
            a, b = 0, 1
        if a != b:
            say(a, b)
    return story.assertions, story.articles
