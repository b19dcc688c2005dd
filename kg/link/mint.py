"""IRIs and labels for those whom the authority file does not know."""

import re
from hashlib import sha256

from kg.iris import KGE
from kg.lang.normalise import keys
from kg.link.romanise import romanised
from kg.link.spelling import is_arabic
from kg.model import ROMANISED, Entity

PASSING = frozenset(
    ("Event", "Document", "State")
)  # "the attack" in two articles is two events; a state that has a name is known
_OTHER = re.compile(r"[^\w()-]+")
_HASHED = re.compile("_[0-9a-f]{8}$")


def local(name: str) -> str:
    """A name as the last part of an IRI.

    >>> local("Prime Minister's Office (Israel)")
    'Prime_Ministers_Office_(Israel)'
    """
    return _OTHER.sub("_", name.replace("'", "").replace("’", "").replace(".", "")).strip("_")


def minted(entity: Entity) -> bool:
    """Whether an entity is one of which only the name is known.

    >>> minted(mint("the attack", "Event", "a1", True)), minted(Entity(KGE + "Syria", "State", ()))
    (True, False)
    """
    return entity.iri.startswith(f"{KGE}{entity.type}_")


def passing(entity: Entity) -> bool:
    """Whether an entity is of one article alone: the article is part of its IRI.

    >>> passing(mint("the attack", "Event", "a1", True)), passing(mint("Acme", "Organization", "a1", True))
    (True, False)
    """
    return bool(_HASHED.search(entity.iri))


def mint(name: str, kind: str, article: str, known_by_name: bool) -> Entity:
    """An entity of which only the name is known; a person's Arabic one is given in Latin letters too.

    Two machines that read the same name mint the same IRI. A name that tells no more than the kind of thing («الهجوم»), or one word of a
    person's name, means somebody else in another article: then, as for every event and document, the article is part of the IRI.

    >>> mint("الجمعية الخيرية", "Organization", "a1", True).iri.removeprefix(KGE)
    'Organization_الجمعيه_الخيريه'
    >>> mint("the attack", "Event", "a1", True).iri.removeprefix(KGE)
    'Event_attack_f55ff16f'
    """
    words = keys(name)
    words = words[1:] if len(words) > 1 and words[0] == "the" else words
    stem = "_".join("".join(c for c in w if c.isalnum()) for w in words) or "unnamed"
    tail = "" if known_by_name and kind not in PASSING else "_" + sha256(article.encode()).hexdigest()[:8]
    label = " ".join(name.split())
    latin = romanised(label) if kind == "Person" and known_by_name and is_arabic(name) else ""
    also = ((ROMANISED, latin),) if latin else ()
    return Entity(f"{KGE}{kind}_{stem}{tail}", kind, (("ar" if is_arabic(name) else "en", label), *also))
