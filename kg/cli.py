"""The command `kg`: each command parses, calls one function, prints."""

import json
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from kg import __version__
from kg.errors import InputError, KgError
from kg.export import FORMS

if TYPE_CHECKING:
    from kg.compare import Change
    from kg.model import Article
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

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders or globs: text, HTML, JSON lines; `-` is standard input.")]
Graph = Annotated[Path, typer.Option("--graph", help="Folder of the graph.")]
Strict = Annotated[bool, typer.Option("--strict", help="Fail when any item could not be read, not only when none could.")]
Entities = Annotated[list[Path] | None, typer.Option("--entities", help="Authority file of your own (TSV); wins over Alaqat's. May be repeated.")]
Lang = Annotated[str, typer.Option(help="Language of headings, names and relations: `ar` or `en`.")]
Since = Annotated[str, typer.Option(help="First day of the articles, as 2024-01-31.")]
Until = Annotated[str, typer.Option(help="Last day of the articles, as 2024-12-31.")]


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


def _version(value: bool) -> None:
    if value:
        out.print(f"alaqat {__version__}")
        raise typer.Exit


@app.callback()
def main_options(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False) -> None:
    pass


@app.command(epilog="Examples: `kg build seeds/` · `kg build 'news/**/*.html' --out graph/` · `cat news.jsonl | kg build -`")
def build(
    inputs: Inputs,
    folder: Annotated[Path, typer.Option("--out", help="Folder of the graph; made if it is not there, added to if it is.")] = Path("graph"),
    strict: Strict = False,
    entities: Entities = None,
) -> None:
    """Read articles into a graph; write `graph.ttl` and `graph.html` beside it.

    Run again, it adds what is new and does not read twice what it knows. A corrected article (the same id; or much the same text, and the
    same address or title and outlet) takes the place of the old one, and what changed by it is shown. Copies of one text count once.
    """
    begun = time.monotonic()
    problems = Problems()
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=err, transient=True) as progress:
        task = progress.add_task("loading the reader", total=None)
        from kg import pipeline  # noqa: PLC0415
        from kg.link import Linker  # noqa: PLC0415
        from kg.read.neural import NeuralReader  # noqa: PLC0415

        def step(s: pipeline.Summary) -> None:
            progress.update(task, description=f"{s.articles} articles read, {s.known} known, {s.assertions} assertions")

        reader, linker = NeuralReader(), Linker(entities or ())
        progress.update(task, description="reading")
        done = pipeline.build(inputs, folder, reader, linker, problems, step)
    took = time.monotonic() - begun
    table = Table(show_header=False, box=None)
    rows = {
        "articles read": done.articles,
        "known already": done.known,
        "new versions": len(done.versions),
        "sentences": done.sentences,
        "assertions": done.assertions,
        "entities": len(done.entities),
    }
    for name, value in rows.items():
        table.add_row(name, f"{value:,}")
    table.add_row("time", f"{took:.1f} s")
    out.print(table)
    _versions(done.versions)
    out.print(f"graph: {folder}   page: {folder / 'graph.html'}   Turtle: {folder / 'graph.ttl'}", soft_wrap=True)
    problems.done(done.articles + done.known, strict=strict)


@app.command(epilog="Examples: `kg read article.txt` · `kg read news.jsonl --format jsonl > found.jsonl`")
def read(
    inputs: Inputs,
    form: Annotated[str, typer.Option("--format", help="`table` or `jsonl`.")] = "table",
    strict: Strict = False,
    entities: Entities = None,
) -> None:
    """Read articles and print what they assert; nothing is kept."""
    _choice("--format", form, "table", "jsonl")
    from kg import pipeline  # noqa: PLC0415
    from kg.ingest import articles  # noqa: PLC0415
    from kg.link import Linker  # noqa: PLC0415
    from kg.read.neural import NeuralReader  # noqa: PLC0415
    from kg.render.record import record  # noqa: PLC0415

    problems, n = Problems(), 0
    for article, found in pipeline.read(articles(inputs, problems), NeuralReader(), Linker(entities or ())):
        n += 1
        if form == "jsonl":
            for a in found:
                sys.stdout.write(json.dumps(record(article, a), ensure_ascii=False) + "\n")
            continue
        table = Table(title=article.title or article.id, title_justify="left", show_lines=False)
        for name in ("who", "does", "to whom", "how", "says", "sentence"):
            table.add_column(name, overflow="fold")
        for a in found:
            how = " ".join(filter(None, ["not" if a.negated else "", "" if a.modality == "actual" else a.modality]))
            who = " via ".join(e.label(article.lang) for e in (a.speaker, a.outlet) if e)
            table.add_row(a.subject.label(article.lang), a.relation, a.object.label(article.lang), how, who, a.evidence.quote)
        out.print(table, markup=False)
    problems.done(n, strict=strict)


@app.command(
    epilog="Examples: `kg query --list --lang ar` · `kg query supporters --actor روسيا` · `kg query pair --actor China --other روسيا --since 2024-01-01`"
    " · `kg query 'SELECT ?who WHERE { ?who kgo:supports kge:Russia }'` · `kg query mine.rq --format csv`"
)
def query(
    text: Annotated[str, typer.Argument(help="The name of a query that comes with Alaqat, SPARQL, or a file of SPARQL.")] = "",
    graph: Graph = Path("graph"),
    form: Annotated[str, typer.Option("--format", help="`table`, `csv` or `json`.")] = "table",
    limit: Annotated[int, typer.Option(min=1, help="Most rows shown.")] = 1000,
    lang: Lang = "en",
    list_: Annotated[bool, typer.Option("--list", help="List the queries that come with Alaqat, with their parameters.")] = False,
    actor: Annotated[str, typer.Option(help="Name or IRI of the one that a query is about.")] = "",
    other: Annotated[str, typer.Option(help="Name or IRI of the other side.")] = "",
    since: Since = "",
    until: Until = "",
    relation: Annotated[str, typer.Option(help="A relation, as `supports` or `يدعم`.")] = "",
    group: Annotated[str, typer.Option(help="A group of relations, as `support` or `تأييد`.")] = "",
    outlet: Annotated[str, typer.Option(help="The publisher of articles.")] = "",
) -> None:
    """Ask the graph. Without a query, lists those that come with Alaqat; each takes the parameters that the list names."""
    from kg.query import named, run, takes  # noqa: PLC0415
    from kg.query.results import write  # noqa: PLC0415
    from kg.store import Store  # noqa: PLC0415

    _choice("--lang", lang, "ar", "en")
    if list_ or not text:
        table = Table(*(("query", "answers", "parameters") if lang == "en" else ("السؤال", "الجواب", "المعطيات")))
        for name, about in named(lang).items():
            table.add_row(name, about, " ".join(f"--{p}" if needed else f"[--{p}]" for p, needed in takes(name).items()).replace("[", r"\["))
        out.print(table)
        return
    given = {"actor": actor, "other": other, "since": since, "until": until, "relation": relation, "group": group, "outlet": outlet}
    with Store.read_only(graph) as store:
        write(run(store, text, limit, lang, given), form, out)


@app.command(
    help="Write the graph in a form for other tools:\n\n" + "\n".join(f"- `{name}`: {form.about}" for name, form in FORMS.items()),
    epilog="Examples: `kg export > graph.ttl` · `kg export --format csv --out tables/` · `kg export --format gexf --policy voiced --out graph.gexf`",
)
def export(
    graph: Graph = Path("graph"),
    form: Annotated[str, typer.Option("--format", help="One of the forms above.")] = "turtle",
    target: Annotated[Path | None, typer.Option("--out", help="File or folder to write; a file goes to standard output if left out.")] = None,
    policy: Annotated[str, typer.Option(help="Which edges to draw: `reported`, `voiced` (in the outlet's own voice) or `corroborated`.")] = "reported",
) -> None:
    from kg.export import export, save  # noqa: PLC0415
    from kg.store import Store  # noqa: PLC0415

    if form in FORMS and FORMS[form].folder and target is None:
        raise InputError(f"--format {form} writes several files. Give a folder for them with --out.")
    with Store.read_only(graph) as store:
        content = export(store, form, policy)
    if target:
        save(content, target)
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)


@app.command("import", epilog="Examples: `kg import theirs.nq` · `kg import a.ttl b.trig --graph both/`")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="RDF that Alaqat wrote: .nq and .trig, or .ttl and .nt.")],
    graph: Annotated[Path, typer.Option("--graph", help="Folder of the graph; made if it is not there, added to if it is.")] = Path("graph"),
) -> None:
    """Add the articles of other graphs to a graph; all or nothing."""
    from kg import pipeline  # noqa: PLC0415

    articles, new = pipeline.merge(files, graph)
    out.print(f"{new:,} of {articles:,} articles are new in {graph}", highlight=False, markup=False, soft_wrap=True)


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


@app.command(
    epilog="Examples: `kg view --out page.html --lang en` · `kg view --focus China --focus روسيا --hops 2 --since 2024-01-01`"
    " · `kg view --group 'material conflict' --modality actual --roll-up`"
)
def view(
    graph: Graph = Path("graph"),
    target: Annotated[Path, typer.Option("--out", help="File to write.")] = Path("graph.html"),
    title: Annotated[str, typer.Option(help="Heading of the page.")] = "",
    lang: Lang = "ar",
    focus: Annotated[list[str], typer.Option(help="Only what is near this entity (name or IRI).")] = [],  # noqa: B006
    hops: Annotated[int, typer.Option(help="How many relations away from the focus.")] = 1,
    since: Since = "",
    until: Until = "",
    group: Annotated[list[str], typer.Option(help="Only relations of this group, as `support` or `دعم`.")] = [],  # noqa: B006
    relation: Annotated[list[str], typer.Option(help="Only this relation.")] = [],  # noqa: B006
    outlet: Annotated[list[str], typer.Option(help="Only articles of this publisher.")] = [],  # noqa: B006
    speaker: Annotated[list[str], typer.Option(help="Only what this one is quoted as saying.")] = [],  # noqa: B006
    modality: Annotated[list[str], typer.Option(help="Only `actual`, `planned`, `possible` or `past`.")] = [],  # noqa: B006
    min_confidence: Annotated[float, typer.Option(help="Only what the reader is at least so sure of, from 0 to 1.")] = 0.0,
    roll_up: Annotated[bool, typer.Option("--roll-up", help="Count what persons do for the state of their office at that date.")] = False,
) -> None:
    """Draw the graph, or a part of it, as one HTML page that opens without a network.

    What is asked for may be repeated, dates and numbers aside: then any of it will do.
    """
    from kg.render.views import draw  # noqa: PLC0415
    from kg.store import Store  # noqa: PLC0415

    _choice("--lang", lang, "ar", "en")
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
        )
    target.write_text(drawn, encoding="utf-8")
    out.print(f"page: {target}", soft_wrap=True)


@app.command(epilog="Examples: `kg claims 'هجوم كروكوس'` · `kg claims 'Crocus City Hall attack' --lang en --format md > claims.md`")
def claims(
    event: Annotated[str, typer.Argument(help="Name of the event, in Arabic or English, or its IRI.")],
    graph: Graph = Path("graph"),
    lang: Lang = "ar",
    form: Annotated[str, typer.Option("--format", help="`table`, `md` or `json`.")] = "table",
) -> None:
    """Show the rival claims on an event: who blames, claims and denies, in which sentence, and which denial answers what."""
    from kg.brief.claims import rivals  # noqa: PLC0415
    from kg.brief.find import OCCASIONS, find  # noqa: PLC0415
    from kg.brief.lines import Writer  # noqa: PLC0415
    from kg.brief.sayings import Sides, sayings  # noqa: PLC0415
    from kg.brief.written import as_json, as_markdown, as_table  # noqa: PLC0415
    from kg.store import Store  # noqa: PLC0415

    _choice("--lang", lang, "ar", "en")
    _choice("--format", form, "table", "md", "json")
    with Store.read_only(graph) as store:
        meant = find(store, event, OCCASIONS)
        found = sayings(store, [meant.iri])
    sides = Sides(found)
    told, writer = rivals(meant, found, sides), Writer(lang, sides)
    if form == "table":
        out.print(as_table(told, writer))
    else:
        sys.stdout.write(as_json(told) if form == "json" else as_markdown(told, writer))


@app.command(epilog="Examples: `kg brief China Russia --lang en` · `kg brief الصين روسيا --since 2024-01-01 --out brief.html`")
def brief(
    actors: Annotated[list[str], typer.Argument(metavar="ACTOR [ACTOR]", help="Names in Arabic or English, or IRIs: of one actor, or of two.")],
    graph: Graph = Path("graph"),
    since: Since = "",
    until: Until = "",
    lang: Lang = "ar",
    target: Annotated[Path | None, typer.Option("--out", help="File to write, `.html` or `.md`; Markdown to standard output if left out.")] = None,
) -> None:
    """Report on an actor, or on two: deeds, words, promises, partners and rival claims, each with its sentence and source."""
    from kg.brief import report  # noqa: PLC0415
    from kg.brief.find import ACTORS, find  # noqa: PLC0415
    from kg.brief.lines import Writer  # noqa: PLC0415
    from kg.brief.page import as_html, as_markdown  # noqa: PLC0415
    from kg.brief.sayings import Sides  # noqa: PLC0415
    from kg.lang.days import day  # noqa: PLC0415
    from kg.store import Store  # noqa: PLC0415

    _choice("--lang", lang, "ar", "en")
    day("--since", since)
    day("--until", until)
    if target and target.suffix.lower() not in (".html", ".md"):
        raise InputError(f"--out {target}: end the name with .html or .md.")
    with Store.read_only(graph) as store:
        meant = list(dict.fromkeys(find(store, actor, ACTORS) for actor in actors))
        if len(meant) > 2 or len(meant) < len(actors):
            raise InputError(f"{' '.join(actors)}: name one actor, or two different ones.")
        found = report.gather(store, meant, since, until)
    sides = Sides(found, meant)
    told, writer = report.brief(meant, found, sides), Writer(lang, sides)
    if not target:
        sys.stdout.write(as_markdown(told, writer))
        return
    written = as_html(told, writer) if target.suffix.lower() == ".html" else as_markdown(told, writer)
    target.write_text(written, encoding="utf-8")
    out.print(f"brief: {target}", markup=False, soft_wrap=True)


@app.command(epilog="Examples: `kg entity لافروف` · `kg entity 'Wang Yi' --lang en` · `kg entity kge:China`")
def entity(
    who: Annotated[str, typer.Argument(metavar="NAME", help="Name in Arabic or English, however it is spelt, or IRI.")],
    graph: Graph = Path("graph"),
    lang: Lang = "ar",
) -> None:
    """Show who an entity is: names, offices with their dates, articles, and why its mentions were taken for it."""
    from kg.brief.profile import as_text, profile  # noqa: PLC0415
    from kg.store import Store  # noqa: PLC0415

    _choice("--lang", lang, "ar", "en")
    with Store.read_only(graph) as store:
        told = profile(store, who)
    for line in as_text(told, lang):
        out.print(line, markup=False, highlight=False, soft_wrap=True)


@app.command("merge", epilog="Examples: `kg merge 'Sergey Lavrov' kge:Person_سيرغى_لافروف` · `kg merge 'وانغ يي' 'وانق يي'`; `kg ledger --undo 1` takes it back")
def merge_(
    kept: Annotated[str, typer.Argument(metavar="NAME", help="Who it is: name or IRI, of this graph or of the authority file.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Who is the same: name or IRI, of this graph.")],
    graph: Graph = Path("graph"),
) -> None:
    """Say that two entities are one, the first; this holds for later articles too, and is kept in `ledger.tsv` of the graph."""
    from kg import correct  # noqa: PLC0415

    _corrections(correct.merge(graph, kept, other))


@app.command(epilog="Examples: `kg split Putin 'إيغور بوتين' --article 3f2a9c0d1e4b5a67` · `kg split الرياض 'صحيفة الرياض' --words 'جريدة الرياض'`")
def split(
    who: Annotated[str, typer.Argument(metavar="NAME", help="Who it is not: name or IRI, of this graph.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Who it is: name or IRI, of this graph or of the authority file, or a new name.")],
    graph: Graph = Path("graph"),
    article: Annotated[list[str], typer.Option(help="Only in the article with this id; may be repeated.")] = [],  # noqa: B006
    words: Annotated[str, typer.Option(help="Only where it is written so, in later articles too.")] = "",
) -> None:
    """Say that an entity is somebody else in some articles or under some name; kept in `ledger.tsv` of the graph."""
    from kg import correct  # noqa: PLC0415

    _corrections(correct.split(graph, who, other, article, words))


@app.command(epilog="Examples: `kg ledger` · `kg ledger --undo 2`")
def ledger(
    graph: Graph = Path("graph"),
    undo: Annotated[int | None, typer.Option(min=1, help="Take back the correction with this number.")] = None,
) -> None:
    """Show what people corrected in the graph, or take back one of the corrections."""
    from kg import correct  # noqa: PLC0415

    _corrections(correct.undo(graph, undo) if undo else correct.ledger(graph))


def _corrections(lines: Sequence["Correction"]) -> None:
    """Show corrections with their numbers."""
    from kg.brief.profile import said_of  # noqa: PLC0415

    for number, line in enumerate(lines, 1):
        out.print(f"{number}  {said_of(line, 'en')}", markup=False, highlight=False, soft_wrap=True)
    if not lines:
        out.print("Nothing is corrected in this graph.")


@app.command(epilog="Examples: `kg retract 3f2a9c0d1e4b5a67` · `kg retract --outlet 'صحيفة المثال' --format csv > lost.csv`")
def retract(
    articles: Annotated[list[str] | None, typer.Argument(metavar="[ARTICLE]...", help="Ids of articles.")] = None,
    graph: Graph = Path("graph"),
    outlet: Annotated[list[str], typer.Option(help="All articles of this publisher; may be repeated.")] = [],  # noqa: B006
    lang: Lang = "en",
    form: Annotated[str, typer.Option("--format", help="`table`, `csv` or `json`.")] = "table",
) -> None:
    """Take articles and all that they alone assert out of the graph; show which relations went, and which rest on fewer articles now."""
    from kg import pipeline  # noqa: PLC0415
    from kg.compare import rows  # noqa: PLC0415
    from kg.query.results import FORMS, write  # noqa: PLC0415

    _choice("--lang", lang, "ar", "en")
    _choice("--format", form, *FORMS)
    if not articles and not outlet:
        raise InputError("Say what is to go: ids of articles, or --outlet.")
    gone, changes = pipeline.retract(graph, articles or (), outlet)
    write(rows(changes, lang), form, out)
    err.print(f"articles taken out of {graph}: {gone:,}", markup=False, highlight=False, soft_wrap=True)


@app.command(
    epilog="Examples: `kg diff old/ new/` · `kg diff before.nq after.nq --format csv` · `kg diff 2023 2024` · `kg diff 2024-03-21 2024-03-22 --lang ar`"
)
def diff(
    before: Annotated[str, typer.Argument(help="A graph (folder), a file that `kg export` wrote, or a year, month or day of the graph.")],
    after: Annotated[str, typer.Argument(help="Another one.")],
    graph: Graph = Path("graph"),
    lang: Lang = "en",
    form: Annotated[str, typer.Option("--format", help="`table`, `csv` or `json`.")] = "table",
) -> None:
    """Show what is new, gone or changed between two graphs, or between what the articles of two periods say, and what more or fewer articles say."""
    from kg.compare import between, rows  # noqa: PLC0415
    from kg.query.results import FORMS, write  # noqa: PLC0415

    _choice("--lang", lang, "ar", "en")
    _choice("--format", form, *FORMS)
    write(rows(between(before, after, graph), lang), form, out)


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
    epilog="Examples: `kg train --corpus labelled.jsonl --dev dev.jsonl --encoder e5/ --out weights/`,"
    " with labels kept apart `kg train --corpus labels/read.jsonl --texts articles.jsonl ...`"
)
def train(
    corpus: Annotated[list[Path], typer.Option(help="Labelled articles (JSON lines); may be repeated.")],
    dev: Annotated[Path, typer.Option(help="Labelled articles to choose the best epoch by.")],
    encoder: Annotated[Path, typer.Option(help="What to begin from: a folder of multilingual-e5-small (model.safetensors, config.json, tokenizer.json), or of weights.")],
    folder: Annotated[Path, typer.Option("--out", help="Where the weights go; a run that was stopped goes on from there.")],
    texts: Annotated[list[Path], typer.Option(help="Articles (JSON lines: id, text) that a file of labels alone is about.")] = [],  # noqa: B006
    held: Annotated[list[Path], typer.Option(help="Labelled articles kept from the network, to teach its review by; may be repeated.")] = [],  # noqa: B006
    config: Annotated[Path | None, typer.Option(help="JSON file of settings that replace the usual ones (see kg/train/learn.py).")] = None,
) -> None:
    """Teach a reader from labelled articles."""
    import torch  # noqa: PLC0415

    from kg.train import corpus as labelled  # noqa: PLC0415
    from kg.train.learn import CONFIG, teach  # noqa: PLC0415
    from kg.train.review import review  # noqa: PLC0415
    from kg.train.start import network  # noqa: PLC0415
    from kg.vocabulary import relations  # noqa: PLC0415

    settings = json.loads(config.read_text(encoding="utf-8")) if config else {}
    if unknown := sorted(settings.keys() - CONFIG.keys()):
        raise InputError(f"{config}: no such setting: {unknown[0]}. There are {', '.join(sorted(CONFIG))}.")
    seed = (CONFIG | settings)["seed"]
    torch.manual_seed(seed)
    begun, tokenizer = network(encoder, tuple(relations()))
    known = labelled.texts(texts)
    taught, kept = ([d for path in paths for d in labelled.documents(path, known)] for paths in (corpus, held))

    def tell(line: str) -> None:
        out.print(line, soft_wrap=True)

    unseen = list(labelled.documents(dev))
    teach(begun, tokenizer, taught, unseen, folder, settings, tell)
    if kept:
        review(folder, kept, unseen, seed, tell)


@app.command(epilog="Example: `kg score dev.jsonl --floor 0.3 --errors 20`")
def score(
    gold: Annotated[Path, typer.Argument(help="Labelled articles (JSON lines).")],
    floor: Annotated[float, typer.Option(help="Leave with 1 when F1 is lower.")] = 0.0,
    errors: Annotated[int, typer.Option(help="Show so many misses and false alarms.")] = 0,
    by: Annotated[str, typer.Option(help="Rows: `group`, `relation`, `lang` or `outlet`.")] = "group",
) -> None:
    """Read labelled articles, and show how much of what they say was found."""
    from kg.read.neural import NeuralReader  # noqa: PLC0415
    from kg.train.corpus import documents  # noqa: PLC0415
    from kg.train.figures import measure, report  # noqa: PLC0415

    figures = measure(list(documents(gold)), NeuralReader())
    report(figures, by, errors, out)
    if figures.all.f1 < floor:
        err.print(f"F1 {figures.all.f1:.3f} is under the floor of {floor:.3f}.", style="red")
        raise typer.Exit(1)


@app.command(epilog="Example: `kg bench articles/ --rounds 5`")
def bench(
    inputs: Inputs,
    rounds: Annotated[int, typer.Option(min=1, help="How often everything is measured.")] = 3,
) -> None:
    """Measure how fast articles are read here, and how much of that the encoder alone takes."""
    from kg.bench import report, times  # noqa: PLC0415
    from kg.ingest import articles  # noqa: PLC0415

    problems = Problems()
    found = list(articles(inputs, problems))
    problems.done(len(found), strict=False)
    report(times(found, rounds), out)


def _versions(versions: "list[tuple[Article, tuple[Change, ...]]]") -> None:
    """Tell what each new version of an article says otherwise than the one before."""
    from kg.compare import rows  # noqa: PLC0415
    from kg.query.results import CONTROL, table  # noqa: PLC0415

    for article, changes in versions:
        out.print(f"new version: {CONTROL.sub(' ', article.title or article.id)} ({CONTROL.sub(' ', article.id)})", markup=False, highlight=False, soft_wrap=True)
        out.print(table(rows(changes, article.lang)) if changes else "It says the same as before.")


def _choice(option: str, given: str, *known: str) -> None:
    """Refuse what an option doesn't have."""
    if given not in known:
        raise InputError(f"{option} {given}: choose {', '.join(known[:-1])} or {known[-1]}.")


def main() -> None:
    """Run the command line; what somebody must mend is told in one line, without a trace."""
    try:
        app()
    except KgError as e:
        err.print(str(e), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    except OSError as e:  # a full disk, a folder without rights: wherever a command writes
        where = f"{e.filename}: " if e.filename else ""
        err.print(f"{where}{e.strerror or e}. What was finished is safe: mend that, and run the command again.", style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
