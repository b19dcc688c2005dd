"""Where sentences begin and end, in Arabic and English news, and which of the two languages a text is in."""

import re
from collections.abc import Iterator

from kg.model import Span

MOST_WORDS = 200  # what the reader's window holds, at the two or so pieces that a word is cut into
_NEAR = 80  # characters around a full stop that decide whether it is one

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# A full stop and what closes with it: «…؟» and "… ." and (… .) stay with their sentence, even when a blank stands before the quote.
_STOP = re.compile(
    r"(?P<mark>[.!?؟…۔]+)(?P<close>(?:\s?[\"'”’»›)\]}](?=[\s\"'”’»›)\]}.,،;؛:]|$)|[\"'”’»›)\]}]|\[\d{1,3}\])*[.]?)"
)
_OPENING = re.compile(r"[\s\"'“‘«‹(\[{–—-]*")
_SOFT = (re.compile(r"[؛;](?=\s)"), re.compile(r"[،,](?=\s)"), re.compile(r"\s(?=\S)"))
_WORD = re.compile(r"\S+")
_LAST = re.compile(r"[^\s\"'“‘«‹(\[{”’»›/–—]+$")
_FIRST = re.compile(r"[^\W\d_]+(?=[\s'’,،]|$)")

_ARABIC = "\u0621-\u064a\u066e-\u06d3"
_ARABIC_LETTERS = re.compile(f"[{_ARABIC}]")
_LATIN_LETTERS = re.compile(r"[A-Za-z\u00c0-\u024f]")
_GLUED = re.compile(f"(?<=[{_ARABIC}]{{2}})$")
_GLUED_NEXT = re.compile(f"[{_ARABIC}]{{2}}")
# «د. محمد», «أ.ف.ب»: one letter, or letters with dots between, is an abbreviation; «م» and «هـ» after a year end a sentence.
_ARABIC_SHORT = re.compile(f"(?:[{_ARABIC}]\\.)*[{_ARABIC}]")

# Before a name: never the end of a sentence.
_TITLES = re.compile(
    r"mr|mrs|ms|dr|prof|gen|lt|col|maj|capt|cmdr|cpl|sgt|pvt|adm|brig|sen|rep|gov|pres|rev|fr|hon|amb|sec|st|ste|"
    r"mt|vs|messrs|mme|mlle|supt|det|insp|viz|e\.g|i\.e|cf"
)
# Can end a sentence or stand inside one: the next word decides.
_SHORT = re.compile(
    r"jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|mon|tue|tues|wed|thu|thurs|fri|sat|sun|inc|ltd|co|corp|bros|"
    r"jr|sr|no|nos|art|p|pp|vol|fig|dept|univ|assn|etc|al|approx|est|a\.m|p\.m|d\.c|ph\.d|calif|fla|mass|mich|minn|"
    r"pa|tex|va|wash|ariz|colo|conn|ill|ind|kan|ky|la|md"
)
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Z]")
# What begins sentences and hardly ever follows an abbreviation in the middle of one.
_STARTERS = re.compile(
    r"the|a|an|he|she|it|they|we|you|i|this|that|these|those|there|his|her|its|their|our|my|but|and|or|so|yet|if|"
    r"when|while|as|after|before|in|on|at|by|for|from|with|under|since|until|although|however|meanwhile|both|some|"
    r"many|most|all|no|not|what|who|why|how|where|asked|speaking|last|earlier|later|another|one|two|three"
)
_SAID = re.compile(r"(?:\S+\s+){0,3}?(?:said|says|asked|asks|wrote|told|added|replied|shouted|wondered|tweeted)\b")


def sentences(text: str, lang: str) -> tuple[Span, ...]:
    """The sentences of ``text``: in order, not overlapping, without blanks at their edges, never across a line break.

    Together they hold every character that is not a blank. A sentence of more than 200 words is cut at semicolons, else at commas, else
    at a blank, since the reader's window is limited. ``lang`` is ``"ar"`` or ``"en"``; a line clearly in the other one is read by its rules.

    >>> text = 'قال: "لن نقبل." وأضاف د. سالم أن 3.5 ملايين نزحوا. من المسؤول؟'
    >>> [s.of(text) for s in sentences(text, "ar")]
    ['قال: "لن نقبل."', 'وأضاف د. سالم أن 3.5 ملايين نزحوا.', 'من المسؤول؟']
    >>> text = "Gen. J. Smith left the U.S. Embassy. He flew to the U.S. The talks go on."
    >>> [s.of(text) for s in sentences(text, "en")]
    ['Gen. J. Smith left the U.S. Embassy.', 'He flew to the U.S.', 'The talks go on.']
    """
    return tuple(
        Span(start, end)
        for line in _LINE.finditer(text)
        for whole in _line_sentences(text, line.start(), line.end(), _of_line(line[0], lang))
        for start, end in _soften(text, *whole)
    )


def _of_line(line: str, lang: str) -> str:
    """The language of a paragraph: that of its article, unless four of five letters are of the other script."""
    arabic, latin, _ = scripts(line)
    if lang == "ar":
        return "en" if latin > 4 * arabic and latin > 20 else "ar"
    return "ar" if arabic > 4 * latin and arabic > 20 else "en"


def detect(text: str) -> str:
    """The language of ``text``, by its script: ``"ar"`` when it has at least as many Arabic letters as Latin ones, else ``"en"``.

    >>> detect("وصل الوفد إلى UN"), detect("The delegation of مصر arrived"), detect("")
    ('ar', 'en', 'en')
    """
    arabic, latin, _ = scripts(text)
    return "ar" if arabic and arabic >= latin else "en"


def scripts(text: str) -> tuple[int, int, int]:
    """How many letters of ``text`` are Arabic, Latin, and of any other script.

    >>> scripts("مصر and Россия")
    (3, 3, 6)
    """
    arabic, latin = len(_ARABIC_LETTERS.findall(text)), len(_LATIN_LETTERS.findall(text))
    return arabic, latin, max(0, sum(map(str.isalpha, text)) - arabic - latin)


def _line_sentences(text: str, start: int, end: int, lang: str) -> Iterator[tuple[int, int]]:
    """Sentences of one line; what has no letter or digit (``***``, a stray quote) stays with its neighbour."""
    pending = checked = start
    worded = False
    last = next((i for i in range(end - 1, start - 1, -1) if text[i].isalnum()), start)
    for stop in _STOP.finditer(text, start, end):
        if last < stop.end():
            break
        worded = worded or any(map(str.isalnum, text[checked : stop.start()]))
        checked = stop.end()
        before = text[max(pending, stop.start() - _NEAR) : stop.start()]
        if worded and _ends(before, stop, text[stop.end() : min(end, stop.end() + _NEAR)], lang):
            yield from _trimmed(text, pending, stop.end())
            pending, worded = stop.end(), False
    yield from _trimmed(text, pending, end)


def _ends(before: str, stop: re.Match[str], after: str, lang: str) -> bool:
    """Whether a sentence that ends in ``before`` ends with ``stop``, given the beginning of what comes after."""
    mark, close = stop["mark"], stop["close"]
    last = (found[0] if (found := _LAST.search(before)) else "").lstrip("-")
    if not after[0].isspace():
        # A blank was forgotten: «انتهت الجلسة.وأضاف». Latin is told from host names by a known beginning.
        first = _FIRST.match(after)
        arabic = _GLUED.search(before) and _GLUED_NEXT.match(after)
        latin = (
            len(last) > 2 and last.islower() and first and first[0].istitle() and _STARTERS.fullmatch(first[0].lower())
        )
        return len(mark) == 1 and bool(arabic or latin)
    following = after[_OPENING.match(after).end() :]  # type: ignore[union-attr]  # matches the empty string too
    if following[:1].islower() and not following.startswith(("al-", "el-")):
        return False
    if mark.endswith(("..", "…")) and not close:
        return lang == "en"  # Arabic news uses them as a dash
    if mark != ".":
        return not (close and _SAID.match(following))
    return not following or bool(close and close != ".") or _ends_at_dot(before, last, following)


def _ends_at_dot(before: str, last: str, following: str) -> bool:
    """Whether the dot after the word ``last`` ends the sentence ``before``, rather than an abbreviation or a number in a list."""
    if before.strip() == last and (last.isdigit() or len(last) == 1):
        return False
    if _ARABIC_SHORT.fullmatch(last):
        return last in {"م", "ه"} and before[: -len(last)].rstrip()[-1:].isdigit()
    word = last.lower()
    if _TITLES.fullmatch(word):
        return False
    if _SHORT.fullmatch(word) or (_INITIALS.fullmatch(last) and last != "I"):
        first = _FIRST.match(following)
        if word in {"no", "art", "p", "pp"} and not following[0].isdigit():
            return True
        return first is not None and _STARTERS.fullmatch(first[0].lower()) is not None
    return True


def _soften(text: str, start: int, end: int, level: int = 0) -> Iterator[tuple[int, int]]:
    """Pieces of at most ``MOST_WORDS`` words, cut at the strongest of the soft stops that does it."""
    if level == len(_SOFT) or _count(text, start, end) <= MOST_WORDS:
        yield start, end
        return
    begin, held, reached = start, 0, start
    for cut in (*(found.end() for found in _SOFT[level].finditer(text, start, end)), end):
        words = _count(text, reached, cut)
        if held and held + words > MOST_WORDS:
            for piece in _trimmed(text, begin, reached):
                yield from _soften(text, *piece, level + 1)
            begin, held = reached, 0
        held, reached = held + words, cut
    for piece in _trimmed(text, begin, end):
        yield from _soften(text, *piece, level + 1)


def _count(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _WORD.finditer(text, start, end))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range without blanks at its edges, if anything is left."""
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        yield left, right
