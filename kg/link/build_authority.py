"""Build ``ontology/entities/states.tsv`` from reference facts: ``python -m kg.link.build_authority REFERENCE OUT``.

REFERENCE is a folder with ``countries_ar.jsonl`` (names, codes, Wikidata ids) and ``demonyms_ar.json`` (Arabic nationalities). What they
have wrong or leave out is put right in the tables below; what no reference has is written by hand in the other files of the folder.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.lang.normalise import keys
from kg.link.inflect import adjectives

HEAD = """\
# States and territories: names, nationalities in all genders and numbers, English capitals, ISO 3166 codes, Wikidata ids.
# Built by kg/link/build_authority.py from mledoze/countries (ODbL), UN M49 and CLDR names, and demonyms of arwikicats (MIT). Do not edit:
# put what is missing into metonyms.tsv. Read by kg/link/authority.py.
entity\tname\tlang\tkind\tsince\tuntil\tsource
"""
WRONG = {"أففانستان", "المسكيك", "كومونولث أستراليا", "جمهورية أففانستان الإسلامية", "غويانا", "الأراضي الفلسطينية", "الكونغو", "جزر العذراء", "غينيا بساو"}
ENGLISH = {  # the usual English name, where the reference has another
    "TR": "Turkey", "CZ": "Czech Republic", "CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo", "MO": "Macau",
    "AX": "Åland", "FM": "Micronesia", "TL": "East Timor", "MM": "Myanmar",
}
ARABIC = {  # the usual Arabic name of the press, where the reference begins with another
    "US": "الولايات المتحدة", "GB": "بريطانيا", "PS": "فلسطين", "CI": "ساحل العاج", "CV": "الرأس الأخضر", "AO": "أنغولا", "CL": "تشيلي",
    "CZ": "التشيك", "BY": "بيلاروسيا", "DK": "الدنمارك", "KM": "جزر القمر", "MV": "المالديف", "VA": "الفاتيكان", "KR": "كوريا الجنوبية",
    "KP": "كوريا الشمالية", "SY": "سوريا", "RU": "روسيا", "TL": "تيمور الشرقية", "TH": "تايلاند", "BS": "جزر البهاما", "TW": "تايوان",
    "MX": "المكسيك", "EC": "الإكوادور", "CG": "جمهورية الكونغو", "CD": "جمهورية الكونغو الديمقراطية", "MK": "مقدونيا الشمالية",
    "CH": "سويسرا", "IR": "إيران", "VE": "فنزويلا", "GR": "اليونان", "AE": "الإمارات", "SA": "السعودية", "LU": "لوكسمبورغ",
    "HK": "هونغ كونغ", "GF": "غويانا الفرنسية", "MZ": "موزمبيق", "MW": "مالاوي", "BJ": "بنين", "OM": "سلطنة عمان", "EH": "الصحراء الغربية",
}
MORE = {  # other names in use
    "US": "أمريكا|أميركا|الولايات المتحدة الأميركية|US|U.S.|USA|America|United States of America|The States", "GB": "المملكة المتحدة|UK|Britain|Great Britain",
    "AE": "دولة الإمارات|دولة الإمارات العربية المتحدة|UAE|Emirates", "SA": "Kingdom of Saudi Arabia|KSA", "SY": "سورية|Syrian Arab Republic",
    "TR": "Türkiye|Turkiye|جمهورية تركيا", "CZ": "Czechia|جمهورية تشيكيا", "CI": "Côte d'Ivoire|كوت ديفوار", "MM": "Burma|بورما", "SZ": "Swaziland|سوازيلاند",
    "CD": "DR Congo|DRC|Congo-Kinshasa|الكونغو الديمقراطية", "CG": "Congo-Brazzaville|الكونغو برازافيل", "MK": "Macedonia|مقدونيا", "OM": "عمان|عُمان",
    "CV": "Cabo Verde", "TL": "Timor-Leste|تيمور", "BY": "روسيا البيضاء|Belorussia", "RU": "Russian Federation", "IR": "الجمهورية الإسلامية الإيرانية|الجمهورية الإسلامية|Islamic Republic of Iran|Islamic Republic",
    "KP": "DPRK", "KR": "Republic of Korea|ROK", "CN": "People's Republic of China|PRC|الصين الشعبية", "LY": "الجماهيرية الليبية", "NL": "Holland|الأراضي المنخفضة",
    "VA": "Holy See|الكرسي الرسولي|Vatican", "PS": "State of Palestine", "BA": "Bosnia|البوسنة", "ET": "أثيوبيا", "ER": "إرتريا|أريتريا",
    "HU": "هنغاريا", "DK": "الدنمارك|الدانمارك", "BR": "برازيل", "JP": "يابان", "IL": "الدولة العبرية|الكيان الصهيوني|الكيان الإسرائيلي|الدولة الصهيونية|Zionist entity|Jewish state",
    "EG": "مصر العربية|Arab Republic of Egypt", "SO": "الصومال الفيدرالي", "SS": "جمهورية جنوب السودان", "IE": "إيرلندا|آيرلندا", "IS": "أيسلندا|إيسلندا", "VN": "فييتنام",
    "GE": "جورجيا", "AM": "أرمينية", "KZ": "كازاخستان|قازاقستان|كازخستان", "UZ": "أوزبكستان", "KG": "قرغيزستان|قرغيزيا", "TW": "Republic of China", "SG": "سنغافوره",
    "AR": "أرجنتين", "NO": "نروج|النروج", "AF": "أفغانستان|إمارة أفغانستان الإسلامية", "YE": "Republic of Yemen", "TH": "تايلند", "PH": "فلبين|الفيليبين", "MR": "موريتانيا الإسلامية",
    "SN": "سنغال", "MY": "مليزيا", "DE": "Federal Republic of Germany|ألمانيا الاتحادية", "ZA": "جنوب إفريقيا|جمهورية جنوب إفريقيا", "CF": "أفريقيا الوسطى|إفريقيا الوسطى|جمهورية إفريقيا الوسطى",
}
DEMONYM = {  # the masculine nationality, where the reference has none, a wrong one, or not all
    "US": "أمريكي أميركي", "SA": "سعودي", "GB": "بريطاني", "CZ": "تشيكي", "DJ": "جيبوتي", "BW": "بوتسواني", "KI": "كيريباتي", "LS": "ليسوتي",
    "CI": "إيفواري عاجي", "KG": "قيرغيزي قرغيزي", "UZ": "أوزبكي أوزبكستاني", "TJ": "طاجيكي طاجيكستاني", "KZ": "كازاخستاني كازاخي", "TM": "تركماني تركمانستاني",
    "TH": "تايلندي تايلاندي", "BA": "بوسني", "IE": "أيرلندي إيرلندي", "SK": "سلوفاكي", "SI": "سلوفيني", "ME": "مونتينيغري", "XK": "كوسوفي", "EH": "صحراوي",
    "VA": "فاتيكاني", "CD": "كونغولي كونغوي", "CG": "كونغولي كونغوي", "CN": "صيني", "CL": "تشيلي شيلي", "CO": "كولومبي", "CM": "كاميروني", "KM": "قمري", "CR": "كوستاريكي",
    "CU": "كوبي", "CY": "قبرصي", "DK": "دنماركي دانماركي", "HR": "كرواتي", "MM": "ميانماري بورمي", "NR": "ناوروي", "BF": "بوركيني بوركينابي", "AR": "أرجنتيني", "VE": "فنزويلي",
    "UY": "أوروغوياني", "PY": "باراغواياني", "PE": "بيروفي بيروي", "MU": "موريشيوسي", "MW": "ملاوي", "ET": "إثيوبي أثيوبي", "ER": "إريتري إرتري", "AM": "أرميني أرمني", "IS": "آيسلندي أيسلندي",
    "HU": "مجري هنغاري", "GL": "غرينلاندي", "RU": "روسي", "SZ": "سوازي", "TW": "تايواني", "HK": "هونغ كونغي", "PR": "بورتوريكي", "AL": "ألباني", "SN": "سنغالي",
}
DEMONYM_PHRASE = {"KP": "كوري شمالي", "KR": "كوري جنوبي", "GQ": "غيني استوائي"}  # both words are inflected
DEMONYM_WORDS = {"ZA": "جنوب أفريقي|جنوب إفريقي", "SS": "جنوب سوداني", "PS": ""}  # only the last word is
PLURAL = {
    "تركي": "أتراك", "روسي": "روس", "أفغاني": "أفغان", "ألماني": "ألمان", "صربي": "صرب", "كرواتي": "كروات", "روماني": "رومان", "هندي": "هنود", "مغربي": "مغاربة",
    "إسباني": "إسبان", "أرميني": "أرمن", "طاجيكي": "طاجيك", "ألباني": "ألبان", "أوزبكي": "أوزبك", "تركماني": "تركمان", "تونسي": "توانسة",
}
NOT_OWN = {"TF", "BQ", "MP", "SJ", "IO", "UM", "DM", "GG", "JE", "VG", "VI", "HM", "AS"}  # the nationality is another state's
DEMONYM_EN = {
    "SA": "Saudi|Saudis|Saudi Arabian", "BW": "Botswanan", "LS": "Basotho", "BA": "Bosnian", "KG": "Kyrgyz|Kyrgyzstani", "TJ": "Tajik|Tajikistani", "TM": "Turkmen",
    "TR": "Turkish|Turk|Turks", "US": "American|Americans", "GB": "British|Briton|Britons|Brits", "ES": "Spanish|Spaniard|Spaniards", "DK": "Danish|Dane|Danes", "PL": "Polish|Pole|Poles",
    "SE": "Swedish|Swede|Swedes", "FI": "Finnish|Finn|Finns", "AR": "Argentine|Argentinian|Argentines", "KZ": "Kazakh|Kazakhstani|Kazakhs", "UZ": "Uzbek|Uzbekistani|Uzbeks", "RS": "Serbian|Serb|Serbs", "HR": "Croatian|Croat|Croats",
    "PH": "Filipino|Philippine|Filipinos", "XK": "Kosovar|Kosovan", "SI": "Slovenian|Slovene", "SK": "Slovak|Slovakian", "IS": "Icelandic|Icelander", "AE": "Emirati|Emiratis|UAE's", "PS": "Palestinian|Palestinians",
    "MM": "Burmese|Myanmar's", "NZ": "New Zealander|New Zealand's", "BF": "Burkinabe", "CV": "Cape Verdean", "MV": "Maldivian", "EC": "Ecuadorian|Ecuadorean", "KN": "", "AG": "", "PM": "", "VA": "Vatican's", "DJ": "Djiboutian",
    "IE": "Irish", "CH": "Swiss", "NL": "Dutch", "FR": "French|Frenchman|Frenchmen", "CN": "Chinese", "JP": "Japanese", "GR": "Greek|Greeks", "CZ": "Czech|Czechs", "KI": "I-Kiribati", "GI": "Gibraltarian", "CY": "Cypriot|Cypriots", "KM": "Comorian",
}
SINCE = {"SS": "2011-07-09", "XK": "2008-02-17", "ME": "2006-06-03", "TL": "2002-05-20"}
CAPITAL = {"UA": "Kiev", "IN": "Delhi", "YE": "Sanaa", "US": "Washington|Washington, D.C.|Washington DC", "IL": "Tel Aviv", "KW": "", "PS": "", "LK": "Colombo", "EH": ""}
CAPITAL_OWN = {"KW", "DJ", "SG", "MC", "SM", "VA", "GI", "LU", "PA", "GT", "MX", "PS", "EH", "BQ", "HK", "GE"}  # named like the state, or claimed by others


def local(name: str) -> str:
    """The local name of an entity: its English name with ``_`` for blanks."""
    return re.sub(r"[^\w-]+", "_", name.replace("'", "").replace(".", "")).strip("_")


def rows(reference: Path) -> Iterator[tuple[str, ...]]:
    """The rows of the file, without those that say the same name of the same entity twice."""
    countries = [json.loads(line) for line in (reference / "countries_ar.jsonl").read_text(encoding="utf-8").splitlines()]
    known = json.loads((reference / "demonyms_ar.json").read_text(encoding="utf-8"))
    people: dict[str, tuple[str, str]] = {v["en"]: (v["male"], v["males"]) for v in known.values()}
    for country in sorted(countries, key=lambda c: str(c["iso3"])):
        seen: set[tuple[str, ...]] = set()
        for row in _state(country, people):
            same = (row[1], *row[3:4]) if row[3] in {"code", "wikidata"} else (*keys(row[1]), "")
            if row[1] and same not in seen:
                seen.add(same)
                yield row


def _state(c: dict[str, object], people: dict[str, tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    iso, english = str(c["iso2"]), ENGLISH.get(str(c["iso2"]), str(c["en"]))
    entity = f"State/{local(english)}"

    def row(name: str, lang: str, kind: str, source: str) -> tuple[str, ...]:
        return (entity, name, lang, kind, SINCE.get(iso, "") if kind in {"name", "short", "demonym"} else "", "", source)

    yield row(english, "en", "name", "mledoze")
    yield row(str(c["en"]), "en", "short", "mledoze")
    mledoze = c["ar_mledoze"]
    assert isinstance(mledoze, dict)
    arabic = [("CLDR", c["ar_cldr"], "short"), ("mledoze", mledoze["common"], "short"), ("UN M49", c["ar_un_short"], "short")]
    arabic += [("mledoze", mledoze["official"], "official"), ("UN M49", c["ar_un_formal"], "official")]
    found = [(source, _clean(str(name)), kind) for source, name, kind in arabic]
    first = ARABIC.get(iso) or next((n for _, n, _ in found if n), "")
    yield row(first, "ar", "name", "press" if iso in ARABIC else found[0][0])
    for source, name, kind in found:
        yield row(name, "ar", kind, source)
    for name in filter(None, MORE.get(iso, "").split("|")):
        yield row(name, "ar" if re.search("[\u0600-\u06ff]", name) else "en", "short", "press")
    if iso not in NOT_OWN:
        for name in _arabic_demonyms(c, iso, people):
            yield row(name, "ar", "demonym", "arwikicats")
        for name in _english_demonyms(iso, str(c["demonym_en"])):
            yield row(name, "en", "demonym", "mledoze")
    if iso not in CAPITAL_OWN:
        capitals = [x for x in (CAPITAL.get(iso, "").split("|")) + list(c["capital_en"])[:1] if x]  # type: ignore[call-overload]
        for name in capitals:
            if iso != "IL" or name != "Jerusalem":
                yield row(name, "en", "capital", "mledoze")
    yield row(iso, "", "code", "ISO 3166-1")
    yield row(str(c["iso3"]), "", "code", "ISO 3166-1")
    yield row(str(c["qid"]), "", "wikidata", "mledoze")


def _clean(name: str) -> str:
    name = re.sub(r"\s*(\([^)]*\)|\*+)\s*", " ", name).strip().replace(" - ", " ").replace("- ", " ")
    return "" if name in WRONG else name


def _arabic_demonyms(c: dict[str, object], iso: str, people: dict[str, tuple[str, str]]) -> Iterator[str]:
    if phrase := DEMONYM_PHRASE.get(iso):
        first, second = (adjectives(w, "") for w in phrase.split())
        yield from (f"{a} {b}" for a, b in zip(first, second, strict=True))
        return
    if words := DEMONYM_WORDS.get(iso):
        for phrase in words.split("|"):
            head, adjective = phrase.split()
            for form in adjectives(adjective, ""):
                yield f"ال{head} {form.removeprefix('ال')}" if form.startswith("ال") else f"{head} {form}"
        return
    stems = DEMONYM.get(iso, "").split()
    if not stems:
        name = str(c["en"]).casefold()
        male = people.get(name, people.get(name.split(" and ")[0], (str(c["demonym_ar_masc"]).split(" (")[0], "")))[0]
        stems = [male] if re.fullmatch("[ء-ي]+ي", male) else []
    for stem in stems:
        yield from adjectives(stem, PLURAL.get(stem, ""))


def _english_demonyms(iso: str, given: str) -> Iterator[str]:
    if iso in DEMONYM_EN:
        names = DEMONYM_EN[iso].split("|")
        yield from (n for n in names if n and not n.endswith("'s"))
        return
    for name in filter(None, given.split(", ")):
        yield name
        if not name.endswith(("ese", "ish", "ch", "ss", "Islander")):
            yield name + "s"


def main(arguments: list[str]) -> int:
    """Write the file; the two arguments are the folder of reference facts and the file to write."""
    reference, out = map(Path, arguments)
    out.write_text(HEAD + "".join("\t".join(r) + "\n" for r in rows(reference)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
