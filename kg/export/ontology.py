"""The ontology as one page for people, in Arabic or English, without a script: made of ``ontology/alaqat.ttl`` and nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.export.events import intensity
from kg.iris import KGO, local_name, term
from kg.store.names import ONTOLOGY, PREFIXES
from kg.vocabulary import OWL, RDFS, classes, declarations, modalities, relations

HERE = Path(__file__).parent
EXAMPLE = PREFIXES["skos"] + "example"
WORDS = {
    "en": {
        "classes": "What articles speak of",
        "kinds": "Wider kinds, for what relations lead from and to",
        "assertions": "How an assertion is told",
        "modalities": "Modalities",
        "covers": "covers",
        "from": "from",
        "to": "to",
        "symmetric": "holds in both directions",
        "weight": "weight",
        "scale": "from −10, conflict, to 10, cooperation: the mean of what the CAMEO codes weigh on Goldstein's scale (1992)",
        "version": "Version",
    },
    "ar": {
        "classes": "ما تتحدث عنه المقالات",
        "kinds": "أصناف أعمّ، لأطراف العلاقات",
        "assertions": "كيف يُروى القول",
        "modalities": "الصيغ",
        "covers": "يشمل",
        "from": "من",
        "to": "إلى",
        "symmetric": "متبادلة بين الطرفين",
        "weight": "الوزن",
        "scale": "من 10− (صراع) إلى 10 (تعاون): متوسط أوزان رموز CAMEO على مقياس غولدستين (1992)",
        "version": "الإصدار",
    },
}


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property: its name in RDF, what it is called and what it means in the language of the page."""

    name: str
    label: str
    comment: str


@dataclass(frozen=True, slots=True)
class Row:
    """A relation with all that is told of it; ``examples`` by language, that of the page first; ``weight`` is empty without codes."""

    term: Term
    domain: Term
    range: Term
    symmetric: bool
    codes: tuple[tuple[str, str], ...]
    weight: str
    examples: Mapping[str, str]


def page(lang: str) -> str:
    """The page in ``"ar"`` or ``"en"``."""
    found = declarations()
    ours = [name for name in found.subjects if name.startswith(KGO)]
    known = {*map(term, relations()), *map(term, classes())}
    kinds = [name for name in ours if found.is_a(name, OWL + "Class") and term("Entity") in (name, *found.above(name, RDFS + "subClassOf"))]
    told = [name for name in ours if term("Assertion") in found.all(name, RDFS + "domain")]
    templates = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return templates.get_template("ontology.html").render(
        lang=lang,
        word=WORDS[lang],
        title=found.by_language(ONTOLOGY.value, PREFIXES["dcterms"] + "title")[lang],
        about=found.by_language(ONTOLOGY.value, PREFIXES["dcterms"] + "description")[lang],
        version=found.all(ONTOLOGY.value, OWL + "versionInfo")[0],
        namespace=KGO,
        classes=[_term(term(name), lang) for name in classes()],
        kinds=[(_term(name, lang), _below(name, lang)) for name in kinds if name not in known],
        groups=[(_term(term(name), lang), list(_rows(name, lang))) for name in dict.fromkeys(r.parents[-1] for r in relations().values())],
        assertion=[_term(name, lang) for name in (term("Assertion"), *told)],
        modalities=[_term(term(name), lang) for name in modalities()],
        style=Markup((HERE.parent / "brief" / "brief.css").read_text(encoding="utf-8")),  # noqa: S704 - our own
    )


def _rows(group: str, lang: str) -> Iterator[Row]:
    found = declarations()
    for name, relation in relations().items():
        if relation.parents[-1] != group:
            continue
        codes = (("PLOVER", " ".join(relation.plover)), ("CAMEO", " ".join(relation.cameo)))
        weight = intensity(relation)
        texts = found.by_language(term(name), EXAMPLE)
        domain, range_ = (_term(found.all(term(name), RDFS + side)[0], lang) for side in ("domain", "range"))
        yield Row(
            _term(term(name), lang),
            domain,
            range_,
            relation.symmetric,
            tuple((system, told) for system, told in codes if told),
            f"{weight[0]:+g}".replace("-", "−") if weight else "",
            {each: texts[each] for each in (lang, "en" if lang == "ar" else "ar")},
        )


def _below(name: str, lang: str) -> str:
    """Which of the ten classes a wider kind covers."""
    found = declarations()
    return ("، " if lang == "ar" else ", ").join(labels[lang] for one, labels in classes().items() if name in found.above(term(one), RDFS + "subClassOf"))


def _term(name: str, lang: str) -> Term:
    found = declarations()
    return Term(local_name(name), found.by_language(name, RDFS + "label")[lang], found.by_language(name, RDFS + "comment")[lang])
