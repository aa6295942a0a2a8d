// Single keys at the moderators' desk. Never while somebody types, never together with other keys,
// and nothing that the page's own buttons and fields could not do.
const told = document.querySelector("[data-keys]");
const help = document.getElementById("tasten");
const form = document.querySelector("[data-decision]");
const button = form?.querySelector('.kern-btn[value="entscheiden"]');
const typing = 'textarea, select, input:not([type="radio"], [type="checkbox"]), [contenteditable]';
const field = (name) => form?.querySelector(`[name="${name}"]`);
const verdict = (...names) => names
  .map((name) => form?.querySelector(`[name="verdict"][value="${name}"]`))
  .find((choice) => choice);

// What stands in the form, apart from what only the page itself put there.
const filled = () => [...new FormData(form)]
  .filter(([name]) => !["csrf_token", "submission_key"].includes(name))
  .join();
const untouched = form && filled();

function say(name, value = "") {
  told.textContent = told.dataset[name].replace("#", value);
}

function choose(choice) {
  const alone = filled() === untouched || form.querySelector("[name=verdict]:checked") === choice;
  choice.checked = true;
  const line = document.getElementById("folgen");
  const does = told.dataset[`does${choice.value[0].toUpperCase()}${choice.value.slice(1)}`];
  // What one choice does the page knows; for more of them it asks.
  if (alone && does) line.textContent = does;
  else form.dispatchEvent(new Event("input"));
}

function go(target, words, value) {
  if (!target) return say("absent");
  for (let it = target.closest("details"); it; it = it.parentElement.closest("details")) it.open = true;
  target.focus();
  if (words) say(words, value);
}

function publish() {
  const choice = verdict("publish", "restore");
  if (!choice) return say("absent");
  choose(choice);
  go(button, "publish");
}

function answer() {
  const target = field("reply");
  const choice = verdict("publish");
  const decided = form?.querySelector("[name=verdict]:checked");
  if (target && choice && !decided) choose(choice);
  go(target, target && choice?.checked ? "publishReply" : "reply");
}

function hide(number) {
  const choice = verdict("hide");
  const rule = field("rule");
  const wanted = [...rule?.options ?? []].find((it) => it.text.startsWith(`${number}. `));
  if (!choice || (number && !wanted)) return say("absent");
  if (wanted) rule.value = wanted.value;
  choose(choice);
  if (wanted) go(field("reason"), "hideRule", wanted.text);
  else if (rule.value && field("reason").value) go(button, "hideReady");
  else go(rule, "hide");
}

// The list: beside an entry its neighbours are opened, alone its lines get the focus.
function step(forward) {
  const lines = [...document.querySelectorAll(".queue > li")];
  const here = form
    ? lines.findIndex((it) => it.ariaCurrent)
    : lines.findIndex((it) => it.contains(document.activeElement));
  const line = lines[here < 0 ? 0 : here + (forward ? 1 : -1)];
  const opens = line?.querySelector("button");
  if (!opens) return say("end");
  if (!form) return opens.focus();
  if (filled() !== untouched) return say("typed");
  opens.form.requestSubmit(opens);
}

function undo() {
  const last = document.querySelector("form[data-undo]");
  if (!last) return say("nothing");
  if (form && filled() !== untouched) return say("typed");
  last.requestSubmit(last.querySelector("button[name]"));
}

const keys = {
  j: () => step(true),
  k: () => step(false),
  u: undo,
  "?": () => help.showModal(),
};
const ofEntry = {
  p: publish,
  r: answer,
  h: () => hide(""),
  e: () => go(field("event")),
  i: () => go(field("invite_to")),
  n: () => go(field("note")),
};
for (let number = 1; number <= 9; number++) ofEntry[number] = () => hide(number);
const known = form ? { ...keys, ...ofEntry } : keys;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || help.open) return;
  const writes = event.target.closest?.(typing);
  if (writes && form?.contains(writes)) {
    if (event.key === "Enter" && event.ctrlKey && !event.repeat) form.requestSubmit(button);
    if (event.key === "Escape") button.focus();
  }
  if (writes || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const deed = Object.hasOwn(known, event.key) && known[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
});

for (const link of document.querySelectorAll("[data-open-keys]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    help.showModal();
  });
}

// Marks where the keys lead.
function mark(key, target, label) {
  if (!target || !label) return;
  const sign = document.createElement("kbd");
  sign.textContent = key;
  sign.ariaHidden = "true";
  label.append(" ", sign);
  target.setAttribute("aria-keyshortcuts", key);
}

const labelOf = (target) => target && document.querySelector(`label[for="${target.id}"]`);
for (const [key, target] of [
  ["p", verdict("publish", "restore")],
  ["h", verdict("hide")],
  ["r", field("reply")],
  ["e", field("event")],
  ["i", field("invite_to")],
  ["n", field("note")],
]) mark(key, target, labelOf(target));
const last = document.querySelector("form[data-undo] button");
mark("u", last, last?.querySelector(".kern-label"));

// A new page is silent: say what was done and what lies here now.
const done = [...document.querySelectorAll(".kern-alert--success")].map((it) => it.innerText.trim());
const opened = document.querySelector("#eintrag h2")?.innerText;
if (done.length) setTimeout(() => { told.textContent = [...done, opened].filter(Boolean).join(" "); }, 200);
