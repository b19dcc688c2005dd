"""The day on which an article was published, when nobody told it: from its address, or from a line of its text that says nothing else."""

import re
from urllib.parse import urlsplit

from kg.lang.dates import day, times
from kg.lang.days import exact

_MONTHS = {name: i for i, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}
_PATH = re.compile(
    r"(?<!\d)(?P<y>(?:19[89]|20[0-9])\d)(?P<s>[/_-]?)(?P<m>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?P=s)(?P<d>0[1-9]|[12]\d|3[01]|(?<=\D)[1-9])(?!\d)",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"(?:(?:published|posted|updated|date|last updated|نشر|نُشر|نشرت|تاريخ النشر|التاريخ|آخر تحديث|تحديث)(?:\s+(?:on|at|in|في|بتاريخ|يوم))?\s*[:،,]?\s*)?", re.IGNORECASE
)
# «القاهرة، 9 أبريل 2024 (وكالات) –», "CAIRO, April 9, 2024 (Agency) -": places, a day, perhaps an agency, and a dash
_DATELINE = re.compile(r"(?P<place>[^\d\n.:؛;–—-]{2,40}?)[\s,،(/-]+(?P<day>[^\n()–—]{6,40}?)\)?\s*(?:[(/][^\n()/]{1,30}[)/]\s*)?[–—-]+\s")
_NO_PLACE = re.compile(r"(?:on|in|since|by|at|the|a|from|until|after|before|في|منذ|بتاريخ|يوم|حتى|قبل|بعد|وفي|ومنذ)(?!\w)", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?|(?<!\w)(?:gmt|utc|[ap]m|ص|م|at|بتوقيت غرينتش|الساعة)(?!\w)", re.IGNORECASE)
_NEAR = 2  # lines at either end of a text
_WORDS = 9


def in_address(url: str) -> str:
    """The ISO day in the path of an address, or ``""``.

    >>> in_address("https://news.example/2024/03/22/visit"), in_address("https://news.example/2024/mar/5/a"), in_address("https://news.example/20240322-a")
    ('2024-03-22', '2024-03-05', '2024-03-22')
    >>> in_address("https://news.example/a-1234567"), in_address("https://news.example/?d=2024-03-22")
    ('', '')
    """
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    days = set()
    for found in _PATH.finditer(path):
        month = _MONTHS.get(found["m"].lower()) or int(found["m"])
        try:
            days.add(exact(int(found["y"]), month, int(found["d"]), int(found["d"]))[0].isoformat())
        except ValueError:
            continue
    return days.pop() if len(days) == 1 else ""


def in_text(text: str) -> str:
    r"""The ISO day in the dateline that a text begins with, or in a line near its beginning or end that only says when it was published.

    >>> in_text("القاهرة، 9 نيسان 2024 (وكالات) – وصل الوزير."), in_text("Published on 9 April 2024\nHe left.")
    ('2024-04-09', '2024-04-09')
    >>> in_text("On 9 April 2024 - a Tuesday - he left."), in_text("He left Cairo on 9 April 2024.")
    ('', '')
    """
    lines = [line.strip() for line in text[:2000].split("\n", 8)[:_NEAR] + text[-500:].rsplit("\n", 8)[-_NEAR:]]
    for line in lines:
        said = line[found.end() :] if (found := _SAYS.match(line)) else line
        if len(said.split()) <= _WORDS and _only(said):
            return _only(said)
    found = _DATELINE.match(text)
    if found and len(found["place"].split()) <= 4 and not _NO_PLACE.match(found["place"]):
        return _only(found["day"])
    return ""


def _only(words: str) -> str:
    """The day that the words name, when they say nothing else."""
    known = day(words)
    if not known:
        return ""
    left = words
    for span, _ in reversed(times(words)):
        left = left[: span.start] + left[span.end :]
    return "" if _CLOCK.sub("", left).strip(" -–—|,،.()/") else known
