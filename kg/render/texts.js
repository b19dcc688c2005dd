"use strict";
// What the sentences say. Of a large graph they stand in the page packed, some hundred together, and are unpacked when somebody asks for them.
class Texts {
  constructor(texts) {
    this.texts = texts; // {size, parts}: each part is ``size`` texts, or those packed
    this.parts = [];
  }

  async part(place) {
    const found = this.texts.parts[place];
    if (typeof found !== "string") return found;
    const bytes = Uint8Array.from(atob(found), (sign) => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }

  // Give each piece of evidence what it says.
  async read(evidence) {
    const place = ({ id }) => Math.floor(id / this.texts.size);
    const wanted = [...new Set(evidence.filter(({ pieces }) => !pieces).map(place))];
    await Promise.all(wanted.map(async (part) => { this.parts[part] = await (this.parts[part] || this.part(part)); }));
    for (const found of evidence) {
      if (found.pieces) continue;
      const [title, url, prefix, confidence, modality, via, about, time, pieces] = this.parts[place(found)][found.id % this.texts.size];
      Object.assign(found, { title, url, prefix, confidence, modality, via, about, time, pieces });
    }
  }
}
