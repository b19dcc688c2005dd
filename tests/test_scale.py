"""Reading with many workers makes the graph that one process makes, whatever befalls the workers."""

import json
import multiprocessing
import os
import signal
import sys
from types import SimpleNamespace

import pytest
import readers
from distributed import KilledWorker, LocalCluster
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from readers import Fated
from test_crash import ended, news

import kg
from kg import pipeline, scale
from kg.cli import main
from kg.errors import InputError, KgError, ResourceError
from kg.link import Linker
from kg.scale import Team, Tools, tools

NEWS = [a | {"lang": "ar" if "الصين" in a["text"] else "en"} for a in news()]


@pytest.fixture(scope="module")
def client():
    with scale.cluster("local", 2) as client:
        yield client


@pytest.fixture(scope="module")
def linker():
    return Linker()


@pytest.fixture(scope="module")
def end(tmp_path_factory, linker):
    """What one process makes of the news."""
    room = tmp_path_factory.mktemp("alone")
    pipeline.build([written(room, NEWS)], room / "graph", Fated(), linker, pytest.fail)
    return ended(room / "graph")


@pytest.fixture
def build(tmp_path, client):
    """Build articles, given as dicts, with all workers."""

    def built(articles, problem=pytest.fail, step=lambda _: None):
        team = Team(client, Tools(Fated))
        return pipeline.gather([written(tmp_path, articles)], tmp_path / "graph", team.name, team.read, problem, step)

    return built


def written(folder, articles):
    file = folder / "news.jsonl"
    file.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles), encoding="utf-8")
    return str(file)


@settings(max_examples=2)
@examples(articles=st.permutations(NEWS), group=st.integers(1, 20))
def test_neither_the_order_of_the_articles_nor_the_size_of_groups_shows(tmp_path_factory, client, end, articles, group):
    room = tmp_path_factory.mktemp("law")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scale, "GROUP", group)
        team = Team(client, Tools(Fated))
        done = pipeline.gather([written(room, articles)], room / "graph", team.name, team.read, pytest.fail)
    assert done.articles == len(NEWS)
    assert ended(room / "graph") == end


def test_what_is_found_comes_in_order_and_is_what_one_process_finds(tmp_path, client, linker):
    articles = list(pipeline.articles([written(tmp_path, NEWS)], pytest.fail))
    assert list(Team(client, Tools(Fated)).read(iter(articles), pytest.fail)) == list(pipeline.read(articles, Fated(), linker))


def test_articles_that_there_is_no_memory_for_are_told_as_by_one_process(tmp_path, build, end, linker):
    large = [{"id": "big", "title": "Long", "text": "An enormous story."}, {"id": "كبير", "text": "خبر هائل."}]
    articles = [*NEWS[:9], large[0], *NEWS[9:30], large[1], *NEWS[30:]]
    told, also = [], []
    pipeline.build([written(tmp_path, articles)], tmp_path / "alone", Fated(), linker, told.append)
    build(articles, also.append)
    assert [line.partition(":")[0] for line in told] == ["big (Long)", "كبير"]
    assert told == also
    assert ended(tmp_path / "graph") == ended(tmp_path / "alone") == end


def test_workers_read_with_the_authority_files_of_the_user(tmp_path):
    own = tmp_path / "own.tsv"
    own.write_text("entity\tname\tlang\tkind\tsince\tuntil\tsource\nState/Cathay\tChina\ten\tname\t\t\tus\n", encoding="utf-8")
    given = tools(Fated, [own])
    own.unlink()  # workers may be where it is not
    found = list(pipeline.articles([written(tmp_path, [{"id": "1", "lang": "en", "text": "China supports Russia."}])], pytest.fail))
    ((_, (assertion,)),) = pipeline.read(found, *scale._loaded(given, scale.version()))
    assert assertion.subject.iri.endswith("/Cathay")
    (tmp_path / "wrong.tsv").write_text("entity\tname\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"wrong\.tsv"):
        tools(Fated, [tmp_path / "wrong.tsv"])


def test_a_build_that_is_killed_goes_on_where_it_was(tmp_path, client, build, end):
    spawn = multiprocessing.get_context("spawn")
    hears, says = spawn.Pipe(duplex=False)
    args = client.scheduler.address, client.security, str(tmp_path / "graph"), written(tmp_path, NEWS), says
    process = spawn.Process(target=readers.build, args=args)
    process.start()
    says.close()  # the end of it is heard if the process ends
    while not hears.poll(60) or hears.recv() < 18:
        assert process.is_alive()
    process.kill()
    process.join()
    done = build(NEWS)
    assert done.known >= 16
    assert done.known + done.articles == len(NEWS)
    assert ended(tmp_path / "graph") == end
    assert build(NEWS).articles == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no process groups")
def test_a_build_that_is_stopped_tells_so_and_loses_nothing(tmp_path, capfd, build, end):
    process = multiprocessing.get_context("spawn").Process(target=readers.stopped, args=(str(tmp_path / "graph"), written(tmp_path, NEWS)))
    process.start()
    process.join()
    assert process.exitcode == 1
    assert " ".join(capfd.readouterr().err.split()).startswith("Stopped. What was read is safe in ")
    assert build(NEWS).known >= 4
    assert ended(tmp_path / "graph") == end


def test_a_worker_that_is_killed_costs_a_retry(monkeypatch, tmp_path, client, build, end):
    client.wait_for_workers(2, timeout=60)
    victim = min(client.run(os.getpid).values())
    monkeypatch.setattr(scale, "GROUP", 2)

    def step(summary):
        if summary.articles == 5:
            os.kill(victim, signal.SIGKILL)

    done = build(NEWS, step=step)
    assert victim not in client.run(os.getpid).values()
    assert done.articles == len(NEWS)
    assert ended(tmp_path / "graph") == end


def test_an_article_that_kills_each_worker_is_told_and_left_out(tmp_path, linker):
    class Future:
        def __init__(self, group):
            self.group = group

        def result(self, timeout):
            if any("deadly" in article.text for article in self.group):
                raise KilledWorker("task", None, 3)
            return list(pipeline.read(self.group, Fated(), linker)), []

        def done(self):
            return False

    class Doomed:
        def submit(self, task, tools, version, *group, pure):
            return Future(group[0]) if group else SimpleNamespace(result=lambda timeout: "stub 1")

        def nthreads(self):
            return {"worker": 1}

    told = []
    articles = [*NEWS[:2], {"id": "x", "lang": "en", "text": "China supports Russia. A deadly text."}, *NEWS[2:]]
    given = list(pipeline.articles([written(tmp_path, articles)], pytest.fail))
    found = list(Team(Doomed(), Tools(Fated)).read(given, told.append))
    assert [line.partition(" (")[0] for line in told] == ["x: each worker that read it was killed"]
    assert [article.id for article, _ in found] == [a["id"] for a in NEWS]


def test_a_worker_with_another_version_is_refused(monkeypatch, build):
    monkeypatch.setattr(scale, "version", lambda: "0.0.1 (00000000)")
    with pytest.raises(KgError, match=r"it has Alaqat .*, and here is 0\.0\.1 \(00000000\)\. Install the same"):
        build(NEWS)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--dask", "tcp://127.0.0.1:1"), "--dask tcp://127.0.0.1:1: no Dask scheduler answers there."),
        (("--dask", "tls://127.0.0.1:1"), "--dask tls://127.0.0.1:1: Dask has no keys here."),
        (("--dask", "محلي"), "--dask محلي: no Dask scheduler answers there."),
        (("--dask", "tcp://127.0.0.1:1", "--workers", "2"), "--workers 2: for this machine."),
    ],
)
def test_what_is_no_cluster_is_told_in_a_line(monkeypatch, capsys, options, words):
    monkeypatch.setattr(scale, "CONNECT", 0.5)
    assert told(monkeypatch, capsys, *options).startswith(words)


def test_workers_of_this_machine_listen_to_nobody_else(monkeypatch, client):
    monkeypatch.setattr(scale, "CONNECT", 0.5)
    with pytest.raises(InputError, match="no Dask scheduler answers"), scale.cluster(client.scheduler.address.replace("tls:", "tcp:")):
        pass


def test_a_missing_package_is_told_in_a_line(monkeypatch, capsys):
    monkeypatch.delitem(sys.modules, "kg.scale")
    monkeypatch.delattr(kg, "scale")
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "pip install 'alaqat[dask]'" in told(monkeypatch, capsys, "--workers", "2")


def test_a_scheduler_without_workers_is_told(monkeypatch):
    monkeypatch.setattr(scale, "CONNECT", 0.5)
    with (
        LocalCluster(n_workers=0, host="127.0.0.1", protocol="tcp", dashboard_address="127.0.0.1:0") as idle,
        pytest.raises(InputError, match="the scheduler has no workers"),
        scale.cluster(idle.scheduler_address),
    ):
        pass


def told(monkeypatch, capsys, *options):
    """What `kg build` complains with these options, and nothing else."""
    monkeypatch.setattr(sys, "argv", ["kg", "build", "nothing.txt", *options])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    return capsys.readouterr().err.strip()
