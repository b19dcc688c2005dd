"""Views: the part of a graph that somebody asks for, for the command line, Python and the page alike.

First the sentences are chosen, each by itself, so that the order of these choices makes no difference; then persons are counted for
their states, if asked; last comes the neighbourhood of the focus, so that no path leads over what is not shown.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypedDict, Unpack

import networkx as nx

from kg.brief.accusations import accusations, link
from kg.brief.claims import RIVAL, Rivals, rivals
from kg.brief.find import ACTORS, find
from kg.brief.sayings import Saying, Sides, every, once, retracted
from kg.errors import InputError
from kg.lang.days import day
from kg.lang.normalise import keys
from kg.model import Entity
from kg.render.large import SENTENCES, foremost
from kg.render.measures import measures
from kg.render.network import network
from kg.render.page import page
from kg.store import Store
from kg.vocabulary import OCCASIONS, classes, groups, modalities, relations

if TYPE_CHECKING:
    from kg.render.frames import Frames

Names = str | Iterable[str]  # of one, or of several: any of them will do


class Cut(TypedDict, total=False):
    """What somebody asks of a view, in words; what is left out cuts nothing away.

    ``focus`` and ``hops``: entities by name or IRI, what is at most so many relations away from one of them (1 if not said), and what
    relates these to each other. ``since``, ``until``: first and last day of the articles, ISO. ``group``, ``relation``, ``modality``:
    names of the ontology. ``outlet``: publishers of articles. ``speaker``: those whose claim it is. ``min_confidence``: in [0, 1].
    ``roll_up``: a person counts for the state of the office that they hold on the day of the article. ``accusations``: only who accuses whom,
    who claims responsibility, and who denies it to whom (see ``kg.brief.accusations``).
    """

    focus: Names
    hops: int
    since: str
    until: str
    group: Names
    relation: Names
    outlet: Names
    speaker: Names
    modality: Names
    min_confidence: float
    roll_up: bool
    accusations: bool


@dataclass(frozen=True, slots=True)
class View:
    """A cut whose names are known to mean something; an empty set cuts nothing away. ``outlets`` are folded as ``keys`` folds them."""

    focus: tuple[Entity, ...] = ()
    hops: int = 1
    since: str = ""
    until: str = ""
    groups: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    outlets: frozenset[tuple[str, ...]] = frozenset()
    speakers: frozenset[str] = frozenset()
    modalities: frozenset[str] = frozenset()
    min_confidence: float = 0.0
    roll_up: bool = False
    accusations: bool = False

    def sides(self, found: Iterable[Saying]) -> Sides:
        """For whom persons act in all that was ``found``; those in focus act for themselves."""
        return Sides(found, self.focus)

    def passes(self, saying: Saying, sides: Sides) -> bool:
        """Whether the view has what one sentence says. Where a day is asked for, articles without a day have no place."""
        a = saying.assertion
        speaking = {who.iri for who in (a.speaker, a.speaker and self.roll_up and sides.of(a.speaker, saying)) if who}
        return (
            (not self.since or self.since <= saying.date)
            and (not self.until or "" < saying.date <= self.until)
            and (not self.groups or relations()[a.relation].group in self.groups)
            and (not self.relations or a.relation in self.relations)
            and (not self.outlets or keys(saying.article.outlet) in self.outlets)
            and (not self.speakers or bool(speaking & self.speakers))
            and (not self.modalities or a.modality in self.modalities)
            and self.min_confidence <= a.confidence
        )


def view(store: Store, **cut: Unpack[Cut]) -> View:
    """Say what a cut means in a graph; raises ``InputError`` for what it does not know."""
    focus, groups_, relations_ = _several(cut.get("focus")), _several(cut.get("group")), _several(cut.get("relation"))
    outlets, speakers, modalities_ = _several(cut.get("outlet")), _several(cut.get("speaker")), _several(cut.get("modality"))
    hops, sure = cut.get("hops", 1), cut.get("min_confidence", 0.0)
    since, until = day("since", cut.get("since", "")), day("until", cut.get("until", ""))
    if hops < 1 or (hops > 1 and not focus):
        raise InputError(f"hops {hops}: {'say which entity from, with a focus' if hops > 1 else 'at least 1'}.")
    if not 0 <= sure <= 1:
        raise InputError(f"min confidence {sure}: choose a number from 0 to 1.")
    if until and until < since:
        raise InputError(f"since {since}, until {until}: no day is in both. Turn them round.")
    translated = {name: english for english, labels in groups().items() for name in (english, *labels.values())}
    _known("group", groups_, translated, groups())
    _known("relation", relations_, relations(), sorted(relations()))
    _known("modality", modalities_, modalities(), modalities())
    if outlets:
        known = {keys(a.outlet) for a in store.articles()} - {()}
        if strange := [name for name in outlets if keys(name) not in known]:
            raise InputError(f"outlet {strange[0]}: no article of this graph is from there. `kg query outlets` lists them.")
    return View(
        tuple(dict.fromkeys(find(store, name, classes()) for name in focus)),
        hops,
        since,
        until,
        frozenset(translated[name] for name in groups_),
        frozenset(relations_),
        frozenset(map(keys, outlets)),
        frozenset(find(store, name, ACTORS).iri for name in speakers),
        frozenset(modalities_),
        sure,
        cut.get("roll_up", False),
        cut.get("accusations", False),
    )


def shown(found: Collection[Saying], view: View) -> tuple[Saying, ...]:
    """What the view has of what was ``found``, in its order."""
    sides = view.sides(found)
    kept: Iterable[Saying] = (s for s in found if view.passes(s, sides))
    if view.accusations:
        kept = tuple(kept)
        kept = accusations(kept, _disputes(kept, _occasions(kept), sides))
    if view.roll_up:
        kept = (rolled for s in kept if (rolled := _rolled(s, sides)))
    return _near(tuple(kept), view) if view.focus else tuple(kept)


def graph(store: Store, **cut: Unpack[Cut]) -> nx.MultiDiGraph:
    """The graph of a view, as ``kg.render.network.network`` makes it, with ``measures`` on its nodes; without nodes when nothing passes."""
    found, asked = every(store), view(store, **cut)
    return _measured(_drawn(found, shown(found, asked), asked))


def tables(store: Store, **cut: Unpack[Cut]) -> "Frames":
    """Nodes, edges and assertions of a view as pandas data frames."""
    from kg.render.frames import frames  # noqa: PLC0415  # pandas is slow to load, and whoever only draws does without

    found, asked = every(store), view(store, **cut)
    kept = shown(found, asked)
    return frames(_measured(_drawn(found, kept, asked)), kept)


def draw(store: Store, title: str = "", lang: str = "ar", **cut: Unpack[Cut]) -> str:
    """The page of a view, with the rival claims on its events; raises ``InputError`` when there is nothing to see, unless the graph is empty.

    Of a large graph that is not cut it has the foremost names (see ``kg.render.large``), and says how many it leaves out.
    """
    asked = view(store, **cut)
    found, left = foremost(store, SENTENCES) if asked == View() else (every(store), (0, 0))
    drawn = _drawn(found, shown(found, asked), asked)
    if found and not drawn:
        raise InputError("Nothing in this graph passes all that the view asks for. Ask for less: fewer options, more hops, more days.")
    sides = asked.sides(found)
    events = {iri for iri in drawn if drawn.nodes[iri]["type"] == "Event"}
    own = [s for s in (*found, *retracted(store, events)) if asked.passes(s, sides)]  # rival claims are told of those who made them
    return page(drawn, title, lang, _disputes(own, events, sides), left)


def _measured(made: nx.MultiDiGraph) -> nx.MultiDiGraph:
    nx.set_node_attributes(made, measures(made))
    return made


def _drawn(found: Collection[Saying], kept: Collection[Saying], view: View) -> nx.MultiDiGraph:
    """What the view has ``kept`` of what was ``found``, as a graph; of accusations, with what each denial answers."""
    made = network((s.assertion for s in kept), {s.article.id: s.article for s in kept})
    if view.accusations:
        sides = view.sides(found)
        own = [s for s in found if view.passes(s, sides)]
        link(made, _disputes(own, _occasions(own), sides))
    return made


def _occasions(found: Iterable[Saying]) -> set[str]:
    """The IRIs of what somebody can be accused of."""
    return {who.iri for s in found for who in (s.assertion.subject, s.assertion.object, s.assertion.about) if who and who.type in OCCASIONS}


def _disputes(found: Iterable[Saying], events: Collection[str], sides: Sides) -> Iterable[Rivals]:
    """Of those of the events on which somebody blames, claims or denies: what is asserted on each."""
    articles: defaultdict[str, list[Saying]] = defaultdict(list)
    telling: dict[str, dict[str, Entity]] = {}
    for s in found:
        articles[s.article.id].append(s)
        for who in (s.assertion.subject, s.assertion.object, s.assertion.about):
            if who and who.iri in events:
                telling.setdefault(who.iri, {})[s.article.id] = who
    for _, told in sorted(telling.items()):
        claims = rivals(next(iter(told.values())), once(s for article in told for s in articles[article]), sides)
        if any(claim.kind in RIVAL for claim in claims.claims):
            yield claims


def _rolled(saying: Saying, sides: Sides) -> Saying | None:
    """The saying with states in the place of persons who act for them; None when nothing is left of it but the office or one state."""
    a = saying.assertion
    subject, obj = sides.of(a.subject, saying), sides.of(a.object, saying)
    if (subject, obj) == (a.subject, a.object):
        return saying
    if subject.iri == obj.iri or relations()[a.relation].group == "offices":
        return None
    return replace(saying, assertion=replace(a, subject=subject, object=obj))


def _near(found: tuple[Saying, ...], view: View) -> tuple[Saying, ...]:
    pairs = nx.Graph((s.assertion.subject.iri, s.assertion.object.iri) for s in found)
    starts = [e.iri for e in view.focus if e.iri in pairs]
    near = {iri for start in starts for iri in nx.single_source_shortest_path_length(pairs, start, view.hops)}
    return tuple(s for s in found if {s.assertion.subject.iri, s.assertion.object.iri} <= near)


def _several(names: Names | None) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names or ())


def _known(what: str, asked: Iterable[str], known: Collection[str], choice: Iterable[str]) -> None:
    if strange := [name for name in asked if name not in known]:
        raise InputError(f"{what} {strange[0]}: no such {what}. Choose from {', '.join(choice)}.")


