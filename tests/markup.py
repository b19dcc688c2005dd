"""What a page begins with, as a browser would take it."""

from html.parser import HTMLParser


class Tags(HTMLParser):
    """``found`` has every element in order, ``(tag, attributes)``."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
