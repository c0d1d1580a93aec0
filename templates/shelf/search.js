// Search and tags. Without this script the page shows all books, and that is all that is missing.
"use strict";
const search = document.getElementById("search");
const buttons = [...document.querySelectorAll("[data-tag]")];
const cards = [...document.querySelectorAll("article")];
const nothing = document.getElementById("nothing");
const plain = (text) => text.toLowerCase().replaceAll("ё", "е");
let tag = "";

function show() {
  const words = plain(search.value).split(/\s+/).filter(Boolean);
  let seen = 0;
  for (const card of cards) {
    const text = plain(card.dataset.words);
    const fits = words.every((word) => text.includes(word)) && (!tag || card.dataset.tags.split("\n").includes(tag));
    card.hidden = !fits;
    seen += fits;
  }
  nothing.textContent = seen ? "" : nothing.dataset.text;
}

search.addEventListener("input", show);
for (const button of buttons)
  button.addEventListener("click", () => {
    tag = button.dataset.tag;
    for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
    show();
  });
document.getElementById("finder").hidden = false;
if (search.value) show();
