import json

import pytest

from kg.link.find import finder
from kg.link.logit import load
from kg.model import Mention, Reading, Span
from kg.train.coreference import ABOUT, RARE, examples, main
from kg.train.corpus import article

GROUPS = {
    "id": "t2",
    "lang": "en",
    "sentences": ["Kurdish fighters of the YPG held Manbij.", "Turkey said the Kurdish militia would be struck."],
    "entities": [
        {"name": "YPG", "type": "ArmedGroup", "forms": ["the YPG", "the Kurdish militia"]},
        {"name": "Turkey", "type": "State", "forms": ["Turkey"]},
        {"name": "Kurdish fighters", "type": "ArmedGroup", "forms": ["Kurdish fighters"]},
    ],
    "assertions": [],
}


def read(document, *mentions):
    of = article(document)
    return Reading(of, tuple(sorted(Mention(Span(at, at + len(words)), kind) for words, kind in mentions for at in [of.text.index(words)])), ())


def test_an_example_is_whom_the_article_alone_names_and_right_is_what_the_labels_say():
    reading = read(GROUPS, ("the YPG", "ArmedGroup"), ("Turkey", "State"), ("the Kurdish militia", "ArmedGroup"), ("Kurdish fighters", "ArmedGroup"))
    fighters, militia = examples(GROUPS, reading, finder())
    assert fighters.right == frozenset(), "labelled as another"
    assert len(militia.right) == 1
    (right,) = militia.right
    assert any(sign.endswith("Peoples_Protection_Units") for sign in militia.signs[right])


@pytest.mark.parametrize("mentions", [(), [("the YPG", "ArmedGroup")], [("Kurdish fighters", "ArmedGroup")]])
def test_without_another_to_choose_there_is_no_example(mentions):
    assert not list(examples(GROUPS, read(GROUPS, *mentions), finder()))


def test_the_file_is_what_the_linker_reads(tmp_path):
    corpus, to = tmp_path / "corpus.jsonl", tmp_path / "coreference.tsv"
    corpus.write_text("\n".join(json.dumps(GROUPS | {"id": f"t{i}"}) for i in range(RARE)), encoding="utf-8")
    main(to, [corpus])
    assert to.read_text(encoding="utf-8").startswith(f"# {ABOUT}\n")
    assert "any" in load(to)
