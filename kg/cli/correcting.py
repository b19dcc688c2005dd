"""What people correct: merge, split, ledger."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import Graph, Lang, app, choice, corrections, out

if TYPE_CHECKING:
    from kg.store.ledger import Correction


@app.command("merge", epilog="Examples: `kg merge 'Sergey Lavrov' kge:Person_سيرغى_لافروف` · `kg merge 'وانغ يي' 'وانق يي'`; `kg ledger --undo KEY` takes it back")
def merge_(
    kept: Annotated[str, typer.Argument(metavar="NAME", help="Who it is: name or IRI, of this graph or of the authority file.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Who is the same: name or IRI, of this graph.")],
    graph: Graph = Path("graph"),
    lang: Lang = "ar",
) -> None:
    """Say that two entities are one, the first; this holds for later articles too, and is kept in `ledger.tsv` of the graph."""
    from kg import correct  # noqa: PLC0415

    choice("--lang", lang, "ar", "en")
    _corrections(correct.merge(graph, kept, other), lang)


@app.command(epilog="Examples: `kg split Putin 'إيغور بوتين' --article 3f2a9c0d1e4b5a67` · `kg split الرياض 'صحيفة الرياض' --words 'جريدة الرياض'`")
def split(
    who: Annotated[str, typer.Argument(metavar="NAME", help="Who it is not: name or IRI, of this graph.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Who it is: name or IRI, of this graph or of the authority file, or a new name.")],
    graph: Graph = Path("graph"),
    article: Annotated[list[str], typer.Option(help="Only in the article with this id; may be repeated.")] = [],  # noqa: B006
    words: Annotated[str, typer.Option(help="Only where it is written so, in later articles too.")] = "",
    lang: Lang = "ar",
) -> None:
    """Say that an entity is somebody else in some articles or under some name; kept in `ledger.tsv` of the graph."""
    from kg import correct  # noqa: PLC0415

    choice("--lang", lang, "ar", "en")
    _corrections(correct.split(graph, who, other, article, words), lang)


@app.command(epilog="Examples: `kg ledger` · `kg ledger --undo 3f2a9c0d`")
def ledger(
    graph: Graph = Path("graph"),
    undo: Annotated[str, typer.Option(metavar="KEY", help="Take back the correction with this key, which stands before it in the list.")] = "",
    lang: Lang = "ar",
) -> None:
    """Show what people corrected in the graph, and which spellings of one person were taken for one, or take back one of these lines.

    Spellings are taken for one where their office is the same and they are nearly the same; taken back, they stay apart.
    """
    from kg import correct  # noqa: PLC0415

    choice("--lang", lang, "ar", "en")
    _corrections(correct.undo(graph, undo) if undo else correct.ledger(graph), lang)


def _corrections(lines: Sequence["Correction"], lang: str) -> None:
    corrections(lines, lang)
    if not lines:
        out.print("Nothing is corrected in this graph.")
