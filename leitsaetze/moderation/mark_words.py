"""What stands out about a comment, in words."""

from functools import lru_cache

from flask_babel import gettext

from leitsaetze.comments.marks import Finding, Mark, recalled
from leitsaetze.language import translatable

REMEMBERED = 1000
WORDS = {
    Mark.LINKS: translatable("%(value)s Links"),
    Mark.SAME: translatable("gleicher Text wie Kommentar %(value)s"),
    Mark.ALIKE: translatable("fast der gleiche Text wie Kommentar %(value)s"),
    Mark.PACE: translatable("%(value)s Kommentare von derselben Adresse in einer Stunde"),
    Mark.WORD: translatable("enthält „%(value)s“"),
}


def in_words(finding: Finding) -> str:
    """Return one finding as a moderator reads it."""
    return str(gettext(WORDS[finding.mark], value=finding.value))


@lru_cache(REMEMBERED)
def standing_out(marks: str, _language: str) -> str:
    """Return all that stands out about an entry in one line, in the present language."""
    said = " · ".join(in_words(finding) for finding in recalled(marks))
    return str(gettext("Auffällig: %(marks)s", marks=said))
