"""Questions about events. What the public may see of them is said here, once."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from leitsaetze.comments.models import Comment
from leitsaetze.comments.reply_models import ReplyComment
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.models import Event, EventDialogue, EventField, EventMention, EventPrinciple
from leitsaetze.events.rules import CALENDAR_REACHES_BACK, INVITATION, EventStatus
from leitsaetze.extensions import among
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import MailState
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.queries import (
    field_is_public,
    field_words_are_public,
    is_current,
    is_public,
    is_withdrawn,
    readable,
)
from leitsaetze.site.models import Stamp
from leitsaetze.site.rules import SITE_SCOPE


def is_visible() -> ColumnElement[bool]:
    """Say that everybody may know of an event: drafts answer 404, cancelled ones say so."""
    return Event.status != EventStatus.DRAFT


def visible() -> Select[Event]:
    """All events everybody may know of, first ones first."""
    return select(Event).where(is_visible()).order_by(Event.starts_at, Event.id)


def visible_event(event_id: int) -> Select[Event]:
    """The event with this number, if everybody may know of it."""
    return select(Event).where(Event.id == event_id, is_visible())


def calendar(at: datetime) -> Select[Event]:
    """What a subscribed calendar shows: events that are not over, and those of the last year."""
    return visible().where(Event.ends_at > at - CALENDAR_REACHES_BACK)


def upcoming(at: datetime, after: Event | None = None) -> Select[Event]:
    """Events that are not over, next ones first; `after` leaves out what a page has shown."""
    coming = visible().where(Event.ends_at > at)
    if after is not None:
        same = and_(Event.starts_at == after.starts_at, Event.id > after.id)
        coming = coming.where(or_(Event.starts_at > after.starts_at, same))
    return coming


def past(at: datetime, before: Event | None = None) -> Select[Event]:
    """Events that are over, last ones first; `before` leaves out what a page has shown already."""
    over = select(Event).where(is_visible(), Event.ends_at <= at)
    if before is not None:
        same = and_(Event.starts_at == before.starts_at, Event.id < before.id)
        over = over.where(or_(Event.starts_at < before.starts_at, same))
    return over.order_by(Event.starts_at.desc(), Event.id.desc())


def open_for_invitations(at: datetime) -> Select[Event]:
    """Events somebody can still be invited to or pointed at, next ones first."""
    return (
        select(Event)
        .where(Event.status == EventStatus.PUBLISHED, Event.starts_at > at)
        .order_by(Event.starts_at, Event.id)
    )


def events_of_dialogue(dialogue_id: int) -> Select[Event]:
    """The events that accompany a dialogue, in the order of time, past ones too."""
    return (
        visible()
        .join(EventDialogue, EventDialogue.event_id == Event.id)
        .where(EventDialogue.dialogue_id == dialogue_id)
    )


def dialogues_of_event(event_id: int) -> Select[str, str]:
    """Slug and title of the public dialogues an event accompanies, but of no withdrawn one."""
    return (
        select(Dialogue.slug, Dialogue.title)
        .join(EventDialogue, EventDialogue.dialogue_id == Dialogue.id)
        .where(EventDialogue.event_id == event_id, is_public(), ~is_withdrawn())
        .order_by(Dialogue.id)
    )


def principles_of_event(event_id: int) -> Select[str, int, str]:
    """The principles an event is about, of published dialogues: slug, number, words.

    Without words is what has been withdrawn.
    """
    return (
        public_principles()
        .join(EventPrinciple, EventPrinciple.principle_id == Principle.id)
        .where(EventPrinciple.event_id == event_id)
    )


def public_principles() -> Select[str, int, str]:
    """The principles of published dialogues by number, to be joined with what names some."""
    return (
        select(Dialogue.slug, Principle.number, readable(Revision.statement))
        .select_from(Principle)
        .join(Principle.dialogue)
        .join(Principle.field)
        .join(Revision, is_current())
        .where(is_public(), field_is_public())
        .order_by(Dialogue.id, Principle.number)
    )


def fields_of_event(event_id: int) -> Select[str]:
    """Titles of the public fields of action an event is about, but of no withdrawn one."""
    return (
        public_fields()
        .join(EventField, EventField.field_id == FieldOfAction.id)
        .where(EventField.event_id == event_id)
    )


def public_fields() -> Select[str]:
    """Titles of the public fields of action, to be joined with what names some."""
    return (
        select(FieldOfAction.title)
        .join(FieldOfAction.dialogue)
        .where(field_words_are_public())
        .order_by(Dialogue.id, FieldOfAction.position)
    )


def event_with_key(key: str) -> Select[Event]:
    """The event an import file calls `key`, published or not: for writing, never for readers."""
    return select(Event).where(Event.key == key)


def event_held(event_id: int) -> Select[Event]:
    """An event as it is now, kept from everybody else until the deed is done."""
    return (
        select(Event)
        .where(Event.id == event_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def event_standing(event_id: int) -> Select[Event]:
    """An event as it is now, which nobody cancels until the deed is done; seats may be taken."""
    return (
        select(Event)
        .where(Event.id == event_id)
        .with_for_update(read=True, key_share=True)
        .execution_options(populate_existing=True)
    )


@cache
def mentions_in() -> Select[EventMention]:
    """Which of the replies `ids` show which event, with the events."""
    return (
        select(EventMention)
        .join(EventMention.event)
        .where(EventMention.reply_id.in_(bindparam("ids", expanding=True)), is_visible())
        .options(joinedload(EventMention.event))
        .order_by(EventMention.reply_id, Event.starts_at)
    )


def mentions_of(reply_id: int) -> Select[EventMention]:
    """What a reply shows, drafts too: for writing, never for readers."""
    return select(EventMention).where(EventMention.reply_id == reply_id)


def dialogues_answered_by(reply_id: int) -> Select[Dialogue]:
    """The dialogues in which a reply can be read, always in the same order."""
    answered = (
        select(Comment.dialogue_id)
        .join(ReplyComment, ReplyComment.comment_id == Comment.id)
        .where(ReplyComment.reply_id == reply_id)
    )
    return select(Dialogue).where(Dialogue.id.in_(answered)).order_by(Dialogue.id)


def invitations_of_guest(guest_id: int) -> Select[Invitation]:
    """All invitations of a person, for that person and for staff, with events and answers."""
    return (
        select(Invitation)
        .where(Invitation.guest_id == guest_id)
        .options(joinedload(Invitation.event), joinedload(Invitation.by))
        .order_by(Invitation.id)
    )


def invitations_newest_first(guest_id: int, before: int | None = None) -> Select[Invitation]:
    """The invitations of a person, newest first; `before` is the last one of the page before."""
    asked = invitations_of_guest(guest_id).order_by(None).order_by(Invitation.id.desc())
    return asked.where(Invitation.id < before) if before is not None else asked


def invitations_to(event_id: int) -> Select[int]:
    """The numbers of all invitations to an event."""
    return select(Invitation.id).where(Invitation.event_id == event_id)


def standing_invitations(event_id: int) -> Select[Invitation]:
    """The invitations to an event that were not withdrawn, with their guests."""
    return (
        select(Invitation)
        .where(Invitation.event_id == event_id, Invitation.withdrawn_at.is_(None))
        .options(joinedload(Invitation.guest))
        .order_by(Invitation.id)
    )


def letters_inviting(subjects: Sequence[str]) -> Select[str, str, MailState, datetime | None]:
    """Subject, deed, state and end of the letters that invited people."""
    return select(
        OutgoingMail.about, OutgoingMail.deed_key, OutgoingMail.state, OutgoingMail.cancelled_at
    ).where(among(OutgoingMail.about, subjects), OutgoingMail.kind == INVITATION)


def letters_waiting(subject: str, kind: str) -> Select[str]:
    """The deeds of the letters of a kind about a thing that have not left."""
    return select(OutgoingMail.deed_key).where(
        OutgoingMail.about == subject,
        OutgoingMail.kind == kind,
        OutgoingMail.cancelled_at.is_(None),
        OutgoingMail.state.in_([MailState.WAITING, MailState.FAILED]),
    )


def invitation_for(guest_id: int, event_id: int) -> Select[Invitation]:
    """The one invitation of a person to an event."""
    return select(Invitation).where(
        Invitation.guest_id == guest_id, Invitation.event_id == event_id
    )


def invitation_held(invitation_id: int) -> Select[Invitation]:
    """An invitation as it is now, kept from everybody else until the deed is done."""
    return (
        select(Invitation)
        .where(Invitation.id == invitation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def seats_of(invitation: Invitation) -> Select[Registration]:
    """The seats somebody holds at an event."""
    return select(Registration).where(
        Registration.event_id == invitation.event_id,
        Registration.person_id == invitation.guest_id,
    )


def next_boundary(at: datetime) -> Select[datetime | None, datetime | None]:
    """The nearest start and the nearest end after `at` of events everybody may know of."""
    start = select(func.min(Event.starts_at)).where(Event.starts_at > at, is_visible())
    end = select(func.min(Event.ends_at)).where(Event.ends_at > at, is_visible())
    return select(start.scalar_subquery(), end.scalar_subquery())


def site_changed_by_time(at: datetime) -> Select[int]:
    """The site's stamp, if time alone has changed what its pages show."""
    return select(Stamp.id).where(Stamp.scope == SITE_SCOPE, Stamp.next_change_at <= at)
