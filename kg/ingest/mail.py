"""Mail: a message (.eml), or a box of them (mbox), as lists and newsletters are kept."""

import email
from collections.abc import Callable, Iterable, Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32  # the newer one takes minutes for some spoiled headers

from kg.errors import InputError
from kg.ingest.decode import decode
from kg.ingest.draft import Draft
from kg.ingest.packed import MOST
from kg.ingest.page import unmarked


def box(where: str, lines: Iterable[bytes], problem: Callable[[str], None]) -> Iterator[Draft]:
    """The messages of an mbox file, each as an article. A message begins with a line ``From `` after an empty one."""
    number = 0
    for number, message in enumerate(_messages(lines), 1):
        at = f"{where}: message {number}"
        if len(message) > MOST:
            problem(f"{at}: it is longer than {MOST >> 20} MB. It was left out.")
            continue
        try:
            yield parse(at, message)
        except InputError as e:
            problem(f"{at}: {e}")
    if not number:
        raise InputError("there is no message in it. Put one into it, or leave it out.")


def parse(where: str, data: bytes) -> Draft:
    """The article that a message is: subject and date, and its text, else its page."""
    try:
        message = email.message_from_bytes(data, policy=compat32)
        body = _body(message)
        text, html = (_content(body), body.get_content_type() == "text/html") if body else ("", False)
        subject, date, sender = (_header(message, name) for name in ("Subject", "Date", "From"))
        url = _header(message, "Archived-At").strip("<>")
    except InputError:
        raise
    except Exception as e:  # the standard library's reader of mail has no errors of its own
        raise InputError(f"this message can't be read ({type(e).__name__}). Save its text as a .txt file.") from e
    return Draft(
        where,
        text=unmarked(text) if html else text,
        title=subject,
        date=date,
        url=url if url.startswith(("http://", "https://")) else "",
        author=sender.partition("<")[0].strip(' "') or sender.strip("<>"),
    )


def _body(message: Message) -> Message | None:
    """The part that is the text, else the page, of a message."""
    parts = [part for part in message.walk() if part.get_content_disposition() != "attachment"]
    kinds = ("text/plain", "text/html")
    return next((part for kind in kinds for part in parts if part.get_content_type() == kind), None)


def _content(body: Message) -> str:
    """The text of a part, whatever encoding it names."""
    data = body.get_payload(decode=True)
    return decode(data, charset=body.get_content_charset() or "") if isinstance(data, bytes) else ""


def _header(message: Message, name: str) -> str:
    """A header as text; empty when there is none, or none that can be read."""
    try:
        return " ".join(str(make_header(decode_header(message.get(name, "")))).split())
    except Exception:  # noqa: BLE001  # as above
        return ""


def _messages(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The messages; of one that is too long no more than what shows that it is."""
    held: list[bytes] = []
    size, empty, begun = 0, True, False
    for line in lines:
        if empty and line.startswith(b"From "):
            if begun:
                yield b"".join(held)
            held, size, empty, begun = [], 0, False, True
            continue
        begun = True
        empty = not line.strip()
        if size <= MOST:
            held.append(line[1:] if line.startswith(b">From ") else line)
            size += len(line)
    if begun:
        yield b"".join(held)
