"""What is made to harm: bombs, names, and texts like no other. Memory is measured, and complaints are looked at as a terminal shows them."""

import bz2
import gzip
import lzma
import os
import re
import sys
import tracemalloc
import zipfile

import pytest
from samples import RSS, zstd
from site_of import ENGLISH, page

from kg.ingest import articles, formats, packed
from kg.ingest.sitemap import addresses

MB = 1 << 20
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def read(*paths):
    problems = []
    return list(articles([str(p) for p in paths], problems.append)), problems


def peak(work):
    """What the work gives the second time, and how much memory Python had at once for it: the first time loads libraries too."""
    work()
    tracemalloc.start()
    try:
        return work(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class TestBombs:
    @pytest.fixture(autouse=True)
    def _small(self, monkeypatch):
        monkeypatch.setattr(packed, "MOST", MB)

    @pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstd])
    @pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.html", "a.mbox", "a.xml"])
    def test_a_small_file_that_unpacks_to_a_huge_one(self, write, pack, name):
        path = write(f"{name}.x", pack(b"a" * 30 * MB)).rename
        bomb = path(write(f"{name}.gz", b""))
        (found, (line,)), used = peak(lambda: read(bomb))
        assert found == []
        assert "more than 1 MB" in line or "longer than 1 MB" in line
        assert used < 12 * MB

    def test_zip(self, tmp_path):
        bomb = tmp_path / "a.zip"
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", bytes(30 * MB))
            archive.writestr("b.txt", "He left.")
            archive.writestr("../../c.txt", "She left.")
        (found, (line,)), used = peak(lambda: read(bomb))
        assert {a.text for a in found} == {"He left.", "She left."}
        assert "a.txt: it holds more than 1 MB" in line
        assert used < 12 * MB
        assert [p.name for p in tmp_path.iterdir()] == ["a.zip"]

    def test_a_zip_of_too_many_files(self, tmp_path, monkeypatch):
        monkeypatch.setattr(packed, "MOST_FILES", 3)
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            for i in range(4):
                archive.writestr(f"{i}.txt", "x")
        assert "more than 3 files" in read(tmp_path / "a.zip")[1][0]

    def test_packed_twice(self, write):
        assert "it is packed twice" in read(write("a.txt.gz", gzip.compress(gzip.compress(b"x"))))[1][0]

    LAUGHS = '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 9)) + "]>"

    def test_entities_of_entities(self, write):
        feed = RSS.replace("?>", f"?>{self.LAUGHS}", 1).replace("وصل", "&a8;")
        (found, (line,)), used = peak(lambda: read(write("a.rss", feed)))
        assert found == []
        assert "defines entities" in line
        assert used < 12 * MB
        found, used = peak(lambda: self.listed(f"{self.LAUGHS}<urlset><url><loc>https://a.example/&a8;</loc></url></urlset>"))
        assert used < 12 * MB
        assert all(len(f.address) < 100 for f in found)

    def test_files_of_this_machine_are_not_drawn_in(self, write):
        secret = write("secret.txt", "the secret of the house")
        head = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{secret}">]>'
        assert "secret of" not in str(read(write("a.rss", RSS.replace("?>", f"?>{head}", 1).replace("وصل", "&a;"))))
        assert "secret of" not in str(self.listed(f"{head}<urlset><url><loc>&a;</loc></url></urlset>"))

    def listed(self, text):
        try:
            return list(addresses(text.encode()))
        except formats.InputError:
            return []

    @pytest.mark.parametrize("name", ["a.html", "a.rss", "a.json"])
    def test_deep_nesting(self, write, name):
        deep = {"a.html": "<div>" * 50_000 + "He left.", "a.rss": "<rss><channel><item>" + "<a>" * 50_000, "a.json": "[" * 50_000}
        found, problems = read(write(name, deep[name]))
        assert found or problems


NAMES = ["a\nb.txt", "a\x1b[31mb.txt", "a\u202etxt.b.txt", "-a.txt", "--help.txt", "a\u2066b.txt", "a\rb.txt", "'; rm x.txt", "a b[1]*?.txt", "عربي.txt", "a\x9bb.txt", "<b>.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
class TestNames:
    @pytest.mark.parametrize("name", NAMES)
    def test_a_file_by_any_name_is_read_and_told_in_one_plain_line(self, tmp_path, monkeypatch, name):
        monkeypatch.chdir(tmp_path)
        with open(name, "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write("He left.")
        assert [a.text for a in read(name)[0]] == ["He left."]
        assert [a.text for a in read(".")[0]] == ["He left."]
        with open(name, "w", encoding="utf-8"):  # noqa: PTH123
            pass
        (line,) = read(name)[1]
        assert not UNSEEN.search(line)
        assert line.endswith(": it is empty. Put an article into it, or leave it out.")

    def test_a_name_that_is_no_text(self, tmp_path):
        path = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
        with open(path, "wb"):  # noqa: PTH123
            pass
        (line,) = read(tmp_path)[1]
        line.encode()

    def test_names_in_an_archive(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("a\n\x1b[2J\u202e.txt", "")
        (line,) = read(tmp_path / "a.zip")[1]
        assert not UNSEEN.search(line)


WORD = "The minister of foreign affairs said on Tuesday that his country supports peace. "
TEXTS = {
    "one long article": WORD * (60_000 // len(WORD)),
    "no full stop": "وقال الوزير ان بلاده تدعم السلام و" * 1_800,
    "no blank": "a" * 300_000,
    "a sentence of 5,000 words": "word and " * 2_500 + "end.",
    "a line of brackets": "([{«" * 50_000 + "He left.",
    "only stops": "... !!! ؟؟؟ " * 2_000 + "x",
}


class TestTexts:
    @pytest.mark.parametrize("name", TEXTS)
    def test_memory_is_bounded(self, write, name):
        path = write("a.txt", TEXTS[name])
        (found, problems), used = peak(lambda: read(path))
        assert len(found) + len(problems) == 1
        assert used < 80 * MB + 40 * len(TEXTS[name])  # two buffers of the longest article, and what the text takes

    def test_a_longer_one_is_refused(self, write):
        assert "longer than 10,000,000 characters" in read(write("a.txt", "a " * 5_100_000))[1][0]

    @pytest.mark.parametrize("text", ["... !!! ؟؟؟", "\u202e\u202d\u2066", "\ue000\ue001" * 50, "𐎠𐎡𐎢" * 50, "१२३ देवनागरी " * 30, "\u064b\u064c\u064d" * 50, "😀" * 50, " \u3000\u200b "])
    def test_what_is_neither_arabic_nor_english_is_told(self, write, text):
        found, (line,) = read(write("a.txt", text))
        assert found == []
        assert line.endswith("leave it out.")

    def test_bidi_controls_in_a_text_stay_as_evidence(self, write):
        text = "He said \u202eolleh\u202c and left."
        assert read(write("a.txt", text))[0][0].text == text

    def test_script_in_a_page_is_no_text(self, write):
        ((article,), _) = read(write("a.html", page(ENGLISH, extra="<script>alert(1)</script><style>p{}</style>")))
        assert "alert" not in article.text
