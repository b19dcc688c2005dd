"""Addresses: what is fetched, what is refused, and how politely."""

import gzip
import socket
import time

import pytest
from site_of import ARABIC, ENGLISH, page, serve

from kg.errors import InputError
from kg.ingest import articles, web
from kg.ingest.addresses import masked, public
from kg.ingest.web import AGENT, Web

HTML = {"Content-Type": "text/html; charset=utf-8"}
HEAD = '<title>A visit</title><meta property="og:site_name" content="Nile Post"><meta property="article:published_time" content="2024-04-09T10:00:00Z">'


@pytest.fixture
def site():
    made, server = serve()
    yield made
    server.shutdown()
    server.server_close()


def read(*inputs, via=None):
    problems = []
    return list(articles(inputs, problems.append, via or Web(allow_private=True, delay=0))), problems


class TestPages:
    def test_a_page_is_an_article_with_its_address(self, site):
        site.pages["/2024/04/09/a"] = 200, HTML, page(ENGLISH, HEAD)
        ((article,), problems) = read(site.address + "/2024/04/09/a")
        assert problems == []
        assert article.text == "\n".join(ENGLISH)
        assert (article.title, article.date, article.outlet, article.url) == ("A visit", "2024-04-09", "Nile Post", site.address + "/2024/04/09/a")

    def test_the_charset_of_the_answer_holds(self, site):
        site.pages["/a"] = 200, {"Content-Type": "text/html; charset=windows-1256"}, page(ARABIC).replace("utf-8", "x").encode("cp1256")
        assert read(site.address + "/a")[0][0].text == "\n".join(ARABIC)

    def test_compressed_answers(self, site):
        site.pages["/a"] = 200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(page(ENGLISH).encode())
        assert read(site.address + "/a")[0][0].text == "\n".join(ENGLISH)

    def test_any_format(self, site):
        site.pages["/a.jsonl.gz"] = 200, {}, gzip.compress(b'{"text": "He left."}\n{"text": "She left."}\n')
        site.pages["/a.csv"] = 200, {}, "text\nThey left.\n"
        assert [a.text for a in read(site.address + "/a.jsonl.gz", site.address + "/a.csv")[0]] == ["He left.", "She left.", "They left."]

    def test_one_that_is_gone_does_not_stop_the_rest(self, site):
        site.pages["/b"] = 200, HTML, page(ENGLISH)
        found, (line,) = read(site.address + "/a", site.address + "/b")
        assert len(found) == 1
        assert line == f"{site.address}/a: the server answered 404 Not Found. Check the address, or try again later."

    def test_no_server(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            address = f"http://127.0.0.1:{taken.getsockname()[1]}/a"
            assert "the server can't be reached (Connection refused)" in read(address)[1][0]

    @pytest.mark.parametrize("address", ["http://", "http://[::1", "https://a b/", "http://x:99999/", "http://\x00/", "http://a..b/", "http://" + "a" * 70 + ".example/"])
    def test_what_is_no_address(self, address):
        found, (line,) = read(address)
        assert found == []
        assert line.endswith("Check it.") or "no host of this name" in line


class TestManners:
    def test_the_agent_is_honest(self, site):
        site.pages["/a"] = 200, HTML, page(ENGLISH)
        read(site.address + "/a")
        assert {headers["user-agent"] for _, headers in site.asked} == {AGENT}
        assert AGENT.startswith("alaqat/")

    def test_robots_are_obeyed_and_asked_once(self, site):
        site.pages["/robots.txt"] = 200, {}, "User-agent: *\nDisallow: /\n\nUser-agent: alaqat\nDisallow: /private*.html\n"
        for path in ("/private-1.html", "/a"):
            site.pages[path] = 200, HTML, page(ENGLISH)
        found, (line,) = read(site.address + "/private-1.html", site.address + "/a")
        assert len(found) == 1
        assert "robots.txt asks programs not to read it" in line
        assert site.paths() == ["/robots.txt", "/a"]

    @pytest.mark.parametrize(("status", "may"), [(404, True), (403, True), (500, False), (429, False)])
    def test_robots_that_can_not_be_had(self, site, status, may):
        site.pages["/robots.txt"] = status, {}, ""
        site.pages["/a"] = 200, HTML, page(ENGLISH)
        assert len(read(site.address + "/a")[0]) == may

    def test_delays(self, site, monkeypatch):
        now, slept = [0.0], []
        monkeypatch.setattr(web.time, "monotonic", lambda: now[0])
        monkeypatch.setattr(web.time, "sleep", lambda s: (slept.append(s), now.__setitem__(0, now[0] + s)))
        site.pages["/robots.txt"] = 200, {}, "User-agent: *\nCrawl-delay: 7\n"
        site.pages["/a"] = site.pages["/b"] = 200, HTML, page(ENGLISH)
        read(site.address + "/a", site.address + "/b", via=Web(allow_private=True, delay=2))
        assert slept == [0, 2, 7]

    def test_a_server_that_says_later(self, site, monkeypatch):
        slept = []
        monkeypatch.setattr(web.time, "sleep", slept.append)
        answers = [(503, {"Retry-After": "30"}, ""), (200, HTML, page(ENGLISH))]
        site.pages["/a"] = lambda _: answers.pop(0)
        assert len(read(site.address + "/a")[0]) == 1
        assert 29 < slept[-1] <= 30

    def test_what_has_not_changed_is_not_sent_again(self, site, tmp_path):
        def answer(headers):
            same = headers.get("if-none-match") == '"1"' and headers.get("if-modified-since") == "Tue, 09 Apr 2024 10:00:00 GMT"
            return (304, {}, "") if same else (200, HTML | {"ETag": '"1"', "Last-Modified": "Tue, 09 Apr 2024 10:00:00 GMT"}, page(ENGLISH))

        site.pages["/a"] = answer
        first = read(site.address + "/a", via=Web(tmp_path, allow_private=True, delay=0))
        again = read(site.address + "/a", via=Web(tmp_path, allow_private=True, delay=0))
        assert first == again
        assert len(first[0]) == 1
        assert "if-none-match" in site.asked[-1][1]
        for kept in tmp_path.iterdir():  # half an answer is none
            kept.write_bytes(kept.read_bytes()[:40])
        assert read(site.address + "/a", via=Web(tmp_path, allow_private=True, delay=0)) == first
        assert "if-none-match" not in site.asked[-1][1]

    def test_nothing_is_kept_against_the_servers_will(self, site, tmp_path):
        site.pages["/a"] = 200, HTML | {"ETag": '"1"', "Cache-Control": "private, no-store"}, page(ENGLISH)
        read(site.address + "/a", via=Web(tmp_path / "web", allow_private=True, delay=0))
        assert not (tmp_path / "web").exists()


class TestGuards:
    @pytest.mark.parametrize(
        "host",
        ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "0.0.0.0", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200", "[::ffff:127.0.0.1]", "[fd00:ec2::254]", "[fe80::1%25lo]", "168.63.129.16", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"],
    )  # fmt: skip
    def test_addresses_of_this_machine_and_private_networks_are_refused(self, monkeypatch, host):
        monkeypatch.setattr(web.HTTPConnection, "connect", lambda _: pytest.fail("connected"))
        found, (line,) = read(f"http://{host}/", via=Web(delay=0))
        assert found == []
        assert "--allow-private" in line or "no host" in line or "no address" in line

    @pytest.mark.parametrize("number", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
    def test_public_numbers(self, number):
        assert public(number)

    @pytest.mark.parametrize("number", ["224.0.0.1", "255.255.255.255", "0.0.0.0", "::", "240.0.0.1", "192.0.0.192", "ff02::1", "2001:0:7f00:1::", "::127.0.0.1"])
    def test_numbers_that_are_not(self, number):
        assert not public(number)

    def test_a_name_that_leads_to_a_private_number(self, site, monkeypatch):
        self.names(monkeypatch, site, {"news.example": ["127.0.0.1"], "both.example": ["8.8.8.8", "10.0.0.1"]})
        for host in ("news.example", "both.example"):
            assert "--allow-private" in read(f"http://{host}/", via=Web(delay=0))[1][0]
        assert site.asked == []

    def test_a_redirect_to_a_private_number(self, site, monkeypatch):
        site.pages["/a"] = 302, {"Location": site.address.replace("127.0.0.1", "inner.example") + "/secret"}, ""
        site.pages["/secret"] = 200, HTML, page(ENGLISH)
        self.names(monkeypatch, site, {"news.example": ["127.0.0.1"], "inner.example": ["127.0.0.2"]})
        monkeypatch.setattr(web, "public", lambda number: number != "127.0.0.2")
        found, (line,) = read(site.address.replace("127.0.0.1", "news.example") + "/a", via=Web(delay=0))
        assert found == []
        assert "--allow-private" in line
        assert "/secret" not in site.paths()

    def test_a_name_that_changes_its_number_after_it_was_looked_at(self, site, monkeypatch):
        """Each number that is connected to was looked at, and a name is asked for once a request."""
        numbers = iter(["127.0.0.1", "127.0.0.2", "127.0.0.2"])
        asked = []

        def lookup(host, port, **_):
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(numbers), port))]

        site.pages["/a"] = 200, HTML, page(ENGLISH)
        monkeypatch.setattr(web.socket, "getaddrinfo", lookup)
        monkeypatch.setattr(web, "public", lambda number: number == "127.0.0.1")
        connected = []
        monkeypatch.setattr(web.HTTPConnection, "connect", lambda self: (connected.append(self.host), (_ for _ in ()).throw(OSError("stop")))[1])
        read(site.address.replace("127.0.0.1", "rebind.example") + "/a", via=Web(delay=0))
        read(site.address.replace("127.0.0.1", "rebind.example") + "/a", via=Web(delay=0))
        assert asked == ["rebind.example"] * 2
        assert connected == ["127.0.0.1"]

    def names(self, monkeypatch, site, known):
        def lookup(host, port, *_, **__):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (n, port)) for n in known.get(host, [host])]

        monkeypatch.setattr(web.socket, "getaddrinfo", lookup)

    @pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://a.example/", "http://[", "gopher://a.example", "javascript:1"])
    def test_redirects_to_what_is_not_the_web(self, site, to):
        site.pages["/a"] = 302, {"Location": to}, ""
        found, (line,) = read(site.address + "/a")
        assert found == []
        assert "no address" in line or "there is no host" in line

    def test_redirects_without_end(self, site):
        site.pages["/a"] = 302, {"Location": "/a"}, ""
        assert "redirected more than 5 times" in read(site.address + "/a")[1][0]
        assert site.paths().count("/a") == 6

    def test_long_answers_and_bombs(self, site, monkeypatch):
        monkeypatch.setattr(web, "MOST", 1 << 20)
        site.pages["/a"] = 200, HTML, b"a" * ((1 << 20) + 1)
        site.pages["/b"] = 200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(bytes(200 << 20), 1)
        found, problems = read(site.address + "/a", site.address + "/b")
        assert found == []
        assert all("it is longer than 1 MB" in line for line in problems)

    def test_answers_that_never_end(self, site, monkeypatch):
        monkeypatch.setattr(web, "WHOLE", 0.3)
        site.pages["/a"] = lambda _: (time.sleep(0.6), (200, HTML, page(ENGLISH)))[1]
        assert "it took longer than" in read(site.address + "/a")[1][0]

    def test_an_answer_cut_short_is_none(self, site):
        site.pages["/a"] = 200, HTML | {"Content-Length": "100000", "Connection": "close"}, page(ENGLISH)
        assert "the server's answer can't be read" in read(site.address + "/a")[1][0]

    def test_secrets_are_sent_to_their_host_and_shown_nowhere(self, site):
        secret = site.address.replace("http://", "http://me:hunter2@") + "/a?lang=en&api_key=sesame"
        site.pages["/a?lang=en&api_key=sesame"] = 200, HTML, page(ENGLISH)
        ((article,), problems) = read(secret)
        assert problems == []
        assert site.asked[-1][1]["authorization"].startswith("Basic ")
        assert article.url == site.address + "/a?lang=en&api_key=***"
        del site.pages["/a?lang=en&api_key=sesame"]
        line = read(secret)[1][0]
        assert "hunter2" not in line
        assert "sesame" not in line

    @pytest.mark.parametrize("name", ["token", "access_token", "apikey", "X-Amz-Signature", "password", "sig", "auth"])
    def test_what_is_secret_by_its_name(self, name):
        assert masked(f"https://a.example/?{name}=hush&page=2") == f"https://a.example/?{name}=***&page=2"

    def test_without_an_address_no_network(self, write, monkeypatch):
        monkeypatch.setattr(web.socket, "getaddrinfo", lambda *_, **__: pytest.fail("asked the network"))
        feed = write("a.xml", "<rss><channel><title>x</title><item><link>https://a.example/1</link></item></channel></rss>")
        sitemap = write("b.xml", "<urlset><url><loc>https://a.example/1</loc></url></urlset>")
        found, problems = read(str(feed), str(sitemap))
        assert found == []
        assert "Give the address of the feed" in problems[0]
        assert "Give its own address" in problems[1]


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Nile Post</title><language>en</language>
<item><title>A visit</title><link>{0}/a</link><pubDate>Tue, 09 Apr 2024 10:00:00 GMT</pubDate><description>Short of it.</description></item>
<item><title>Gone</title><link>/gone</link><description>He &lt;b&gt;left&lt;/b&gt; Cairo.</description></item></channel></rss>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>{0}/a</loc><lastmod>2024-04-09</lastmod><news:news><news:publication><news:name>النيل</news:name><news:language>ar</news:language></news:publication>
<news:publication_date>2024-04-09T10:00:00Z</news:publication_date><news:title>زيارة</news:title></news:news></url></urlset>"""


class TestLists:
    def test_the_pages_of_a_feed(self, site):
        site.pages["/rss"] = 200, {"Content-Type": "application/rss+xml"}, FEED.format(site.address)
        site.pages["/a"] = 200, HTML, page(ENGLISH)
        (first, second), (line,) = read(site.address + "/rss")
        assert (first.text, first.title, first.date) == ("\n".join(ENGLISH), "A visit", "2024-04-09")
        assert (second.text, second.outlet, second.url) == ("He left Cairo.", "Nile Post", site.address + "/gone")
        assert line.startswith(f"{site.address}/rss: entry 2 ({site.address}/gone): the server answered 404")
        assert line.endswith("What the feed says of it was read.")

    def test_what_a_list_says_is_unchanged_is_not_asked_for(self, site, tmp_path):
        site.pages["/map.xml"] = 200, {}, SITEMAP.format(site.address)
        site.pages["/a"] = 200, HTML, page(ARABIC)
        first = read(site.address + "/map.xml", via=Web(tmp_path, allow_private=True, delay=0))
        assert read(site.address + "/map.xml", via=Web(tmp_path, allow_private=True, delay=0)) == first
        assert site.paths().count("/a") == 1
        ((article,), problems) = first
        assert problems == []
        assert (article.text, article.title, article.date, article.outlet, article.lang) == ("\n".join(ARABIC), "زيارة", "2024-04-09", "النيل", "ar")

    def test_sitemaps_in_sitemaps(self, site):
        index = "<sitemapindex><sitemap><loc>{0}/{1}</loc></sitemap></sitemapindex>"
        site.pages["/0.xml"] = 200, {}, index.format(site.address, "1.xml.gz")
        site.pages["/1.xml.gz"] = 200, {}, gzip.compress(SITEMAP.format(site.address).encode())
        site.pages["/a"] = 200, HTML, page(ARABIC)
        assert len(read(site.address + "/0.xml")[0]) == 1

    def test_a_sitemap_that_lists_itself_and_one_too_deep(self, site):
        for i in range(6):
            inner = "".join(f"<sitemap><loc>{site.address}/{n}.xml</loc></sitemap>" for n in (i, i + 1))
            site.pages[f"/{i}.xml"] = 200, {}, f"<sitemapindex>{inner}</sitemapindex>"
        found, problems = read(site.address + "/0.xml")
        assert found == []
        assert problems == [f"{site.address}/4.xml: it is a sitemap in more than 3 others. It was left out."]

    def test_a_cut_sitemap_is_told_and_what_came_before_is_read(self, site):
        site.pages["/map.xml"] = 200, {}, SITEMAP.format(site.address).replace("</urlset>", "<url><loc>")
        site.pages["/a"] = 200, HTML, page(ARABIC)
        found, (line,) = read(site.address + "/map.xml")
        assert len(found) == 1
        assert "it is no whole sitemap" in line

    def test_get_raises_what_somebody_can_mend(self):
        with pytest.raises(InputError, match="no address"):
            Web().get("news.example")
