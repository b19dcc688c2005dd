"""The story of two ministers and an attack, and an article that tries to do harm."""

from stories import CHINA, RUSSIA, Story, entity, small

TRAP = entity("Organization_trap", "Organization", en="=HYPERLINK(1)\x0b")


def readings():
    assertions, articles = small()
    story = Story(dict(articles), assertions)
    story.article("شر/1", "@عنوان", "", "'=ناشر", url="not an address", lang="en")
    story.say('-1 China\x0b aids\r\n"Russia", <b>says</b> it & \\ \ufeff.', CHINA, "aids", RUSSIA, ("China", "aids", "Russia"), speaker=TRAP)
    story.say("+ praises Russia", TRAP, "praises", RUSSIA, ("+", "praises", "Russia"))
    return [(article, [a for a in story.assertions if a.evidence.article == name]) for name, article in story.articles.items()]
