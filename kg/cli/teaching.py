"""The reader itself: train, score, bench."""

import json
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import Inputs, Problems, app, err, out
from kg.errors import InputError


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
    before: Annotated[list[Path], typer.Option(help="Weights that have not learnt from --corpus, one for each in the same order: from what they find in it, a second look and the cues are taught, before the review.")] = [],  # noqa: B006
    config: Annotated[Path | None, typer.Option(help="JSON file of settings that replace the usual ones (see kg/train/learn.py).")] = None,
) -> None:
    """Teach a reader from labelled articles."""
    import torch  # noqa: PLC0415

    from kg.read.weights import load, save  # noqa: PLC0415
    from kg.train import corpus as labelled  # noqa: PLC0415
    from kg.train import cues, look  # noqa: PLC0415
    from kg.train.cases import cases  # noqa: PLC0415
    from kg.train.learn import CONFIG, teach  # noqa: PLC0415
    from kg.train.review import review  # noqa: PLC0415
    from kg.train.start import network  # noqa: PLC0415
    from kg.vocabulary import relations  # noqa: PLC0415

    settings = json.loads(config.read_text(encoding="utf-8")) if config else {}
    if unknown := sorted(settings.keys() - CONFIG.keys()):
        raise InputError(f"{config}: no such setting: {unknown[0]}. There are {', '.join(sorted(CONFIG))}.")
    if before and len(before) != len(corpus):
        raise InputError(f"--before: {len(before)} times, but --corpus {len(corpus)} times. Give weights for each.")
    seed = (CONFIG | settings)["seed"]
    torch.manual_seed(seed)
    begun, tokenizer = network(encoder, tuple(relations()))
    known = labelled.texts(texts)
    each = [list(labelled.documents(path, known)) for path in corpus]
    taught, kept = [d for documents in each for d in documents], [d for path in held for d in labelled.documents(path, known)]

    def tell(line: str) -> None:
        out.print(line, soft_wrap=True)

    unseen = list(labelled.documents(dev))
    networks = [load(weights)[0] for weights in before]
    teach(begun, tokenizer, taught, unseen, folder, settings, tell)
    if before:
        found = [x for unknowing, documents in zip(networks, each, strict=True) for x in cases(unknowing, tokenizer, documents)]
        best, tokenizer = load(folder)
        look.teach(best, found, seed, tell)
        cues.teach(best, found, tell)
        save(folder, best, tokenizer)
    if kept:
        review(folder, taught, kept, unseen, seed, tell)


@app.command(epilog="Examples: `kg score dev.jsonl --floor 0.3 --errors 20` · `kg score dev.jsonl --curve notebooks/confidence.csv`")
def score(
    gold: Annotated[Path, typer.Argument(help="Labelled articles (JSON lines).")],
    floor: Annotated[float, typer.Option(help="Leave with 1 when F1 is lower.")] = 0.0,
    errors: Annotated[int, typer.Option(help="Show so many misses and false alarms.")] = 0,
    by: Annotated[str, typer.Option(help="Rows: `group`, `relation`, `lang` or `outlet`.")] = "group",
    curve: Annotated[Path | None, typer.Option(help="CSV file to write: how sure the reader was of each thing that it found, and whether it is right.")] = None,
) -> None:
    """Read labelled articles, and show how much of what they say was found."""
    from kg.read.neural import NeuralReader  # noqa: PLC0415
    from kg.train import figures as of  # noqa: PLC0415
    from kg.train.corpus import documents  # noqa: PLC0415

    figures = of.measure(list(documents(gold)), NeuralReader())
    if curve:
        curve.write_text(of.curve(figures), encoding="utf-8")
    of.report(figures, by, errors, out)
    if figures.all.f1 < floor:
        err.print(f"F1 {figures.all.f1:.3f} is under the floor of {floor:.3f}.", style="red")
        raise typer.Exit(1)


measuring = typer.Typer(no_args_is_help=True, help="Measure how fast things go on this machine.", epilog="Examples: `kg bench read articles/` · `kg bench build` · `kg bench store --sizes 1k,10k` · `kg bench page`")
app.add_typer(measuring, name="bench")


@measuring.command("read", epilog="Example: `kg bench read articles/ --rounds 5`")
def bench_read(
    inputs: Inputs,
    rounds: Annotated[int, typer.Option(min=1, help="How often everything is measured.")] = 3,
) -> None:
    """Measure how fast articles are read here, how much of that the encoder alone takes, and how much of a graph of them reading is."""
    from kg.bench.reading import report, times  # noqa: PLC0415
    from kg.ingest import articles  # noqa: PLC0415

    problems = Problems()
    found = list(articles(inputs, problems))
    problems.done(len(found), strict=False)
    report(times(found, rounds), out)


@measuring.command("store", epilog="Examples: `kg bench store` · `kg bench store --sizes 10k,100k,1M --rdflib-up-to 100k`")
def bench_store(
    sizes: Annotated[str, typer.Option(help="How many assertions the made-up graphs have.")] = "1k,10k",
    rdflib_up_to: Annotated[str, typer.Option(help="The largest graph that rdflib is given too.")] = "10k",
    limit: Annotated[int, typer.Option(min=1, help="The longest that anything but loading may take, in seconds.")] = 20,
) -> None:
    """Measure loading, queries, exports, adding and retracting on made-up graphs of several sizes, beside rdflib and bare pyoxigraph."""
    from kg.bench.store import measure, report  # noqa: PLC0415

    found = measure(_sizes(sizes), _number("--rdflib-up-to", rdflib_up_to), limit, _tell)
    report(found, out)


@measuring.command("page", epilog="Examples: `kg bench page` · `kg bench page --sizes 2k,20k --pyvis-up-to 2k --limit 120`")
def bench_page(
    sizes: Annotated[str, typer.Option(help="How many nodes the made-up graphs have.")] = "200,1k,2k,20k",
    pyvis_up_to: Annotated[str, typer.Option(help="The largest graph that plain pyvis draws too.")] = "1k",
    limit: Annotated[int, typer.Option(min=1, help="The longest that a page may take until its first frame, in seconds.")] = 60,
) -> None:
    """Measure how soon the page of a graph is drawn in Chromium, beside plain pyvis with physics, and what it takes to make it."""
    from kg.bench.page import measure, report  # noqa: PLC0415

    found = measure(_sizes(sizes), _number("--pyvis-up-to", pyvis_up_to), limit, _tell)
    report(found, limit, out)


@measuring.command("build", epilog="Examples: `kg bench build` · `kg bench build --sizes 1k,10k,100k --words-per-second 900`")
def bench_build(
    sizes: Annotated[str, typer.Option(help="How many made-up articles the graphs are built of.")] = "1k,10k",
    words_per_second: Annotated[float | None, typer.Option(min=1, help="What the real reader reads; measured on the sample articles if not given.")] = None,
) -> None:
    """Measure how building grows with the number of articles: everything but reading and linking, memory, Turtle and page."""
    from kg.bench.building import measure, report, speed  # noqa: PLC0415

    found = measure(_sizes(sizes), _tell)
    report(found, words_per_second or speed(), out)


def _tell(line: str) -> None:
    err.print(line, style="dim", highlight=False)


def _sizes(text: str) -> list[int]:
    return sorted({_number("--sizes", each) for each in text.split(",")})


def _number(option: str, text: str) -> int:
    """``10k`` is ten thousand."""
    digits, factor = text.strip().rstrip("kM"), {"k": 1_000, "M": 1_000_000}.get(text.strip()[-1:], 1)
    if not digits.isdecimal() or int(digits) < 1 or len(text.strip()) > len(digits) + 1:
        raise InputError(f"{option} {text}: give numbers as 500, 10k or 1M.")
    return int(digits) * factor
