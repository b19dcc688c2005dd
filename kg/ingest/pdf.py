"""PDF, as an experiment, through pypdf: what a page shows need not be text, and its order is a guess."""

import logging
import re
import unicodedata
from dataclasses import replace
from io import BytesIO
from itertools import islice

from kg.errors import InputError
from kg.ingest import plain
from kg.ingest.draft import Draft

MOST_PAGES = 200  # of which the text is taken: a longer one is no article
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")  # Arabic letters as they are drawn, rather than as they are written

logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False  # what it has to say reaches the user as a problem


def parse(where: str, data: bytes) -> Draft:
    """The article that a PDF is; ``InputError`` when there is no text in it."""
    from pypdf import PdfReader  # noqa: PLC0415

    try:
        reader = PdfReader(BytesIO(data))
        text = "\n\n".join(page.extract_text() for page in islice(reader.pages, MOST_PAGES))
        told = reader.metadata
        title, author = (told.title or "", told.author or "") if told else ("", "")
    except Exception as e:  # of its parts, each with errors of its own
        raise InputError(f"this PDF can't be read ({type(e).__name__}). Save its text as a .txt file in UTF-8.") from e
    text = _FORMS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    if not text.strip():
        raise InputError("there is no text in this PDF, perhaps only pictures of it. Save its text as a .txt file in UTF-8.")
    draft = plain.parse(where, text)
    return replace(draft, title=draft.title or str(title), author=draft.author or str(author))
