import io
import json
import sys
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ingest import articles
from kg.ingest.decode import decode
from kg.ingest.draft import clean

ARABIC = "وصل وزير الخارجية المصري إلى عمان أمس الثلاثاء. وأكد دعم بلاده للأردن في مواجهة الأزمة الاقتصادية."
ENGLISH = "The Egyptian foreign minister arrived in Amman on Tuesday. He said that “Cairo supports Jordan” in the café of the palace."


def read(*inputs):
    problems = []
    return list(articles([str(i) for i in inputs], problems.append)), problems


def one(path):
    found, problems = read(path)
    assert problems == []
    (article,) = found
    return article


def page(body, head="", charset="utf-8", lang="ar"):
    return f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="{charset}">{head}</head><body>{body}</body></html>'


LONG = [
    "وصل وزير الخارجية المصري سامح فهمي إلى العاصمة الأردنية عمان في زيارة رسمية تستمر يومين يلتقي خلالها كبار المسؤولين.",
    "وقال الوزير في مؤتمر صحفي إن بلاده تدعم الأردن في مواجهة الأزمة الاقتصادية التي تمر بها المنطقة منذ سنوات طويلة.",
    "ومن المقرر أن يوقع الجانبان اتفاقا للتعاون في مجال الطاقة والنقل قبل أن يغادر الوفد المصري البلاد مساء الخميس المقبل.",
]
ARTICLE = "<main><article><h1>وزير مصري يزور عمان</h1>" + "".join(f"<p>{p}</p>" for p in LONG) + "</article></main>"
HEAD = (
    '<title>وزير مصري يزور عمان</title><meta property="og:site_name" content="صحيفة النيل">'
    '<meta property="article:published_time" content="2024-04-09T10:00:00+02:00"><meta name="author" content="Salma Hassan">'
    '<link rel="canonical" href="https://news.example.org/a/1">'
)


class TestText:
    def test_without_a_header(self, write):
        article = one(write("a.txt", ARABIC))
        assert (article.text, article.lang, article.title, article.date) == (ARABIC, "ar", "", "")
        assert [s.of(article.text)[-1] for s in article.sentences] == [".", "."]
        assert article.id == sha256(f"\n\n\n{ARABIC}".encode()).hexdigest()[:16]

    def test_english_header(self, write):
        head = "Title: A visit\nDate: 9 April 2024\nOutlet: Nile Post\nLanguage: en\nURL: https://example.org/1\nAuthor: S. Hassan\n\n"
        article = one(write("a.txt", head + ENGLISH))
        assert (article.title, article.date, article.outlet, article.lang) == (
            "A visit",
            "2024-04-09",
            "Nile Post",
            "en",
        )
        assert (article.url, article.author, article.text) == ("https://example.org/1", "S. Hassan", ENGLISH)
        assert article.id == sha256(f"A visit\n2024-04-09\nNile Post\n{ENGLISH}".encode()).hexdigest()[:16]

    def test_arabic_header(self, write):
        head = "العنوان: زيارة\nالتاريخ: ٩ نيسان ٢٠٢٤\nالمصدر: النيل\nاللغة: العربية\nالرابط: https://example.org/1\nالكاتب: سلمى\n\n"
        article = one(write("a.txt", head + ARABIC))
        assert (article.title, article.date, article.outlet, article.lang) == ("زيارة", "2024-04-09", "النيل", "ar")
        assert (article.url, article.author, article.text) == ("https://example.org/1", "سلمى", ARABIC)

    def test_a_junk_date_is_left_out_in_silence(self, write):
        assert one(write("a.txt", f"Date: sometime in 2024\n\n{ENGLISH}")).date == ""

    @pytest.mark.parametrize(
        ("text", "title"),
        [
            (f"وزير مصري في عمان\n\n{ARABIC}", "وزير مصري في عمان"),
            (f"# A visit to Amman\n\n{ENGLISH}", "A visit to Amman"),
            (f"---\ntitle: A visit\ntags: x\n---\n\n{ENGLISH}", "A visit"),
            (f"He arrived.\n\n{ENGLISH}", ""),
            (f"وزير مصري في عمان\n{ARABIC}", ""),
            ("one line\n\nanother line", ""),
            (f"Note: he said it\n\n{ENGLISH}", "Note: he said it"),
        ],
    )
    def test_title_only_when_it_is_clearly_one(self, write, text, title):
        article = one(write("a.md", text))
        assert article.title == title
        assert (ENGLISH in article.text) or (ARABIC in article.text) or not title

    def test_lines_broken_to_a_width_are_joined_in_place(self, write):
        text = "The minister of foreign affairs of Egypt arrived in\nAmman on Tuesday and said that Cairo supports Jordan\nin every way. He leaves on Thursday for Baghdad and\nwill return next week to sign the accord."
        article = one(write("a.txt", text))
        assert article.text == text.replace("\n", " ")
        assert len(article.sentences) == 2

    def test_lines_that_are_paragraphs_stay(self, write):
        assert one(write("a.txt", "\n".join(LONG))).text == "\n".join(LONG)


class TestEncodings:
    @pytest.mark.parametrize("text", [ARABIC, ENGLISH])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_unicode(self, write, text, encoding):
        assert one(write("a.txt", text.encode(encoding))).text == text

    def test_windows(self, write):
        assert one(write("a.txt", ARABIC.encode("cp1256"))).text == ARABIC
        assert one(write("b.txt", ENGLISH.encode("cp1252"))).text == ENGLISH

    def test_iso_arabic(self):
        plain = ARABIC.replace("”", "").replace("“", "")
        assert decode(plain.encode("iso8859-6")) == plain

    def test_windows_arabic_with_latin_words(self):
        text = f"{ARABIC} The UN said so. {ENGLISH.replace('café', 'cafe')}"
        assert decode(text.encode("cp1256")) == text

    @pytest.mark.parametrize("encoding", ["cp1256", "utf-16", "utf-8-sig"])
    def test_json_lines(self, write, encoding):
        lines = "\n".join(json.dumps({"text": ARABIC, "id": i}, ensure_ascii=False) for i in "ab")
        found, problems = read(write("a.jsonl", lines.encode(encoding)))
        assert ([a.text for a in found], problems) == ([ARABIC] * 2, [])

    @pytest.mark.parametrize(
        ("charset", "codec"), [("windows-1256", "cp1256"), ("utf-8", "utf-8"), ("iso-8859-6", "iso8859-6")]
    )
    def test_a_page_obeys_its_charset(self, write, charset, codec):
        article = one(write("a.html", page(ARTICLE, HEAD, charset).encode(codec)))
        assert article.text == "\n".join(LONG)

    def test_a_page_that_names_a_wrong_charset(self, write):
        assert one(write("a.html", page(ARTICLE, HEAD, "utf-8").encode("cp1256"))).text == "\n".join(LONG)

    def test_marks_and_line_ends(self, write):
        assert one(
            write("a.jsonl", json.dumps({"text": "\ufeffHe left.\r\nShe\0 stayed.\rThey wept \ud800."}))
        ).text == ("He left.\nShe stayed.\nThey wept \ufffd.")

    @given(st.text())
    def test_cleaning_is_once_for_all(self, text):
        assert clean(clean(text)).encode() == clean(
            text.removeprefix("\ufeff") if text.startswith("\ufeff\ufeff") else text
        ).encode() or ("\ufeff" in text or "\0" in text)

    words = st.lists(
        st.sampled_from(["الوزير", "قال", "إن", "مصر", "لن", "تقبل", "الاتفاق", "UN", "2024", "منذ", "يوم", "الأمين"]),
        min_size=4,
    )

    @given(words)
    def test_windows_arabic_is_told_from_any_other(self, words):
        text = " ".join([*words, "والعراق"])
        assert decode(text.encode("cp1256")) == text
        assert decode(text.encode()) == text


class TestPages:
    def test_article_and_what_is_told_of_it(self, write):
        article = one(
            write(
                "a.html", page("<nav><a href='/'>الرئيسية</a></nav>" + ARTICLE + "<footer>جميع الحقوق</footer>", HEAD)
            )
        )
        assert article.text == "\n".join(LONG)
        assert (article.title, article.date, article.outlet) == ("وزير مصري يزور عمان", "2024-04-09", "صحيفة النيل")
        assert (article.url, article.author, article.lang) == ("https://news.example.org/a/1", "Salma Hassan", "ar")

    def test_a_date_in_levantine_months(self, write):
        body = ARTICLE.replace("</h1>", '</h1><span class="date">الثلاثاء 9 نيسان 2024</span>')
        assert one(write("a.htm", page(body))).date == "2024-04-09"

    def test_no_date_is_guessed_from_the_text(self, write):
        assert one(write("a.html", page(ARTICLE + "<footer>© 2019</footer>"))).date == ""

    def test_the_same_page_gives_the_same_article(self, write):
        path = write("a.html", page(ARTICLE, HEAD))
        assert one(path) == one(path)


class TestJson:
    def test_every_field(self, write):
        item = {
            "id": "x-1",
            "text": ENGLISH,
            "title": "T",
            "date": "2024-04-09",
            "lang": "en",
            "outlet": "O",
            "url": "https://example.org",
        }
        article = one(write("a.jsonl", json.dumps(item) + "\n\n"))
        assert (article.id, article.title, article.date, article.lang, article.outlet) == (
            "x-1",
            "T",
            "2024-04-09",
            "en",
            "O",
        )

    def test_sentences_are_kept_exactly(self, write):
        given = ["One. Two.", "", " three ", "ar"]
        article = one(write("a.json", json.dumps({"sentences": given})))
        assert article.text == "\n".join(given)
        assert [s.of(article.text) for s in article.sentences] == ["One. Two.", " three ", "ar"]

    @pytest.mark.parametrize("junk", ["2004/2005", "2022 (scraped; no date field)", "", None, 2004, []])
    def test_a_junk_date_is_no_problem(self, write, junk):
        assert one(write("a.json", json.dumps({"text": ENGLISH, "date": junk}))).date == ""

    @pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
    def test_layouts(self, write, name):
        items = [{"id": "a", "text": ENGLISH}, {"id": 2, "text": ARABIC}]
        for layout in (json.dumps(items), json.dumps(items, indent=1), "\n".join(map(json.dumps, items))):
            found, problems = read(write(name, layout))
            assert ([a.id for a in found], problems) == (["a", "2"], [])
        assert one(write(name, json.dumps(items[0], indent=2))).id == "a"

    def test_line_separators_inside_strings(self, write):
        assert (
            one(write("a.jsonl", json.dumps({"text": "One\u2028two\x85three."}, ensure_ascii=False))).text
            == "One\u2028two\x85three."
        )

    @given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
    @settings(max_examples=50)
    def test_law_of_given_sentences(self, tmp_path_factory, given):
        path = tmp_path_factory.mktemp("s") / "a.json"
        path.write_text(json.dumps({"sentences": given, "lang": "ar"}), encoding="utf-8")
        found, problems = read(path)
        assert len(found) + len(problems) == 1
        for article in found:
            assert article.text == "\n".join(map(clean, given))
            assert [s.of(article.text) for s in article.sentences] == [c for c in map(clean, given) if c.strip()]


class TestInputs:
    def test_a_folder_is_read_through_in_order(self, write, tmp_path):
        write("b.txt", f"{ENGLISH} b")
        write("a/z.TXT", f"{ENGLISH} a")
        write("c.jsonl", json.dumps({"text": f"{ENGLISH} c"}))
        write("skipped.png", "x")
        write(".hidden/x.txt", ENGLISH)
        found, problems = read(tmp_path)
        assert ([a.text[-1] for a in found], problems) == (["b", "c", "a"], [])

    def test_patterns(self, write, tmp_path):
        write("1/a.txt", f"{ENGLISH} a")
        write("2/b.txt", f"{ENGLISH} b")
        assert [a.text[-1] for a in read(tmp_path / "**" / "*.txt")[0]] == ["a", "b"]

    def test_a_name_that_looks_like_a_pattern(self, write):
        assert one(write("[1].txt", ENGLISH)).text == ENGLISH

    @pytest.mark.parametrize(
        "content",
        [
            ENGLISH,
            json.dumps({"text": ENGLISH}),
            json.dumps([{"text": ENGLISH}], indent=1),
            f'\n {{"text": {json.dumps(ENGLISH)}}}\n',
        ],
    )
    def test_standard_input(self, monkeypatch, content):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        assert one("-").text == ENGLISH

    def test_a_page_on_standard_input(self, monkeypatch):
        monkeypatch.setattr(
            sys, "stdin", io.TextIOWrapper(io.BytesIO(page(ARTICLE, HEAD, "windows-1256").encode("cp1256")))
        )
        assert one("-").text == "\n".join(LONG)

    def test_articles_come_one_at_a_time(self, write):
        path = write("a.jsonl", json.dumps({"text": ENGLISH}) + "\nnot json\n")
        problems = []
        found = articles([str(path)], problems.append)
        assert next(found).text == ENGLISH
        assert problems == []

    def test_the_same_article_again_is_left_out_in_silence(self, write):
        path = write("a.txt", ENGLISH)
        found, problems = read(path, path, write("b.txt", ENGLISH))
        assert (len(found), problems) == (1, [])
