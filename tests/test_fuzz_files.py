"""RDF, the ledger and authority files: whatever is in them, an error is one that somebody can mend."""

import contextlib

import pytest
from hypothesis import given
from spoiled import fuzz, spoiled

from kg.errors import KgError
from kg.link.authority import load as names
from kg.render.turtle import nquads, turtle
from kg.store import Store, ledger
from kg.store.files import graphs, load

LEDGER = "entity\tname\tis\ttype\tar\ten\twikidata\tarticle\twords\nkge:China\tChina · الصين\tkge:Russia\tState\tروسيا\tRussia\tQ159\tar-1\tبكين\n"
NAMES = "entity\tname\tlang\tkind\tsince\tuntil\tsource\nState/Egypt\tالقاهرة\tar\tmetonym\t\t\tcapital\nPerson/X_Y\tالرئيس\tar\toffice\t2009-01-20\t2017-01-20\tQ76\n"


@pytest.fixture(scope="module")
def written(example):
    with Store.read_only(example) as store:
        return {".nq": nquads(store), ".ttl": turtle(store)}


@pytest.mark.parametrize("ending", [".nq", ".ttl"])
def test_rdf(tmp_path, written, ending):
    path = tmp_path / f"a{ending}"

    @fuzz
    @given(spoiled(written[ending]))
    def tried(data):
        path.write_bytes(data)
        with contextlib.suppress(KgError):
            graphs(load(path), path)

    tried()


def test_ledger(tmp_path):
    @fuzz
    @given(spoiled(LEDGER.encode()))
    def tried(data):
        (tmp_path / ledger.FILE).write_bytes(data)
        with contextlib.suppress(KgError):
            ledger.read(tmp_path)

    tried()


def test_authority(tmp_path):
    path = tmp_path / "mine.tsv"

    @fuzz
    @given(spoiled(NAMES.encode()))
    def tried(data):
        path.write_bytes(data)
        with contextlib.suppress(KgError):
            names([path])

    tried()
