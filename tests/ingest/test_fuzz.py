"""No bytes from outside raise, hang, or get into a line of complaint as they are.

``KG_FUZZ=10000 pytest tests/ingest/test_fuzz.py`` tries so many of each kind.
"""

import faulthandler
import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from samples import GOOD
from site_of import ENGLISH, page
from spoiled import fuzz, spoiled

from kg.errors import InputError
from kg.ingest import articles, web
from kg.ingest.addresses import masked, parted
from kg.ingest.web import Web, _Answer

LONGEST = 60  # seconds for one case; then it hangs
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.fixture(autouse=True)
def _tell_where_it_hangs():
    yield
    faulthandler.cancel_dump_traceback_later()


def sound(found, problems):
    """What holds of all articles and complaints."""
    for article in found:
        assert article.text.strip()
        article.text.encode()
        assert article.date == "" or re.fullmatch(r"\d{4}-\d\d-\d\d", article.date)
        assert article.lang in {"ar", "en"}
        end = 0
        for span in article.sentences:
            assert end <= span.start < span.end <= len(article.text)
            end = span.end
    for line in problems:
        assert not UNSEEN.search(line)
        assert len(line) < 3000
        assert "Traceback" not in line


@pytest.mark.parametrize("name", GOOD)
def test_files(tmp_path, name):
    path = tmp_path / name

    @fuzz
    @given(spoiled(GOOD[name]))
    def tried(data):
        path.write_bytes(data)
        faulthandler.dump_traceback_later(LONGEST, exit=True)
        problems = []
        found = list(articles([str(path)], problems.append))
        assert found or problems or b"WARC" in data
        sound(found, problems)

    tried()


@pytest.mark.parametrize("ending", sorted({"." + name.split(".", 1)[1] for name in GOOD} | {""}))
def test_any_bytes(tmp_path, ending):
    path = tmp_path / f"a{ending}"

    @fuzz
    @given(st.binary(max_size=400))
    def tried(data):
        path.write_bytes(data)
        faulthandler.dump_traceback_later(LONGEST, exit=True)
        problems = []
        found = list(articles([str(path)], problems.append))
        assert found or problems
        sound(found, problems)

    tried()


HEADERS = ["location", "etag", "last-modified", "content-type", "retry-after", "cache-control"]
VALUES = st.text(max_size=60) | st.sampled_from(["/a", "//", "http://[", "text/html; charset=utf-7", "charset=", "9" * 400, "-1", "http://127.0.0.1/", "\x00"])


@fuzz
@given(
    st.lists(st.tuples(st.sampled_from([200, 301, 302, 304, 404, 429, 503, 999]), st.dictionaries(st.sampled_from(HEADERS), VALUES), spoiled(page(ENGLISH).encode())), min_size=1, max_size=8),
    st.booleans(),
)
@example([(200, {"content-type": "text/html"}, b"")], True)
def test_answers_from_the_web(tmp_path_factory, answers, kept):
    left = list(answers)

    def answer(*_):
        status, headers, data = left.pop() if left else (200, {}, b"")
        return _Answer(status, "as it is", data, headers)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Web, "_answer", answer)
        patch.setattr(web.time, "sleep", lambda _: None)
        folder = tmp_path_factory.getbasetemp() / "web" if kept else None
        problems = []
        sound(articles(["http://news.example/a"], problems.append, Web(folder, delay=0)), problems)


@fuzz
@given(st.text(max_size=80) | st.from_regex(r"https?://[\w:@\[\].%/?#&=-]{0,60}"))
def test_addresses(address):
    try:
        parts = parted(address)
    except InputError:
        masked(address)
        return
    assert parts.hostname
    assert masked(masked(address)) == masked(address)


@fuzz
@given(st.dictionaries(st.sampled_from(["id", "text", "sentences", "title", "date", "lang", "outlet", "url", "author"]), st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))))
def test_fields(tmp_path_factory, item):
    path = tmp_path_factory.getbasetemp() / "a.json"
    path.write_text(json.dumps(item), encoding="utf-8")
    problems = []
    sound(articles([str(path)], problems.append), problems)
