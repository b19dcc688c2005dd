"""From bytes to text, without guessing at random: each encoding is recognised by what only it can be."""

import codecs
import re
from itertools import groupby

from kg.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
}
_CONTROL = bytes(set(range(32)) - {7, 9, 10, 11, 12, 13, 27}) + b"\x7f"
_META = re.compile(rb"<(?:meta\b[^>]*?\bcharset\s*=|\?xml\b[^>]*?\bencoding\s*=)\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# As browsers read them (WHATWG Encoding Standard, "Names and labels").
_WEB = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}
_ARABIC = re.compile("[\u0621-\u064a]")
_FREQUENT = re.compile("[\u0627\u0644\u064a\u0645\u0646]")  # ا ل ي م ن: about 45 of 100 letters of Arabic news


def decode(data: bytes, *, html: bool = False, charset: str = "") -> str:
    """The text of ``data``; as ``charset`` tells if it can be so, else, of HTML, as its ``<meta charset>`` does. ``InputError`` when it is no text, or in no encoding that is known.

    >>> decode("مصر والعراق".encode("cp1256")), decode("“café”".encode("cp1252")), decode("مصر".encode("utf-16"))
    ('مصر والعراق', '“café”', 'مصر')
    """
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"this is {what}, not text. Save its text as a .txt file in UTF-8.")
    wide = next((name for bom, name in _BOMS if data.startswith(bom)), "") or _wide(data)
    if wide:
        return _strict(data, wide)
    head = data[: 1 << 16]
    if len(head) - len(head.translate(None, _CONTROL)) > len(head) / 50:
        raise InputError("this is not text. Give a text, HTML or JSON file.")
    for declared in (_codec(charset), _declared(data) if html else ""):
        if declared and (text := _try(data, declared)) is not None:
            return text
    try:
        return data.decode()
    except UnicodeDecodeError as e:
        text = _one_byte(data)
        if text is None:
            number = data.count(b"\n", 0, e.start) + 1
            place = f"line {number}: " if b"\n" in data.strip() else ""
            raise InputError(
                f"{place}byte {e.start} is not UTF-8, and the text is not Windows-1256 or Windows-1252. Save the file in UTF-8."
            ) from e
        return text


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as e:
        raise InputError(
            f"byte {e.start} is not {encoding.upper()}, which the file begins as. Save the file in UTF-8."
        ) from e


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of Latin is 0, of Arabic 6, with blanks between words."""
    head = data[: 1 << 12]
    pairs = len(head) // 2
    if pairs < 2 or b"\0" not in head or len(data) % 2:
        return ""
    for name, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if (high.count(0) + high.count(6)) / pairs > 0.9 and high.count(0) >= pairs / 20:
            return name
    return ""


def _declared(data: bytes) -> str:
    """The Python codec for the character set that an HTML page names."""
    found = _META.search(data[:4096])
    return _codec(found[1].decode("ascii", "replace")) if found else ""


def _codec(charset: str) -> str:
    """The Python codec of a character set, as browsers understand its name; empty when there is none."""
    try:
        name = codecs.lookup(charset).name
        "".encode(name)  # refuses codecs that are not of text
    except (LookupError, ValueError):
        return ""
    return _WEB.get(name, name)


def _one_byte(data: bytes) -> str | None:
    """Arabic in one byte a letter (Windows-1256, or ISO-8859-6), else Windows-1252; None when it looks like neither.

    Arabic words are runs of high bytes that decode to Arabic letters, many of them the frequent ones; English has single accented
    letters and quotation marks. Cyrillic or Greek bytes decode to accented letters in Windows-1256 and are refused.
    """
    runs = [len(list(run)) for high, run in groupby(data, lambda b: b >= 0xC0) if high]
    total = sum(runs)
    if total and sum(n for n in runs if n > 1) > total / 2:
        for name in ("cp1256", "iso8859-6"):
            text = _try(data, name)
            letters = [c for c in text or "" if c.isalpha() and ord(c) > 0x7F]
            arabic = "".join(c for c in letters if _ARABIC.match(c))
            if letters and len(arabic) > 0.97 * len(letters) and len(_FREQUENT.findall(arabic)) > 0.25 * len(arabic):
                return text
        return None
    return _try(data, "cp1252")
