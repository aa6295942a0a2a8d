"""The passages of a principle that a comment can be about, and what somebody quotes of them."""

from collections.abc import Sequence

from leitsaetze.blocks import blocks_of
from leitsaetze.errors import RuleViolation
from leitsaetze.language import translatable

SELECTION = "auswahl"  # asks for words somebody has selected, instead of a whole passage
MAX_QUOTE = 600
LEAST_SELECTED = 3  # letters; less says nothing
GONE = translatable(
    "Diese Stelle gibt es im Leitsatz nicht (mehr). Bitte wählen Sie die Stelle noch einmal aus."
)


def passages_of(statement: str, explanation_html: str) -> list[str]:
    """Return the statement and then each paragraph, item and row of the explanation."""
    return [statement, *(block.text for block in blocks_of(explanation_html) if block.text)]


def quoted(passages: Sequence[str], chosen: str, selected: str) -> str:
    """Return what is quoted: the passage with this number, or the selected words as they stand.

    Nothing was chosen: nothing is quoted. Long passages are cut at a word. Raises RuleViolation for
    anything that does not stand in the passages word for word.
    """
    if not chosen:
        return ""
    if chosen == SELECTION:
        return _found(" ".join(passages), selected)
    if not (chosen.isascii() and chosen.isdecimal() and int(chosen[:6]) < len(passages)):
        raise RuleViolation(GONE)
    return shortened(passages[int(chosen)], MAX_QUOTE)


def shortened(text: str, most: int) -> str:
    """Return a text on one line of at most so many letters, cut at a word, with "…" if it is."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + " …"


def _found(text: str, selected: str) -> str:
    """Return selected words if the text holds them; what browsers do to blanks does not count."""
    line, words = " ".join(text.split()), " ".join(selected.split())
    if not LEAST_SELECTED <= len(words) <= MAX_QUOTE or words not in line:
        raise RuleViolation(GONE)
    return words
