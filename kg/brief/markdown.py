"""Lines as Markdown. What articles say is text in it: no markup, no link but the article's own address."""

import re
from collections.abc import Iterable

from kg.brief.lines import Line

_SIGNS = re.compile(r"([\\`*_\[\]~$])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_START = re.compile(r"^(\d+)?([-+=.)#])")


def md(text: str) -> str:
    r"""Text as Markdown that shows it as it is.

    >>> md("<b>*one*</b> & [two](x)"), md("- three"), md("1. four")
    ('&lt;b&gt;\\*one\\*&lt;/b&gt; &amp; \\[two\\](x)', '\\- three', '1\\. four')
    """
    return _START.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", text.translate(_ENTITIES)))


def markdown(line: Line) -> Iterable[str]:
    """A line as an item of a list, with its sentence as a quotation; what is retracted is struck through."""
    mark, under = "✗ " if line.negated else "", " " * len(f"{line.number}. ")
    title = f"[{md(line.title)}]({line.url})" if line.url else md(line.title)
    struck = "~~" if line.retracted else ""
    yield f"{line.number}. {mark}{struck}**{md(line.words)}**{struck} · {md(line.voice)} · {md(line.outlet)} · {line.date} · {title}  "
    yield f"{under}{md(' · '.join(line.notes))}"
    yield ""
    yield f"{under}> {struck}{md(line.quote)}{struck}"
    yield ""
