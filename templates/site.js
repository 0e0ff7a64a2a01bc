/* wgtrack: which items of the first page are shown. The state stands in the address, behind #, so that a view can be
   shared; without this script the page shows everything. */
(function () {
  "use strict";

  const form = document.getElementById("filter");
  if (!form) return;
  const words = form.elements.words, owner = form.elements.owner, status = form.elements.status;
  const count = document.getElementById("count"), none = document.getElementById("none");
  const open = document.getElementById("open");
  let closed, rows, groups, unfolded = false;

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /* What is sought in is put together once, so that a keystroke only compares. */
  function look() {
    closed = document.getElementById("closed");
    rows = Array.from(document.querySelectorAll("li.item"), (element) => {
      const owners = (element.dataset.owners || "").split(" ").filter(Boolean);
      const texts = Array.from(element.querySelectorAll(".what, .facts"), (part) => part.textContent).join(" ");
      return {
        element, owners: owners.length ? owners : ["nobody"], standing: element.dataset.standing,
        closed: Boolean(closed && closed.contains(element)), text: folded(texts), shown: true,
      };
    });
    groups = Array.from(document.querySelectorAll("section.owner"), (element) => ({
      element, number: element.querySelector(".number"), rows: rows.filter((row) => element.contains(row.element)), shown: true,
    }));
  }

  function show(each, wanted) {
    if (each.shown !== wanted) {
      each.shown = wanted;
      each.element.hidden = !wanted;
    }
  }

  function filter() {
    const sought = folded(words.value).split(/\s+/).filter(Boolean);
    const whose = owner.value, state = status.value;
    let shown = 0, closedShown = 0, elsewhere = 0;
    for (const row of rows) {
      const fits = (!whose || row.owners.includes(whose)) && sought.every((word) => row.text.includes(word));
      const inState = !state ? !row.closed : state === "all" || row.standing === state;
      const wanted = fits && inState;
      /* The closed ones lie folded below, where nothing has been asked for. */
      show(row, wanted || (row.closed && !state && fits));
      if (wanted) { shown += 1; if (row.closed) closedShown += 1; } else if (fits && row.closed && !state) elsewhere += 1;
    }
    for (const group of groups) {
      const left = group.rows.reduce((sum, row) => sum + row.shown, 0);
      show(group, left > 0);
      if (group.number.textContent !== String(left)) {
        group.number.textContent = left;
        group.number.setAttribute("aria-label", left + (left === 1 ? " item" : " items"));
      }
    }
    if (closed) {
      closed.hidden = closedShown + elsewhere === 0;
      closed.querySelector(".number").textContent = closedShown + elsewhere;
      /* What was unfolded to show what was asked for is folded again when it is asked for no more. */
      if (closedShown > 0 && !closed.open) closed.open = unfolded = true;
      else if (closedShown === 0 && unfolded) closed.open = unfolded = false;
    }
    const asked = Boolean(sought.length || whose || state);
    none.hidden = shown > 0 || !asked;
    document.getElementById("reset").hidden = !asked;
    let said = shown + (shown === 1 ? " item" : " items");
    if (elsewhere && asked) said += ", and " + elsewhere + " done or dropped";
    count.textContent = said;
  }

  function read() {
    const told = new URLSearchParams(location.hash.slice(1));
    words.value = told.get("words") || "";
    for (const field of [owner, status]) {
      const wanted = told.get(field.name) || "";
      field.value = wanted;
      if (field.selectedIndex < 0) field.value = "";
    }
  }

  let waiting = 0;
  function write() {
    const told = new URLSearchParams();
    for (const field of [words, owner, status]) if (field.value.trim()) told.set(field.name, field.value.trim());
    const text = told.toString();
    /* Browsers refuse to change an address many times a second. */
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      try { history.replaceState(null, "", text ? "#" + text : location.pathname + location.search); } catch { /* later */ }
    }, 150);
  }

  function changed() { filter(); write(); }
  function reset() { words.value = owner.value = status.value = ""; changed(); words.focus(); }

  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => { event.preventDefault(); });
  form.addEventListener("reset", (event) => { event.preventDefault(); reset(); });
  document.getElementById("none-reset").addEventListener("click", reset);
  window.addEventListener("hashchange", () => { read(); filter(); });
  document.addEventListener("wgtrack:changed", () => { look(); filter(); });

  form.hidden = false;
  look();
  read();
  filter();
})();
