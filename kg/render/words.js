"use strict";
// The words of the page itself, in both languages. Counts stand after a colon, since Arabic plurals change with the number.
const WORDS = {
  ar: {
    title: "علاقات", other: "English", find: "ابحث عن اسم…", list: "قائمة العلاقات", key: "المفتاح", close: "إغلاق",
    nearer: "تقريب", further: "إبعاد", whole: "إظهار الكل", network: "رسم العلاقات بين الجهات؛ القائمة والبحث يعرضان ما فيه نصًّا",
    count: (nodes, edges) => `الأسماء: ${nodes} · العلاقات: ${edges}`,
    left: (nodes, edges) => `الرسم أكبر من أن يُعرض كلّه: تُرك من الأسماء ${nodes} ومن العلاقات ${edges}، وهي الأقلّ ذكرًا.`,
    empty: "لا علاقات بعد: لم يُعثر في المقالات على من فعل شيئًا بأحد.", none: "لا شيء يطابق هذه المرشِّحات.", unmatched: "لا اسم كهذا",
    groups: "العلاقات", modalities: "كيف قيلت", claims: "من يقول", kinds: "الجهات",
    actual: "واقع", past: "ماضٍ", planned: "مخطَّط أو موعود", possible: "محتمَل", denied: "منفيّ",
    everything: "الكل", voiced: "بصوت الوسيلة نفسها", claimed: "كل المنسوب إلى قائل", by: "بحسب", speakers: "بحسب…",
    disputed: "يثبته بعضهم وينفيه بعضهم", sentences: "الجمل", hidden: "تخفيها المرشِّحات", via: "نقلًا عن", about: "بشأن", time: "الوقت",
    sure: "الثقة", untitled: "بلا عنوان", subject: "الفاعل", object: "المفعول", trigger: "اللفظ الدالّ",
    before: "قبلها", beside: "علاقات أخرى بينهما", said: "منسوب إليه", relations: "علاقاته", more: "وغيرها",
  },
  en: {
    title: "Alaqat", other: "العربية", find: "Find a name…", list: "List of relations", key: "Legend", close: "Close",
    nearer: "Zoom in", further: "Zoom out", whole: "Show all", network: "Drawing of the relations; the list and the search show the same as text",
    count: (nodes, edges) => `Names: ${nodes} · Relations: ${edges}`,
    left: (nodes, edges) => `The graph is too large to show whole: ${nodes} names and ${edges} relations, the least reported, are left out.`,
    empty: "No relations yet: the articles were not found to say who did what to whom.", none: "Nothing matches these filters.", unmatched: "No such name",
    groups: "Relations", modalities: "How it is told", claims: "Who says so", kinds: "Names",
    actual: "Actual", past: "Former", planned: "Planned or promised", possible: "Possible", denied: "Denied",
    everything: "Everybody", voiced: "In the outlet’s own voice", claimed: "All that somebody claims", by: "According to", speakers: "According to…",
    disputed: "Affirmed by some, denied by others", sentences: "Sentences", hidden: "hidden by the filters", via: "Through", about: "About", time: "When",
    sure: "Confidence", untitled: "Untitled", subject: "Subject", object: "Object", trigger: "Words that say so",
    before: "Before it", beside: "Other relations between the two", said: "Claimed by", relations: "Relations", more: "and more",
  },
};
