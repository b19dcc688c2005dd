"""The names of things on the web: the three namespaces of Alaqat, and how an IRI is made from a name."""

import re
from urllib.parse import quote

KGO = "https://w3id.org/alaqat/ontology#"
KGE = "https://w3id.org/alaqat/entity/"
KGA = "https://w3id.org/alaqat/article/"
_PASSING = re.compile("_[0-9a-f]{8}$")  # how ``kg.link.mint`` ends what is meant in one article only


def article_iri(article_id: str) -> str:
    """The IRI of an article, which also names the graph that holds its assertions.

    Different ids give different IRIs, and ``urllib.parse.unquote`` gives the id back. An id must not be empty.

    >>> article_iri("ar-0007")
    'https://w3id.org/alaqat/article/ar-0007'
    >>> article_iri("news/a b")
    'https://w3id.org/alaqat/article/news%2Fa%20b'
    """
    if not article_id:
        raise ValueError("an article needs an id to have an IRI")
    return KGA + quote(article_id, safe="-._~")


def by_name(iri: str) -> bool:
    """Whether an entity has its IRI from a name, and not from words that mean somebody else in another article, such as «الوزير الأميركي».

    >>> by_name(KGE + "Person_حسين_العزى"), by_name(KGE + "Person_الوزير_الاميركى_f55ff16f")
    (True, False)
    """
    return _PASSING.search(iri) is None


def term(name: str) -> str:
    """The IRI of a class, relation or other term of ``ontology/alaqat.ttl``.

    >>> term("supports")
    'https://w3id.org/alaqat/ontology#supports'
    """
    return KGO + name


def local_name(iri: str) -> str:
    """What follows the last ``#`` or ``/`` of an IRI.

    >>> local_name(term("supports")), local_name(KGE + "China")
    ('supports', 'China')
    """
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
