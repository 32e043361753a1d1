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
    open(finding);
    if (scroll) {
      finding.scrollIntoView({ block: "nearest" });
      finding.focus({ preventScroll: true });
    }
    unlight();
    const tabs = (finding.dataset.tabs || "").split(" ").filter(Boolean).slice(0, 2);
    const source = one(".source", finding.closest(".report"));
    if (tabs.length && source) turn(source, tabs);
    const every = marks.get(key(finding.closest(".report"), finding.dataset.f)) || [];
    every.forEach((mark) => mark.classList.add("lit"));
    for (const pane of new Set(every.map((mark) => mark.closest(".doc") || mark.closest(".source")))) {
      const lit = every.filter((mark) => pane.contains(mark));
      if (!pane.hidden && isBeside(lit[0])) bring(lit, isAgain ? seen + 1 : 0);
    }
  }

  /* Of several documents one is shown, or the two that a finding lies between; the others stand behind their tabs. */
  function turn(source, wanted) {
    for (const doc of all(".doc", source)) doc.hidden = !wanted.includes(doc.dataset.tab);
    for (const tab of all(".tabs a", source)) {
      const isShown = wanted.includes(tab.dataset.tab);
      tab.setAttribute("aria-selected", String(isShown));
      tab.setAttribute("tabindex", tab.dataset.tab === wanted[0] ? "0" : "-1");
    }
    source.classList.toggle("two", wanted.length > 1);
    reachable();
  }

  function unhide(place) {
    const doc = place.closest(".doc");
    if (doc && doc.hidden) turn(doc.closest(".source"), [doc.dataset.tab]);
  }

  const isBeside = (mark) => getComputedStyle(mark.closest(".source")).position === "sticky";

  /* All the lit places into view where they fit; else one of them, the next at each click. */
  function bring(lit, place) {
    const pane = lit[0].closest(".source.two .doc") || lit[0].closest(".source");
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

  /* Where the reader is and what is filtered stand in the address: it can be sent, and the way back leads back. */
  const stated = () => {
    const [place, query = ""] = location.hash.slice(1).split("~");
    return [place, new URLSearchParams(query)];
  };

  function filtered() {
    const chosen = new URLSearchParams();
    const boxes = all("input[name=severity]", form);
    if (boxes.some((box) => !box.checked)) chosen.set("severity", boxes.filter((box) => box.checked).map((box) => box.value).join(","));
    for (const name of ["family", "goal", "text"]) if (form.elements[name].value) chosen.set(name, form.elements[name].value);
    return chosen.toString();
  }

  function remember(place, pushed) {
    const query = filtered();
    const hash = `#${place}${query ? `~${query}` : ""}`;
    if (hash === (location.hash || "#")) return;
    history[pushed ? "pushState" : "replaceState"](null, "", hash);
    if (pushed) one("#back").hidden = false;
  }

  function restore() {
    const [place, chosen] = stated();
    const severities = chosen.has("severity") ? chosen.get("severity").split(",") : null;
    for (const box of all("input[name=severity]", form)) box.checked = !severities || severities.includes(box.value);
    for (const name of ["family", "goal", "text"]) form.elements[name].value = chosen.get(name) || "";
    filter();
    const target = place && document.getElementById(place);
    if (!target) return;
    if (target.matches("article.f")) {
      open(target);
      select(target, true);
    } else reveal(target);
  }

  function open(target) {
    for (let details = target.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
  }

  function search(text) {
    all(".source .found").forEach((place) => place.classList.remove("found"));
    if (!text) return 0;
    const found = all(".source td, .source .part p").filter((place) => place.textContent.toLowerCase().includes(text));
    found.forEach((place) => place.classList.add("found"));
    return found.length;
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
    const places = search(text);
    const told = shown.dataset.words.replace("{shown}", count).replace("{all}", findings.length);
    shown.textContent = text ? `${told} · ${shown.dataset.source.replace("{count}", places)}` : told;
    for (const none of all("[data-none]")) none.hidden = Boolean(count) || !findings.length;
    if (text || filtered()) for (const finding of findings) if (!finding.hidden) open(finding);
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
    open(target);
    unhide(target);
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
      if (event.target.closest("button, summary")) return;
      if (link) event.preventDefault();
      select(finding, false);
      if (link) remember(link.classList.contains("go") ? link.hash.slice(1) : finding.id, true);
      if (link && link.classList.contains("go")) {
        const place = document.getElementById(link.hash.slice(1));
        if (place) unhide(place);
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
        remember(target.id, true);
        select(target, true);
      } else if (target.closest("aside, details")) {
        event.preventDefault();
        remember(target.id, true);
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
  form.addEventListener("input", () => {
    filter();
    remember(stated()[0], false);
  });
  for (const button of all("button.reset")) {
    button.addEventListener("click", () => {
      form.reset();
      filter();
      remember(stated()[0], false);
    });
  }
  one("#back").addEventListener("click", () => history.back());
  window.addEventListener("popstate", restore);

  for (const source of all(".source")) {
    const tabs = all(".tabs a", source);
    if (!tabs.length) continue;
    const show = (tab) => turn(source, [tab.dataset.tab]);
    show(tabs[0]);
    tabs.forEach((tab, place) => {
      tab.addEventListener("click", (event) => {
        event.preventDefault();
        event.stopPropagation();
        show(tab);
      });
      tab.addEventListener("keydown", (event) => {
        const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!by) return;
        event.preventDefault();
        const next = tabs[(place + by + tabs.length) % tabs.length];
        show(next);
        next.focus();
      });
    });
  }

  /* The heat map: a field shows the findings of its goal, and goes to the first of its own. */
  for (const picture of all("svg.strip")) {
    const fields = all(".field", picture);
    picture.setAttribute("role", "group");
    rove(picture, fields);
    for (const field of fields) {
      const show = () => {
        form.elements.goal.value = field.dataset.goal;
        filter();
        remember(stated()[0], true);
        const prints = field.dataset.prints.split(" ");
        const report = field.closest(".report");
        const its = findings.filter((finding) => !finding.hidden && report.contains(finding));
        const first = its.find((finding) => prints.includes(finding.dataset.print)) || its[0];
        if (first) select(first, true);
      };
      field.setAttribute("role", "button");
      field.setAttribute("aria-label", one("title", field).textContent);
      field.addEventListener("click", show);
      field.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        show();
      });
    }
  }

  /* One stop for many: the arrows lead from one to the next, Home and End to the first and the last. */
  function rove(whole, stops) {
    stops.forEach((stop, place) => stop.setAttribute("tabindex", place ? "-1" : "0"));
    whole.addEventListener("keydown", (event) => {
      const here = stops.indexOf(document.activeElement);
      const last = stops.length - 1;
      const places = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: last };
      if (here < 0 || !Object.hasOwn(places, event.key)) return;
      const next = stops[Math.min(Math.max(places[event.key], 0), last)];
      event.preventDefault();
      stops[here].setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  }

  for (const source of all(".source")) rove(source, all("a.n", source));

  /* A table of the source that is wider than its pane is set closer; if that is not enough, its cells flow row by row. */
  function fit() {
    const wides = all(".source .wide").filter((wide) => wide.clientWidth);
    wides.forEach((wide) => wide.classList.remove("snug", "flow"));
    for (const manner of ["snug", "flow"]) {
      const over = wides.filter((wide) => wide.scrollWidth > wide.clientWidth);
      over.forEach((wide) => wide.classList.add(manner));
    }
  }

  /* What is wider than its place can be scrolled with the keys too. */
  function reachable() {
    fit();
    for (const wide of all(".wide")) {
      if (wide.scrollWidth > wide.clientWidth && wide.clientWidth) wide.setAttribute("tabindex", "0");
      else wide.removeAttribute("tabindex");
    }
  }
  reachable();
  window.addEventListener("resize", reachable);
  document.addEventListener("toggle", reachable, true);

  /* On paper nothing is folded away. */
  const folded = () => all("details.group:not([open])");
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = folded();
    unfolded.forEach((details) => (details.open = true));
  });
  window.addEventListener("afterprint", () => unfolded.forEach((details) => (details.open = false)));

  function copy(text, button) {
    const done = () => {
      button.textContent = shown.dataset.copied;
      setTimeout(() => (button.textContent = shown.dataset.copy), 2000);
    };
    const byHand = () => {
      const field = document.createElement("textarea");
      field.value = text;
      button.after(field);
      field.select();
      const isCopied = document.execCommand("copy");
      field.remove();
      button.focus();
      if (isCopied) done();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand);
    else byHand();
  }

  /* Copy or print one finding. */
  for (const finding of findings) {
    const row = document.createElement("p");
    row.className = "tools";
    for (const name of ["copy", "print"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = shown.dataset[name];
      button.addEventListener("click", () => {
        if (name === "copy") {
          const text = [...finding.children].filter((part) => part !== row).map((part) => part.innerText).join("\n");
          copy(text, button);
          return;
        }
        finding.classList.add("alone");
        document.body.classList.add("one");
        window.print();
        document.body.classList.remove("one");
        finding.classList.remove("alone");
      });
      row.append(button);
    }
    finding.append(row);
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  one("#bar").hidden = false;
  restore();
})();
