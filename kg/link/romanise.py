"""Arabic names of persons in Latin letters, for readers of English, where no source gives an English name. For showing; nothing is matched by them.

A word is spelt as in the names of the authority file, else as it is attested most often (arabic-name-romanizer), else letter by letter with
guessed vowels. Its neural network is left out: what that gives is not the same on every machine.
"""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.link.authority import authority

if TYPE_CHECKING:
    from arabic_name_romanizer import Transliterator

_ARABIC = str.maketrans("یک", "يك")  # keyboards of Persian: such a letter makes no other name
_ARTICLE = re.compile(r"(?<= )[AaEe]l[- ](?=\w)")


@lru_cache(maxsize=1 << 15)
def romanised(name: str) -> str:
    """A name in Latin letters; what is not Arabic stays.

    >>> romanised("محمد عبد الله الحداد"), romanised("ماركو روسيني")
    ('Mohamed Abdullah al-Haddad', 'Marco Rousini')
    """
    return _ARTICLE.sub("al-", str(_romaniser().transliterate(name.translate(_ARABIC))))


@cache
def _romaniser() -> "Transliterator":
    from arabic_name_romanizer import Transliterator, UserDictionary  # noqa: PLC0415  # only who meets a new person needs it

    people = (dict(e.labels) for e in authority().entities.values() if e.type == "Person")
    pairs = sorted((names["ar"], names["en"]) for names in people if {"ar", "en"} <= names.keys())
    return Transliterator(user_dictionary=UserDictionary.from_pairs(pairs), auto_load_model=False)
