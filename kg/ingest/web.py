"""Pages from the web, politely and with care: one request at a time, as robots.txt allows, from public addresses only."""

import contextlib
import gzip
import json
import os
import socket
import threading
import time
from dataclasses import dataclass, field
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from urllib.parse import SplitResult, unquote, urljoin

from protego import Protego
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import make_headers

from kg import __version__
from kg.errors import InputError
from kg.ingest.addresses import masked, parted, public

AGENT = f"alaqat/{__version__} (reads news into knowledge graphs; obeys robots.txt)"
MOST = 32 << 20  # bytes of a page, unpacked
MOST_RULES = 512 << 10  # bytes of robots.txt (RFC 9309, 2.5)
REDIRECTS = 5
SILENCE, WHOLE = 20.0, 90.0  # seconds: without a byte, and for one answer
LONGEST_WAIT = 60.0  # seconds between two requests, whatever a server wishes
_MOVED = {301, 302, 303, 307, 308}
_LATER = {429, 503}
_ACCEPT = "text/html, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: ``url`` is where it was in the end, without secrets; ``charset`` and ``file`` tell of its form."""

    url: str
    data: bytes
    charset: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    reason: str
    data: bytes
    headers: dict[str, str]  # names in lower case

    def moved(self, address: str) -> str:
        """Where the page is instead; empty when it is here."""
        target = self.headers.get("location", "") if self.status in _MOVED else ""
        try:
            return urljoin(address, target) if target else ""
        except ValueError as e:
            raise InputError("it is redirected to what is no address. Check the address.") from e


@dataclass(frozen=True, slots=True)
class _Kept:
    """An earlier answer, and what it is known by."""

    page: Page
    etag: str
    modified: str
    version: str


@dataclass
class Web:
    """Fetches pages. ``cache`` is a folder where answers are kept, so that what has not changed is not sent again; None keeps nothing.

    ``delay`` is the time in seconds between two requests to one host, unless its robots.txt asks for more. Addresses of this machine and of
    private networks are refused unless ``allow_private``, whatever name or redirect leads there.
    """

    cache: Path | None = None
    allow_private: bool = False
    delay: float = 1.0
    _rules: dict[str, Protego | None] = field(default_factory=dict)
    _delays: dict[str, float] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)  # host: when it may be asked again

    def get(self, address: str, version: str = "") -> Page:
        """What is at an address. ``InputError``, without the address, when it can't or may not be had.

        ``version`` is what a list says of its last change: an answer kept with the same one is taken without asking.
        """
        kept = self._kept(address)
        if kept and version and kept.version == version:
            return kept.page
        asked = {"If-None-Match": kept.etag, "If-Modified-Since": kept.modified} if kept else {}
        at = address
        for _ in range(REDIRECTS + 1):
            parts = parted(at)
            if not self._allowed(parts, at):
                raise InputError("its robots.txt asks programs not to read it. Save the page by hand, or leave it out.")
            answer = self._asked(parts, {k: v for k, v in asked.items() if v})
            if answer.status == 304 and kept:
                self._keep(address, _Kept(kept.page, kept.etag, kept.modified, version))
                return kept.page
            if elsewhere := answer.moved(at):
                at = elsewhere
                continue
            if answer.status != 200:
                reason = f"{answer.status} {answer.reason}".rstrip()
                raise InputError(f"the server answered {reason}. Check the address, or try again later.")
            told = answer.headers.get("content-type", "").lower().partition("charset=")[2]
            page = Page(masked(at), answer.data, told.partition(";")[0].strip(" \"'"), unquote(parts.path).rpartition("/")[2])
            if "no-store" not in answer.headers.get("cache-control", "").lower():
                self._keep(address, _Kept(page, answer.headers.get("etag", ""), answer.headers.get("last-modified", ""), version))
            return page
        raise InputError(f"it is redirected more than {REDIRECTS} times. Check the address.")

    def _allowed(self, parts: SplitResult, address: str) -> bool:
        """Whether the host's robots.txt lets us. None there allows all; one that can't be had because of the server forbids all (RFC 9309)."""
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            rules = self._rules[site] = self._robots(site)
            wish = float(rules.crawl_delay(AGENT) or 0) if rules else 0.0
            self._delays[parts.netloc] = max(self.delay, min(wish, LONGEST_WAIT))
        found = self._rules[site]
        return found is not None and found.can_fetch(address, AGENT)

    def _robots(self, site: str) -> Protego | None:
        at = f"{site}/robots.txt"
        for _ in range(REDIRECTS + 1):
            answer = self._asked(parted(at), {}, cut=MOST_RULES)
            if elsewhere := answer.moved(at):
                at = elsewhere
                continue
            if answer.status >= 500 or answer.status == 429:
                return None
            break
        text = answer.data.decode("utf-8", "replace") if answer.status == 200 else ""
        try:
            return Protego.parse(text)
        except Exception:  # noqa: BLE001  # rules that can't be read allow nothing
            return None

    def _asked(self, parts: SplitResult, headers: dict[str, str], *, cut: int = 0) -> _Answer:
        """What the server answers, asked once more when it says "later" and when; waits until the host may be asked."""
        host = parts.netloc
        for last in (False, True):
            time.sleep(max(0.0, self._next.get(host, 0.0) - time.monotonic()))
            try:
                answer = self._answer(parts, headers, cut)
            finally:
                self._next[host] = time.monotonic() + self._delays.get(host, self.delay)
            wait = answer.headers.get("retry-after", "")
            if answer.status not in _LATER or last or not (wait.isascii() and wait.isdigit()) or int(wait[:9]) > LONGEST_WAIT:
                break
            self._next[host] = time.monotonic() + int(wait)
        return answer

    def _answer(self, parts: SplitResult, headers: dict[str, str], cut: int) -> _Answer:
        """One request to one of the host's addresses, which have been looked at: what is asked for by number can't become another by name."""
        try:
            host = (parts.hostname or "").encode("idna").decode("ascii") if not (parts.hostname or "").isascii() else parts.hostname or ""
            port = parts.port or (443 if parts.scheme == "https" else 80)
            numbers = dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as e:
            raise InputError("there is no host of this name, or no network. Check the address.") from e
        if not self.allow_private and not all(map(public, numbers)):
            raise InputError("it leads to this machine or a private network. Give --allow-private if that is meant.")
        sent = {
            "Host": parts.netloc.rpartition("@")[2] if host == parts.hostname else host if parts.port is None else f"{host}:{port}",
            "User-Agent": AGENT,
            "Accept": _ACCEPT,
            **make_headers(accept_encoding="gzip,deflate"),
            **headers,
        }
        if parts.username:
            sent |= make_headers(basic_auth=f"{unquote(parts.username)}:{unquote(parts.password or '')}")
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        wrong: Exception | None = None
        for number in numbers:
            # an IP address in brackets would be looked up as it is
            connection = HTTPSConnection(number, port, timeout=SILENCE, cert_reqs="CERT_REQUIRED", server_hostname=host, assert_hostname=host) if parts.scheme == "https" else HTTPConnection(number, port, timeout=SILENCE)
            try:
                connection.connect()
            except (OSError, HTTPError) as e:
                wrong = e
                connection.close()
                continue
            return _read(connection, target, sent, cut)
        raise InputError(f"the server can't be reached ({_why(wrong)}). Check the address, or try again later.") from wrong

    def _file(self, address: str) -> Path | None:
        return self.cache / f"{sha256(address.encode('utf-8', 'replace')).hexdigest()[:32]}.gz" if self.cache else None

    def _kept(self, address: str) -> _Kept | None:
        """The earlier answer; None when there is none that can be read."""
        path = self._file(address)
        if path is None:
            return None
        try:
            with gzip.open(path) as file:
                told = json.loads(file.readline(1 << 16))
                page = Page(told["url"], file.read(MOST + 1), told["charset"], told["file"])
                return _Kept(page, told["etag"], told["modified"], told["version"])
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            return None

    def _keep(self, address: str, kept: _Kept) -> None:
        """Keep an answer that can be known again, whole or not at all; where it can't be kept it is asked for again."""
        path = self._file(address)
        if path is None or not (kept.etag or kept.modified or kept.version):
            return
        told = {"url": kept.page.url, "charset": kept.page.charset, "file": kept.page.file, "etag": kept.etag, "modified": kept.modified, "version": kept.version}
        part = path.with_suffix(f".{os.getpid()}.part")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(gzip.compress(json.dumps(told).encode() + b"\n" + kept.page.data, mtime=0))
            part.replace(path)


def _read(connection: HTTPConnection, target: str, headers: dict[str, str], cut: int) -> _Answer:
    """The answer on a connection, which is closed; at most ``cut`` bytes of it, else an ``InputError`` when it is longer than ``MOST``."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        with contextlib.suppress(OSError, AttributeError):
            connection.sock.shutdown(socket.SHUT_RDWR)  # wakes whoever waits for its bytes

    clock = threading.Timer(WHOLE, stop)
    clock.daemon = True
    clock.start()
    try:
        connection.request("GET", target, headers=headers, preload_content=False, decode_content=True)
        response = connection.getresponse()
        told = {name.lower(): value for name, value in response.headers.items()}
        most, data = cut or MOST, bytearray()
        if response.status == 200:
            while len(data) <= most and (piece := response.read(1 << 16)):
                data += piece
        if late.is_set():
            raise InputError(f"it took longer than {WHOLE:.0f} seconds. Try again later, or download it and give the file.")
        if len(data) > most and not cut:
            raise InputError(f"it is longer than {MOST >> 20} MB. Download it, and give the file.")
        return _Answer(response.status, response.reason or "", bytes(data[:most]), told)
    except (HTTPError, HTTPException, OSError, ValueError) as e:
        if late.is_set():
            raise InputError(f"it took longer than {WHOLE:.0f} seconds. Try again later, or download it and give the file.") from e
        raise InputError(f"the server's answer can't be read ({_why(e)}). Try again later.") from e
    finally:
        clock.cancel()
        connection.close()


def _why(error: Exception | None) -> str:
    """What went wrong, in a few words without address or host."""
    inner = error.__context__ if isinstance(error, HTTPError) and isinstance(error.__context__, OSError) else error
    if isinstance(inner, TimeoutError):
        return "no answer in time"
    return (getattr(inner, "verify_message", "") or getattr(inner, "strerror", "") or type(error).__name__) if inner else "no address"
