// The search of the published site: the index is a script beside this one, so it works without a server.
(() => {
  "use strict";
  const FOLDED = { ң: "н", ү: "у", ө: "о", ё: "е", һ: "х", ґ: "г" };
  const SHOWN = 50;
  const index = window.EXPERTISE_INDEX || [];
  const field = document.getElementById("q");
  const list = document.getElementById("results");
  const count = document.getElementById("count");

  // The same folding as in the index: small letters, letters that people leave out, spaces between words.
  function folded(text) {
    return text.normalize("NFC").toLowerCase().replace(/[ңүөёһґ]/g, (sign) => FOLDED[sign])
      .replace(/[^\p{L}\p{N}_]+/gu, " ").trim();
  }

  const hits = index.map(([title, shown, address, words]) => (
    { title, shown, address, words: ` ${words}`, head: ` ${folded(title)}` }
  ));

  function found(query) {
    const parts = folded(query).split(" ").filter(Boolean);
    if (!parts.length) return [];
    const all = hits.filter((hit) => parts.every((part) => (hit.words + hit.head).includes(` ${part}`)));
    const inTitle = (hit) => parts.every((part) => hit.head.includes(` ${part}`));
    return [...all.filter(inTitle), ...all.filter((hit) => !inTitle(hit))];
  }

  function line(hit) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = hit.address;
    link.textContent = hit.title;
    item.append(link);
    if (hit.shown) {
      const words = document.createElement("p");
      words.textContent = hit.shown;
      item.append(words);
    }
    return item;
  }

  function show() {
    const all = found(field.value);
    list.replaceChildren(...all.slice(0, SHOWN).map(line));
    if (!folded(field.value)) count.textContent = "";
    else if (!all.length) count.textContent = count.dataset.none;
    else count.textContent = (all.length > SHOWN ? count.dataset.more : count.dataset.some).replace("N", all.length);
  }

  field.value = new URLSearchParams(location.search).get("q") || "";
  field.addEventListener("input", show);
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  show();
})();
