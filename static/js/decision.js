// Says above the button what the form is going to do, as the moderator fills it in.
const form = document.querySelector("[data-decision]");
const line = document.getElementById("folgen");

let timer;
let asked = 0;

async function refresh() {
  const mine = ++asked;
  const body = new FormData(form);
  body.set("tat", "folgen");
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/plain" } });
  const said = (answer.ok || answer.status === 422) && (await answer.text()); // 422: what is missing
  if (mine === asked) line.textContent = said || line.dataset.empty;
}

form?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => refresh().catch(() => {}), 300);
});

form?.addEventListener("submit", () => clearTimeout(timer)); // what is sent need not be foreseen
