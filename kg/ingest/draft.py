"""What an input says about an article, before it is one."""

import re
from dataclasses import dataclass
from hashlib import sha256

from kg.errors import InputError
from kg.lang.dates import day
from kg.lang.sentences import detect, scripts, sentences
from kg.model import Article, Span

_SURROGATE = re.compile("[\ud800-\udfff]")
_LANGUAGES = re.compile(
    r"(?P<ar>ar|ara|arabic|العربية|عربي|عربية)|(?P<en>en|eng|english|الإنجليزية|الانجليزية|إنجليزي|انجليزي)",
    re.IGNORECASE,
)
_OTHER = re.compile(r"(?!und|unk|mul|zxx)[a-z]{2,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as it was found; ``where`` names file and line as the user knows them. Empty is unknown.

    With ``sentences`` the text is these, one a line, and the article's sentences are exactly these.
    """

    where: str
    text: str = ""
    sentences: tuple[str, ...] = ()
    id: str = ""
    title: str = ""
    date: str = ""
    lang: str = ""
    outlet: str = ""
    url: str = ""
    author: str = ""


def clean(text: str) -> str:
    r"""The text without what is no text: the byte order mark, carriage returns, NULs; half characters become U+FFFD.

    >>> clean("\ufeffA\r\nB\0")
    'A\nB'
    """
    return _SURROGATE.sub(
        "\ufffd", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    )


def article(draft: Draft) -> Article:
    """The article that a draft describes; ``InputError`` without a place when it describes none.

    An id that is not given is made from title, date, outlet and text, so that the same article gets the same id everywhere.
    """
    text, spans = _joined(draft.sentences) if draft.sentences else (clean(draft.text), ())
    if not text.strip():
        raise InputError("there is no text in it. Give it a text, or leave it out.")
    lang = _language(_line(draft.lang), text)
    title, date, outlet = _line(draft.title), day(draft.date), _line(draft.outlet)
    return Article(
        id=_line(draft.id) or sha256(f"{title}\n{date}\n{outlet}\n{text}".encode()).hexdigest()[:16],
        text=text,
        lang=lang,
        sentences=spans or sentences(text, lang),
        title=title,
        date=date,
        outlet=outlet,
        url=_line(draft.url),
        author=_line(draft.author),
    )


def _line(text: str) -> str:
    """A field as one clean line."""
    return " ".join(clean(text).split())


def _joined(given: tuple[str, ...]) -> tuple[str, tuple[Span, ...]]:
    """Sentences one a line, and where each is; one of blanks only has no span."""
    cleaned = [clean(s) for s in given]
    spans, at = [], 0
    for sentence in cleaned:
        if sentence.strip():
            spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    return "\n".join(cleaned), tuple(spans)


def _language(declared: str, text: str) -> str:
    """The declared language when it is one of ours, else the one of the text's script."""
    code = declared.replace("_", "-").split("-")[0]
    if known := _LANGUAGES.fullmatch(code):
        return "ar" if known["ar"] else "en"
    if _OTHER.fullmatch(code):
        raise InputError(
            f"its language is {declared!r}. Alaqat reads Arabic (ar) and English (en); leave it out or correct its language."
        )
    arabic, latin, other = scripts(text)
    if arabic + latin <= other:
        raise InputError("its text is neither Arabic nor English. Alaqat reads these two languages; leave it out.")
    return detect(text)
