"""What is served in these tests: an article whose every word is hostile, and enough of the same for slow queries."""

from stories import CHINA, RUSSIA, UKRAINE, Story, entity

HOSTILE = "<img src=x onerror=\"document.title='ran'\"></script><script>document.title='ran'</script>\u2028&amp;"
BAD = entity("State_سيئة,_D.C.", "State", HOSTILE, HOSTILE)
ARTICLE = "bad/١ و٢#?100%"


def hostile():
    told = Story()
    told.article(ARTICLE, HOSTILE, HOSTILE, HOSTILE, url="javascript:document.title='ran'")
    told.say(f"{HOSTILE} said {HOSTILE}", BAD, "supports", CHINA, ("img", "said", "src"), speaker=BAD, about=BAD, outlet=BAD)
    return told.assertions, told.articles


def many(count):
    told = Story()
    for i in range(count):
        told.article(f"many-{i:04}", "خبر", "2024-05-01", "صحيفة المثال")
        told.say("Ukraine sanctions Russia.", UKRAINE, "sanctions", RUSSIA, ("sanctions", "Ukraine", "Russia"))
    return told.assertions, told.articles
