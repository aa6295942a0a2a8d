// Chooses all entries of a page without loading it anew, and says how many are chosen.
const bar = document.querySelector("[data-picking]");
const toggle = document.querySelector("[data-pick-all]");
const count = document.querySelector("[data-picked]");
const boxes = [...document.querySelectorAll('.queue input[name="eintrag"]')];

function tell() {
  const chosen = boxes.filter((box) => box.checked).length;
  count.textContent = chosen ? bar.dataset.chosen.replace("#", chosen) : "";
  toggle.textContent = chosen === boxes.length ? bar.dataset.none : bar.dataset.all;
}

toggle?.addEventListener("click", (event) => {
  event.preventDefault();
  const all = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = all;
  tell();
});
for (const box of boxes) box.addEventListener("change", tell);
if (bar) tell();
