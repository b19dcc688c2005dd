"""What the commands share: the application, its consoles, options and complaints."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.store.ledger import Correction

app = typer.Typer(
    help="News articles, Arabic first and English second, to a knowledge graph of who did what to whom.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
# a file or a pipe has no width of its own: one that tables can be read at
out, err = Console(width=None if sys.stdout.isatty() else 200), Console(stderr=True)

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs or addresses: text, HTML, JSON lines, CSV, Parquet, feeds, sitemaps, WARC, mbox, PDF; compressed too; `-` is standard input.")]
Graph = Annotated[Path, typer.Option("--graph", help="Folder of the graph.")]
Strict = Annotated[bool, typer.Option("--strict", help="Fail when any item could not be read, not only when none could.")]
Private = Annotated[bool, typer.Option("--allow-private", help="Fetch addresses of this machine and of private networks, too.")]
Entities = Annotated[list[Path] | None, typer.Option("--entities", help="Authority file of your own (TSV); wins over Alaqat's. May be repeated.")]
Lang = Annotated[str, typer.Option(help="Language of headings, names and relations: `ar`, as in every command unless you say otherwise, or `en`.")]
Since = Annotated[str, typer.Option(help="First day of the articles, as 2024-01-31.")]
Until = Annotated[str, typer.Option(help="Last day of the articles, as 2024-12-31.")]

GROUP = "A group of relations, as `support` or `تأييد`."  # the help of it in every command
# which part of the graph: of view and export
Focus = Annotated[list[str], typer.Option(help="Only what is near this entity (name or IRI).")]
Hops = Annotated[int, typer.Option(help="How many relations away from the focus.")]
Group = Annotated[list[str], typer.Option(help=GROUP)]
Relation = Annotated[list[str], typer.Option(help="Only this relation.")]
Outlet = Annotated[list[str], typer.Option(help="Only articles of this publisher.")]
Speaker = Annotated[list[str], typer.Option(help="Only what this one is quoted as saying.")]
Modality = Annotated[list[str], typer.Option(help="Only `actual`, `planned`, `possible` or `past`.")]
MinConfidence = Annotated[float, typer.Option(help="Only what the reader is at least so sure of, from 0 to 1.")]
RollUp = Annotated[bool, typer.Option("--roll-up", help="Count what persons do for the state of their office at that date.")]


class Problems:
    """Tells of each item that can't be read, at once, and remembers how many there were."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, line: str) -> None:
        self.count += 1
        err.print(line, style="red", markup=False, highlight=False, soft_wrap=True)

    def done(self, read: int, *, strict: bool) -> None:
        """Say how many there were; leave with 1 when nothing could be read, or with ``strict`` when anything could not."""
        if self.count:
            err.print(f"{self.count} could not be read; {read} articles were.", style="red")
        if not read or (strict and self.count):
            if not self.count:
                err.print("No article in what was given.", style="red")
            raise typer.Exit(1)


def choice(option: str, given: str, *known: str) -> None:
    """Refuse what an option doesn't have."""
    if given not in known:
        raise InputError(f"{option} {given}: choose {', '.join(known[:-1])} or {known[-1]}.")


def corrections(lines: "Iterable[Correction]", lang: str) -> None:
    """Show lines of the ledger, with the keys by which they are taken back."""
    from kg.brief.profile import said_of  # noqa: PLC0415

    for line in lines:
        out.print(f"{line.key}  {said_of(line, lang)}", markup=False, highlight=False, soft_wrap=True)
