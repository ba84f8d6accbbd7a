// The overlay asks for itself again whenever the stream says so, and every ten seconds while there is no stream.
(() => {
  "use strict";
  const board = () => document.getElementById("board");
  let asking = false, again = false, poll = null;
  async function refresh() {
    if (asking) { again = true; return; }
    asking = true;
    try {
      const answer = await fetch(location.href, { credentials: "omit", cache: "no-store" });
      if (answer.ok) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("board");
        if (fresh && fresh.innerHTML !== board().innerHTML) board().innerHTML = fresh.innerHTML;
      } else if (answer.status === 404) board().replaceChildren();
    } catch { /* What was known stays on the picture until the line is back. */ }
    asking = false;
    if (again) { again = false; refresh(); }
  }
  const slow = () => { if (!poll) poll = setInterval(refresh, 10000); };
  const open = () => {
    const stream = new EventSource(document.body.dataset.stream);
    stream.onmessage = refresh;
    stream.onopen = () => { clearInterval(poll); poll = null; refresh(); };
    stream.onerror = () => { slow(); if (stream.readyState === 2) setTimeout(open, 10000); };
  };
  if ("EventSource" in window) open(); else slow();
})();
