"""The command `kg`: each command parses, calls one function, prints."""

import sys
from typing import Annotated

import typer

from kg import __version__
from kg.cli.common import app, err, out
from kg.errors import KgError

# in the order of the help
from kg.cli import making, asking, showing, correcting, teaching  # isort: skip # noqa: F401


def _version(value: bool) -> None:
    if value:
        out.print(f"alaqat {__version__}")
        raise typer.Exit


@app.callback()
def main_options(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False) -> None:
    pass


def main() -> None:
    """Run the command line; what somebody must mend is told in one line, without a trace."""
    try:
        app()
    except KgError as e:
        err.print(str(e), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    except OSError as e:  # a full disk, a folder without rights: wherever a command writes
        where = f"{e.filename}: " if e.filename else ""
        err.print(f"{where}{e.strerror or e}. What was finished is safe: mend that, and run the command again.", style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
