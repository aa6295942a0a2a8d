// Shows hints on a text while one writes it, after a pause; without script a button asks for them.
const place = document.querySelector("[data-hints]");
const field = document.getElementById(place?.dataset.about);
const status = place?.querySelector("[data-hints-told]");
const PAUSE = 1000;

let timer;
let asking = null;

function ready() {
  for (const button of place.querySelectorAll("[data-from]")) button.hidden = false;
}

async function look() {
  asking?.abort();
  asking = new AbortController();
  const body = new URLSearchParams({ csrf_token: field.form.elements.csrf_token?.value ?? "", plain_text: field.value });
  const answer = await fetch(place.dataset.hints, { method: "POST", body, signal: asking.signal });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("[data-hints-found]");
  if (!found) return; // signed out meanwhile: keeping what is typed says so
  place.querySelector("[data-hints-found]").replaceWith(found);
  ready();
  const told = found.dataset.hintsFound;
  if (status.textContent.trim() !== told) status.textContent = told; // read out only when it changes
}

// The server counts signs without the blanks around the text, a field in halves of rare signs.
function show({ from, to }) {
  const blank = field.value.length - field.value.trimStart().length;
  const signs = [...field.value.trimStart()];
  const at = (number) => blank + signs.slice(0, number).join("").length;
  field.setSelectionRange(at(from), at(to));
  field.focus();
}

if (place && field) {
  place.querySelector("button[type=submit]").hidden = true;
  ready();
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => look().catch(() => {}), PAUSE);
  });
  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-from]");
    if (button) show(button.dataset);
  });
}
