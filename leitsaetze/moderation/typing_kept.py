"""What somebody types at an entry: kept on the server until it is decided; text blocks inserted."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.drafts.keeping import Typing
from leitsaetze.moderation.blocks import words_for
from leitsaetze.moderation.desk import Entry
from leitsaetze.moderation.forms import DecisionForm

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


def typing_at(entry: Entry) -> Typing:
    """Return what keeps the form of an entry while it is filled in."""
    last = entry.course[-1] if entry.course else None
    return Typing(
        f"comment:{entry.comment.id}",
        version=entry.comment.version,
        saved_by=last.by.name if last and last.by else "",
        saved_at=last.at if last else None,
    )


def inserted(form: DecisionForm) -> ResponseReturnValue | None:
    """Insert the chosen text block; None when the form is to be shown again.

    The script gets the words, to put them where the cursor stands; without it they stand at the end
    of the answer. Everything typed stays, and nothing else happens.
    """
    block = form.chosen_block
    shared = bool(form.companions.data)
    words = words_for(block, form.comment, form.event_meant, named=not shared) if block else ""
    if request.accept_mimetypes.best == "text/plain":
        return words, 200 if block else 422, PLAIN
    if block is None:
        form.block.errors = [gettext("Bitte wählen Sie einen Textbaustein.")]
        form.status = 422
    else:
        form.insert(words, block)
    return None
