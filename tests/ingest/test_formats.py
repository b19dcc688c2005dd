"""Each format that articles come in."""

import gzip
import io
import sys

import pytest
from samples import ATOM, BOX, CSV, GOOD, LINES, MAIL, RSS, pdf, table, warc, zipped, zstd
from site_of import ARABIC, ENGLISH, page

from kg.ingest import articles


@pytest.fixture
def read(write):
    def found(name, data):
        problems = []
        return list(articles([str(write(name, data))], problems.append)), problems

    return found


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_of_each_format(read, name):
    found, problems = read(name, GOOD[name])
    assert problems == []
    assert found
    assert {a.date for a in found} <= {"", "2024-04-09"}


class TestTables:
    def test_arabic_headers_and_cells_of_several_lines(self, read):
        (first, second), problems = read("a.csv", CSV)
        assert problems == []
        assert (first.id, first.title, first.date, first.text) == ("1", "زيارة", "2024-04-09", 'وصل الوزير، "أمس",\nإلى عمان.')
        assert (second.id, second.date, second.lang) == ("2", "", "en")

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("header", ["Full_Text,Publisher,pub", "Content,source,x", "نص المقال,الناشر,x"])
    def test_delimiters_and_names(self, read, delimiter, header):
        ((article,), problems) = read("a.csv", delimiter.join((header + "\nHe left,Post,x\n").split(",")))
        assert (article.text, article.outlet, problems) == ("He left", "Post", [])

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
    def test_encodings(self, read, encoding):
        assert read("a.csv", CSV.encode(encoding))[0] == read("b.csv", CSV)[0]

    def test_a_bad_row_does_not_stop_the_rest(self, read):
        found, problems = read("a.csv", b"text,title\nHe left.,a\n\xd9\xff\x81\xfe\x98\nShe left.\n")
        assert [a.text for a in found] == ["He left.", "She left."]
        assert len(problems) == 1

    def test_parquet(self, read):
        first, second = read("a.parquet", GOOD["a.parquet"])[0]
        assert (first.id, first.text, first.date) == ("1", "He left.", "2024-04-09")
        assert (second.lang, second.date) == ("ar", "")
        assert "no column holds text (there are: x)" in read("b.parquet", table(x=["a"]))[1][0]


class TestFeeds:
    def test_rss(self, read):
        (first, second), problems = read("a.xml", RSS)
        assert problems == []
        assert first.text == "\n".join(ARABIC)
        assert (first.title, first.date, first.outlet, first.lang, first.author) == ("زيارة", "2024-04-09", "صحيفة النيل", "ar", "سلمى")
        assert first.url == "https://news.example/1"
        assert second.text == "وصل الوزير إلى عمان."

    def test_atom(self, read):
        ((article,), _) = read("a.xml", ATOM)
        assert (article.text, article.title, article.date, article.outlet) == ("He left Cairo.", "A visit", "2024-04-09", "Nile Post")

    def test_a_feed_is_not_taken_for_a_file_name(self, read, write):
        """feedparser opens what its input names."""
        secret = write("secret.xml", ATOM)
        assert "He left" not in str(read("a.rss", f"<rss>{secret}</rss>"))

    def test_a_broken_feed_gives_what_it_can(self, read):
        found, problems = read("a.xml", RSS[: RSS.index("<item><title>خبر")])
        assert len(found) + len(problems) == 1


class TestArchives:
    def test_web_archive(self, read):
        first, second = read("a.warc", warc(page(ENGLISH), page(ARABIC)))[0]
        assert (first.text, first.url, first.date) == ("\n".join(ENGLISH), "https://news.example/2024/04/09/0", "2024-04-09")
        assert second.lang == "ar"

    def test_what_is_no_page_is_passed_over_and_a_page_without_article_told(self, read):
        data = warc(b"GIF8", kind="image/gif") + warc(page(ENGLISH), status=404) + warc("<html><body>Menu</body></html>") + warc(page(ENGLISH))
        found, (line,) = read("a.warc", data)
        assert len(found) == 1
        assert "record 3 (https://news.example/2024/04/09/0): no article was found" in line

    def test_pages_in_other_languages_are_told(self, read):
        french = ["Le ministre des affaires étrangères est arrivé mardi dans la capitale pour une visite officielle de deux jours, a annoncé le ministère dans un communiqué.", "Il doit rencontrer le président et plusieurs membres du gouvernement avant de repartir jeudi soir vers son pays."]
        found, (line,) = read("a.warc", warc(page(french)) + warc(page(ENGLISH)))
        assert len(found) == 1
        assert "its text seems to be in another language (fr)" in line

    def test_a_damaged_archive_gives_what_came_before(self, read):
        data = gzip.compress(warc(page(ENGLISH))) + gzip.compress(warc(page(ARABIC)))[:200]
        found, (line,) = read("a.warc.gz", data)
        assert len(found) == 1
        assert "damaged" in line

    def test_zip(self, read):
        data = zipped(**{"b/x.txt": "She left.", "a.jsonl.gz": gzip.compress(LINES), "c.bin": bytes(range(256)), "d.zip": zipped(a="x"), ".hidden": "x"})
        found, problems = read("a.zip", data)
        assert [a.text for a in found] == ["He left.", "وصل الوزير إلى عمان.", "She left."]
        assert ["a.zip: c.bin: this is not text" in problems[0], "a.zip: d.zip: it is an archive in an archive" in problems[1]] == [True, True]

    def test_an_office_document_is_none(self, read):
        assert "this is an office document" in read("a.docx", zipped(**{"[Content_Types].xml": "<x/>"}))[1][0]

    def test_a_text_that_begins_like_an_archive(self, read):
        assert read("a.txt", "BZh left Cairo.")[0][0].text == "BZh left Cairo."

    def test_packed_standard_input(self, monkeypatch):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(zstd(b'{"text": "He left."}\n'))))
        assert [a.text for a in articles(["-"], pytest.fail)] == ["He left."]


class TestMail:
    def test_box(self, read):
        first, second = read("a.mbox", BOX)[0]
        assert first.text == "وصل الوزير إلى عمان.\n\nFrom Cairo he went on.\n\n"
        assert (first.title, first.date, first.author) == ("زيارة", "2024-04-09", "Nile Post")
        assert "السفير" in second.text

    def test_a_message_of_a_page(self, read):
        mail = MAIL.replace("text/plain", "text/html").replace("وصل الوزير", "<p>وصل <b>الوزير</b>").replace("utf-8\n", "no-such-code\n")
        assert read("a.eml", mail)[0][0].text == "وصل الوزير إلى عمان."


class TestPdf:
    def test_text_and_title(self, read):
        ((article,), _) = read("a.pdf", pdf("\n".join(ENGLISH)))
        assert article.title == "A visit"
        assert "supports Jordan" in article.text

    def test_without_text(self, read):
        assert "there is no text in this PDF" in read("a.pdf", pdf(""))[1][0]


class TestMixed:
    def test_each_paragraph_is_cut_by_the_rules_of_its_language(self, read):
        english = "Gen. J. Smith left the U.S. Embassy on Tuesday. He flew to Cairo."
        ((article,), _) = read("a.txt", "\n".join((*ARABIC, english)))
        assert article.lang == "ar"
        assert [s.of(article.text) for s in article.sentences][-2:] == ["Gen. J. Smith left the U.S. Embassy on Tuesday.", "He flew to Cairo."]

    def test_a_language_wrongly_told(self, read):
        ((article,), _) = read("a.txt", "Language: en\n\n" + "\n".join(ARABIC))
        assert article.lang == "ar"

    @pytest.mark.parametrize("lang", ["fa", "ur"])
    def test_other_languages_in_arabic_script(self, read, lang):
        text = {
            "fa": "وزیر امور خارجه روز سه‌شنبه برای دیداری رسمی وارد پایتخت شد و با مقام‌های ارشد این کشور درباره همکاری‌های اقتصادی گفتگو می‌کند و قرار است روز پنجشنبه به کشور خود بازگردد.",
            "ur": "وزیر خارجہ منگل کے روز سرکاری دورے پر دارالحکومت پہنچے اور اعلیٰ حکام سے ملاقات کریں گے جس میں دونوں ملکوں کے درمیان اقتصادی تعاون پر بات چیت ہوگی اور وہ جمعرات کو واپس جائیں گے۔",
        }
        assert f"another language ({lang})" in read("a.txt", text[lang])[1][0]
