"""Killed at any moment, a command loses nothing: the same command again gives the bytes of an undisturbed run.

``KG_KILLS=100 pytest tests/test_crash.py`` kills each command so many times.
"""

import json
import multiprocessing
import os
import random
import shutil
import sys
import time
from pathlib import Path

import commands
import pytest

from kg.errors import KgError
from kg.render.turtle import nquads
from kg.store import Store

KILLS = int(os.environ.get("KG_KILLS", "3"))
HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork")
NAMES = ("China", "Russia", "Iran", "Egypt", "Qatar")
DOES = ("supports", "criticizes", "visits")


def news():
    """Forty articles, Arabic among them, and copies."""
    chance = random.Random(7)
    for number in range(40):
        outlet = "صحيفة المثال" if number % 4 == 0 else f"Paper {number % 5}"
        who, whom = chance.sample(NAMES, 2)
        text = f"{who} {chance.choice(DOES)} {whom}. " + " ".join(f"Word {chance.randrange(50)} of report {number // 2}." for _ in range(9))
        yield {"id": f"news-{number}", "outlet": outlet, "date": f"2024-03-{1 + number % 28:02}", "text": text if number % 4 else f"الصين تساند روسيا. {text}"}


@pytest.fixture(scope="module")
def processes():
    """Processes that begin with all modules loaded and no store open."""
    here = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE), str(HERE.parent), here])
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["commands"])
    yield context
    os.environ["PYTHONPATH"] = here


@pytest.fixture(scope="module")
def room(tmp_path_factory, processes):
    """What each command is given, the folder that it starts from, and what it ends with: (given, start, end, seconds)."""
    room = tmp_path_factory.mktemp("killed")
    given = room / "news.jsonl"
    given.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in news()), encoding="utf-8")
    (room / "empty").mkdir()
    made = {}
    for command, start in ((commands.build, "empty"), (commands.retract, "build"), (commands.merge, "empty"), (commands.same, "build")):
        target = room / command.__name__
        shutil.copytree(room / start, target)
        begun = time.monotonic()
        assert run(processes, command, target, given).exitcode == 0
        made[command.__name__] = given, room / start, ended(target), time.monotonic() - begun
        if command is commands.build:
            with Store.read_only(target) as store:
                (room / "news.nq").write_bytes(nquads(store))
        if command is commands.retract:
            given = room / "news.nq"
    return made


def run(processes, command, folder, given, limit=None, seconds=None):
    process = processes.Process(target=commands.run, args=(command, str(folder), str(given), str(folder) + ".told", limit))
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    return process


def ended(folder):
    """All that a graph is, and that nothing else lies about."""
    beside = sorted(p.name for p in folder.iterdir())
    assert [name for name in beside if name != "ledger.tsv"] == ["graph.html", "graph.ttl", "store"]
    with Store.read_only(folder) as store:
        return nquads(store), *((folder / name).read_bytes() for name in beside if name != "store")


@pytest.mark.parametrize("number", range(KILLS))
@pytest.mark.parametrize("command", [commands.build, commands.retract, commands.merge, commands.same])
def test_killed_and_run_again(processes, room, tmp_path, command, number):
    given, start, end, seconds = room[command.__name__]
    folder = tmp_path / "graph"
    shutil.copytree(start, folder)
    run(processes, command, folder, given, seconds=random.Random(number).uniform(0.02, seconds))
    assert run(processes, command, folder, given).exitcode == 0
    assert ended(folder) == end
    told = Path(f"{folder}.told")
    if told.exists():  # it was done when it was killed
        words = {commands.retract: "no such article", commands.same: "one entity already"}
        assert words[command] in told.read_text(encoding="utf-8")


@pytest.mark.parametrize("limit", [2_000, 60_000, 250_000])
@pytest.mark.parametrize("command", [commands.build, commands.retract, commands.merge])
def test_a_full_disk_is_told_and_nothing_is_lost(processes, room, tmp_path, command, limit):
    given, start, end, _ = room[command.__name__]
    folder, told = tmp_path / "graph", tmp_path / "graph.told"
    shutil.copytree(start, folder)
    assert run(processes, command, folder, given, limit).exitcode == 0
    assert "File too large" in told.read_text(encoding="utf-8")
    told.unlink()
    assert run(processes, command, folder, given).exitcode == 0
    assert ended(folder) == end
    assert not told.exists()


def test_a_second_writer_is_told_and_disturbs_nothing(processes, room, tmp_path):
    given, start, end, _ = room["build"]
    folder = tmp_path / "graph"
    shutil.copytree(start, folder)
    with Store(folder):
        run(processes, commands.build, folder, given)
    assert "another process writes" in Path(f"{folder}.told").read_text(encoding="utf-8")
    run(processes, commands.build, folder, given)
    assert ended(folder) == end


def test_a_folder_that_can_not_be_written_is_told():
    with pytest.raises(KgError, match="no graph can be written there"):
        Store("/proc/graph")
