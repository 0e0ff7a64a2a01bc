/* wgtrack serve: says things without leaving the page, and shows what others said meanwhile. Without this script every
   form is sent as forms are. */
(function () {
  "use strict";

  const EVERY = 4000; /* milliseconds between two looks at whether anything changed */
  const told = document.getElementById("told"), problem = document.getElementById("problem");
  let state = document.body.dataset.state, busy = 0;

  /* The token has done its work: it need not stay where others see it. */
  const here = new URL(location.href);
  if (here.searchParams.has("token")) {
    here.searchParams.delete("token");
    history.replaceState(null, "", here.pathname + here.search + here.hash);
  }

  let fading = 0;
  function say(place, text) {
    place.textContent = text;
    place.hidden = !text;
    if (place === told) {
      clearTimeout(fading);
      if (text) fading = setTimeout(() => say(told, ""), 10000);
    }
  }

  /* True while somebody types: what they write is not taken from under their hands. */
  function writing() {
    return Array.from(document.querySelectorAll("main .say input:not([type=hidden])")).some(
      (field) => field === document.activeElement || field.value !== field.defaultValue);
  }

  /* What is unfolded, and what somebody has written without sending it, as functions that bring it back. */
  function unfinished() {
    const found = [];
    for (const details of document.querySelectorAll(".say details[open]")) {
      const row = details.closest("[id]").id;
      found.push(() => document.getElementById(row)?.querySelector(".say details")?.setAttribute("open", ""));
    }
    for (const form of document.querySelectorAll("main .item .say form")) {
      const field = form.elements.typed;
      if (!field || field.value === field.defaultValue) continue;
      const row = form.closest("[id]").id, does = form.elements.do.value, value = field.value, seen = form.elements.seen.value;
      found.push(() => {
        const again = Array.from(document.getElementById(row)?.querySelectorAll(".say form") || []).find(
          (each) => each.elements.typed && each.elements.do.value === does);
        if (!again) return;
        again.elements.typed.value = value;
        if (seen) again.elements.seen.value = seen; /* It was written about what was to be seen then. */
      });
    }
    return found;
  }

  async function refresh() {
    const answer = await fetch(location.pathname, {headers: {Accept: "text/html"}});
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const focused = document.activeElement && document.activeElement.closest("[id]");
    const name = focused ? focused.id : "";
    const adding = document.getElementById("add"), brought = unfinished();
    const unfolded = document.getElementById("closed")?.open;
    for (const part of ["#open", "#done", "#over-time", ".summary"]) {
      const old = document.querySelector("main " + part), now = fresh.querySelector("main " + part);
      if (old && now) old.replaceWith(document.adoptNode(now));
    }
    if (unfolded) document.getElementById("closed")?.setAttribute("open", "");
    const owner = document.getElementById("owner"), owners = fresh.getElementById("owner");
    if (owner && owners && owner.innerHTML !== owners.innerHTML) {
      const chosen = owner.value;
      owner.replaceChildren(...Array.from(owners.children, (option) => document.adoptNode(option)));
      owner.value = chosen;
    }
    if (!document.getElementById("open")) {
      document.getElementById("main").replaceWith(document.adoptNode(fresh.getElementById("main")));
    }
    brought.forEach((bring) => bring());
    state = fresh.body.dataset.state;
    document.dispatchEvent(new Event("wgtrack:changed"));
    if (name && !(adding && adding.contains(document.activeElement))) {
      const again = document.getElementById(name);
      const target = again && (again.matches("input, button, a, summary") ? again : again.querySelector("a"));
      if (target) target.focus({preventScroll: true});
    }
  }

  async function look() {
    if (busy || document.hidden) return;
    try {
      const answer = await fetch("state");
      if (!answer.ok) return;
      if ((await answer.text()).trim() === state) return;
      if (writing()) say(told, "Something changed meanwhile: it is shown when you are done here.");
      else { await refresh(); say(told, ""); }
    } catch { /* The server is gone or rests: the next look tells. */ }
  }

  async function send(form, submitter) {
    const body = new URLSearchParams(new FormData(form, submitter));
    say(problem, "");
    try {
      const answer = await fetch(form.action, {method: "POST", headers: {Accept: "application/json"}, body});
      const answered = await answer.json().catch(() => ({problem: "This page is no longer let in: open its address anew."}));
      if (!answer.ok) {
        say(problem, answered.problem);
        if (answer.status === 409) {
          form.elements.seen.value = ""; /* Whoever was told, and says it again, says it of what is shown then. */
          await refresh();
        }
        return;
      }
      /* What is said next of the same item, before it is shown anew, is about it as this has left it. */
      for (const other of document.querySelectorAll(".say form")) {
        if (other.elements.key && body.get("key") === other.elements.key.value) other.elements.seen.value = answered.version;
      }
      say(told, answered.said);
      const adding = form.id === "add", there = form.contains(document.activeElement);
      form.reset();
      form.closest("details")?.removeAttribute("open");
      await refresh();
      if (adding && there) form.elements.text.focus();
    } catch {
      say(problem, "wgtrack serve does not answer: nothing was said. Is it still running?");
    }
  }

  /* One after another, and each. */
  let turn = Promise.resolve();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || "page" in form.dataset) return;
    event.preventDefault();
    const submitter = event.submitter;
    busy += 1;
    turn = turn.then(() => send(form, submitter)).finally(() => { busy -= 1; });
  });

  window.addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  setInterval(look, EVERY);
})();
