// Opens one of the shelf's books in foliate-js. The address names it: read.html?book=NAME.epub
import "./reader/view.js";

const STYLE = `
  html { color-scheme: light dark; }
  p, li, blockquote, dd { line-height: 1.55; }
  @media (prefers-color-scheme: dark) { a:link { color: #9cc4f0; } }
`;
const place = document.getElementById("place");
const contents = document.getElementById("contents");
const main = document.getElementById("book");

const name = new URLSearchParams(location.search).get("book") ?? "";
try {
  // A plain name only: nothing but the shelf's own books is opened.
  if (!/^[a-z0-9-]+\.epub$/.test(name)) throw new Error("no book is named");
  await read(name);
} catch (error) {
  const said = document.createElement("p");
  said.setAttribute("role", "alert");
  said.textContent = main.dataset.lost;
  main.replaceChildren(said);
  console.error(error);
}

async function read(name) {
  const answer = await fetch(`books/${name}`);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  const view = document.createElement("foliate-view");
  main.replaceChildren(view);
  await view.open(new File([await answer.blob()], name));
  view.renderer.setStyles(STYLE);
  const title = view.book.metadata.title;
  const text = typeof title === "string" ? title : Object.values(title ?? {})[0];
  if (text) document.title = document.querySelector("h1").textContent = text;
  listContents(view);
  listen(view);
  let known = null;
  try { known = localStorage.getItem(`place:${name}`); } catch { /* storage is switched off */ }
  view.addEventListener("relocate", ({ detail }) => {
    place.value = detail.fraction;
    if (detail.tocItem) contents.value = detail.tocItem.href;
    try { localStorage.setItem(`place:${name}`, detail.cfi); } catch { /* the same */ }
  });
  await view.init({ lastLocation: known, showTextStart: true });
  document.getElementById("places").hidden = false;
}

function listContents(view) {
  const add = (items, depth) => {
    for (const item of items) {
      const option = document.createElement("option");
      option.value = item.href ?? "";
      option.textContent = "\u2003".repeat(depth) + item.label;
      option.disabled = !item.href;
      contents.append(option);
      add(item.subitems ?? [], depth + 1);
    }
  };
  add(view.book.toc ?? [], 0);
  contents.hidden = !contents.options.length;
  contents.addEventListener("change", () => view.goTo(contents.value));
}

function listen(view) {
  const onKey = (event) => {
    if (event.target === place || event.target === contents) return;
    if (event.key === "ArrowLeft" || event.key === "PageUp") view.goLeft();
    if (event.key === "ArrowRight" || event.key === "PageDown") view.goRight();
  };
  document.addEventListener("keydown", onKey);
  view.addEventListener("load", ({ detail }) => detail.doc.addEventListener("keydown", onKey));
  view.addEventListener("external-link", (event) => {
    event.preventDefault();
    open(event.detail.href, "_blank", "noopener,noreferrer");
  });
  document.getElementById("before").addEventListener("click", () => view.prev());
  document.getElementById("after").addEventListener("click", () => view.next());
  place.addEventListener("change", () => view.goToFraction(Number(place.value)));
}
