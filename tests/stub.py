"""A reader for tests of everything but reading: in each sentence two names, and a word for what one does to the other."""

import re

from kg.model import Mention, Reading, Span, Statement

NAMES = r"China|Russia|Iran|Egypt|Qatar|الصين|روسيا|إيران|مصر|قطر"
SAYS = {"supports": "supports", "criticizes": "criticizes", "visits": "visits", "تساند": "supports", "تنتقد": "criticizes", "تزور": "visits"}


class StubReader:
    name, processes = "stub 1", 1

    def read(self, articles):
        for article in articles:
            statements = []
            for sentence in article.sentences:
                text = sentence.of(article.text)
                who = [Mention(Span(sentence.start + m.start(), sentence.start + m.end()), "State") for m in re.finditer(NAMES, text)]
                said = re.search("|".join(SAYS), text)
                if said and len(who) == 2:
                    trigger = Span(sentence.start + said.start(), sentence.start + said.end())
                    statements.append(Statement(SAYS[said[0]], sentence, trigger, *who))
            yield Reading(article, tuple(sorted({m for s in statements for m in (s.subject, s.object)})), tuple(statements))

    def review(self, reading, who, knows):
        return reading
