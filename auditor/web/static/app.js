"use strict";
(() => {
  const one = (query, root = document) => root.querySelector(query);
  const all = (query, root = document) => [...root.querySelectorAll(query)];

  /* Requests that htmx sends carry the token of the session. */
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRF-Token"] = one("meta[name=csrf]").content;
  });

  /* What htmx sends is never sent by the browser itself, as a key would that is pressed before htmx knows the form. */
  document.addEventListener("submit", (event) => {
    if (event.target.hasAttribute("hx-post")) event.preventDefault();
  });

  function say(words) {
    const told = one("#told");
    told.textContent = words;
    window.setTimeout(() => { if (told.textContent === words) told.textContent = ""; }, 4000);
  }
  document.addEventListener("htmx:responseError", (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const lead = page.querySelector(".lead");
    say(lead ? lead.textContent : event.detail.xhr.responseText.slice(0, 200));
  });
  document.addEventListener("told", (event) => say(event.detail.value));

  /* What goes on elsewhere: at each event the part of the page is asked for anew. */
  const listening = new Map();
  function listen(place) {
    if (listening.has(place) || one("[data-resting=yes]", place)) return;
    const stream = new EventSource(place.dataset.events);
    listening.set(place, stream);
    const stop = () => { stream.close(); listening.delete(place); };
    stream.addEventListener("changed", () => window.htmx.trigger(place, "changed"));
    stream.addEventListener("over", stop);
    stream.addEventListener("error", () => { if (stream.readyState === EventSource.CLOSED) stop(); });
  }
  const listenAll = () => all("[data-events]").forEach(listen);

  /* Files are dropped on the form that takes them. */
  const dropped = (event) => event.target.closest && event.target.closest(".drop");
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      const form = dropped(event);
      if (!form) return;
      event.preventDefault();
      form.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => { const form = dropped(event); if (form) form.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    const form = dropped(event);
    if (!form) return;
    event.preventDefault();
    form.classList.remove("over");
    one("input[type=file]", form).files = event.dataTransfer.files;
    form.requestSubmit();
  });

  /* Tabs of the documents of a submission. */
  function choose(report, prefix) {
    for (const tab of all("[role=tab]", report)) {
      const chosen = tab.dataset.tab === prefix;
      tab.setAttribute("aria-selected", chosen ? "true" : "false");
      tab.tabIndex = chosen ? 0 : -1;
    }
    for (const doc of all(".doc", report)) {
      doc.hidden = doc.dataset.tab !== prefix;
      if (!doc.hidden) view(doc, window.sessionStorage.getItem("view") || "pages");
    }
  }

  /* A PDF is shown as its pages look, or as the text that was read; the pages are asked for when they are first shown. */
  function view(doc, wanted) {
    const leaves = one(".leaves", doc);
    if (!leaves) return;
    for (const button of all("[data-view]", doc)) button.setAttribute("aria-pressed", button.dataset.view === wanted ? "true" : "false");
    leaves.hidden = wanted !== "pages";
    one(".text", doc).hidden = wanted === "pages";
    if (!leaves.hidden) window.setTimeout(() => window.htmx.trigger(leaves, "wanted"));
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-view]");
    if (!button) return;
    window.sessionStorage.setItem("view", button.dataset.view);
    view(button.closest(".doc"), button.dataset.view);
    if (current) light(current);
  });
  function dress(root) {
    for (const report of all("[data-report]", root)) {
      const tabs = all("[role=tab]", report);
      if (tabs.length) choose(report, (tabs.find((tab) => tab.getAttribute("aria-selected") === "true") || tabs[0]).dataset.tab);
    }
  }
  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest && event.target.closest("[role=tab]");
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!tab || !by) return;
    const tabs = all("[role=tab]", tab.parentElement);
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length];
    choose(tab.closest("[data-report]"), next.dataset.tab);
    next.focus();
    event.preventDefault();
  });

  /* A finding lights its places; a quote leads to its own. */
  let current = null;
  function light(point, place) {
    const report = point.closest("[data-report]");
    all(".lit", report).forEach((lit) => lit.classList.remove("lit"));
    if (current) current.classList.remove("current");
    current = point;
    point.classList.add("current");
    const first = place || one(".go", point);
    if (first && first.dataset.tab) choose(report, first.dataset.tab);
    const lit = all("mark[data-f], rect[data-f]", report).filter((mark) => mark.dataset.f.split(" ").includes(point.dataset.f));
    lit.forEach((mark) => mark.classList.add("lit"));
    const seen = lit.filter((mark) => !mark.closest("[hidden]"));
    const at = first && first.getAttribute("href").slice(1);
    const target = at && document.getElementById(at);
    const shown = seen.find((mark) => mark.dataset.at === at || (target && target.contains(mark))) || (target && !target.closest("[hidden]") ? target : seen[0]);
    if (shown && getComputedStyle(one(".source", report)).position === "sticky") shown.scrollIntoView({ block: "center" });
    else if (shown && place) shown.scrollIntoView({ block: "center" });
  }
  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) return choose(tab.closest("[data-report]"), tab.dataset.tab);
    const point = event.target.closest(".f[data-f]");
    if (!point || event.target.closest("button, input, select, textarea, summary, label")) return;
    const link = event.target.closest("a");
    if (link && !link.classList.contains("go")) return;
    if (link) event.preventDefault();
    light(point, link);
  });

  /* Keys: j and k go from finding to finding; on the reviewer's page a digit decides and goes on, u takes back. */
  function step(by) {
    const points = all(".f[data-f]").filter((point) => point.offsetParent);
    if (!points.length) return;
    const here = points.indexOf(current);
    const next = points[here < 0 ? (by > 0 ? 0 : points.length - 1) : Math.min(Math.max(here + by, 0), points.length - 1)];
    light(next);
    next.scrollIntoView({ block: "nearest" });
    next.focus({ preventScroll: true });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (current && /^[1-9u]$/.test(event.key)) {
      const button = one(`[data-key="${event.key}"]`, current);
      if (!button) return;
      button.click();
    } else return;
    event.preventDefault();
  });
  /* Words that are selected in the source are what a finding of one's own is about. */
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const words = selection.toString().trim();
    const node = selection.anchorNode && (selection.anchorNode.nodeType === 1 ? selection.anchorNode : selection.anchorNode.parentElement);
    const doc = node && node.closest(".doc");
    const form = doc && one("form.own", doc.closest("[data-report]"));
    if (!words || !form) return;
    const place = node.closest("td[id], p[id]");
    form.elements.quote.value = words.split("\n")[0].slice(0, 300);
    form.elements.document.value = doc.dataset.document;
    form.elements.anchor.value = place ? /s(\d+)$/.exec(place.id)[1] : "0";
  });
  document.addEventListener("advance", () => step(1));

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.matches(".leaves")) {
      if (current && current.closest("[data-report]") === event.target.closest("[data-report]")) light(current);
      return;
    }
    dress(event.target);
    listenAll();
    if (current && !document.contains(current)) current = current.id ? document.getElementById(current.id) : null;
    if (current) current.classList.add("current");
  });
  dress(document);
  listenAll();
})();
