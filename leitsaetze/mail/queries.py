"""Questions about the outbox."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, union_all

from leitsaetze.extensions import among
from leitsaetze.mail.models import BlockedAddress, OutgoingMail
from leitsaetze.mail.rules import MailState
from leitsaetze.prepared import Prepared

ON_THE_WAY = (MailState.WAITING, MailState.SENDING)
IN_TROUBLE = (MailState.FAILED, MailState.UNCLEAR)


def letter_of(deed: str) -> Select[OutgoingMail]:
    """The letter a deed has queued."""
    return select(OutgoingMail).where(OutgoingMail.deed_key == deed)


def letter_on_its_way(deed: str) -> Select[int]:
    """The letter a deed has queued, if it has left the house or may have."""
    left = [MailState.SENDING, MailState.SENT, MailState.UNCLEAR]
    return select(OutgoingMail.id).where(
        OutgoingMail.deed_key == deed, OutgoingMail.state.in_(left)
    )


def first_to_leave(
    deeds: Collection[str], abouts: Collection[str], after: datetime
) -> Select[datetime | None]:
    """When the first leaves of those letters, named by deed or thing, that wait until later."""
    return select(func.min(OutgoingMail.not_before)).where(
        or_(OutgoingMail.deed_key.in_(deeds), OutgoingMail.about.in_(abouts)),
        OutgoingMail.state == MailState.WAITING,
        OutgoingMail.cancelled_at.is_(None),
        OutgoingMail.not_before > after,
    )


def letters_gone_about(about: str) -> Select[int]:
    """The letters about a thing that have left the house, or may have."""
    left = [MailState.SENDING, MailState.SENT, MailState.UNCLEAR]
    return select(OutgoingMail.id).where(OutgoingMail.about == about, OutgoingMail.state.in_(left))


@cache  # asked for every letter
def block_of() -> Prepared:
    """The wish of the owner of the address with this `digest` to get no letters."""
    return Prepared(
        select(BlockedAddress.digest).where(BlockedAddress.digest == bindparam("digest"))
    )


def blocked_among(digests: Iterable[str]) -> Select[str]:
    """Those of these addresses whose owners want no letters."""
    return select(BlockedAddress.digest).where(among(BlockedAddress.digest, list(digests)))


def anything_to_do(moment: datetime) -> Select[int]:
    """The number of some letter the worker has to look at; asked before the right to write."""
    return select(OutgoingMail.id).where(or_(_is_due(moment), _is_lost(moment))).limit(1)


def next_due(moment: datetime) -> Select[OutgoingMail]:
    """The letter that leaves next, locked; letters other workers have locked are passed over."""
    return (
        select(OutgoingMail)
        .where(_is_due(moment))
        .order_by(OutgoingMail.not_before, OutgoingMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def lost(moment: datetime) -> Select[OutgoingMail]:
    """Letters whose worker fell silent, locked."""
    return select(OutgoingMail).where(_is_lost(moment)).with_for_update(skip_locked=True)


def held_by(worker: str, letter_id: int) -> Select[OutgoingMail]:
    """The letter, if this worker still has its lease."""
    return select(OutgoingMail).where(
        OutgoingMail.id == letter_id,
        OutgoingMail.leased_by == worker,
        OutgoingMail.state == MailState.SENDING,
    )


def waiting() -> Select[int, datetime]:
    """How many letters wait to leave, and since when the oldest does."""
    return select(func.count(), func.min(OutgoingMail.created_at)).where(
        OutgoingMail.state.in_(ON_THE_WAY), OutgoingMail.cancelled_at.is_(None)
    )


def last_trouble() -> Select[str | None]:
    """Why the letter that was tried last still waits."""
    return (
        select(OutgoingMail.last_error)
        .where(
            OutgoingMail.state.in_(ON_THE_WAY),
            OutgoingMail.cancelled_at.is_(None),
            OutgoingMail.last_error.is_not(None),
        )
        .order_by(OutgoingMail.not_before.desc(), OutgoingMail.id.desc())
        .limit(1)
    )


def in_trouble(at_most: int) -> Select[OutgoingMail]:
    """Letters staff must look after, oldest first: failed, or unclear whether they arrived.

    Each state is read from its own end of the index, so that it may hold any number of them.
    """
    order = OutgoingMail.not_before, OutgoingMail.id
    parts = [
        select(OutgoingMail.id)
        .where(OutgoingMail.state == state, OutgoingMail.cancelled_at.is_(None))
        .order_by(*order)
        .limit(at_most)
        .subquery()
        for state in IN_TROUBLE
    ]
    first = union_all(*(select(part.c.id) for part in parts))
    return select(OutgoingMail).where(OutgoingMail.id.in_(first)).order_by(*order).limit(at_most)


def newest() -> Select[OutgoingMail]:
    """All letters, the last ones first."""
    return select(OutgoingMail).order_by(OutgoingMail.id.desc())


def _is_due(moment: datetime) -> ColumnElement[bool]:
    return and_(
        OutgoingMail.state == MailState.WAITING,
        OutgoingMail.cancelled_at.is_(None),
        OutgoingMail.not_before <= moment,
    )


def _is_lost(moment: datetime) -> ColumnElement[bool]:
    return and_(OutgoingMail.state == MailState.SENDING, OutgoingMail.leased_until <= moment)
