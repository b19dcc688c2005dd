"""The graph for people and other tools: view, serve, export, validate, ontology."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import (
    Focus,
    Graph,
    Group,
    Hops,
    Lang,
    MinConfidence,
    Modality,
    Outlet,
    Relation,
    RollUp,
    Since,
    Speaker,
    Until,
    app,
    choice,
    out,
)
from kg.errors import InputError
from kg.export import FORMS


@app.command(
    epilog="Examples: `kg view --out page.html --lang en` · `kg view --focus China --focus روسيا --hops 2 --since 2024-01-01`"
    " · `kg view --group 'material conflict' --modality actual --roll-up` · `kg view --accusations`"
)
def view(
    graph: Graph = Path("graph"),
    target: Annotated[Path, typer.Option("--out", help="File to write.")] = Path("graph.html"),
    title: Annotated[str, typer.Option(help="Heading of the page.")] = "",
    lang: Lang = "ar",
    focus: Focus = [],  # noqa: B006
    hops: Hops = 1,
    since: Since = "",
    until: Until = "",
    group: Group = [],  # noqa: B006
    relation: Relation = [],  # noqa: B006
    outlet: Outlet = [],  # noqa: B006
    speaker: Speaker = [],  # noqa: B006
    modality: Modality = [],  # noqa: B006
    min_confidence: MinConfidence = 0.0,
    roll_up: RollUp = False,
    accusations: Annotated[bool, typer.Option("--accusations", help="Only who accuses whom, who claims responsibility, and which denial answers whom.")] = False,
) -> None:
    """Draw the graph, or a part of it, as one HTML page that opens without a network.

    What is asked for may be repeated, dates and numbers aside: then any of it will do.
    """
    from kg.render import without_plots  # noqa: PLC0415

    without_plots()
    from kg.render.views import draw  # noqa: PLC0415
    from kg.store import Store  # noqa: PLC0415

    choice("--lang", lang, "ar", "en")
    with Store.read_only(graph) as store:
        drawn = draw(
            store,
            title,
            lang,
            focus=focus,
            hops=hops,
            since=since,
            until=until,
            group=group,
            relation=relation,
            outlet=outlet,
            speaker=speaker,
            modality=modality,
            min_confidence=min_confidence,
            roll_up=roll_up,
            accusations=accusations,
        )
    target.write_text(drawn, encoding="utf-8")
    out.print(f"page: {target}", soft_wrap=True)


@app.command(epilog="Examples: `kg serve`, then open http://127.0.0.1:8000/ · `curl 'http://127.0.0.1:8000/sparql?query=ASK%7B%7D'`")
def serve(
    graph: Graph = Path("graph"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen at; 0 takes a free one.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen at; `0.0.0.0` lets other machines ask.")] = "127.0.0.1",
    seconds: Annotated[float, typer.Option(min=0.1, help="Longest time for an answer; then it is ended.")] = 10,
    rows: Annotated[int, typer.Option(min=1, help="Most rows of an answer; the header `X-SPARQL-MaxRows` tells when it is cut.")] = 10_000,
) -> None:
    """Serve the graph on the web, for reading: pages in Arabic and English, and a SPARQL 1.1 endpoint at `/sparql`. Ctrl-C ends it."""
    from kg import serve as web  # noqa: PLC0415
    from kg.serve.limits import Limits  # noqa: PLC0415

    def tell(address: str) -> None:
        out.print(f"{address}   SPARQL: {address}sparql   Ctrl-C ends it", soft_wrap=True, highlight=False)

    web.serve(graph, host, port, Limits(seconds=seconds, rows=rows), tell)


@app.command(
    help="Write the graph, or the part of it that the options of `kg view` choose, in a form for other tools:\n\n"
    + "\n".join(f"- `{name}`: {form.about}" for name, form in FORMS.items()),
    epilog="Examples: `kg export > graph.ttl` · `kg export --format csv --out tables/` · `kg export --format gexf --policy voiced --out graph.gexf`"
    " · `kg export --format events --focus روسيا --since 2024-01-01 --out events.csv`",
)
def export(
    graph: Graph = Path("graph"),
    form: Annotated[str, typer.Option("--format", help="One of the forms above.")] = "turtle",
    target: Annotated[Path | None, typer.Option("--out", help="File or folder to write; a file goes to standard output if left out.")] = None,
    policy: Annotated[str, typer.Option(help="Which edges to draw: `reported`, `voiced` (in the outlet's own voice) or `corroborated`.")] = "reported",
    focus: Focus = [],  # noqa: B006
    hops: Hops = 1,
    since: Since = "",
    until: Until = "",
    group: Group = [],  # noqa: B006
    relation: Relation = [],  # noqa: B006
    outlet: Outlet = [],  # noqa: B006
    speaker: Speaker = [],  # noqa: B006
    modality: Modality = [],  # noqa: B006
    min_confidence: MinConfidence = 0.0,
    roll_up: RollUp = False,
) -> None:
    from kg.export import export, save  # noqa: PLC0415
    from kg.store import Store  # noqa: PLC0415

    if form in FORMS and FORMS[form].folder and target is None:
        raise InputError(f"--format {form} writes several files. Give a folder for them with --out.")
    with Store.read_only(graph) as store:
        content = export(
            store,
            form,
            policy,
            focus=focus,
            hops=hops,
            since=since,
            until=until,
            group=group,
            relation=relation,
            outlet=outlet,
            speaker=speaker,
            modality=modality,
            min_confidence=min_confidence,
            roll_up=roll_up,
        )
    if target:
        save(content, target)
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)


@app.command(epilog="Examples: `kg validate` · `kg validate other.ttl` · `kg validate --format turtle > report.ttl`")
def validate(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="File of RDF (.ttl, .nt, .trig, .nq) to look at instead of a graph.")] = None,
    graph: Graph = Path("graph"),
    form: Annotated[str, typer.Option("--format", help="`text`, or `turtle`: a SHACL report.")] = "text",
) -> None:
    """Check a graph against the shapes of the ontology; leave with 1 if it does not conform."""
    if form not in ("text", "turtle"):
        raise InputError(f"--format {form}: choose text or turtle.")
    from kg.store import Store  # noqa: PLC0415
    from kg.store.files import load, merged  # noqa: PLC0415
    from kg.validate import problems, report, turtle  # noqa: PLC0415

    with ExitStack() as stack:
        inner = merged(load(file)) if file else stack.enter_context(Store.read_only(graph)).inner
        found = problems(inner, every_edge=file is None)
        if form == "turtle":
            sys.stdout.buffer.write(turtle(found))
        else:
            remedy = f"correct it in {file}." if file else f"`kg retract {{}} --graph {graph}`, then `kg build` it again."
            for line in report(found, inner, remedy):
                out.print(line, markup=False, highlight=False, soft_wrap=True)
            out.print(f"{file or graph} {f'does not conform: {len(found):,} problems.' if found else 'conforms.'}", highlight=False, soft_wrap=True)
    if found:
        raise typer.Exit(1)


@app.command(epilog="Examples: `kg ontology` · `kg ontology --lang en --out ontology.html`")
def ontology(
    lang: Lang = "ar",
    target: Annotated[Path, typer.Option("--out", help="File to write.")] = Path("ontology.html"),
) -> None:
    """Write what Alaqat can say as a page: classes, and relations with their codes, and examples in Arabic and English."""
    from kg.export.ontology import page  # noqa: PLC0415

    choice("--lang", lang, "ar", "en")
    target.write_text(page(lang), encoding="utf-8")
    out.print(f"ontology: {target}", markup=False, soft_wrap=True)
