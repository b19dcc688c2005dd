"""Addresses on the web: which may be visited, and how they are shown."""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit, urlunsplit

from kg.errors import InputError

_SECRET = re.compile(
    r"(?P<name>[^&;=]*(?:token|secret|passw|pwd|api[_-]?key|access[_-]?key|auth|signature|credential|session)[^&;=]*|key|sig|code|jwt|sid)=[^&;]+", re.IGNORECASE
)
_EMBEDDED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))  # NAT64: the last four bytes are an IPv4 address
# public by number, but clouds' own: they tell a machine's secrets to whoever asks from there
_SERVICES = (IPv4Network("168.63.129.16"), IPv4Network("192.0.0.0/24"))


def masked(address: str) -> str:
    """The address as it may be shown and kept: without user, password, and what looks like a secret in the query.

    >>> masked("https://me:pw@news.example/feed?lang=ar&token=abc#x")
    'https://news.example/feed?lang=ar&token=***#x'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address.partition("?")[0].rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=_hidden(parts.query), fragment=_hidden(parts.fragment)))


def _hidden(query: str) -> str:
    return _SECRET.sub(r"\g<name>=***", query)


def parted(address: str) -> SplitResult:
    """The parts of an address; ``InputError`` when it is none that can be visited."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as e:
        raise InputError(f"this is no address ({e}). Check it.") from e
    if parts.scheme not in {"http", "https"} or not host or re.search(r"[\s\x00-\x20\\\x7f]", address):
        raise InputError("this is no address that begins with http:// or https:// and names a host. Check it.")
    return parts


def public(number: str) -> bool:
    """Whether an IP address is one of the open internet: not private, loopback, link-local, of a cloud's own services, or a disguise of such.

    >>> public("93.184.216.34"), public("127.0.0.1"), public("::ffff:10.0.0.1"), public("169.254.169.254"), public("64:ff9b::7f00:1")
    (True, False, False, False, False)
    """
    ip = ip_address(number.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner: list[IPv4Address | None] = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if any(ip in net for net in _EMBEDDED) or int(ip) >> 32 == 0:
            inner.append(IPv4Address(int(ip) & 0xFFFFFFFF))
        if any(i is not None and not public(str(i)) for i in inner):
            return False
        if ip.ipv4_mapped or any(ip in net for net in _EMBEDDED):
            return True
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not any(ip in net for net in _SERVICES)
