"""The graph of accusers and accused: who accuses whom, who claims responsibility for what, and who denies it to whom."""

from collections.abc import Iterable
from dataclasses import replace

import networkx as nx

from kg.brief.claims import Rivals
from kg.brief.sayings import Saying

TOLD = ("accuses", "denies", "claimsResponsibilityFor")
Sentence = tuple[str, int]  # article, and where in it


def accusations(found: Iterable[Saying], disputes: Iterable[Rivals]) -> tuple[Saying, ...]:
    """Of what was ``found`` the accusations, claims of responsibility and denials that are told as made.

    A denial that answers accusations, in whatever words, becomes one for each accuser: who denies is its subject, the accuser its object.
    """
    answering: set[Saying] = set()
    turned: list[Saying] = []
    for dispute in disputes:
        for denial in dispute.claims:
            for accuser in {who for place in denial.answers if (who := dispute.claims[place].claimant)} - {denial.claimant}:
                a = denial.saying.assertion
                denied = replace(a, subject=denial.claimant or a.subject, relation="denies", object=accuser, negated=False, about=dispute.event)
                turned.append(replace(denial.saying, assertion=denied))
                answering.add(denial.saying)
    made = [s for s in found if s.assertion.relation in TOLD and not s.assertion.negated and s.assertion.modality == "actual" and s not in answering]
    return tuple(dict.fromkeys((*made, *sorted(turned, key=repr))))


def link(graph: nx.MultiDiGraph, disputes: Iterable[Rivals]) -> None:
    """Put on each edge of a denial what it ``answers``: the edges (subject, object, relation) of the accusations, sorted; nothing on others."""
    answered: dict[Sentence, set[Sentence]] = {}
    for dispute in disputes:
        for claim in dispute.claims:
            answered.setdefault(claim.saying.sentence, set()).update(dispute.claims[place].saying.sentence for place in claim.answers)
    told = {(s, o, r): {(e.article, e.start) for e in evidence} for s, o, r, evidence in graph.edges(keys=True, data="evidence")}
    for (denier, accuser, relation), sentences in told.items():
        if relation == "denies":
            to = set[Sentence]().union(*(answered.get(sentence, ()) for sentence in sentences))
            graph.edges[denier, accuser, relation]["answers"] = tuple(sorted(edge for edge in told if edge[0] == accuser and edge[2] == "accuses" and told[edge] & to))
