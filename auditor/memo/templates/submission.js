"use strict";
(() => {
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  for (const report of all(".report")) {
    const source = report.querySelector(".source");
    if (!source) continue;
    const docs = all(".doc", source);
    const tabs = all(".tabs a", source);

    function show(prefixes) {
      for (const doc of docs) doc.hidden = !prefixes.includes(doc.dataset.tab);
      for (const tab of tabs) tab.setAttribute("aria-selected", String(prefixes.includes(tab.dataset.tab)));
      source.classList.toggle("two", prefixes.length > 1);
    }

    const unlight = () => all(".lit", report).forEach((lit) => lit.classList.remove("lit"));

    function select(finding) {
      all(".current", report).forEach((other) => other.classList.remove("current"));
      finding.classList.add("current");
      unlight();
      const prefixes = finding.dataset.tabs.split(" ").filter(Boolean);
      if (!prefixes.length) return;
      show(prefixes.slice(0, 2));
      for (const doc of docs) {
        const lit = all("mark[data-f]", doc).filter((mark) => mark.dataset.f.split(" ").includes(finding.dataset.f));
        lit.forEach((mark) => mark.classList.add("lit"));
        if (lit.length && !doc.hidden) lit[0].scrollIntoView({ block: "center" });
      }
    }

    for (const tab of tabs) {
      tab.addEventListener("click", (event) => {
        event.preventDefault();
        show([tab.dataset.tab]);
      });
    }
    report.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      const target = link && document.getElementById(link.getAttribute("href").slice(1));
      const doc = target && target.closest(".doc");
      if (doc) {
        event.preventDefault();
        if (doc.hidden) show([doc.dataset.tab]);
        unlight();
        target.classList.add("lit");
        target.scrollIntoView({ block: "center" });
        return;
      }
      const finding = event.target.closest("article.f");
      if (finding) select(finding);
    });
    if (docs.length) show([docs[0].dataset.tab]);
  }
})();
