"""Questions to a graph: query, entity, claims, brief."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from kg.cli.common import GROUP, Graph, Lang, RollUp, Since, Until, app, choice, out
from kg.errors import InputError


@app.command(
    epilog="Examples: `kg query --list --lang en` · `kg query supporters --actor روسيا` · `kg query pair --actor China --other روسيا --since 2024-01-01`"
    " · `kg query dyads --roll-up` · `kg query 'SELECT ?who WHERE { ?who kgo:supports kge:Russia }'` · `kg query mine.rq --format csv`"
)
def query(
    text: Annotated[str, typer.Argument(help="The name of a query that comes with Alaqat, SPARQL, or a file of SPARQL.")] = "",
    graph: Graph = Path("graph"),
    form: Annotated[str, typer.Option("--format", help="`table`, `csv` or `json`.")] = "table",
    limit: Annotated[int, typer.Option(min=1, help="Most rows shown.")] = 1000,
    lang: Lang = "ar",
    list_: Annotated[bool, typer.Option("--list", help="List the queries that come with Alaqat, with their parameters.")] = False,
    actor: Annotated[str, typer.Option(help="Name or IRI of the one that a query is about.")] = "",
    other: Annotated[str, typer.Option(help="Name or IRI of the other side.")] = "",
    since: Since = "",
    until: Until = "",
    relation: Annotated[str, typer.Option(help="A relation, as `supports` or `يدعم`.")] = "",
    group: Annotated[str, typer.Option(help=GROUP)] = "",
    outlet: Annotated[str, typer.Option(help="The publisher of articles.")] = "",
    roll_up: RollUp = False,
) -> None:
    """Ask the graph. Without a query, lists those that come with Alaqat; each takes the parameters that the list names."""
    from kg.query import named, run, takes  # noqa: PLC0415
    from kg.query.results import write  # noqa: PLC0415
    from kg.store import Store  # noqa: PLC0415

    choice("--lang", lang, "ar", "en")
    if list_ or not text:
        table = Table(*(("query", "answers", "parameters") if lang == "en" else ("السؤال", "الجواب", "المعطيات")))
        for name, about in named(lang).items():
            table.add_row(name, about, " ".join(f"--{p}" if needed else f"[--{p}]" for p, needed in takes(name).items()).replace("[", r"\["))
        out.print(table)
        return
    given = {"actor": actor, "other": other, "since": since, "until": until, "relation": relation, "group": group, "outlet": outlet}
    with Store.read_only(graph) as store:
        write(run(store, text, limit, lang, given, roll_up=roll_up), form, out)


@app.command(epilog="Examples: `kg entity لافروف` · `kg entity 'Wang Yi' --lang en` · `kg entity kge:China`")
def entity(
    who: Annotated[str, typer.Argument(metavar="NAME", help="Name in Arabic or English, however it is spelt, or IRI.")],
    graph: Graph = Path("graph"),
    lang: Lang = "ar",
) -> None:
    """Show who an entity is: names, offices with their dates, articles, and why its mentions were taken for it."""
    from kg.brief.profile import as_text, profile  # noqa: PLC0415
    from kg.store import Store  # noqa: PLC0415

    choice("--lang", lang, "ar", "en")
    with Store.read_only(graph) as store:
        told = profile(store, who)
    for line in as_text(told, lang):
        out.print(line, markup=False, highlight=False, soft_wrap=True)


@app.command(epilog="Examples: `kg claims 'هجوم كروكوس'` · `kg claims 'Crocus City Hall attack' --lang en --format md > claims.md`")
def claims(
    event: Annotated[str, typer.Argument(help="Name of the event, in Arabic or English, or its IRI.")],
    graph: Graph = Path("graph"),
    lang: Lang = "ar",
    form: Annotated[str, typer.Option("--format", help="`table`, `md` or `json`.")] = "table",
) -> None:
    """Show the rival claims on an event: who blames, claims and denies, in which sentence, and which denial answers what.

    What is said against a party is alleged, claimed (by itself), denied, confirmed (by others) or retracted: taken back later by the one who
    said it, or told by an article that was taken out or replaced since; that is struck through, and nowhere else in the graph.
    """
    from kg.brief.claims import rivals  # noqa: PLC0415
    from kg.brief.find import find  # noqa: PLC0415
    from kg.brief.lines import Writer  # noqa: PLC0415
    from kg.brief.sayings import Sides, once, retracted, sayings  # noqa: PLC0415
    from kg.brief.written import as_json, as_markdown, as_table  # noqa: PLC0415
    from kg.store import Store  # noqa: PLC0415
    from kg.vocabulary import OCCASIONS  # noqa: PLC0415

    choice("--lang", lang, "ar", "en")
    choice("--format", form, "table", "md", "json")
    with Store.read_only(graph) as store:
        gone = retracted(store)
        named = (who for s in gone for who in (s.assertion.subject, s.assertion.object, s.assertion.about) if who)
        meant = find(store, event, OCCASIONS, named)
        found = once((*sayings(store, [meant.iri]), *gone))
    sides = Sides(found)
    told, writer = rivals(meant, found, sides), Writer(lang, sides)
    if form == "table":
        out.print(as_table(told, writer))
    else:
        sys.stdout.write(as_json(told) if form == "json" else as_markdown(told, writer))


@app.command(epilog="Examples: `kg brief China Russia --lang en` · `kg brief السعودية إيران قطر الصين` · `kg brief الصين روسيا --since 2024-01-01 --out brief.html`")
def brief(
    actors: Annotated[list[str], typer.Argument(metavar="ACTOR...", help="Names in Arabic or English, or IRIs: of one actor, of two, or of more.")],
    graph: Graph = Path("graph"),
    since: Since = "",
    until: Until = "",
    lang: Lang = "ar",
    target: Annotated[Path | None, typer.Option("--out", help="File to write, `.html` or `.md`; Markdown to standard output if left out.")] = None,
) -> None:
    """Report in two pages on an actor, or on two: deeds, words, promises, partners and rival claims, each with its sentence and source.

    On three or more: who stands how to whom, blocs, brokers and mediators, each figure with its sentences.
    """
    from kg.brief import report  # noqa: PLC0415
    from kg.brief.blocs import ties  # noqa: PLC0415
    from kg.brief.find import ACTORS, find  # noqa: PLC0415
    from kg.brief.lines import Writer  # noqa: PLC0415
    from kg.brief.page import as_html, as_markdown  # noqa: PLC0415
    from kg.brief.sayings import Sides  # noqa: PLC0415
    from kg.lang.days import day  # noqa: PLC0415
    from kg.store import Store  # noqa: PLC0415

    choice("--lang", lang, "ar", "en")
    day("--since", since)
    day("--until", until)
    if target and target.suffix.lower() not in (".html", ".md"):
        raise InputError(f"--out {target}: end the name with .html or .md.")
    with Store.read_only(graph) as store:
        meant = list(dict.fromkeys(find(store, actor, ACTORS) for actor in actors))
        if len(meant) < len(actors):
            raise InputError(f"{' '.join(actors)}: two of these are one actor. Name different ones.")
        found = report.gather(store, meant, since, until)
    sides = Sides(found, meant)
    told = ties(meant, found, sides) if len(meant) > 2 else report.brief(meant, found, sides)
    writer = Writer(lang, sides)
    if not target:
        sys.stdout.write(as_markdown(told, writer))
        return
    written = as_html(told, writer) if target.suffix.lower() == ".html" else as_markdown(told, writer)
    target.write_text(written, encoding="utf-8")
    out.print(f"brief: {target}", markup=False, soft_wrap=True)
