// Puts what the server sends in its place, and adds keys. Without it every form still works.
"use strict";
(() => {
  const $ = (s, e = document) => e.querySelector(s);
  const $$ = (s, e = document) => [...e.querySelectorAll(s)];
  const body = document.body;
  const tabs = ["vendeuse", "clientes", "evenements"];
  const phones = ["marie", "awa", "fatou", "binta", "kady", "mariam"];
  let follows = true;
  body.classList.add("js");

  // A box shows its end, also when its room changes, until somebody scrolls up in it.
  const left = new WeakSet();
  const bottom = (box) => { left.delete(box); box.scrollTop = box.scrollHeight; };
  const follow = (box) => { if (!left.has(box)) bottom(box); };
  const room = new ResizeObserver((changed) => changed.forEach(({ target }) => follow(target)));
  for (const box of $$(".log, .events")) {
    let before = 0;
    box.addEventListener("scroll", () => {
      if (box.scrollHeight - box.scrollTop - box.clientHeight < 60) left.delete(box);
      else if (box.scrollTop < before) left.add(box);
      before = box.scrollTop;
    });
    room.observe(box);
  }

  // Keeps the nodes that stay the same, so that readers hear only what is new and no focus is lost.
  function patch(box, html) {
    const next = document.createElement("template");
    next.innerHTML = html;
    const known = new Map($$(":scope > [data-k]", box).map((n) => [n.dataset.k, n]));
    let at = box.firstElementChild;
    let added = false;
    for (const node of [...next.content.children]) {
      const old = known.get(node.dataset.k);
      known.delete(node.dataset.k);
      if (old && (old.dataset.h === node.outerHTML || old.outerHTML === node.outerHTML || old.contains(document.activeElement))) {
        if (old !== at) box.insertBefore(old, at); else at = at.nextElementSibling;
        continue;
      }
      node.dataset.h = node.outerHTML;
      if (old) {
        if (old === at) at = at.nextElementSibling;
        const open = $("details[open]", old);
        old.replaceWith(node);
        if (open && $("details", node)) $("details", node).open = true;
      } else {
        node.classList.add("fresh");
        box.insertBefore(node, at);
        added = true;
      }
    }
    for (const gone of known.values()) gone.remove();
    if (added) follow(box);
    return added;
  }

  function swap(box, html) {
    if (box.contains(document.activeElement)) {
      const value = document.activeElement.value;
      box.innerHTML = html;
      const again = value && $(`[value="${CSS.escape(value)}"]`, box);
      if (again) again.focus();
    } else box.innerHTML = html;
  }

  // What is under a pressed finger stays until it is lifted, or the press would reach nothing.
  let pressed = false;
  const late = new Map();
  addEventListener("pointerdown", () => { pressed = true; });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(() => {
    pressed = false;
    for (const [box, html] of late) swap(box, html);
    late.clear();
  }));

  function tab(name) {
    for (const id of tabs) $("#" + id).classList.toggle("on", id === name);
    for (const a of $$(".parts a")) {
      if (a.hash === "#" + name) a.setAttribute("aria-current", "true"); else a.removeAttribute("aria-current");
    }
    for (const box of $$(".log, .events")) bottom(box);
  }

  function pick(who) {
    if (who === "marie") return tab("vendeuse");
    for (const a of $$("[data-who]")) {
      const on = a.dataset.who === who;
      if (on) { a.setAttribute("aria-current", "true"); a.classList.remove("new"); } else a.removeAttribute("aria-current");
      $("#" + a.dataset.who).hidden = !on;
    }
    bottom($("#log-" + who));
  }

  const shown = () => phones.slice(1).find((who) => !$("#" + who).hidden);

  async function post(action, data) {
    const answer = await fetch(action, { method: "POST", body: new URLSearchParams(data), headers: { accept: "application/json" } });
    return answer.ok;
  }

  new EventSource("/demo/flux").onmessage = (event) => {
    for (const [name, html] of Object.entries(JSON.parse(event.data))) {
      if (name === "active") { if (follows) pick(html); continue; }
      if (name === "lang") { if (html !== body.dataset.lang) location.reload(); continue; }
      const box = document.getElementById(name);
      if (name === "bar" || name === "status") {
        if (pressed) late.set(box, html); else if (box.innerHTML !== html) swap(box, html);
        continue;
      }
      const added = patch(box, html);
      const who = name.slice(4);
      if (added && name.startsWith("log-") && who !== "marie" && who !== shown()) $(`[data-who=${who}]`).classList.add("new");
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.target) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const text = $("[name=texte]", form);
    // Words leave their field at once, as on a phone: whoever has gone on to another field when the answer comes is
    // neither called back nor loses what she typed since. What could not be sent comes back.
    const words = text && text.value;
    if (text) { text.value = ""; text.focus(); bottom($("#log-" + data.get("qui"))); }
    post(new URL(form.action).pathname, data).catch(() => false)
      .then((sent) => { if (!sent && text && !text.value) text.value = words; });
    if (data.get("quoi") === "essayer") $("#in-" + shown()).focus();
    if (data.get("quoi") === "recommencer") follows = true;
  });

  // The implicit button of a form is its first one; Enter in a field must send words, not a picture.
  for (const field of $$(".say [name=texte]")) {
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); field.form.requestSubmit($(".go", field.form)); }
    });
    field.addEventListener("focus", () => { follows = false; });
  }

  document.addEventListener("click", (event) => {
    const a = event.target.closest("[data-who], .parts a");
    if (!a) return;
    event.preventDefault();
    if (a.dataset.who) { follows = false; pick(a.dataset.who); } else tab(a.hash.slice(1));
  });

  // An event that is opened shows the whole path of its message.
  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!details.open || !details.dataset.more) return;
    fetch(details.dataset.more + "?partie")
      .then((answer) => (answer.ok ? answer.text() : Promise.reject()))
      .then((html) => { $("div", details).innerHTML = html; })
      .catch(() => {});
  }, true);

  // Tab goes from phone to phone: each is shown as soon as its name has the focus.
  document.addEventListener("focusin", (event) => {
    const who = event.target.dataset.who;
    if (who && event.target.matches(":focus-visible")) { follows = false; pick(who); }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, dialog")) return;
    const phone = phones[Number(event.key) - 1];
    if (phone) { follows = false; if (phone !== "marie") tab("clientes"); pick(phone); $("#in-" + phone).focus(); event.preventDefault(); }
    else if (event.key === " " && !event.target.closest("button, a, summary")) { event.preventDefault(); post("/demo/faire", { quoi: "pause" }); }
    else if (event.key === ".") post("/demo/faire", { quoi: "saut" });
    else if (event.key === "?") $("#help").showModal();
  });

  tab("clientes");
})();
