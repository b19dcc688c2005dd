"""A served graph: the news days of ``stories``, and what ``served`` adds."""

import pytest
from served import hostile, many
from starlette.testclient import TestClient
from stories import small

from kg.serve.app import application
from kg.serve.limits import Limits
from kg.store import Store

LIMITS = Limits(seconds=1.5, rows=500, size=200_000, workers=2)


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("served") / "graph"
    with Store(path) as store:
        for assertions, articles in (small(), hostile(), many(120)):
            store.add_all(((a, [x for x in assertions if x.evidence.article == a.id]) for a in articles.values()), "reader 1", 500)
    return path


@pytest.fixture(scope="session")
def client(folder):
    with TestClient(application(folder, LIMITS)) as client:
        yield client
