"""The keywords of a SPARQL text, apart from its strings, IRIs, names, variables and comments."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

# After the tokens of the SPARQL 1.1 grammar (https://www.w3.org/TR/sparql11-query/#sparqlGrammar), the longer before the shorter.
TOKEN = re.compile(
    r"""
      \#[^\r\n]*                                                     # comment
    | \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )* \"{3} | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )* '{3}
    | " (?: [^"\\\r\n] | \\. )* " | ' (?: [^'\\\r\n] | \\. )* '
    | < [^<>"{}|^`\\\x00-\x20]* >                                    # IRI
    | [?$] \w+ | @ [A-Za-z]+ (?: - [A-Za-z0-9]+ )*                    # variable, language
    | [\w.-]* : (?: [\w.:-] | % [0-9A-Fa-f]{2} | \\. )*              # prefixed name
    | (?P<word> [A-Za-z] \w* )
    | (?P<brace> [{}] )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Words:
    """The keywords in capitals: ``all`` of them, and in order the ``outer`` ones, which stand in no braces."""

    all: frozenset[str]
    outer: tuple[str, ...]

    @property
    def ordered(self) -> bool:
        """Whether the query itself, and not a query inside it, says in which order the rows are to be."""
        return ("ORDER", "BY") in zip(self.outer, self.outer[1:], strict=False)


def words(sparql: str) -> Words:
    """The keywords of a SPARQL text.

    >>> words("SELECT ?service { ?service rdfs:label 'SERVICE' } # SERVICE").all
    frozenset({'SELECT'})
    """
    depth, found, outer = 0, set(), []
    for token in TOKEN.finditer(sparql):
        if word := token["word"]:
            found.add(word.upper())
            if not depth:
                outer.append(word.upper())
        elif brace := token["brace"]:
            depth += 1 if brace == "{" else -1
    return Words(frozenset(found), tuple(outer))


def parameters(sparql: str) -> tuple[str, ...]:
    """The names of the variables that are written with ``$``, each once, in order.

    >>> parameters("SELECT ?who { $actor ?p ?who FILTER(?p != '$x') } # $y")
    ('actor',)
    """
    return tuple(dict.fromkeys(token[0][1:] for token in TOKEN.finditer(sparql) if token[0].startswith("$")))


def filled(sparql: str, terms: Mapping[str, ox.NamedNode | ox.Literal | str]) -> str:
    r"""The text with terms in place of the ``$`` variables of these names; pyoxigraph escapes in a term what could end it.

    >>> filled("$who ?p $what", {"who": ox.Literal('a"b')})
    '"a\\"b" ?p $what'
    """

    def term(token: re.Match[str]) -> str:
        return str(terms[token[0][1:]]) if token[0].startswith("$") and token[0][1:] in terms else token[0]

    return TOKEN.sub(term, sparql)
