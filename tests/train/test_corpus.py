import json

import pytest

from kg.errors import InputError
from kg.train.corpus import article, documents, lessons, occurrences
from kg.train.corpus import texts as read_texts


def test_sentences_have_exact_spans(document):
    found = article(document)
    assert [s.of(found.text) for s in found.sentences] == document["sentences"]


def test_lessons_point_at_the_labelled_words(document, tokenizer):
    (lesson,) = lessons(document, tokenizer)
    text = lesson.window.article.text
    words = lambda a, b: text[lesson.window.words[a].start : lesson.window.words[b].end]  # noqa: E731
    assert {words(*m[:2]) for m in lesson.mentions} == {"وزير خارجية قطر", "قطر", "أنقرة", "بلاده", "تركيا", "الأناضول"}
    visits, supports, praises = lesson.labels
    assert words(*visits.trigger) == "زار"
    assert [words(*lesson.mentions[i][:2]) for i in supports.roles["speaker"]] == ["وزير خارجية قطر"]
    assert [words(*lesson.mentions[i][:2]) for i in supports.roles["outlet"]] == ["الأناضول"]
    assert (supports.modality, supports.negated, praises.negated) == ("planned", False, True)
    # a subject that the sentence leaves out is the one named before
    assert words(*lesson.mentions[praises.roles["subject"][0]][:2]) == "وزير خارجية قطر"


def test_a_form_is_found_as_a_word_only():
    text = "لقطر والقطري قطر وبقطر قطري"
    assert [text[s.start : s.end + 1].strip() for s in occurrences("قطر", text)] == ["قطر", "قطر", "قطر"]


def test_bad_labels_are_told_with_their_line(document, tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text(json.dumps(document) + '\n{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.jsonl: line 2: not a labelled article"):
        list(documents(bad))


def test_labels_alone_find_their_text(document, tmp_path):
    texts, labels = tmp_path / "texts.jsonl", tmp_path / "labels.jsonl"
    lines = ["عنوان", *document["sentences"]]
    text, at, spans = "\n".join(lines), len(lines[0]) + 1, []
    for s in document["sentences"]:
        spans.append([at, at + len(s)])
        at += len(s) + 1
    texts.write_text(json.dumps({"id": document["id"], "lang": "ar", "text": text}), encoding="utf-8")
    labels.write_text(json.dumps({k: document[k] for k in ("id", "entities", "assertions")} | {"sentences": spans}), encoding="utf-8")
    (found,) = documents(labels, read_texts([texts]))
    assert found["sentences"] == document["sentences"]
    with pytest.raises(InputError, match=r"labels\.jsonl: line 1: labels without the text of .*--texts"):
        list(documents(labels))
