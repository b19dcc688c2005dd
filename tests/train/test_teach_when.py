import json

from kg.link.logit import load
from kg.train.when import ABOUT, RARE, examples, main


def test_an_example_has_the_signs_of_each_time_and_which_is_right(document):
    first, second = document["sentences"]
    document["sentences"] = [first, second.replace("ستدعم", "ستدعم الخميس")]
    found = list(examples([document]))
    assert [e.right for e in found] == [{0}, set(), set()]
    assert found[0].signs[0]["visits"] == found[1].signs[0]["planned"] == found[2].signs[0]["negated"] == 1


def test_empty_sentences_and_strange_words_do_no_harm(document):
    document["sentences"].insert(0, "")
    for label in document["assertions"]:
        label["sent"] += 1
    document["assertions"][0] |= {"trig": "ليست هناك", "sf": "ولا هذه"}
    assert [e.right for e in examples([document])] == [{0}]


def test_the_file_is_what_the_linker_reads(document, tmp_path):
    corpus, to = tmp_path / "corpus.jsonl", tmp_path / "when.tsv"
    corpus.write_text("\n".join([json.dumps(document)] * RARE), encoding="utf-8")
    main(to, [corpus])
    assert to.read_text(encoding="utf-8").startswith(f"# {ABOUT}\n")
    assert load(to)["visits"] > 0
