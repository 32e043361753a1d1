"use strict";
const form = document.querySelector("form"), table = document.getElementById("list");
if (form && table) {
  form.hidden = false;
  const body = table.tBodies[0], rows = [...body.rows], shown = document.getElementById("shown");
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const words = shown.dataset.words;
  const filter = () => {
    const wanted = form.text.value.trim().toLowerCase().split(/\s+/), verdict = form.verdict.value;
    let count = 0;
    rows.forEach((row, at) => {
      const fits = (!verdict || row.dataset.verdict === verdict) && wanted.every((word) => texts[at].includes(word));
      row.hidden = !fits;
      count += fits;
    });
    shown.textContent = words.replace("{shown}", count).replace("{all}", rows.length);
  };
  let waiting = 0;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  form.addEventListener("submit", (event) => event.preventDefault());
  const key = (row, at) => row.cells[at].dataset.key ?? row.cells[at].textContent;
  [...table.tHead.rows[0].cells].forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending", turn = up ? 1 : -1;
      [...head.parentNode.cells].forEach((cell) => cell.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const numeric = head.classList.contains("n");
      const keyed = [...body.rows].map((row) => [key(row, at), row]);
      const compare = numeric
        ? (one, other) => (one[0] === "") - (other[0] === "") || turn * (Number(one[0]) - Number(other[0]))
        : (one, other) => (one[0] === "") - (other[0] === "") || turn * one[0].localeCompare(other[0], "zh");
      body.append(...keyed.sort(compare).map((pair) => pair[1]));
    });
  });
  filter();
}
