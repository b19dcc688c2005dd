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
from kg.brief.report import MOST, gather
from kg.brief.sayings import Saying, Sides
from kg.brief.timeline import Point, picture
from kg.brief.words import WORDS
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
    ("day", "subject", "relation", "more", "follows"),
    [
        ("2024-05-02", CHINA, "praises", {}, True),  # of the same group
        ("2024-05-02", CHINA, "aids", {}, False),
        ("2024-04-09", CHINA, "praises", {}, False),  # not later
        ("", CHINA, "praises", {}, False),
        ("2024-05-02", AMERICA, "praises", {}, False),
        ("2024-05-02", CHINA, "praises", {"modality": "planned"}, False),
        ("2024-05-02", CHINA, "praises", {"negated": True}, False),
    ],
)
def test_a_later_act_follows_a_promise(day, subject, relation, more, follows):
    told = Told().article("a", "2024-04-09").say("ستدعم الصين روسيا.", CHINA, "supports", RUSSIA, modality="planned")
    told.article("b", day).say("فعل.", subject, relation, RUSSIA, **more)
    promise = told_of(told, CHINA, RUSSIA)[0].sections[2].entries[0]
    assert (promise.later is not None) is follows


def test_partners_and_adversaries_are_counted():
    told = told_of(news(), RUSSIA)[0]
    assert [(s.other.label("en"), s.friendly, s.hostile) for s in told.partners] == [("China", 2, 0)]
    assert [(s.other.label("en"), s.friendly, s.hostile) for s in told.adversaries] == [("Ukraine", 0, 2)]


def test_rival_claims_are_those_in_which_both_take_part():
    assert [r.event.label("en") for r in told_of(attack(), RUSSIA, UKRAINE)[0].rivals] == ["attack on the Eurasia theatre"]
    assert told_of(attack(), RUSSIA, CHINA)[0].rivals == ()


def test_more_than_two_pages_are_left_out_and_counted():
    told = Told()
    for i in range(20):
        told.article(f"a{i:02}", "2024-04-09").say(f"China did thing {i}.", CHINA, "attacks", entity(f"Place_{i}", "Place", "", f"Place {i}"))
    deeds = told_of(told, CHINA)[0].sections[0]
    assert (len(deeds.entries), deeds.left) == (MOST["deeds"], 20 - MOST["deeds"])


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
