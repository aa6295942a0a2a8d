// Puts the words one marks in the text into the field for exact words; without script one copies them.
const text = document.querySelector("[data-markable]");
const field = document.getElementById(text?.dataset.markable);
let taken = "";

function take() {
  const marked = getSelection();
  if (marked.isCollapsed || !text.contains(marked.anchorNode) || !text.contains(marked.focusNode)) return;
  const words = marked.toString().trim();
  if (!words || (field.value && field.value !== taken)) return; // what somebody typed stays
  field.value = taken = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

if (text && field) for (const kind of ["pointerup", "keyup"]) document.addEventListener(kind, take);
