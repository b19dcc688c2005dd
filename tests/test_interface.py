"""What `import kg` gives."""

import subprocess
import sys
from inspect import getdoc
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parent.parent


def loaded(code):
    """The modules that a new Python has loaded after some code."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}\nprint(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_public_names():
    assert kg.__all__ == sorted(kg.__all__)
    assert set(kg.__all__) == {
        *("read_articles", "build_graph", "Graph", "Page"),
        *("Article", "Assertion", "Entity", "Evidence", "Span", "Time"),
        *("KgError", "InputError", "QueryError", "ResourceError"),
    }


@pytest.mark.parametrize("name", kg.__all__)
def test_each_is_there_and_told_of(name):
    assert getdoc(getattr(kg, name))
    assert name in dir(kg)


def test_what_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'kg' has no attribute 'graphs'"):
        kg.graphs  # noqa: B018


def test_importing_is_light():
    light = loaded("import kg, kg.cli; dir(kg)")
    assert not light & {"torch", "pandas", "camel_tools", "rdflib", "networkx", "pyoxigraph"}


def test_opening_a_graph_needs_no_reader():
    opened = loaded("import kg; kg.Graph")
    assert "pandas" in opened
    assert not opened & {"torch", "camel_tools"}


@pytest.mark.parametrize(
    ("args", "unused"),
    [
        (["query", "actors"], {"igraph", "networkx", "camel_tools"}),
        (["brief", "China", "روسيا"], {"igraph", "matplotlib", "camel_tools.utils.charsets"}),
        (["view", "--out", "view.html"], {"matplotlib", "camel_tools.utils.charsets"}),
    ],
)
def test_a_command_loads_what_it_uses(example, tmp_path, monkeypatch, args, unused):
    monkeypatch.chdir(tmp_path)
    used = loaded(f"from kg.cli import app; app({[*args, '--graph', str(example)]!r}, standalone_mode=False)")
    assert "pyoxigraph" in used
    assert not used & {"torch", "pandas", "rdflib", "scipy", *unused}


def test_type_checkers_know_that_it_is_typed():
    assert (Path(kg.__file__).parent / "py.typed").exists()
