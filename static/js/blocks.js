// Puts a text block where the cursor stands in the answer; without script it goes to the end.
const place = document.querySelector("[data-insert]");
const button = place?.querySelector("button");
const answer = document.getElementById(place?.dataset.insert);
const used = document.getElementById(place?.dataset.used);
const told = place?.querySelector("[data-inserted]");

async function insert() {
  const body = new FormData(button.form, button);
  const got = await fetch(button.form.action, { method: "POST", body, headers: { Accept: "text/plain" } });
  if (!got.ok) throw new Error();
  const words = await got.text();
  const [from, to] = [answer.selectionStart, answer.selectionEnd];
  const before = answer.value.slice(0, from);
  const after = answer.value.slice(to);
  const gap = (text, end) => (!text || (end ? text.endsWith("\n\n") : text.startsWith("\n\n")) ? "" : "\n\n");
  answer.setRangeText(gap(before, true) + words + gap(after, false), from, to, "end");
  used.value = `${used.value} ${button.form.elements.block.value}`.trim();
  answer.focus();
  answer.dispatchEvent(new Event("input", { bubbles: true }));
  told.textContent = "";
  setTimeout(() => (told.textContent = told.dataset.inserted), 100);
}

let plain = false;
button?.addEventListener("click", (event) => {
  if (plain) return;
  event.preventDefault();
  insert().catch(() => {
    plain = true; // the server says in the page what is missing
    button.click();
  });
});
