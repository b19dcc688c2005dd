"""A small good file of each format, in bytes."""

import bz2
import gzip
import io
import json
import lzma
import zipfile
from datetime import date

import pyarrow as pa
from pyarrow import parquet
from site_of import ARABIC, ENGLISH, page

WORDS = "\n".join(ENGLISH)
LINES = "".join(json.dumps({"id": str(i), "text": text, "date": "2024-04-09"}, ensure_ascii=False) + "\n" for i, text in enumerate(("He left.", "وصل الوزير إلى عمان."))).encode()


def warc(*pages, status=200, kind="text/html; charset=utf-8"):
    found = b""
    for i, html in enumerate(pages):
        body = html.encode() if isinstance(html, str) else html
        http = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/2024/04/09/{i}\r\nWARC-Record-ID: <urn:uuid:{i}>\r\n"
        found += f"{head}Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"
    return found


def zipped(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def zstd(data):
    held = pa.BufferOutputStream()
    with pa.CompressedOutputStream(held, "zstd") as out:
        out.write(data)
    return held.getvalue().to_pybytes()


def table(**columns):
    held = io.BytesIO()
    parquet.write_table(pa.table(columns), held)
    return held.getvalue()


def pdf(text):
    """One page of Latin text."""
    lines = "".join(f"({line}) Tj 0 -14 Td " for line in text.split("\n"))
    stream = f"BT /F1 12 Tf 40 700 Td {lines}ET".encode()
    bodies = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 800]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Title(A visit)>>",
    )
    data, places = b"%PDF-1.4\n", []
    for i, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (i, body)
    table = b"".join(b"%010d 00000 n \n" % p for p in places)
    return data + b"xref\n0 7\n0000000000 65535 f \n%strailer\n<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % (table, len(data))


RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>صحيفة النيل</title><link>https://news.example/</link><language>ar-eg</language>
<item><title>زيارة</title><link>https://news.example/1</link><pubDate>Tue, 09 Apr 2024 10:00:00 +0200</pubDate><dc:creator>سلمى</dc:creator>
<content:encoded><![CDATA[{"".join(f"<p>{p}</p>" for p in ARABIC)}<script>x()</script>]]></content:encoded></item>
<item><title>خبر</title><link>https://news.example/2</link><description>وصل الوزير &lt;b&gt;إلى&lt;/b&gt; عمان.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Nile Post</title><entry><title>A visit</title><id>x</id>
<link href="https://news.example/1"/><updated>2024-04-09T10:00:00Z</updated><content type="html">He &lt;i&gt;left&lt;/i&gt; Cairo.</content></entry></feed>"""
MAIL = "From: Nile Post <news@news.example>\nSubject: =?utf-8?b?2LLZitin2LHYqQ==?=\nDate: Tue, 09 Apr 2024 10:00:00 +0200\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nوصل الوزير إلى عمان.\n"
BOX = f"From a@b Tue Apr 09 10:00:00 2024\n{MAIL}\n>From Cairo he went on.\n\nFrom a@b Tue Apr 09 11:00:00 2024\n{MAIL.replace('الوزير', 'السفير')}"
CSV = 'المعرف,العنوان,التاريخ,النص\n1,زيارة,2024-04-09,"وصل الوزير، ""أمس"",\nإلى عمان."\n2,,,He left.\n'

GOOD = {
    "a.txt": f"Title: A visit\nDate: 9 April 2024\n\n{WORDS}".encode(),
    "a.html": page(ENGLISH).encode(),
    "a.json": json.dumps([{"text": WORDS}]).encode(),
    "a.jsonl": LINES,
    "a.csv": CSV.encode(),
    "a.tsv": b"headline\tbody\nA visit\tHe left.\n",
    "a.parquet": table(text=["He left.", "وصل الوزير إلى عمان."], published=[date(2024, 4, 9), None], ID=[1, 2]),
    "a.rss": RSS.encode(),
    "a.atom": ATOM.encode(),
    "a.warc": warc(page(ENGLISH), page(ARABIC)),
    "a.warc.gz": b"".join(map(gzip.compress, (warc(page(ENGLISH)), warc(page(ARABIC))))),
    "a.mbox": BOX.encode(),
    "a.eml": MAIL.encode(),
    "a.pdf": pdf(WORDS),
    "a.zip": zipped(**{"news/a.txt": WORDS, "b.jsonl": LINES, "__MACOSX/c.txt": "no"}),
    "a.jsonl.gz": gzip.compress(LINES),
    "a.jsonl.bz2": bz2.compress(LINES),
    "a.jsonl.xz": lzma.compress(LINES),
    "a.jsonl.zst": zstd(LINES),
    "a.csv.zst": zstd(CSV.encode()),
}
