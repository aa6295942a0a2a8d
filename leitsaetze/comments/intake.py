"""How a comment comes in."""

from dataclasses import dataclass

from leitsaetze.accounts.actions import speak
from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.comments.books import enter
from leitsaetze.comments.closing import refuse_closed
from leitsaetze.comments.confirming import ask_to_confirm
from leitsaetze.comments.deadlines import due_at
from leitsaetze.comments.models import Comment, CommentVersion
from leitsaetze.comments.position_rules import Position
from leitsaetze.comments.receiving import agree_to_invitations, publish_if_trusted
from leitsaetze.comments.rules import (
    RECEIPT_LENGTH,
    Source,
    Status,
)
from leitsaetze.direct import answer, put
from leitsaetze.errors import RuleViolation
from leitsaetze.language import DEFAULT
from leitsaetze.principles.models import Dialogue, Principle
from leitsaetze.principles.quotes import GONE, passages_of, quoted
from leitsaetze.principles.rules import Phase
from leitsaetze.site import queries as site_queries
from leitsaetze.site.receipts import numbered
from leitsaetze.site.rules import RULES
from leitsaetze.site.wording import notice_for
from leitsaetze.text import Rendered


@dataclass(frozen=True)
class Contribution:
    """What somebody wants to say, checked by the form.

    `passage` and `selected` say what is quoted of the revision with the number `seen_revision`
    (principles.quotes). `consent` are the words beside the ticked box and `privacy_version` the
    notice that was shown; where no form showed any, those that hold now are taken.
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
    position: Position | None = None
    passage: str = ""
    selected: str = ""
    seen_revision: int = 0


def submit(
    said: Contribution,
    dialogue: Dialogue,
    principle: Principle | None = None,
    *,
    author: Person | None = None,
    parent: Comment | None = None,
) -> Comment:
    """Take in a comment on the current revision of a principle, or on the dialogue itself.

    With a `parent` it is a reply to that comment, or to the one above it: there is one level.

    A guest with an address confirms it by e-mail first; a guest without one goes to the moderators
    at once; `author` is somebody signed in. Raises RuleViolation when the dialogue takes no
    comments now, or not of this kind, when the parent is not public, when what is quoted does not
    stand in the revision, and while the address of `author` is closed. A guest whose address is
    closed learns it from the letter, as only its owner may.
    """
    refuse_unless_open(dialogue, principle, parent)
    quote = quote_of(said, principle)
    if dialogue.guests_need_address and author is None and not said.address:
        raise RuleViolation("Für diesen Dialog brauchen wir Ihre E-Mail-Adresse.")
    if author is not None and author.address:
        refuse_closed(author.address, dialogue)
    waits, moment = bool(said.address) and author is None, now()
    comment = numbered(
        Comment(
            dialogue_id=dialogue.id,
            principle_id=principle.id if principle else None,
            revision_id=principle.revision.id if principle else None,
            parent_id=(parent.parent_id or parent.id) if parent else None,
            position=said.position.value if said.position and not parent else None,
            quote=quote,
            quote_revision_id=principle.revision.id if principle and quote else None,
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
            due_at=None if waits else due_at(dialogue, moment),
        ),
        RECEIPT_LENGTH,
    )
    write_first(comment, said.words)
    record("comment.submitted", comment, by=author, source=said.source)
    if waits:
        ask_to_confirm(comment, said.address, said.wants_invitations, *_agreed(said))
        return comment
    if author is not None:
        speak(author, said.locale)
        if said.wants_invitations:
            agree_to_invitations(author, comment, *_agreed(said))
    enter(comment)
    publish_if_trusted(comment, by=author)
    return comment


def quote_of(said: Contribution, principle: Principle | None) -> str:
    """Return the words of the principle that are quoted.

    Raises RuleViolation for words that do not stand there, or not any more.
    """
    if principle is None or not said.passage:
        return ""
    revision = principle.revision
    if said.seen_revision != revision.number:
        raise RuleViolation(GONE)
    passages = passages_of(revision.statement, revision.explanation_html)
    return quoted(passages, said.passage, said.selected)


def refuse_unless_open(
    dialogue: Dialogue, principle: Principle | None, parent: Comment | None = None
) -> None:
    """Raise RuleViolation when this place takes no comments at the moment."""
    phase = dialogue.phase_at(now())
    if phase is Phase.UPCOMING:
        raise RuleViolation("Dieser Dialog hat noch nicht begonnen.")
    if phase is Phase.WITHDRAWN:
        raise RuleViolation("Dieser Dialog wurde zurückgezogen. Er nimmt keine Kommentare an.")
    if phase is Phase.CLOSED:
        raise RuleViolation("Dieser Dialog ist beendet. Er nimmt keine Kommentare mehr an.")
    if parent is not None and parent.status is not Status.PUBLISHED:
        raise RuleViolation(
            "Dieser Kommentar ist nicht mehr öffentlich. Erwidern kann man darauf nicht."
        )
    if principle is None and not dialogue.general_comments_allowed:
        raise RuleViolation("Dieser Dialog nimmt nur Kommentare zu einzelnen Leitsätzen an.")
    if principle is not None and principle.withdrawal is not None:
        raise RuleViolation("Dieser Leitsatz wurde zurückgezogen.")


def write_first(comment: Comment, words: Rendered) -> None:
    """Write down the first version of a comment's words."""
    put(
        CommentVersion,
        comment_id=comment.id,
        number=1,
        text=words.source,
        html=words.html,
        renderer=words.renderer,
    )


def _agreed(said: Contribution) -> tuple[str, int]:
    """Return the words somebody agreed to and their version; nothing when they did not."""
    if not said.wants_invitations:
        return "", 0
    if said.consent:
        return said.consent, said.consent_version
    notice = notice_for("invitations")
    return notice.consent, notice.wording
