"use strict";
// The words of the page itself, in both languages; those that briefs have too come with the data. Counts stand after a colon, since Arabic plurals change with the number.
const WORDS = {
  ar: {
    title: "علاقات", other: "English", find: "ابحث عن اسم…", list: "قائمة العلاقات", key: "المفتاح", close: "إغلاق",
    nearer: "تقريب", further: "إبعاد", whole: "إظهار الكل", network: "رسم العلاقات بين الجهات؛ الأسهم تحرّكه و+ و− تقرّبانه، والقائمة والبحث يعرضان ما فيه نصًّا",
    count: (nodes, edges) => `الأسماء: ${nodes} · العلاقات: ${edges}`,
    left: (nodes, edges) => `الرسم أكبر من أن يُعرض كلّه: تُرك من الأسماء ${nodes} ومن العلاقات ${edges}، وهي الأقلّ ذكرًا.`,
    empty: "لا علاقات بعد: لم يُعثر في المقالات على من فعل شيئًا بأحد.", none: "لا شيء يطابق هذه المرشِّحات.", unmatched: "لا اسم كهذا",
    groups: "العلاقات", modalities: "كيف قيلت", telling: "من يقول", kinds: "الجهات",
    actual: "واقع", past: "ماضٍ", planned: "مخطَّط أو موعود", possible: "محتمَل",
    everything: "الكل", quoted: "كل المنسوب إلى قائل", speakers: "بحسب…",
    disputed: "يثبته بعضهم وينفيه بعضهم", sentences: "الجمل", copies: "منها مكرَّرة في نسخ من النص نفسه", hidden: "تخفيها المرشِّحات",
    sure: "الثقة", subject: "الفاعل", object: "المفعول", trigger: "اللفظ الدالّ",
    before: "قبلها", beside: "علاقات أخرى بينهما", said: "منسوب إليه", relations: "علاقاته", more: "عرض المزيد", details: "التفاصيل", blind: "هذا المتصفّح لا يرسم شبكة بهذا الحجم (لا WebGL فيه). البحث والقائمة والمرشِّحات تعمل كلها.",
    days: "تاريخ المقالات", first: "من يوم", last: "إلى يوم", outlets: "الوسيلة", number: "رقم", anywhere: "كل الوسائل",
    size: "حجم الجهة بحسب", sizes: { relations: "عدد علاقاتها", sentences: "عدد جملها", between: "توسّطها بين غيرها" },
  },
  en: {
    title: "Alaqat", other: "العربية", find: "Find a name…", list: "List of relations", key: "Legend", close: "Close",
    nearer: "Zoom in", further: "Zoom out", whole: "Show all", network: "Drawing of the relations; arrow keys move it, + and − zoom; the list and the search show the same as text",
    count: (nodes, edges) => `Names: ${nodes} · Relations: ${edges}`,
    left: (nodes, edges) => `The graph is too large to show whole: ${nodes} names and ${edges} relations, the least reported, are left out.`,
    empty: "No relations yet: the articles were not found to say who did what to whom.", none: "Nothing matches these filters.", unmatched: "No such name",
    groups: "Relations", modalities: "How it is told", telling: "Who says so", kinds: "Names",
    actual: "Actual", past: "Former", planned: "Planned or promised", possible: "Possible",
    everything: "Everybody", quoted: "All that somebody claims", speakers: "According to…",
    disputed: "Affirmed by some, denied by others", sentences: "Sentences", copies: "repeated by copies of one text", hidden: "hidden by the filters",
    sure: "Confidence", subject: "Subject", object: "Object", trigger: "Words that say so",
    before: "Before it", beside: "Other relations between the two", said: "Claimed by", relations: "Relations", more: "Show more", details: "Details", blind: "This browser can't draw a network of this size (it has no WebGL). Search, list and filters all work.",
    days: "Days of the articles", first: "First day", last: "Last day", outlets: "Outlet", number: "no.", anywhere: "All outlets",
    size: "Size of a name by", sizes: { relations: "its relations", sentences: "its sentences", between: "how far it lies between others" },
  },
};
