"""What whoever reads a proposed answer may do with it, and what that would cause."""

from collections.abc import Iterator
from enum import StrEnum

from flask_babel import gettext

from leitsaetze.accounts.queries import able_moderators
from leitsaetze.comments.models import Comment
from leitsaetze.comments.reply_models import Reply, ReplyProposal
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.language import translatable

ALONE = translatable(
    "Außer Ihnen moderiert zurzeit niemand. Bitte schreiben Sie dazu, warum die Antwort erscheint, "
    "ohne dass sie jemand gegengelesen hat."
)


WHY_DECLINED = translatable(
    "Bitte schreiben Sie dazu, warum die Antwort nicht erscheint. Das Sachgebiet erfährt es."
)


class Reading(StrEnum):
    """What becomes of a proposed answer; the value stands in the form."""

    PUBLISH = "veroeffentlichen"
    RETURN = "zurueckgeben"
    DROP = "verwerfen"
    DECLINE = "ablehnen"


def is_alone(person_id: int) -> bool:
    """Tell whether nobody else moderates who could read what this person proposed."""
    return not any(it.id != person_id for it in db.session.scalars(able_moderators()))


def open_readings(proposal: ReplyProposal, comment: Comment, reader_id: int) -> list[Reading]:
    """Return what somebody may do with a proposal, in the order of the form.

    Whoever proposed it publishes it only if nobody else could read it, or need not any more. What a
    department has written is read by whoever of the moderators decides on it.
    """
    if proposal.hand_over_id is not None:
        return [Reading.PUBLISH, Reading.DECLINE]
    if proposal.by_id != reader_id:
        return [Reading.PUBLISH, Reading.RETURN]
    if not comment.dialogue.replies_need_two or is_alone(reader_id):
        return [Reading.PUBLISH, Reading.DROP]
    return [Reading.DROP]


def needs_word(proposal: ReplyProposal, comment: Comment, reader_id: int) -> bool:
    """Tell whether publishing has to be explained: nobody else has read the answer."""
    own = proposal.hand_over_id is None and proposal.by_id == reader_id
    return comment.dialogue.replies_need_two and own


def refuse_misreading(
    reading: Reading, proposal: ReplyProposal | None, comment: Comment, reader_id: int, words: str
) -> ReplyProposal:
    """Return the proposal that is read; raise RuleViolation for what this reader may not do."""
    if proposal is None:
        raise RuleViolation("Hier liegt keine Antwort zum Gegenlesen mehr.")
    if reading is not Reading.DROP and reading not in open_readings(proposal, comment, reader_id):
        raise RuleViolation(
            "Diese Antwort haben Sie selbst vorgeschlagen. Veröffentlichen kann sie jemand anderes."
        )
    if reading is Reading.PUBLISH and not words and needs_word(proposal, comment, reader_id):
        raise RuleViolation(ALONE)
    if reading is Reading.DECLINE and not words:
        raise RuleViolation(WHY_DECLINED)
    return proposal


def consequences_of_reading(reading: Reading, standing: Reply | None) -> Iterator[str]:
    """Say in a sentence what becomes of a proposed answer."""
    if reading is Reading.RETURN:
        yield gettext("Die vorgeschlagene Antwort geht mit Ihren Worten zurück.")
    elif reading is Reading.DECLINE:
        yield gettext(
            "Die vorgeschlagene Antwort erscheint nicht; das Sachgebiet erfährt Ihre Worte."
        )
    elif reading is Reading.DROP:
        yield gettext("Die vorgeschlagene Antwort wird verworfen.")
    elif standing is None:
        yield gettext("Die vorgeschlagene Antwort erscheint darunter.")
    else:
        yield gettext("Die vorgeschlagene Berichtigung erscheint.")
