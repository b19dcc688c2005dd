"""What a worker sends back."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer: status, media type, content, and what else its header tells."""

    status: int
    media: str
    body: bytes
    header: Mapping[str, str] = field(default_factory=dict)


def told(status: int, text: str) -> Reply:
    """A plain text for people, which says what is wrong."""
    return Reply(status, "text/plain", f"{text}\n".encode(errors="backslashreplace"))
