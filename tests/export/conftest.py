import pytest
from trap import readings

from kg.store import Store


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    with Store(tmp_path_factory.mktemp("exported")) as store:
        store.add_all(readings(), "reader 1")
        yield store
