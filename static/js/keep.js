// Keeps what is typed on the server, a moment after the last key; the server says who else writes.
const form = document.querySelector("form[data-keep]");
const status = form?.querySelector("[data-kept-status]");
const notices = form?.querySelector("[data-kept-notices]");
const PAUSE = 1000;
const LONGEST = 4000;
const AGAIN = 5000;

let timer;
let since = 0;
let sending = null;

async function keep(leaving = false) {
  clearTimeout(timer);
  since = 0;
  sending?.abort();
  sending = new AbortController();
  const body = new FormData(form);
  body.set("tat", "zwischenstand");
  const answer = await fetch(form.action, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    keepalive: leaving,
    signal: sending.signal,
  });
  const told = await answer.json().catch(() => null);
  status.textContent = told?.status ?? status.dataset.lost;
  const said = told?.notices ?? [];
  if (said.join() !== [...notices.children].map((it) => it.textContent).join()) {
    notices.replaceChildren(...said.map((words) => {
      const line = document.createElement("p");
      line.className = "notice";
      line.textContent = words;
      return line;
    }));
  }
}

function failed(error) {
  if (error.name === "AbortError") return;
  status.textContent = status.dataset.lost;
  clearTimeout(timer);
  timer = setTimeout(() => keep().catch(failed), AGAIN);
}

form?.addEventListener("input", () => {
  const now = Date.now();
  since ||= now;
  clearTimeout(timer);
  timer = setTimeout(() => keep().catch(failed), Math.max(0, Math.min(PAUSE, since + LONGEST - now)));
});

form?.addEventListener("submit", () => {
  clearTimeout(timer);
  since = 0;
  sending?.abort();
});

addEventListener("pagehide", () => since && keep(true).catch(() => {}));
