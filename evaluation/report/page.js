"use strict";
// Filters and sorting; without this script all errors stand there in the order of the bulletins.
const list = document.querySelector(".errors");
const form = document.querySelector(".filters");
const FACETS = ["bulletin", "language", "kind", "type", "rule"];
const WARMEST = 5;
const order = new Intl.Collator("en", { numeric: true });
const folded = (text) => text.normalize("NFKC").toLowerCase();

if (list) start();

function start() {
  const rows = [...list.children].map((element, number) => {
    const [, ...cells] = element.firstElementChild.children;
    const row = { element, number };
    // A cell may go on with remarks; its first text is the value.
    FACETS.forEach((facet, place) => { row[facet] = cells[place].firstChild.data; });
    return row;
  });
  const state = { by: "number", down: false };
  const chosen = () => Object.fromEntries(new FormData(form));

  for (const facet of FACETS) {
    const values = [...new Set(rows.map((row) => row[facet]))].sort(order.compare);
    form.elements[facet].replaceChildren(option("", "all"), ...values.map((value) => option(value, value)));
  }
  for (const part of [form, document.querySelector(".sorting")]) part.hidden = false;

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.querySelector(".clear").addEventListener("click", () => {
    form.reset();
    show();
    form.elements.words.focus();
  });
  document.querySelector(".sorting").addEventListener("click", (event) => {
    const by = event.target.dataset.by;
    if (!by) return;
    Object.assign(state, { by, down: state.by === by && !state.down });
    sort();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-kind], a[data-bulletin]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const again = link.getAttribute("aria-current");
    if ("bulletin" in link.dataset) form.reset();
    for (const [facet, value] of Object.entries(link.dataset)) form.elements[facet].value = again ? "" : value;
    show();
    if (again) return;
    const heading = document.getElementById("list");
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  });
  show();
  sort();

  function show() {
    const wanted = chosen();
    const words = folded(wanted.words).split(/\s+/).filter(Boolean);
    // Which of the filters each error fails: one that fails only the filter of a facet still counts in it.
    const fails = rows.map((row) => [
      ...FACETS.filter((facet) => wanted[facet] && row[facet] !== wanted[facet]),
      ...(words.every((word) => textOf(row).includes(word)) ? [] : ["words"]),
    ]);
    rows.forEach((row, place) => { row.element.hidden = fails[place].length > 0; });
    for (const facet of FACETS) count(facet, rows.filter((_, place) => fails[place].every((one) => one === facet)));
    countTypes(rows.filter((_, place) => fails[place].every((one) => one === "kind" || one === "type")), wanted);
    const seen = fails.filter((failed) => !failed.length).length;
    const filtered = Object.values(wanted).some(Boolean);
    document.querySelector(".clear").hidden = !filtered;
    document.querySelector(".count").value = filtered ? `${seen} of ${errors(rows.length)}` : errors(rows.length);
  }

  function sort() {
    const key = (row) => (state.by in row ? row[state.by] : slotsOf(row)[state.by]);
    const way = state.down ? -1 : 1;
    const compared = (one, other) => {
      const [first, second] = [key(one), key(other)];
      if (typeof first === "number") return first - second;
      // What says nothing comes last, whichever way.
      return way * (!first - !second) || order.compare(first, second);
    };
    const sorted = [...rows].sort((one, other) => way * compared(one, other) || one.number - other.number);
    list.append(...sorted.map((row) => row.element));
    for (const button of document.querySelectorAll(".sorting button")) {
      const here = button.dataset.by === state.by;
      button.setAttribute("aria-pressed", here);
      button.dataset.way = here ? (state.down ? "down" : "up") : "";
      const words = state.down ? ", descending" : ", ascending";
      button.setAttribute("aria-label", button.dataset.by + (here ? words : ""));
    }
  }
}

function errors(many) { return many === 1 ? "1 error" : `${many} errors`; }

function option(value, text) {
  const made = new Option(text, value);
  made.dataset.name = text;
  return made;
}

function count(facet, rows) {
  const many = new Map();
  for (const row of rows) many.set(row[facet], (many.get(row[facet]) || 0) + 1);
  for (const one of form.elements[facet].options) {
    const number = one.value ? many.get(one.value) || 0 : rows.length;
    one.text = `${one.dataset.name} (${number})`;
    one.disabled = !number && !one.selected;
  }
}

function countTypes(rows, wanted) {
  const links = [...document.querySelectorAll(".types a")].map((link) => {
    const { kind, type } = link.dataset;
    const counted = rows.filter((row) => (!kind || row.kind === kind) && (!type || row.type === type));
    return { link, kind, type, many: counted.length };
  });
  const most = Math.max(1, ...links.filter(({ kind, type }) => kind && type).map(({ many }) => many));
  for (const { link, kind, type, many } of links) {
    link.textContent = many;
    link.setAttribute("aria-label", `${many} ${[kind, type].filter(Boolean).join(", ") || "in all"}`);
    // As warm as scores.py makes them.
    const warmth = Math.max(Math.round(WARMEST * Math.sqrt(many / most)), many > 0);
    if (kind && type) link.parentElement.className = `warm${warmth}`;
    const current = (kind || type) && wanted.kind === kind && wanted.type === type;
    if (current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function textOf(row) {
  row.text ??= folded(joined(row, "h3, blockquote, td"));
  return row.text;
}

function slotsOf(row) {
  const cells = "tr:not(:first-child, :last-child) td";
  row.slots ??= { gold: joined(row, `${cells}:nth-child(2)`), found: joined(row, `${cells}:nth-child(3)`) };
  return row.slots;
}

function joined(row, parts) {
  return [...row.element.querySelectorAll(parts)].map((part) => part.textContent).join(" ").trim();
}
