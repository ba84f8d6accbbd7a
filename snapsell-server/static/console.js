// What the pages do more where scripts run: timers that tick, parts that exchange themselves, keys. Without it everything works by forms.
(() => {
  "use strict";
  const body = document.body;
  const zero = performance.now();
  const start = Number(body.dataset.now) || Date.now();
  const speed = Number(body.dataset.speed || 1);
  let base = start, since = zero;
  const now = () => base + (performance.now() - since) * speed;
  const pad = (n) => String(n).padStart(2, "0");
  const span = (ms) => {
    const s = Math.max(0, Math.floor(ms / 1000)), h = Math.floor(s / 3600);
    return (h ? h + ":" + pad(Math.floor(s / 60) % 60) : pad(Math.floor(s / 60))) + ":" + pad(s % 60);
  };
  const say = (text) => { const news = document.getElementById("news"); if (news && text) news.textContent = text; };

  function tick() {
    for (const time of document.querySelectorAll("time[data-until]")) {
      const left = Number(time.dataset.until) - now();
      time.textContent = span(left);
      if (time.parentElement) time.parentElement.classList.toggle("soon", left < 120000);
    }
    for (const time of document.querySelectorAll("time[data-since]")) time.textContent = span(now() - Number(time.dataset.since));
  }

  // A part stays as it is while somebody types in it or has its menu open.
  const typing = (part) => part.contains(document.activeElement) && document.activeElement.matches("input,textarea,select");
  const busy = (part) => typing(part) || part.querySelector("details[open]");
  const typed = (part) => [...part.querySelectorAll("input,textarea")].filter((field) => field.value !== field.defaultValue);
  const bare = (node) => node.innerHTML.replace(/name="once" value="[^"]*"/g, "").replace(/(<time[^>]*data-[^>]*>)[^<]*/g, "$1").replace(/(<details[^>]*) open(="")?/g, "$1").replace(/ class="broken"/g, "");
  const same = (old, fresh) => bare(old) === bare(fresh) && old.className === fresh.className;

  // What was chosen stays chosen.
  function exchange(old, fresh) {
    const chosen = new Set([...old.querySelectorAll("[type=checkbox]:checked")].map((box) => box.value));
    old.innerHTML = fresh.innerHTML;
    for (const box of old.querySelectorAll("[type=checkbox]")) box.checked = box.checked || chosen.has(box.value);
    if (chosen.size) old.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function swap(old, fresh) {
    if (!fresh || same(old, fresh) || busy(old)) return;
    change(old, fresh);
  }

  // The focus stays on what has the same words.
  function change(old, fresh) {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const mark = focused && (focused.getAttribute("aria-label") || focused.textContent);
    exchange(old, fresh);
    old.className = fresh.className;
    if (focused) {
      const again = [...old.querySelectorAll("button,a,summary")].find((el) => (el.getAttribute("aria-label") || el.textContent) === mark);
      (again || old.closest("[tabindex]") || old).focus({ preventScroll: true });
    }
  }

  // Lines of a log that are there already are not touched, so that a reader hears the new ones only.
  function write(old, fresh) {
    const list = old.querySelector("ol"), lines = [...fresh.querySelectorAll("ol > li")];
    const wanted = new Set(lines.map((line) => line.outerHTML));
    for (const line of [...list.children]) if (!wanted.has(line.outerHTML)) line.remove();
    let here = list.firstElementChild;
    for (const line of lines) {
      if (here && here.outerHTML === line.outerHTML) here = here.nextElementSibling;
      else list.insertBefore(line, here);
    }
    while (here) { const more = here.nextElementSibling; here.remove(); here = more; }
  }

  // Whoever stood in the list stands in its first row afterwards, never nowhere.
  function fill(list, fresh) {
    const inside = list.contains(document.activeElement);
    exchange(list, fresh);
    const pill = document.getElementById("fresh"), first = list.querySelector("[data-row]");
    if (pill) pill.remove();
    if (inside && first) first.focus({ preventScroll: true });
  }

  // News that wait behind a button, which says so.
  function offer(words, take) {
    let pill = document.getElementById("fresh");
    if (!pill) {
      pill = document.createElement("button");
      pill.id = "fresh"; pill.className = "fresh go";
      body.append(pill);
    }
    pill.textContent = words;
    pill.onclick = take;
  }

  // A page that is one part changes as a whole, for its forms are about what it shows: not while one of them is used.
  function renewed(part, fresh) {
    const used = typing(part) || typed(part).length || part.querySelector("details[open]:not([data-open])");
    const changed = !same(part, fresh), pill = document.getElementById("fresh");
    if (used && changed) {
      offer(body.dataset.changed, () => {
        const kept = typed(part).map((field) => [field.id, field.value]);
        document.getElementById("fresh").remove();
        change(part, fresh);
        for (const [id, value] of kept) {
          const field = document.getElementById(id), menu = field && field.closest("details");
          if (field) field.value = value;
          if (menu) menu.open = true;
        }
        document.getElementById("main").focus({ preventScroll: true });
      });
      return;
    }
    if (pill) pill.remove();
    if (changed) change(part, fresh);
  }

  // Rows change where they stand; new ones wait behind a button, so that nothing moves under a finger.
  function merge(list, fresh) {
    const known = new Map([...list.children].map((row) => [row.id, row]));
    const coming = [...fresh.children];
    const news = coming.filter((row) => !known.has(row.id));
    const untouched = !list.contains(document.activeElement) && !list.querySelector("[type=checkbox]:checked") && window.scrollY < 40;
    const empty = !known.size || known.has("none") || fresh.querySelector("#none");
    if (news.length && (untouched || empty)) { fill(list, fresh); return; }
    for (const row of coming) if (known.has(row.id)) swap(known.get(row.id), row);
    const left = new Set(coming.map((row) => row.id));
    for (const [id, row] of known) if (!left.has(id) && !row.contains(document.activeElement)) row.remove();
    const pill = document.getElementById("fresh");
    if (!news.length) { if (pill) pill.remove(); return; }
    offer(news.length + " " + (news.length === 1 ? body.dataset.freshOne : body.dataset.fresh), () => {
      fill(list, fresh);
      const first = list.querySelector("[data-row]");
      if (first) first.focus({ preventScroll: true });
      window.scrollTo(0, 0);
      tick();
    });
  }

  // What was sent has used up the names of its forms: those that stay where they are get new ones.
  function renew(page) {
    const names = new Map([...page.querySelectorAll("form > [name=once]")].map((name) => [name.form.getAttribute("action"), name.value]));
    for (const name of document.querySelectorAll("form > [name=once]")) name.value = names.get(name.form.getAttribute("action")) || name.value;
  }

  function show(page) {
    for (const part of document.querySelectorAll("[data-part]")) {
      const fresh = page.getElementById(part.id);
      // A list in it changes row by row, below, as long as there is one.
      if (fresh && part.querySelector("[data-list]") && fresh.querySelector("[data-list]")) continue;
      if (fresh && part.dataset.part === "whole") renewed(part, fresh);
      else if (fresh && part.matches("[role=log]")) write(part, fresh);
      else swap(part, fresh);
    }
    for (const list of document.querySelectorAll("[data-list]")) { const fresh = page.getElementById(list.id); if (fresh) merge(list, fresh); }
    renew(page);
    const counts = page.querySelector(".rail"), rail = document.querySelector(".rail");
    if (counts && rail && !rail.contains(document.activeElement)) rail.innerHTML = counts.innerHTML;
    base = Number(page.body.dataset.now) || base; since = performance.now();
    tick();
  }

  // What was asked for before a form had its answer is old news by then: it is asked for once more.
  let asking = false, again = false, last = 0, sending = 0, sent = 0;
  async function refresh() {
    if (asking) { again = true; return; }
    const wait = 700 - (performance.now() - last);
    asking = true;
    if (wait > 0 && last) await new Promise((done) => setTimeout(done, wait));
    last = performance.now();
    const before = sent;
    try {
      const url = new URL(location.href); url.searchParams.delete("dit");
      const answer = await fetch(url, { headers: { "X-Part": "1" }, redirect: "manual" });
      if (answer.type === "opaqueredirect") location.reload();
      else if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        if (sending || sent !== before) again = true; else show(page);
        heard();
      }
    } catch {
      lost();
      // Its stream may be open all the same, and tell of nothing more.
      clearTimeout(retry);
      retry = setTimeout(() => { if (body.dataset.stream && !document.hidden) refresh(); }, 5000);
    }
    asking = false;
    if (again) { again = false; refresh(); }
  }
  window.snapsellRefresh = refresh;

  // A page out of touch for longer than it takes to connect again says since when, in the place of what runs.
  let stream = null, poll = null, doubt = null, retry = null, known = 0, beat = 0;
  const clock = (at) => new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short", timeZone: body.dataset.zone }).format(at).toLowerCase();
  const isOpen = () => stream ? stream.readyState === 1 : !window.EventSource;
  function mark() {
    body.classList.add("cut");
    document.getElementById("cut-at").textContent = clock(known);
  }
  function lost(silence = 0) {
    // A hidden page has let go of its stream by itself.
    if (doubt || body.matches(".cut") || document.hidden || !body.dataset.stream) return;
    known = now() - silence * speed;
    doubt = setTimeout(() => { doubt = null; mark(); say(body.dataset.offline); }, 4000);
  }
  function heard() {
    known = now();
    if (!isOpen()) { if (body.matches(".cut")) mark(); return; }
    clearTimeout(doubt); doubt = null;
    if (body.matches(".cut")) { body.classList.remove("cut"); say(body.dataset.online); }
  }

  // A page that is told of no news asks for them.
  function slow(way) {
    clearInterval(poll);
    poll = way ? setInterval(refresh, 45000) : null;
  }
  function follow() {
    if (stream || document.hidden) return;
    stream = new EventSource(body.dataset.stream);
    const beats = () => { beat = performance.now(); };
    stream.onmessage = () => { beats(); refresh(); };
    stream.addEventListener("beat", beats);
    // What happened before it was open, or while it was broken, was told to nobody.
    stream.onopen = () => { beats(); slow(false); heard(); refresh(); };
    stream.onerror = () => {
      lost();
      if (!poll) slow(true);
      if (stream.readyState === 2) { stream = null; setTimeout(follow, 5000); }
    };
  }
  // A network can end without a word: nothing for three beats of the server, and it is asked again.
  setInterval(() => {
    const silence = performance.now() - beat;
    if (!stream || stream.readyState !== 1 || silence < 45000) return;
    stream.close(); stream = null;
    lost(silence);
    if (!poll) slow(true);
    follow();
  }, 5000);
  // A browser has six connections to a server that speaks HTTP/1.1, for all of its pages: a hidden one keeps none.
  function rest() {
    if (stream) stream.close();
    stream = null;
    slow(false);
    clearTimeout(doubt); doubt = null;
  }
  if (body.dataset.stream && document.querySelector("[data-part],[data-list]")) {
    if ("EventSource" in window) {
      document.addEventListener("visibilitychange", () => { if (document.hidden) rest(); else follow(); });
      follow();
    } else slow(true);
  }

  // A wish that waits five seconds is carried out without any news of the shop until then.
  const wishes = () => { if (document.querySelector(".wish")) setTimeout(() => { refresh(); wishes(); }, 1500); };
  wishes();

  // What was said stays in sight for eight seconds, by its style; what is said after it has eight of its own.
  function tell(text) {
    const said = document.getElementById("said");
    said.textContent = text;
    if (said.getAnimations) for (const stay of said.getAnimations()) { stay.cancel(); stay.play(); }
  }

  // The focus after a form was sent: on its row while that is there, else on the next one; a row that is done leaves.
  function settle(row, held, page) {
    if (!row) return;
    const stays = page.getElementById(row.id), next = row.nextElementSibling || row.previousElementSibling;
    if (held && (stays || next)) (stays ? row : next).focus({ preventScroll: Boolean(stays) });
    if (!stays) row.remove();
  }

  // Forms of a page that refreshes itself are sent in place; whatever else comes back is a page.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    if (form.enctype === "multipart/form-data" || !form.closest("[data-list],[data-part]:not([data-part=whole])")) {
      // Pressed twice it goes once. A file that comes back leaves the page here, where it may be asked for again.
      form.setAttribute("data-sent", "");
      setTimeout(() => form.removeAttribute("data-sent"), 5000);
      return;
    }
    event.preventDefault();
    const button = event.submitter, row = form.closest("[data-row]"), part = form.closest("[data-part]"), from = document.activeElement;
    const held = (row || form).contains(from);
    const data = new URLSearchParams(new FormData(form, button));
    // A button that is switched off loses the focus, sooner or later: this one only looks so, and the form goes once.
    const under = (way) => { form.toggleAttribute("data-sent", way); if (button) button[way ? "setAttribute" : "removeAttribute"]("aria-disabled", "true"); };
    under(true);
    sending += 1;
    try {
      const answer = await fetch(form.action, { method: "POST", body: data }).catch(() => null);
      // Nobody knows whether it arrived: pressed again it is still one command.
      if (!answer) { under(false); tell(body.dataset.offline); sending -= 1; sent += 1; return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      under(false);
      if (!answer.ok || new URL(answer.url).pathname !== location.pathname) {
        if (answer.ok) { location.href = answer.url; return; }
        const main = document.getElementById("main"), pill = document.getElementById("fresh");
        if (pill) pill.remove();
        main.innerHTML = page.getElementById("main").innerHTML;
        main.focus();
        return;
      }
      const said = page.getElementById("said");
      if (said) tell(said.textContent);
      settle(row, held, page);
      for (const open of document.querySelectorAll("[data-list] details[open]")) open.open = false;
      show(page);
      // What was pressed is gone: the focus is on the first row that came, else on what the same part offers now.
      const main = document.getElementById("main"), lost = !from.isConnected && [body, main].includes(document.activeElement);
      const place = row ? document.querySelector("[data-list] [data-row]") : part && part.querySelector("button,a") || main;
      if (held && lost && place) place.focus({ preventScroll: true });
      const step = document.querySelector(".talk .go");
      if (step) step.scrollIntoView({ block: "nearest" });
      wishes();
    } catch { under(false); form.submit(); }
    sending -= 1; sent += 1;
  });

  const rows = () => [...document.querySelectorAll("[data-row]")];
  const move = (step) => {
    const all = rows(); if (!all.length) return;
    const here = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[Math.min(all.length - 1, Math.max(0, here + step))];
    next.focus(); next.scrollIntoView({ block: "nearest" });
  };
  if (body.dataset.keys) document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox],[type=radio]),textarea,select")) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") { move(key === "j" ? 1 : -1); event.preventDefault(); return; }
    if (key === "?") { location.href = "/aide"; return; }
    if (!/^[a-z/]$/.test(key)) return;
    // A key of a row is for the row with the focus, never for another one; those outside of rows are for the page.
    const has = `[data-key="${key}"]`, here = document.activeElement, row = here.closest("[data-row]");
    const target = here.matches(has) ? here : row && row.querySelector(has) || [...document.querySelectorAll(has)].find((el) => !el.closest("[data-row]"));
    if (!target) return;
    event.preventDefault();
    if (target.matches("input,textarea,select")) target.focus(); else target.click();
  });

  // A picture that came damaged is not shown; a receipt says so in its place.
  const check = (picture) => { if (picture.complete && !picture.naturalWidth) picture.className = "broken"; };
  document.addEventListener("error", (event) => { if (event.target.matches("img")) check(event.target); }, true);
  for (const picture of document.images) check(picture);

  // What is wrong comes into sight with the focus on it.
  const wrong = document.querySelector("[aria-invalid=true]");
  if (wrong) { wrong.focus({ preventScroll: true }); wrong.scrollIntoView({ block: "center" }); }

  // Copying needs a script: its buttons are there where one runs.
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const from = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText((from.value || from.innerText).trim());
        button.textContent = button.dataset.done;
        say(button.dataset.done);
      } catch {
        if (from.select) { from.focus(); from.select(); } else getSelection().selectAllChildren(from);
      }
    });
  }

  // So does choosing every row at once.
  for (const all of document.querySelectorAll("[data-all]")) {
    const form = all.closest("form"), box = all.querySelector("input");
    const rows = () => [...form.querySelectorAll("[data-row] [type=checkbox]")];
    all.hidden = false;
    form.addEventListener("change", (event) => {
      if (event.target === box) for (const row of rows()) row.checked = box.checked;
      else box.checked = rows().every((row) => row.checked);
    });
  }

  tick();
  setInterval(tick, 1000);
})();
