"use strict";
(() => {
  const one = (query, root = document) => root.querySelector(query);
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const findings = all("article.f");
  const form = one("#filter");
  const panel = one("#tied");
  const shown = one("#shown");
  const sections = all(".cause, .group");
  let current = null;
  let seen = 0;

  const marks = new Map();
  const key = (report, finding) => report.id + finding;
  for (const mark of all("mark[data-f]")) {
    const report = mark.closest(".report");
    for (const finding of mark.dataset.f.split(" ")) {
      const name = key(report, finding);
      if (!marks.has(name)) marks.set(name, []);
      marks.get(name).push(mark);
    }
  }

  const unlight = () => all(".lit").forEach((lit) => lit.classList.remove("lit"));

  function select(finding, scroll) {
    const isAgain = current === finding;
    if (current) current.classList.remove("current");
    current = finding;
    finding.classList.add("current");
    if (scroll) {
      finding.scrollIntoView({ block: "nearest" });
      finding.focus({ preventScroll: true });
    }
    unlight();
    const lit = marks.get(key(finding.closest(".report"), finding.dataset.f)) || [];
    lit.forEach((mark) => mark.classList.add("lit"));
    if (lit.length && isBeside(lit[0])) bring(lit, isAgain ? seen + 1 : 0);
  }

  const isBeside = (mark) => getComputedStyle(mark.closest(".source")).position === "sticky";

  /* All the lit places into view where they fit; else one of them, the next at each click. */
  function bring(lit, place) {
    const pane = lit[0].closest(".source");
    const top = (mark) => mark.getBoundingClientRect().top;
    lit[0].scrollIntoView({ block: "center" });
    const height = lit[lit.length - 1].getBoundingClientRect().bottom - top(lit[0]);
    seen = 0;
    if (height > 0 && height < pane.clientHeight * 0.9) {
      pane.scrollTop += top(lit[0]) - pane.getBoundingClientRect().top - (pane.clientHeight - height) / 2;
    } else {
      seen = place % lit.length;
      lit[seen].scrollIntoView({ block: "center" });
    }
  }

  function filter() {
    const wanted = new FormData(form);
    const severities = new Set(wanted.getAll("severity"));
    const [family, goal, text] = ["family", "goal", "text"].map((name) => wanted.get(name).trim().toLowerCase());
    let count = 0;
    for (const finding of findings) {
      const { severity, family: its, goals } = finding.dataset;
      const fits = severities.has(severity) && (!family || its.toLowerCase() === family)
        && (!goal || goals.split(" ").includes(goal)) && (!text || finding.textContent.toLowerCase().includes(text));
      if (finding.hidden === fits) finding.hidden = !fits;
      count += fits;
    }
    for (const section of sections) section.hidden = !one("article.f:not([hidden])", section);
    shown.textContent = shown.dataset.words.replace("{shown}", count).replace("{all}", findings.length);
  }

  function step(by) {
    const visible = findings.filter((finding) => !finding.hidden);
    if (!visible.length) return;
    const here = visible.indexOf(current);
    const next = here < 0 ? (by > 0 ? 0 : visible.length - 1) : Math.min(Math.max(here + by, 0), visible.length - 1);
    select(visible[next], true);
  }

  function showNumber(row, number) {
    const heads = all("thead th", row.closest("table"));
    const list = document.createElement("dl");
    [...row.cells].forEach((cell, place) => {
      if (!cell.textContent.trim()) return;
      const label = document.createElement("dt");
      const value = document.createElement("dd");
      label.textContent = heads[place].textContent;
      cell.childNodes.forEach((node) => value.append(node.cloneNode(true)));
      list.append(label, value);
    });
    one("div", panel).replaceChildren(list);
    unlight();
    number.closest("td, p").classList.add("lit");
    all("a[href^='#']", list).forEach((tie) => {
      const place = document.getElementById(tie.hash.slice(1));
      if (place && place.matches("td, .part p")) place.classList.add("lit");
    });
    panel.hidden = false;
    panel.dataset.from = number.getAttribute("href");
    one(".close", panel).focus({ preventScroll: true });
  }

  function reveal(target) {
    const details = target.closest("details");
    if (details) details.open = true;
    target.scrollIntoView({ block: "center" });
  }

  function closePanel() {
    if (panel.hidden) return;
    panel.hidden = true;
    const from = one(`a.n[href="${panel.dataset.from}"]`);
    if (from) from.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const finding = event.target.closest("article.f");
    if (link && link.classList.contains("n")) {
      const row = document.getElementById(link.hash.slice(1));
      if (row) {
        event.preventDefault();
        showNumber(row, link);
      }
      return;
    }
    if (finding && (!link || link.classList.contains("go") || link.classList.contains("num"))) {
      if (link && link.classList.contains("go")) event.preventDefault();
      select(finding, false);
      if (link && link.classList.contains("go")) {
        const place = document.getElementById(link.hash.slice(1));
        if (place) (one("mark.lit", place) || place).scrollIntoView({ block: "center" });
      }
      return;
    }
    if (link) {
      const target = document.getElementById(link.hash.slice(1));
      if (!target) return;
      if (target.matches("article.f")) {
        event.preventDefault();
        target.hidden = false;
        select(target, true);
      } else if (target.closest("aside, details")) {
        event.preventDefault();
        unlight();
        reveal(target);
        target.classList.add("lit");
      }
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return closePanel();
    if (event.target.matches("input[type=search], select, textarea")) return;
    const acts = { j: () => step(1), k: () => step(-1), "/": () => one("input[type=search]").focus(), "?": () => one("#keys").showModal() };
    if (!Object.hasOwn(acts, event.key) || one("#keys").open) return;
    event.preventDefault();
    acts[event.key]();
  });

  one(".close", panel).addEventListener("click", closePanel);
  one("#help").addEventListener("click", () => one("#keys").showModal());
  one("#theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  one("#bar").hidden = false;
  filter();
})();
