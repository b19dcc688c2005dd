"""What an input says about an article, before it is one."""

import re
from dataclasses import dataclass
from hashlib import sha256

from kg.errors import InputError
from kg.ingest.addresses import masked
from kg.ingest.published import in_address, in_text
from kg.lang.dates import day
from kg.lang.sentences import detect, scripts, sentences
from kg.model import Article, Span

_SURROGATE = re.compile("[\ud800-\udfff]")
_LANGUAGES = re.compile(
    r"(?P<ar>ar|ara|arabic|العربية|عربي|عربية)|(?P<en>en|eng|english|الإنجليزية|الانجليزية|إنجليزي|انجليزي)",
    re.IGNORECASE,
)
_OTHER = re.compile(r"(?!und|unk|mul|zxx)[a-z]{2,3}", re.IGNORECASE)
MOST = 10_000_000  # characters of an article: five times the longest books
_TOLD = 20  # words from which on a language is told from others in the same script
_NEAR = {"en", "pcm", "ar", "ary", "arz", "zxx"}  # English, Arabic, what is taken for them, and what is no language


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

    A date that nobody tells is looked for in the address and in a line of the text that only tells it; else it stays unknown.
    An id that is not given is made from title, date, outlet and text, so that the same article gets the same id everywhere.
    """
    text, spans = _joined(draft.sentences) if draft.sentences else (clean(draft.text), ())
    if not text.strip():
        raise InputError("there is no text in it. Give it a text, or leave it out.")
    if len(text) > MOST:
        raise InputError(f"it is longer than {MOST:,} characters. Split it into its articles.")
    lang = _language(_line(draft.lang), text)
    url = masked(_line(draft.url))
    title, outlet = _line(draft.title), _line(draft.outlet)
    date = day(draft.date) or in_address(url) or in_text(text)
    return Article(
        id=_line(draft.id) or sha256(f"{title}\n{date}\n{outlet}\n{text}".encode()).hexdigest()[:16],
        text=text,
        lang=lang,
        sentences=spans or sentences(text, lang),
        title=title,
        date=date,
        outlet=outlet,
        url=url,
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
    """The declared language when it is one of ours and the text can be in it, else the one that the text is in."""
    code = declared.replace("_", "-").split("-")[0]
    known = _LANGUAGES.fullmatch(code)
    if not known and _OTHER.fullmatch(code):
        raise InputError(
            f"its language is {declared!r}. Alaqat reads Arabic (ar) and English (en); leave it out or correct its language."
        )
    arabic, latin, other = scripts(text)
    if known:
        named, (own, strange) = ("ar", (arabic, latin)) if known["ar"] else ("en", (latin, arabic))
        return named if strange < 100 or strange < 3 * own else detect(text)
    if arabic + latin <= other:
        raise InputError("its text is neither Arabic nor English. Alaqat reads these two languages; leave it out.")
    sample = text[:5000]
    if len(sample.split()) >= _TOLD and not 0.2 < arabic / (arabic + latin) < 0.8:
        from py3langid import classify  # noqa: PLC0415  # loads a model of some megabytes

        if (found := classify(sample)[0]) not in _NEAR:
            raise InputError(f"its text seems to be in another language ({found}). Alaqat reads Arabic and English; tell its language if it is one of them.")
    return detect(text)
