// Offers to comment on the words one has marked in a principle; without script one chooses a paragraph.
const text = document.querySelector("[data-quotable]");
const offer = document.querySelector("[data-quoting]");
const [LEAST, MOST] = [3, 600]; // as in principles/quotes.py
let timer;

function marked() {
  const selection = getSelection();
  if (selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return "";
  return selection.toString().replace(/\s+/g, " ").replace(/^[„“\s]+|[“”\s]+$/g, "");
}

function show() {
  const words = marked();
  offer.hidden = words.length < LEAST || words.length > MOST;
  if (!offer.hidden) offer.querySelector("a").href = `${location.pathname}kommentieren?stelle=${encodeURIComponent(words)}`;
}

if (text && offer) {
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 250);
  });
}
