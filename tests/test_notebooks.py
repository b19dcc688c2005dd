"""The notebooks are clean; that they run is what nbmake tests."""

import json
import re
from pathlib import Path

import pytest

import kg
from kg.train.score import Figures

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path, kind):
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def test_there_are_three():
    assert [path.stem for path in NOTEBOOKS] == ["1-from-articles-to-a-graph", "2-asking-questions", "3-comparing-outlets"]


@each
def test_outputs_are_cleared(path):
    assert cells(path, "code")
    for cell in cells(path, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        assert cell["metadata"] == {}


@each
def test_each_begins_with_a_title_and_has_arabic(path):
    assert cells(path, "markdown")[0]["source"][0].startswith("# ")
    assert re.search(r"[\u0621-\u064a]{3}", path.read_text(encoding="utf-8"))


@each
def test_only_public_names_are_used(path):
    code = "".join(line for cell in cells(path, "code") for line in cell["source"])
    used = set(re.findall(r"\bkg\.([A-Za-z_]+)", code)) - {"resources"}  # where the samples are
    assert used
    assert used <= set(kg.__all__)


@each
def test_nothing_is_written_but_in_a_temporary_folder(path):
    code = "".join(line for cell in cells(path, "code") for line in cell["source"])
    assert "workplace = Path(temporary.name)" in code
    assert code.rstrip().endswith("temporary.cleanup()")
    assert not re.search(r"\bopen\(|\bto_(csv|json|excel)\(", code)


def test_the_table_of_confidence_is_numbers_alone():
    rows = [line.split(",") for line in (FOLDER / "confidence.csv").read_text(encoding="utf-8").splitlines()]
    assert rows[0] == ["confidence", "right"]
    assert {right for _, right in rows[1:]} == {"0", "1"}
    sure = [(float(confidence), right == "1") for confidence, right in rows[1:] if confidence]
    assert all(0 <= confidence <= 1 for confidence, _ in sure)
    assert Figures(sure=sure).calibration() < 0.05
