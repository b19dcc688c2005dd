"""Work in a process of its own: it is ended when it takes too long, and its memory is its own."""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain, repeat
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

from kg.bench.memory import peak

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
Work = Callable[[], Iterable[float]]


def apart(work: Work, *limits: float) -> tuple[list[float], int]:
    """What work gives in a new process, and the most bytes of memory that it had by then.

    The first number may take as many seconds as the first limit says, and so on; the last limit holds for all others, and 0 is none. What was
    given before one took longer, or the process died, is given. The work must be a function of a module, or a ``partial`` of one.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(work, theirs), daemon=True)
    process.start()
    theirs.close()
    given, memory = list[float](), 0
    try:
        ours.recv()  # it begins: what it takes to get there is nobody's
        for limit in chain(limits, repeat(limits[-1] if limits else 0)):
            if not ours.poll(limit or None):
                break
            one, memory = ours.recv()
            given.append(one)
    except EOFError:
        pass
    finally:
        process.kill()
        process.join()
    return given, memory


def answered(work: Callable[[Sequence[T]], Iterable[float]], questions: Sequence[T], limit: float) -> tuple[list[float], int]:
    """The seconds that loading takes, and each question after it, NaN where it is more than the limit: then a new process goes on with the next.

    ``work`` gives these seconds for the questions that it is given. Also the most bytes of memory.
    """
    found, memory = apart(partial(work, questions), 0, limit)
    if not found:
        return [math.nan] * (len(questions) + 1), memory
    while len(found) <= len(questions):
        found.append(math.nan)
        if rest := questions[len(found) - 1 :]:
            found += apart(partial(work, rest), 0, limit)[0][1:]
    return found, memory


def _send(work: Work, to: "Connection") -> None:
    to.send(None)
    for one in work():
        to.send((one, peak()))
