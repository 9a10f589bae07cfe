"use strict";
// The tables of the front page: their first rows are in the page; all rows come with the first search, sorting
// or turning of a page, as a script that calls youchengRows, since pages from disk may not fetch data.
const PAGE = 15;
const waiting = new Map();
const collator = new Intl.Collator(["en", "zh"], { numeric: true });
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function youchengRows(name, rows) {
  waiting.get(name)(rows.map((cells) => ({ cells, words: plain(cells.map((cell) => cell[0]).join(" ")) })));
}

function load(name) {
  return new Promise((resolve, reject) => {
    waiting.set(name, resolve);
    const script = document.createElement("script");
    script.src = `data/${name}.js`;
    script.onerror = () => reject(new Error(`data/${name}.js cannot be read`));
    document.head.append(script);
  });
}

function compared(one, other) {
  const empty = (key) => key === "" || key === -1;
  if (empty(one) || empty(other)) return empty(one) - empty(other);
  return typeof one === "number" && typeof other === "number" ? one - other : collator.compare(one, other);
}

class Listing {
  constructor(section) {
    this.section = section;
    this.table = section.querySelector("table");
    this.name = section.querySelector("[data-listing]").dataset.listing;
    this.total = Number(section.querySelector("[data-listing]").dataset.total);
    this.headings = [...this.table.querySelectorAll("th")];
    this.page = 0;
    this.column = null;
    this.falling = false;
    const [controls, pager] = [section.querySelector(".controls"), section.querySelector(".pager")];
    this.status = controls.querySelector(".status");
    this.search = controls.querySelector("input");
    this.where = pager.querySelector("span");
    controls.hidden = false;
    pager.hidden = this.total <= PAGE;
    this.pager = pager;
    this.search.addEventListener("input", () => this.change(() => { this.page = 0; }));
    for (const button of pager.querySelectorAll("button")) {
      button.addEventListener("click", () => this.change(() => { this.page += Number(button.dataset.page); }));
    }
    this.headings.forEach((heading, column) => this.sortable(heading, column));
    this.tell(this.total);
  }

  sortable(heading, column) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => this.change(() => {
      this.falling = this.column === column && !this.falling;
      this.column = column;
      this.page = 0;
      for (const other of this.headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", this.falling ? "descending" : "ascending");
    }));
  }

  async change(step) {
    try {
      this.rows ??= load(this.name);
      const rows = await this.rows;
      step();
      this.show(rows);
    } catch (error) {
      this.status.textContent = error.message;
    }
  }

  show(rows) {
    const terms = plain(this.search.value).split(/\s+/).filter(Boolean);
    let found = terms.length ? rows.filter((row) => terms.every((term) => row.words.includes(term))) : [...rows];
    if (this.column !== null) {
      const sign = this.falling ? -1 : 1;
      const key = (row) => row.cells[this.column][1];
      const last = (row) => key(row) === "" || key(row) === -1;
      found.sort((one, other) => last(one) - last(other) || sign * compared(key(one), key(other)));
    }
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    this.page = Math.min(Math.max(this.page, 0), pages - 1);
    const shown = found.slice(this.page * PAGE, (this.page + 1) * PAGE);
    this.table.tBodies[0].replaceChildren(...shown.map((row) => this.row(row.cells)));
    this.tell(found.length);
  }

  row(cells) {
    const row = document.createElement("tr");
    row.setAttribute("role", "row");
    cells.forEach(([text, , href], column) => {
      const cell = row.insertCell();
      cell.setAttribute("role", "cell");
      cell.dataset.label = this.headings[column].textContent;
      cell.className = this.headings[column].className;
      if (href && text) {
        const link = document.createElement("a");
        link.href = href;
        link.textContent = text;
        cell.append(link);
      } else {
        cell.textContent = text;
      }
    });
    return row;
  }

  tell(found) {
    const pages = Math.max(1, Math.ceil(found / PAGE));
    const number = (count) => count.toLocaleString("en");
    this.status.textContent = found === this.total ? "" : `${number(found)} of ${number(this.total)}`;
    this.where.textContent = `page ${number(this.page + 1)} of ${number(pages)}`;
    const [before, after] = this.pager.querySelectorAll("button");
    before.disabled = this.page === 0;
    after.disabled = this.page >= pages - 1;
    this.pager.hidden = pages === 1;
  }
}

for (const section of document.querySelectorAll("section.tables")) {
  if (section.querySelector("table")) new Listing(section);
}
