"""From articles to a graph, and what changes it: build, read, import, retract, diff."""

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from kg.cli.common import Entities, Graph, Inputs, Lang, Private, Problems, Strict, app, choice, corrections, err, out
from kg.errors import InputError, KgError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.compare import Change
    from kg.model import Article


@app.command(
    epilog="Examples: `kg build seeds/` · `kg build 'news/**/*.html' --graph graph/` · `cat news.jsonl | kg build -` · `kg build https://news.example/rss.xml`"
    " · `kg build news/ --workers 4`\n\n"
    "On many hosts, the same version of Alaqat being installed on each with `pip install 'alaqat[dask]'`: `dask scheduler` on one, `dask worker tcp://HOST:8786"
    " --nworkers 4 --nthreads 2 --memory-limit 0` on each, then `kg build news/ --dask tcp://HOST:8786`. Inputs are read and the"
    " graph is written where `kg build` runs; workers get articles over the network and need neither, so what lies in object storage is best given as a stream:"
    " `aws s3 cp s3://news/2024.jsonl - | kg build - --dask tcp://HOST:8786`. Whoever reaches the ports of Dask can run programs there: let only your hosts, or"
    " use `tls://` (see the pages of Dask on TLS). On hosts with a GPU, `--nworkers 1`; have one in all or in none: GPUs round otherwise, so only processors make"
    " the same graph byte for byte."
)
def build(
    inputs: Inputs,
    folder: Annotated[Path, typer.Option("--graph", "--out", help="Folder of the graph; made if it is not there, added to if it is.")] = Path("graph"),
    strict: Strict = False,
    entities: Entities = None,
    private: Private = False,
    dask: Annotated[str, typer.Option(metavar="local|ADDRESS", help="Read with many processes: of this machine, or of the Dask cluster whose scheduler is at ADDRESS.")] = "",
    workers: Annotated[int, typer.Option(min=0, help="How many processes of this machine read; with `--dask local`, 0 is one a core.")] = 0,
) -> None:
    """Read articles into a graph; write `graph.ttl` and `graph.html` beside it.

    Run again, it adds what is new and does not read twice what it knows. A corrected article (the same id; or much the same text, and the
    same address or title and outlet) takes the place of the old one, and what changed by it is shown. Copies of one text count once.
    However many processes read, the graph is the same; one that is killed costs the reading of a few articles again.
    """
    if workers and dask not in ("", "local"):
        raise InputError(f"--workers {workers}: for this machine. The cluster at {dask} has the workers that were started for it.")
    dask = dask or ("local" if workers else "")
    if dask:
        try:
            from kg import scale  # noqa: PLC0415
        except ModuleNotFoundError as e:
            raise InputError(f"--dask: the package {e.name} is missing. Install what many processes need: pip install 'alaqat[dask]'") from e
    begun = time.monotonic()
    problems = Problems()
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=err, transient=True) as progress:
        task = progress.add_task("loading the reader", total=None)
        from kg.render import without_plots  # noqa: PLC0415

        without_plots()
        from kg import pipeline  # noqa: PLC0415
        from kg.ingest.web import Web  # noqa: PLC0415
        from kg.link import Linker  # noqa: PLC0415
        from kg.read.neural import NeuralReader  # noqa: PLC0415

        def step(s: pipeline.Summary) -> None:
            progress.update(task, description=f"{s.articles} articles read, {s.known} known, {s.assertions} assertions")

        web = Web(folder / "web", allow_private=private)
        try:
            if dask:
                with scale.cluster(dask, workers) as client:
                    team = scale.Team(client, scale.tools(NeuralReader, entities or ()))
                    progress.update(task, description="reading")
                    done = pipeline.gather(inputs, folder, team.name, team.read, problems, step, web)
            else:
                reader, linker = NeuralReader(), Linker(entities or ())
                progress.update(task, description="reading")
                done = pipeline.build(inputs, folder, reader, linker, problems, step, web)
        except KeyboardInterrupt:
            raise KgError(f"Stopped. What was read is safe in {folder}: the same command goes on from there.") from None
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
    if done.merged:
        out.print("taken for one (`kg ledger --undo KEY` keeps them apart):")
        corrections(done.merged, "ar")
    out.print(f"graph: {folder}   page: {folder / 'graph.html'}   Turtle: {folder / 'graph.ttl'}", soft_wrap=True)
    problems.done(done.articles + done.known, strict=strict)


@app.command(epilog="Examples: `kg read article.txt` · `kg read news.jsonl --format jsonl > found.jsonl`")
def read(
    inputs: Inputs,
    form: Annotated[str, typer.Option("--format", help="`table` or `jsonl`.")] = "table",
    strict: Strict = False,
    entities: Entities = None,
    private: Private = False,
) -> None:
    """Read articles and print what they assert; nothing is kept."""
    choice("--format", form, "table", "jsonl")
    from kg import pipeline  # noqa: PLC0415
    from kg.ingest import articles  # noqa: PLC0415
    from kg.ingest.web import Web  # noqa: PLC0415
    from kg.link import Linker  # noqa: PLC0415
    from kg.read.neural import NeuralReader  # noqa: PLC0415
    from kg.render.record import record  # noqa: PLC0415

    problems, n = Problems(), 0
    for article, found in pipeline.read(articles(inputs, problems, Web(allow_private=private)), NeuralReader(), Linker(entities or ()), problems):
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


@app.command("import", epilog="Examples: `kg import theirs.nq` · `kg import a.ttl b.trig --graph both/`")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="RDF of Alaqat, or of others in its vocabulary: .nq and .trig, or .ttl and .nt; RDF 1.2 too.")],
    graph: Annotated[Path, typer.Option("--graph", help="Folder of the graph; made if it is not there, added to if it is.")] = Path("graph"),
) -> None:
    """Add the articles of other graphs to a graph; all or nothing."""
    from kg import pipeline  # noqa: PLC0415

    articles, new = pipeline.merge(files, graph)
    out.print(f"{new:,} of {articles:,} articles are new in {graph}", highlight=False, markup=False, soft_wrap=True)


@app.command(epilog="Examples: `kg retract 3f2a9c0d1e4b5a67` · `kg retract --outlet 'صحيفة المثال' --format csv > lost.csv`")
def retract(
    articles: Annotated[list[str] | None, typer.Argument(metavar="[ARTICLE]...", help="Ids of articles.")] = None,
    graph: Graph = Path("graph"),
    outlet: Annotated[list[str], typer.Option(help="All articles of this publisher; may be repeated.")] = [],  # noqa: B006
    lang: Lang = "ar",
    form: Annotated[str, typer.Option("--format", help="`table`, `csv` or `json`.")] = "table",
) -> None:
    """Take articles and all that they alone assert out of the graph; show which relations went, and which rest on fewer articles now."""
    from kg import pipeline  # noqa: PLC0415
    from kg.query.results import FORMS  # noqa: PLC0415

    choice("--lang", lang, "ar", "en")
    choice("--format", form, *FORMS)
    if not articles and not outlet:
        raise InputError("Say what is to go: ids of articles, or --outlet.")
    gone, changes = pipeline.retract(graph, articles or (), outlet)
    _changes(changes, lang, form)
    err.print(f"articles taken out of {graph}: {gone:,}", markup=False, highlight=False, soft_wrap=True)


@app.command(
    epilog="Examples: `kg diff old/ new/` · `kg diff before.nq after.nq --format csv` · `kg diff 2023 2024` · `kg diff 2024-03-21 2024-03-22 --lang en`"
)
def diff(
    before: Annotated[str, typer.Argument(help="A graph (folder), a file that `kg export` wrote, or a year, month or day of the graph.")],
    after: Annotated[str, typer.Argument(help="Another one.")],
    graph: Graph = Path("graph"),
    lang: Lang = "ar",
    form: Annotated[str, typer.Option("--format", help="`table`, `csv` or `json`.")] = "table",
) -> None:
    """Show what is new, gone or changed between two graphs, or between what the articles of two periods say, and what more or fewer articles say."""
    from kg.compare import between  # noqa: PLC0415
    from kg.query.results import FORMS  # noqa: PLC0415

    choice("--lang", lang, "ar", "en")
    choice("--format", form, *FORMS)
    _changes(between(before, after, graph), lang, form)


def _versions(versions: "list[tuple[Article, tuple[Change, ...]]]") -> None:
    """Tell what each new version of an article says otherwise than the one before."""
    from kg.query.results import CONTROL  # noqa: PLC0415

    for article, changes in versions:
        out.print(f"new version: {CONTROL.sub(' ', article.title or article.id)} ({CONTROL.sub(' ', article.id)})", markup=False, highlight=False, soft_wrap=True)
        if changes:
            _changes(changes, article.lang, "table")
        else:
            out.print("It says the same as before.")


def _changes(changes: "Sequence[Change]", lang: str, form: str) -> None:
    """Print changes: for people in their language, for programs by the names of the ontology."""
    from kg.brief.words import WORDS  # noqa: PLC0415
    from kg.compare import rows, told  # noqa: PLC0415
    from kg.query.results import write  # noqa: PLC0415

    if form == "table" and not changes:
        out.print(WORDS[lang]["none"])
        return
    write(told(changes, lang) if form == "table" else rows(changes), form, out)
