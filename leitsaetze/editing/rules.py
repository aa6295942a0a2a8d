"""What holds for drafts and their publication. Pure Python."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from leitsaetze.errors import RuleViolation
from leitsaetze.principles.checks import PRINCIPLE, checked, line
from leitsaetze.principles.rules import MAX_STATEMENT

# A draft may be unfinished; what is there is held to the limits of the published words.
WORDS = PRINCIPLE | {"statement": line(MAX_STATEMENT)}


def check_words(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is given of a draft as it is kept. Raises RuleViolation for what cannot be."""
    return checked(words, WORDS)


def check_moment(at: datetime, now: datetime) -> None:
    """Raise RuleViolation for a publication planned for a moment that is over."""
    if at <= now:
        raise RuleViolation("Dieser Zeitpunkt ist schon vorbei. Bitte wählen Sie einen späteren.")


def about(draft_id: int) -> str:
    """Return what half-typed forms about a draft are kept under."""
    return f"draft:{draft_id}"
