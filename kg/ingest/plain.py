"""Plain text and Markdown: a header of ``Key: value`` lines when there is one, a title when it is clearly one, the body."""

import re

from kg.ingest.draft import Draft, clean

FIELDS = {
    "title": "title|headline|العنوان|عنوان",
    "date": "date|published|التاريخ|تاريخ|تاريخ النشر",
    "outlet": "outlet|source|publisher|المصدر|الناشر|الوسيلة",
    "lang": "language|lang|اللغة",
    "url": "url|link|الرابط",
    "author": "author|by|الكاتب|المؤلف|بقلم",
}
_MARKS = "[\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
_HEADER = re.compile(
    rf"{_MARKS}(?:{'|'.join(f'(?P<{name}>{keys})' for name, keys in FIELDS.items())})\s*:\s*(?P<value>.*)", re.IGNORECASE
)
_HEADING = re.compile(r"#\s+(?P<title>[^\n]*?)\s*#*\n")
_ENDED = re.compile(r"[.!?؟…:،,;؛][\"'”’»)\]]*$")
_LONGEST_TITLE = 20  # words


def parse(where: str, text: str) -> Draft:
    """The draft that a text file is."""
    text = clean(text).strip()
    fields, body = _header(text)
    if not fields.get("title"):
        title, body = _title(body)
        fields["title"] = title
    told = fields.get
    return Draft(
        where,
        text=_unwrapped(body),
        title=fields["title"],
        date=told("date", ""),
        lang=told("lang", ""),
        outlet=told("outlet", ""),
        url=told("url", ""),
        author=told("author", ""),
    )


def _header(text: str) -> tuple[dict[str, str], str]:
    """The fields of the lines at the top, and what follows them. Markdown may fence them with ``---``."""
    lines = text.split("\n")
    fenced = lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:])
    fields: dict[str, str] = {}
    read = 1 if fenced else 0
    for line in lines[read:]:
        found = _HEADER.fullmatch(line.strip())
        if found:
            name = next(name for name in FIELDS if found[name])
            fields.setdefault(name, found["value"].strip().strip("\"'"))
        elif not fenced or line.strip() == "---":
            read += fenced
            break
        read += 1
    return fields, "\n".join(lines[read:]).strip() if fields or fenced else text


def _title(body: str) -> tuple[str, str]:
    """A first line that is a heading: marked so, or short, without a full stop, and set off by an empty line from text that has one."""
    if found := _HEADING.match(body):
        return found["title"], body[found.end() :].strip()
    first, _, rest = body.partition("\n")
    if not rest.startswith("\n") or len(first.split()) > _LONGEST_TITLE or _ENDED.search(first.rstrip()):
        return "", body
    following = rest.strip().split("\n")
    if not any(_ENDED.search(line.rstrip()) and len(line) > len(first) for line in following):
        return "", body
    return first.strip(), rest.strip()


def _unwrapped(body: str) -> str:
    """Join the lines of paragraphs that were broken to a width, so that no sentence is cut. A line feed becomes a blank: places stay.

    Lines are joined where the text has paragraphs of several lines, none wide, of which most do not end where a sentence does.
    """
    paragraphs = [p.split("\n") for p in re.split(r"\n[ \t]*\n", body)]
    inner = [line.rstrip() for lines in paragraphs for line in lines[:-1]]
    widest = max((len(line) for lines in paragraphs for line in lines), default=0)
    if (
        len(inner) < 2
        or not 40 <= widest <= 120
        or sum(1 for line in inner if len(line) > 0.6 * widest) < 0.8 * len(inner)
    ):
        return body
    if sum(1 for line in inner if _ENDED.search(line)) > 0.4 * len(inner):
        return body
    return re.sub(r"(\S[ \t]*)\n(?=[ \t]*[^\s#*•-])", r"\1 ", body)
