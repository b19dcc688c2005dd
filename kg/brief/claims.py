"""Rival claims: for one event, who blames, who claims responsibility, who denies, and what an outlet says in its own voice.

Nothing here decides who is right. A claim is never more than a claim: each keeps its saying, and the life of what is held
against a party is the list of the claims that were made of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.brief.sayings import Saying, Sides
from kg.model import Assertion, Entity
from kg.vocabulary import relations

KINDS = ("blames", "claims", "denies", "says", "voiced")
RIVAL = KINDS[:3]
STAGES = ("alleged", "claimed", "denied", "confirmed", "retracted")


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence's word on an event.

    ``kind`` is one of ``KINDS``; ``claimant`` whose claim it is, None when the outlet makes it in its own voice; ``reporter`` who
    says that the claimant makes it, if not the outlet; ``doer`` who had a part in the event according to it (or, in a denial, had
    none), with ``side``, the state that the doer acts for, and ``source``, the one that the claimant acts for. ``answers`` are the
    places, in the list of claims, of the accusations that a denial answers, ``withdraws`` of the claims that the same one made before and
    takes back.
    """

    saying: Saying
    kind: str
    claimant: Entity | None
    reporter: Entity | None
    doer: Entity | None
    side: Entity | None
    source: Entity | None
    answers: tuple[int, ...] = ()
    withdraws: tuple[int, ...] = ()

    @property
    def origin(self) -> str:
        """From whom it comes: an IRI, or the name of the outlet that speaks in its own voice."""
        return self.source.iri if self.source else self.saying.article.outlet.casefold()


@dataclass(frozen=True, slots=True)
class Life:
    """What became of the claim that ``party`` did it: (stage, places of the claims in the list), by date of the first of them.

    ``alleged`` by those who blame it, ``claimed`` by the party itself, ``denied`` by anybody, ``confirmed`` when others say outright that
    it did it, elsewhere than in the sentence of an accusation, or when others blame it for what it claims: their word, which is all
    that an article can give. ``retracted`` when the one who said it (who accused it, the party that claimed it, an outlet in its own voice)
    later says that it did not do it, or is later told not to accuse it, or not to claim it, any more; later is in an article of a later day,
    or further down in the same article. ``retracted`` is also, and is nothing else, what an article told that was taken out of the graph
    or replaced by one that does not tell it; that comes last, whenever it was told.
    """

    party: Entity
    stages: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Rivals:
    """All that is asserted about an event, by kind and date, and the lives of the claims."""

    event: Entity
    claims: tuple[Claim, ...]
    lives: tuple[Life, ...]


def rivals(event: Entity, found: Sequence[Saying], sides: Sides) -> Rivals:
    """The rival claims on ``event`` in what was ``found``; assertions of other things are passed over."""
    about = [s for s in found if _concerns(s.assertion, event)]
    blamed = {_deed(s, s.assertion.subject, s.assertion.object) for s in about if _made(s.assertion, "accuses")}
    claims = [_claim(s, event, blamed, sides) for s in about]
    claims += [c for s in found if (c := _retort(s, event, claims, sides))]
    claims.sort(key=lambda c: (KINDS.index(c.kind), c.saying.date, c.saying.article.id, c.saying.assertion.evidence.sentence, repr(c)))
    linked = tuple(replace(c, answers=_answered(c, claims) if c.kind == "denies" else (), withdraws=_withdrawn(c, claims, sides)) for c in claims)
    return Rivals(event, linked, tuple(_lives(linked)))


def cut(found: Rivals, most: int) -> Rivals:
    """The rival claims alone, at most so many of each kind."""
    ranks: dict[str, int] = {}
    kept: dict[int, int] = {}
    for place, claim in enumerate(found.claims):
        ranks[claim.kind] = ranks.get(claim.kind, 0) + 1
        if (claim.kind in RIVAL or claim.withdraws) and ranks[claim.kind] <= most:
            kept[place] = len(kept)

    def still(places: Iterable[int]) -> tuple[int, ...]:
        return tuple(kept[p] for p in places if p in kept)

    claims = tuple(replace(c, answers=still(c.answers), withdraws=still(c.withdraws)) for c in (found.claims[p] for p in kept))
    shown = ((life.party, [(name, still(places)) for name, places in life.stages]) for life in found.lives)
    lives = (Life(party, tuple(stage for stage in stages if stage[1])) for party, stages in shown)
    return Rivals(found.event, claims, tuple(life for life in lives if life.stages))


def _claim(saying: Saying, event: Entity, blamed: set[tuple[str | int, ...]], sides: Sides) -> Claim:
    a = saying.assertion
    kind, claimant, doer = "says" if a.speaker else "voiced", a.speaker, a.subject if _took_part(a, event) else None
    if _made(a, "accuses"):
        kind, claimant, doer = "blames", a.subject, None if a.object.iri == event.iri else a.object
    elif _made(a, "claimsResponsibilityFor"):
        kind, claimant, doer = "claims", a.subject, a.subject
    elif _made(a, "denies"):
        kind, claimant, doer = "denies", a.subject, a.subject
    elif a.speaker and a.negated and a.modality == "actual" and relations()[a.relation].group not in ("verbal conflict", "offices"):
        kind, doer = "denies", a.subject
    elif a.speaker and not a.negated and _deed(saying, a.speaker, a.subject) in blamed:
        kind, doer = "blames", a.subject
    return _sided(saying, kind, claimant, doer, sides)


def _retort(saying: Saying, event: Entity, claims: Iterable[Claim], sides: Sides) -> Claim | None:
    """A denial that names only the accuser («Kyiv denied what Moscow said»), of an accusation that its own article reports."""
    a = saying.assertion
    if not _made(a, "denies") or a.about or _concerns(a, event):
        return None
    denial = _sided(saying, "denies", a.subject, a.subject, sides)
    answers = any(
        c.kind == "blames" and c.saying.article.id == saying.article.id and _same(c.side, denial.side) and _named(denial, c) for c in claims
    )
    return denial if answers else None


def _sided(saying: Saying, kind: str, claimant: Entity | None, doer: Entity | None, sides: Sides) -> Claim:
    speaker = saying.assertion.speaker
    reporter = speaker if speaker and claimant and speaker.iri != claimant.iri else None
    side, source = (sides.of(who, saying) if who else None for who in (doer, claimant))
    return Claim(saying, kind, claimant, reporter, doer, side, source)


def _answered(denial: Claim, claims: Sequence[Claim]) -> tuple[int, ...]:
    """The accusations that a denial answers: not later ones, of the same party, or by an accuser that it names; best of all both."""
    fits = {}
    for place, claim in enumerate(claims):
        if claim.kind == "blames" and _follows(denial.saying, claim.saying):
            fits[place] = int(_same(claim.side, denial.side)) + int(_named(denial, claim))
    best = max(fits.values(), default=0)
    return tuple(place for place, fit in fits.items() if best and fit == best)


def _withdrawn(claim: Claim, claims: Sequence[Claim], sides: Sides) -> tuple[int, ...]:
    """The claims of the same party that the same one made before, and takes back by saying that it did not do it or by making them no more."""
    a = claim.saying.assertion
    who, party = claim.origin, claim.side
    if a.negated and a.relation in ("accuses", "claimsResponsibilityFor"):
        accuser = sides.of(a.subject, claim.saying)
        if a.speaker and sides.of(a.speaker, claim.saying).iri != accuser.iri:
            return ()  # another one's word on what it says
        who, party = accuser.iri, sides.of(a.object, claim.saying) if a.relation == "accuses" else accuser
    elif not a.negated and claim.kind != "denies":
        return ()
    if a.modality != "actual" or claim.saying.retraction:
        return ()
    return tuple(
        place
        for place, c in enumerate(claims)
        if c.origin == who and _same(c.side, party) and (c.kind in ("blames", "claims") or _affirms(c)) and _after(claim.saying, c.saying)
    )


def _lives(claims: Sequence[Claim]) -> Iterable[Life]:
    """One for each party of which somebody claims or denies that it did it, by name of its first claim."""
    parties = {c.side.iri: c.side for c in claims if c.kind in RIVAL and c.side}
    for iri, party in parties.items():
        mine = [(place, c) for place, c in enumerate(claims) if _same(c.side, party) or any(_same(claims[p].side, party) for p in c.withdraws)]
        owned = any(_owns(c, iri) and not c.saying.retraction for _, c in mine)
        accused = {c.saying.sentence for _, c in mine if c.kind == "blames" and not c.saying.retraction}
        stages: dict[str, list[int]] = {}
        for place, c in mine:
            if c.withdraws or (c.saying.retraction and (c.kind in RIVAL or _affirms(c))):
                stages.setdefault("retracted", []).append(place)
            elif c.saying.retraction:
                continue
            elif _owns(c, iri):
                stages.setdefault("claimed", []).append(place)
            elif c.kind == "denies":
                stages.setdefault("denied", []).append(place)
            elif c.origin == iri:
                continue
            elif _affirms(c) and (owned if c.kind == "blames" else c.saying.sentence not in accused):
                stages.setdefault("confirmed", []).append(place)
            elif c.kind == "blames":
                stages.setdefault("alleged", []).append(place)
        dated = sorted(stages.items(), key=lambda s: (all(claims[p].saying.retraction for p in s[1]), min(claims[p].saying.date for p in s[1]), STAGES.index(s[0])))
        if dated:
            yield Life(party, tuple((name, tuple(places)) for name, places in dated))


def _owns(claim: Claim, party: str) -> bool:
    """Whether the party says itself that it did it."""
    return claim.origin == party and (claim.kind == "claims" or (claim.kind == "says" and _affirms(claim)))


def _concerns(a: Assertion, event: Entity) -> bool:
    return event.iri in {e.iri for e in (a.subject, a.object, a.about) if e}


def _affirms(claim: Claim) -> bool:
    """Whether a claim says outright that its doer did it."""
    a = claim.saying.assertion
    return claim.kind != "denies" and not a.negated and a.modality == "actual"


def _made(a: Assertion, relation: str) -> bool:
    """Whether an act of speech is told as done."""
    return a.relation == relation and not a.negated and a.modality == "actual"


def _took_part(a: Assertion, event: Entity) -> bool:
    if a.object.iri == event.iri:
        return a.relation in ("participatesIn", "claimsResponsibilityFor")
    return relations()[a.relation].group == "material conflict" and a.about is not None and a.about.iri == event.iri


def _deed(saying: Saying, accuser: Entity, accused: Entity) -> tuple[str | int, ...]:
    """What tells an accusation and the deed that it states from the others: they share a sentence, an accuser and an accused."""
    return *saying.sentence, accuser.iri, accused.iri


def _follows(later: Saying, earlier: Saying) -> bool:
    """Whether one was said on the same day as another or after it; days that are not known prove nothing."""
    return later.article.id == earlier.article.id or bool(earlier.date and earlier.date <= later.date)


def _after(later: Saying, earlier: Saying) -> bool:
    """Whether one was said on a later day than another, or further down in the same article; days that are not known prove nothing."""
    if later.article.id == earlier.article.id:
        return later.sentence > earlier.sentence
    return bool(earlier.date and earlier.date < later.date)


def _same(one: Entity | None, other: Entity | None) -> bool:
    return one is not None and other is not None and one.iri == other.iri


def _named(denial: Claim, accusation: Claim) -> bool:
    """Whether a denial is addressed to the accuser."""
    a = denial.saying.assertion
    accusers = {who.iri for who in (accusation.claimant, accusation.source) if who}
    return a.relation == "denies" and a.object.iri in accusers
