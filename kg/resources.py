"""Where Alaqat's data files are: inside the installed package, or beside ``kg/`` in a checkout."""

from pathlib import Path

HERE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder of data files called ``name`` (``"ontology"``, ``"seeds"``)."""
    packed = HERE / "data" / name
    return packed if packed.is_dir() else HERE.parent / name
