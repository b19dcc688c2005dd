import os
import re
import subprocess
from dataclasses import replace
from datetime import date
from shutil import which

import pytest
from markup import Tags
from stories import AMERICA, CHINA, RUSSIA, TASS, UKRAINE, WANG, entity
from told import Told, attack

from kg.brief import report, timeline
from kg.brief.lines import Writer
from kg.brief.page import as_html, as_markdown, blocks
from kg.brief.report import ROOM, gather
from kg.brief.sayings import Saying, Sides
from kg.brief.timeline import Point, picture
from kg.brief.words import WORDS
from kg.model import Time
from kg.store import Store

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
browser = pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no chromium on this machine")
HOSTILE = "<img src=x onerror=\"document.title='ran'\"></script></style></svg><script>document.title='ran'</script>{{ 7*7 }} $x$ \u202e&amp;"


def news():
    told = Told().article("ar-1", "2024-04-09")
    told.say("وتعهد وانغ بأن تدعم الصين روسيا.", CHINA, "supports", RUSSIA, modality="planned", speaker=WANG, outlet=TASS)
    told.say("والتقى وانغ مسؤولين روسا في موسكو.", WANG, "meets", RUSSIA)
    told.say("وقد تساعد الصين روسيا.", CHINA, "aids", RUSSIA, modality="possible")
    told.say("ولم تسلّح الصين روسيا.", CHINA, "arms", RUSSIA, negated=True)
    told.say("ووانغ وزير خارجية الصين.", WANG, "foreignMinisterOf", CHINA)
    told.article("en-1", "2024-05-02", "The Example", "en")
    told.say("China spoke up for Russia at the council.", CHINA, "supports", RUSSIA)
    told.say("Russia attacked Ukraine.", RUSSIA, "attacks", UKRAINE, confidence=0.8)
    told.say("Again Russia attacked Ukraine.", RUSSIA, "attacks", UKRAINE, confidence=0.9)
    return told


def told_of(told, *actors, lang="en"):
    said = tuple(Saying(a, article) for article, some in told.found for a in some)
    sides = Sides(said, actors)
    return report.brief(actors, said, sides), Writer(lang, sides)


def sections(told, *actors):
    return {s.name: [e.saying.assertion.evidence.quote for e in s.entries] for s in told_of(told, *actors)[0].sections}


def test_what_is_done_said_planned_possible_and_denied_stand_apart():
    assert sections(news(), CHINA, RUSSIA) == {
        "deeds": ["والتقى وانغ مسؤولين روسا في موسكو."],  # the minister counts for the state
        "words": ["China spoke up for Russia at the council."],
        "promises": ["وتعهد وانغ بأن تدعم الصين روسيا."],
        "possible": ["وقد تساعد الصين روسيا."],
        "refused": ["ولم تسلّح الصين روسيا."],
    }


def test_the_order_of_the_two_does_not_matter_for_what_is_told():
    assert sections(news(), RUSSIA, CHINA) == sections(news(), CHINA, RUSSIA)


def test_a_person_who_is_asked_about_acts_for_himself():
    assert sections(news(), WANG)["deeds"] == ["والتقى وانغ مسؤولين روسا في موسكو."]
    assert sections(news(), WANG, RUSSIA)["words"] == []


def test_one_actor_has_what_it_does_once_with_how_often_it_is_told():
    (deeds, *_), writer = told_of(news(), RUSSIA)[0].sections, told_of(news(), RUSSIA)[1]
    assert [(e.saying.assertion.evidence.quote, e.also) for e in deeds.entries] == [
        ("والتقى وانغ مسؤولين روسا في موسكو.", 0),
        ("Again Russia attacked Ukraine.", 1),
    ]
    assert "other sentences that say so: 1" in as_markdown(told_of(news(), RUSSIA)[0], writer)


@pytest.mark.parametrize(
    ("day", "subject", "relation", "more", "fate"),
    [
        ("2024-05-02", CHINA, "supports", {}, "kept"),
        ("2024-05-02", CHINA, "supports", {"negated": True}, "unkept"),
        ("2024-05-02", CHINA, "supports", {"time": Time("في آذار", "2024-03-01", "2024-04-01")}, "nothing later"),  # done before it was promised
        ("2024-05-02", CHINA, "praises", {}, "later"),  # of the same group
        ("2024-05-02", CHINA, "aids", {}, "nothing later"),
        ("2024-04-09", CHINA, "praises", {}, "nothing later"),  # not later
        ("", CHINA, "praises", {}, "nothing later"),
        ("2024-05-02", AMERICA, "praises", {}, "nothing later"),
        ("2024-05-02", CHINA, "praises", {"modality": "planned"}, "nothing later"),
        ("2024-05-02", CHINA, "praises", {"negated": True}, "nothing later"),
    ],
)
def test_a_promise_is_kept_or_not(day, subject, relation, more, fate):
    told = Told().article("a", "2024-04-09").say("ستدعم الصين روسيا.", CHINA, "supports", RUSSIA, modality="planned")
    told.article("b", day).say("فعل.", subject, relation, RUSSIA, **more)
    promise = told_of(told, CHINA, RUSSIA)[0].sections[2].entries[0]
    assert (promise.fate, promise.later is not None) == (fate, fate != "nothing later")


def test_partners_and_adversaries_are_counted():
    told = told_of(news(), RUSSIA)[0]
    assert [(s.other.label("en"), s.friendly, s.hostile) for s in told.partners] == [("China", 2, 0)]
    assert [(s.other.label("en"), s.friendly, s.hostile) for s in told.adversaries] == [("Ukraine", 0, 2)]


def test_rival_claims_are_those_in_which_both_take_part():
    assert [r.event.label("en") for r in told_of(attack(), RUSSIA, UKRAINE)[0].rivals] == ["attack on the Eurasia theatre"]
    assert told_of(attack(), RUSSIA, CHINA)[0].rivals == ()


def busy():
    """A long history: each sentence of one kind, the later ones with more confidence, one of them told twice."""
    told = Told()
    for i in range(60):
        other = entity(f"State_{i}", "State", f"دولة {i}", f"State {i}")
        told.article(f"a{i:02}", f"2024-04-{1 + i // 3:02}")
        for relation, more in (("attacks", {}), ("praises", {}), ("aids", {"modality": "planned"}), ("aids", {"modality": "possible"}), ("arms", {"negated": True})):
            told.say(f"جملة طويلة عن {relation} {more} {i} " + "كلمة " * (i % 40), CHINA, relation, other, confidence=i / 100, **more)
    return told.article("b", "2024-04-01").say("مرة أخرى.", CHINA, "attacks", entity("State_0", "State", "دولة 0", "State 0"), confidence=0)


def test_more_than_two_pages_are_left_out_and_counted():
    told = told_of(busy(), CHINA)[0]
    assert sum(e.rows for s in told.sections for e in s.entries) + sum(s.rows for s in (*told.partners, *told.adversaries)) <= ROOM
    for section in told.sections:
        assert len(section.entries) + section.left == 60
        assert section.entries
    assert len(told.partners) + told.left["partners"] + len(told.adversaries) + told.left["adversaries"] == 60


def test_the_most_telling_lines_are_shown():
    def telling(**more):
        told = Told().article("a", "2024-04-01").say("أول.", CHINA, "attacks", UKRAINE, confidence=0.5).say("ثان.", CHINA, "arms", UKRAINE, **{"confidence": 0.5} | more)
        return [e.saying.assertion.relation for e in report._entries("deeds", told_of_all(told), Sides(()))]

    def told_of_all(told):
        return [Saying(a, article) for article, some in told.found for a in some]

    assert telling() == ["attacks", "arms"]
    assert telling(confidence=0.6) == ["arms", "attacks"]
    later = Told().article("a", "2024-04-01").say("أول.", CHINA, "attacks", UKRAINE).article("b", "2024-05-01").say("ثان.", CHINA, "arms", UKRAINE)
    assert [e.saying.assertion.relation for e in report._entries("deeds", told_of_all(later), Sides(()))] == ["arms", "attacks"]
    twice = Told().article("a", "2024-04-01").say("أول.", CHINA, "attacks", UKRAINE).again(CHINA, "arms", UKRAINE).say("ثان.", CHINA, "aids", UKRAINE, confidence=0.1)
    assert [e.saying.assertion.relation for e in report._entries("deeds", told_of_all(twice), Sides(()))] == ["attacks", "aids", "arms"]  # a sentence once, if there are others


@browser
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_busy_actor_has_two_printed_pages(lang, tmp_path):
    page, pdf = tmp_path / "brief.html", tmp_path / "brief.pdf"
    page.write_text(as_html(*told_of(busy(), CHINA, lang=lang)), encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={tmp_path / 'profile'}"]
    subprocess.run([CHROMIUM or "chromium", *flags, f"--print-to-pdf={pdf}", page.as_uri()], capture_output=True, timeout=170, check=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) <= 2


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("write", [as_markdown, as_html])
def test_every_line_has_quote_outlet_date_and_speaker(lang, write):
    told, writer = told_of(news(), CHINA, RUSSIA, lang=lang)
    text = write(told, writer)
    for section in told.sections:
        for entry in section.entries:
            assert entry.saying.assertion.evidence.quote in text
    for block in blocks(told, writer):
        for item in block.items:
            assert all((item.line.voice, item.line.outlet, item.line.date, item.line.quote))
    assert {"ar": "بحسب وانغ يي (الصين) · نقلًا عن تاس", "en": "according to Wang Yi (China) · through TASS"}[lang] in text
    assert {"ar": "دعم", "en": "supports"}[lang] in text


def test_the_page_is_of_its_language_and_always_the_same():
    told, writer = told_of(news(), CHINA, RUSSIA, lang="ar")
    assert '<html lang="ar" dir="rtl">' in as_html(told, writer)
    assert "<title>إحاطة: الصين وروسيا</title>" in as_html(told, writer)
    assert as_html(told, writer) == as_html(told, writer)
    assert '<html lang="en" dir="ltr">' in as_html(*told_of(news(), CHINA, RUSSIA))


def test_a_point_of_the_picture_leads_to_its_line():
    html = as_html(*told_of(news(), CHINA, RUSSIA))
    leads = re.findall(r'xlink:href="#(line-\d+)"', html)
    assert sorted(set(leads)) == ["line-1", "line-2", "line-3"]  # deeds, words, promises; not what is only possible or denied
    assert all(f'id="{lead}"' in html for lead in leads)


def test_without_a_day_there_is_no_picture():
    assert picture([], Writer("ar", Sides(()))) == ""
    assert "<svg" not in as_html(*told_of(Told().article("a", "").say("China met Russia.", CHINA, "meets", RUSSIA), CHINA, RUSSIA))


def test_points_of_one_time_stand_above_each_other():
    points = [Point(n, day, "support", promised=False) for n, day in enumerate(("2024-04-09", "2024-04-09", "2024-04-20", "2024-12-01"), 1)]
    levels = timeline._levels(points, date(2024, 1, 1), date(2025, 1, 1))
    assert [[p.number for p in level] for level in levels] == [[1, 4], [2], [3]]


def test_the_picture_has_no_text_but_shapes():
    drawn = picture([Point(1, "2024-04-09", "support", promised=False)], Writer("ar", Sides(())))
    assert drawn.startswith("<svg")
    assert "<text" not in drawn


def hostile():
    bad = [replace(who, labels=(("ar", HOSTILE), ("en", HOSTILE))) for who in (CHINA, RUSSIA)]
    told = Told().article("a", "2024-04-09", HOSTILE, title=HOSTILE, url="javascript:document.title='ran'")
    told.say(HOSTILE, bad[0], "supports", bad[1], modality="planned", speaker=bad[1], outlet=bad[1], about=bad[0])
    told.article("b", "2024-04-10", HOSTILE, title=HOSTILE, url='https://example.org/"><script>')
    told.say(HOSTILE, bad[0], "supports", bad[1]).say(HOSTILE, bad[0], "attacks", bad[1], negated=True)
    return told_of(told, *bad)


def test_what_articles_say_is_never_markup():
    tags = Tags(as_html(*hostile())).found
    assert not [tag for tag, _ in tags if tag in {"script", "img", "iframe", "object", "form"}]
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    links = [attributes["href"] for tag, attributes in tags if tag == "a" and "href" in attributes]
    assert links
    assert all(link.startswith("https://example.org/") for link in links)
    assert "{{ 7*7 }}" in as_html(*hostile())
    assert "<" not in as_markdown(*hostile())


@browser
def test_hostile_text_stays_text_in_a_browser(tmp_path):
    (tmp_path / "brief.html").write_text(as_html(*hostile()), encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    own = [f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=2000", "--dump-dom"]
    run = subprocess.run([CHROMIUM or "chromium", *flags, *own, (tmp_path / "brief.html").as_uri()], capture_output=True, timeout=170, check=True)
    dom = run.stdout.decode()
    assert "<title>ran</title>" not in dom
    assert "<script" not in dom


def test_days_bound_the_articles_and_officials_are_found(tmp_path):
    with Store.read_only(news().store(tmp_path)) as store:
        assert {s.article.id for s in gather(store, [CHINA])} == {"ar-1", "en-1"}
        assert {s.article.id for s in gather(store, [CHINA], since="2024-04-10")} == {"en-1"}
        assert {s.article.id for s in gather(store, [CHINA], until="2024-04-09")} == {"ar-1"}
        assert gather(store, [AMERICA]) == ()


def test_the_languages_have_the_same_words():
    assert WORDS["ar"].keys() == WORDS["en"].keys()
    assert all(WORDS["ar"].values())
