""" "Ich schließe mich an": one confirmed person, one comment, once; and taken back."""

from datetime import timedelta

from sqlalchemy import delete, select

from leitsaetze.accounts.actions import person_for, speak
from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.comments import own_links
from leitsaetze.comments.closing import closure_of, refuse_closed
from leitsaetze.comments.echoes import note_support
from leitsaetze.comments.models import Comment
from leitsaetze.comments.queries import letters_since
from leitsaetze.comments.rules import Status
from leitsaetze.comments.support_models import Support, SupportRequest
from leitsaetze.comments.support_rules import CONFIRM_WITHIN, LETTERS_PER_DAY, LINK_HOLDS
from leitsaetze.direct import answer, put_unless_taken
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, changed, db
from leitsaetze.mail.actions import block_link, enqueue
from leitsaetze.mail.rules import Addressee
from leitsaetze.principles.actions import touch_comment_in
from leitsaetze.principles.rules import Phase
from leitsaetze.site.actions import make_link

PURPOSE = "support"
KIND = "support"


def support(comment: Comment, *, by: Person) -> bool:
    """Let a confirmed person join in with a comment; tell whether they had not done so before.

    However many do it for one person at the same moment, it counts once. Raises RuleViolation when
    the comment is not public, the dialogue not open, the comment their own, or their address
    closed.
    """
    refuse_unless_supportable(comment)
    if comment.author_id == by.id:
        raise RuleViolation("Das ist Ihr eigener Kommentar. Er zählt schon.")
    if by.address is not None:
        refuse_closed(by.address, comment.dialogue)
    if put_unless_taken(Support, comment_id=comment.id, person_id=by.id) is None:
        return False
    _count(comment, +1)
    record("support.given", comment, by=by)
    return True


def take_back(comment: Comment, *, by: Person) -> bool:
    """Let a person who joined in leave again, at any time; tell whether they had joined in."""
    own = delete(Support).where(Support.comment_id == comment.id, Support.person_id == by.id)
    if not changed(own):
        return False
    _count(comment, -1)
    record("support.taken_back", comment, by=by)
    return True


def ask_to_confirm(comment: Comment, address: str, *, locale: str) -> None:
    """Send an address the link that lets it join in; only so many letters a day go to one.

    Nothing here tells whether the address is known, closed, or has joined in before. Raises
    RuleViolation unless somebody may join in with the comment now.
    """
    refuse_unless_supportable(comment)
    if closure_of(address) is not None:
        return
    yesterday = now() - timedelta(days=1)
    if int(answer(letters_since((KIND,)), address=address, since=yesterday)) >= LETTERS_PER_DAY:
        return
    moment = now()
    request = SupportRequest(
        comment_id=comment.id,
        address=address,
        locale=locale,
        created_at=moment,
        expires_at=moment + CONFIRM_WITHIN,
    )
    db.session.add(request)
    db.session.flush()
    link = make_link(PURPOSE, subject_of(request), lifetime=LINK_HOLDS)
    enqueue(
        KIND,
        Addressee(address, locale),
        deed=subject_of(request),
        about=own_links.subject_of(comment),
        reply_to=comment.dialogue.contact_email,
        links={"support": (link, "/unterstuetzen/{}"), "block": block_link(address)},
        comment=comment,
        expires_at=request.expires_at,
    )


def confirm(request: SupportRequest) -> None:
    """Let whoever has the letter join in: the click proves the address.

    Raises RuleViolation as `support` does, and when the seven days are over.
    """
    if request.person_id is not None:
        support(request.comment, by=db.session.get_one(Person, request.person_id))
        return
    if request.expires_at <= now():
        raise RuleViolation("Die Frist zum Bestätigen ist abgelaufen.")
    person = person_for(request.address)
    speak(person, request.locale)
    db.session.flush()
    support(request.comment, by=person)
    request.person_id, request.address = person.id, ""
    request.confirmed_at, request.expires_at = now(), request.created_at + LINK_HOLDS


def leave(request: SupportRequest) -> None:
    """Let whoever confirmed with this link leave again."""
    if request.person_id is not None:
        take_back(request.comment, by=db.session.get_one(Person, request.person_id))


def refuse_unless_supportable(comment: Comment) -> None:
    """Raise RuleViolation unless somebody may join in with a comment now."""
    if comment.status is not Status.PUBLISHED:
        raise RuleViolation("Dieser Kommentar ist nicht öffentlich.")
    if comment.dialogue.phase_at(now()) is not Phase.OPEN:
        raise RuleViolation("Dieser Dialog ist nicht offen. Anschließen kann man sich nicht mehr.")


def supports(comment_id: int, person_id: int | None) -> bool:
    """Tell whether a person has joined in with a comment."""
    return person_id is not None and db.session.get(Support, (comment_id, person_id)) is not None


def forget_old() -> bool:
    """Remove what was not confirmed in time, and what its link no longer needs.

    For the worker: begins to write only when something is due, and leaves the commit to the caller.
    """
    over = SupportRequest.expires_at <= now()
    if db.session.scalar(select(SupportRequest.id).where(over).limit(1)) is None:
        return False
    begin_writing()
    db.session.execute(delete(SupportRequest).where(over))
    return True


def subject_of(request: SupportRequest) -> str:
    """Return how letters and links name a request."""
    return f"support:{request.id}"


def _count(comment: Comment, change: int) -> None:
    note_support(comment, change)
    if comment.published_at is not None:
        touch_comment_in(comment.dialogue)
