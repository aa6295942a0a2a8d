"""How a comment comes in: submitted, confirmed, reminded, or forgotten after seven days."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from leitsaetze import working_days
from leitsaetze.accounts.actions import agree, person_for, speak
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import ConsentKind
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.comments import queries
from leitsaetze.comments.actions import decide
from leitsaetze.comments.books import close, enter
from leitsaetze.comments.letters import (
    CONFIRM_PURPOSE,
    may_be_asked,
    send_confirmation,
    send_once_more,
    subject_of,
)
from leitsaetze.comments.models import Comment, CommentVersion, Confirmation, Decision
from leitsaetze.comments.rules import (
    CONFIRM_WITHIN,
    RECEIPT_LENGTH,
    REMIND_AFTER,
    Source,
    Status,
    Verdict,
)
from leitsaetze.direct import added, answer, put
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.language import DEFAULT
from leitsaetze.mail.actions import cancel_letters, forget_letters
from leitsaetze.principles.models import Dialogue, Principle
from leitsaetze.principles.rules import Moderation, Phase
from leitsaetze.site import queries as site_queries
from leitsaetze.site.actions import all_settings, end_links
from leitsaetze.site.rules import RECEIPT_LETTERS, RULES
from leitsaetze.site.wording import notice_for
from leitsaetze.text import Rendered

PORTION = 100  # comments reminded of, or forgotten, in one transaction
AT_MOST = 10  # portions before the worker looks after its other jobs again
TRIES = 5  # two equal receipt numbers in a row would be a wonder; five are another fault


@dataclass(frozen=True)
class Contribution:
    """What somebody wants to say, checked by the form.

    `consent` are the words beside the ticked box and `privacy_version` the notice that was shown;
    where no form showed any, those that hold now are taken.
    """

    words: Rendered
    name: str
    organisation: str = ""
    address: str = ""
    wants_invitations: bool = False
    consent: str = ""
    consent_version: int = 0
    privacy_version: int = 0
    source: Source = Source.ONLINE
    locale: str = DEFAULT


def submit(
    said: Contribution,
    dialogue: Dialogue,
    principle: Principle | None = None,
    *,
    author: Person | None = None,
) -> Comment:
    """Take in a comment on the current revision of a principle, or on the dialogue itself.

    A guest with an address confirms it by e-mail first; a guest without one goes to the moderators
    at once; `author` is somebody signed in. Raises RuleViolation when the dialogue takes no
    comments now, or not of this kind.
    """
    refuse_unless_open(dialogue, principle)
    if dialogue.guests_need_address and author is None and not said.address:
        raise RuleViolation("Für diesen Dialog brauchen wir Ihre E-Mail-Adresse.")
    waits, moment = bool(said.address) and author is None, now()
    comment = _numbered(
        Comment(
            dialogue_id=dialogue.id,
            principle_id=principle.id if principle else None,
            revision_id=principle.revision.id if principle else None,
            author_id=author.id if author else None,
            name=said.name,
            organisation=said.organisation,
            status=Status.AWAITING_CONFIRMATION if waits else Status.PENDING,
            source=said.source,
            locale=said.locale,
            rules_version=answer(site_queries.text_in_force(), slug=RULES) or 0,
            privacy_version=said.privacy_version or notice_for("comment").version,
            created_at=moment,
            received_at=None if waits else moment,
            due_at=None if waits else _due_at(dialogue, moment),
        )
    )
    _write(comment, said.words)
    record("comment.submitted", comment, by=author, source=said.source)
    if waits:
        _ask_to_confirm(comment, said)
        return comment
    if author is not None:
        speak(author, said.locale)
        if said.wants_invitations:
            _agree(author, comment, *_agreed(said))
    enter(comment)
    _publish_if_trusted(comment, by=author)
    return comment


def refuse_unless_open(dialogue: Dialogue, principle: Principle | None) -> None:
    """Raise RuleViolation when this place takes no comments at the moment."""
    phase = dialogue.phase_at(now())
    if phase is Phase.UPCOMING:
        raise RuleViolation("Dieser Dialog hat noch nicht begonnen.")
    if phase is Phase.WITHDRAWN:
        raise RuleViolation("Dieser Dialog wurde zurückgezogen. Er nimmt keine Kommentare an.")
    if phase is Phase.CLOSED:
        raise RuleViolation("Dieser Dialog ist beendet. Er nimmt keine Kommentare mehr an.")
    if principle is None and not dialogue.general_comments_allowed:
        raise RuleViolation("Dieser Dialog nimmt nur Kommentare zu einzelnen Leitsätzen an.")
    if principle is not None and principle.withdrawal is not None:
        raise RuleViolation("Dieser Leitsatz wurde zurückgezogen.")


def confirm(comment: Comment, *, by: Person | None = None, words: str = "") -> None:
    """Confirm a comment: by the click in the letter, or by a moderator after a call.

    Only the click proves the address and links it to a person; after a call the comment goes on
    like a guest's without address. Doing it again changes nothing. Raises RuleViolation when the
    seven days are over.
    """
    if comment.status is not Status.AWAITING_CONFIRMATION:
        return
    waiting = db.session.get_one(Confirmation, comment.id)
    if waiting.expires_at <= now():
        raise RuleViolation("Die Frist zum Bestätigen ist abgelaufen.")
    person = person_for(waiting.address) if by is None else None
    if person is not None:
        speak(person, comment.locale)
    comment.author_id = person.id if person else None
    waiting.confirmed_at = now()
    _receive(comment)
    decide(comment, Verdict.CONFIRM, by=by or person, words=words)
    cancel_letters(subject_of(comment))
    if person is not None and waiting.wants_invitations:
        _agree(person, comment, waiting.consent, waiting.consent_version)
    _publish_if_trusted(comment, by=None)


def send_again(comment: Comment, address: str) -> None:
    """Send the confirmation letter once more, to a corrected address if it differs.

    Raises RuleViolation when there is nothing to confirm any more.
    """
    if comment.status is not Status.AWAITING_CONFIRMATION:
        raise RuleViolation("Dieser Kommentar ist schon bestätigt.")
    waiting = db.session.get_one(Confirmation, comment.id)
    if waiting.address != address:
        cancel_letters(subject_of(comment))
        end_links(CONFIRM_PURPOSE, subject_of(comment))
        waiting.address = address
        record("comment.address_corrected", comment, by=None)
    send_once_more(waiting)


def keep_house() -> int:
    """Remind once of what waits for its click, delete what was not confirmed in time.

    Commits by itself, in portions after each of which others may write, and returns how many
    comments it touched.
    """
    touched = 0
    for _ in range(AT_MOST):
        some = _keep_some_of_house()
        touched += some
        if not some:
            break
    return touched


def _keep_some_of_house() -> int:
    over = queries.confirmations_run_out(now()).limit(PORTION)
    due = queries.confirmations_to_remind(now() - REMIND_AFTER).limit(PORTION)
    anything = any(db.session.scalar(question.limit(1)) is not None for question in (over, due))
    db.session.rollback()
    if not anything:
        return 0
    begin_writing()
    gone = db.session.scalars(over).all()
    for waiting in gone:
        _forget(waiting)
    reminded = db.session.scalars(due).all()
    for waiting in reminded:
        waiting.reminded_at = now()
        send_once_more(waiting, kind="confirm_reminder")
    db.session.commit()
    return len(gone) + len(reminded)


def _numbered(comment: Comment) -> Comment:
    """Save a comment under a receipt number nobody has."""
    for _ in range(TRIES):
        letters = [secrets.choice(RECEIPT_LETTERS) for _ in range(RECEIPT_LENGTH)]
        comment.receipt_number = "".join(letters)
        saved = added(comment)
        if saved is not None:
            return saved
    raise RuntimeError("no receipt number is free")


def _write(comment: Comment, words: Rendered) -> None:
    put(
        CommentVersion,
        comment_id=comment.id,
        number=1,
        text=words.source,
        html=words.html,
        renderer=words.renderer,
    )


def _ask_to_confirm(comment: Comment, said: Contribution) -> None:
    consent, version = _agreed(said)
    expires_at, asked = comment.created_at + CONFIRM_WITHIN, may_be_asked(said.address)
    put(
        Confirmation,
        comment_id=comment.id,
        address=said.address,
        wants_invitations=said.wants_invitations,
        consent=consent,
        consent_version=version,
        expires_at=expires_at,
        letters=1 if asked else 0,
    )
    if asked:
        send_confirmation(comment, said.address, expires_at=expires_at, number=1)
    enter(comment)


def _receive(comment: Comment) -> None:
    comment.received_at = now()
    comment.due_at = _due_at(comment.dialogue, comment.received_at)


def _due_at(dialogue: Dialogue, received_at: datetime) -> datetime:
    return working_days.after(
        received_at,
        dialogue.reply_within_days,
        zone=dialogue.time_zone,
        state=all_settings()["state_code"],
    )


def _publish_if_trusted(comment: Comment, *, by: Person | None) -> None:
    """Publish at once where the dialogue looks afterwards, and the author has an address."""
    if comment.dialogue.moderation is Moderation.AFTER and comment.author_id is not None:
        decide(comment, Verdict.PUBLISH, by=by)


def _agreed(said: Contribution) -> tuple[str, int]:
    """Return the words somebody agreed to and their version; nothing when they did not."""
    if not said.wants_invitations:
        return "", 0
    if said.consent:
        return said.consent, said.consent_version
    notice = notice_for("invitations")
    return notice.consent, notice.wording


def _agree(person: Person, comment: Comment, wording: str, version: int) -> None:
    agree(
        person,
        ConsentKind.INVITATIONS,
        wording=wording,
        version=version,
        locale=comment.locale,
        given_with=subject_of(comment),
    )


def _forget(waiting: Confirmation) -> None:
    comment = waiting.comment
    forget_letters(subject_of(comment))
    end_links(CONFIRM_PURPOSE, subject_of(comment))
    close(comment)
    record("comment.not_confirmed", comment, by=None)
    db.session.flush()
    for rows in (CommentVersion, Decision):
        db.session.execute(delete(rows).where(rows.comment_id == comment.id))
    db.session.delete(waiting)
    db.session.flush()
    db.session.delete(comment)
