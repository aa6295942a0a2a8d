"""For which municipalities somebody wishes to be invited: chosen, changed, forgotten."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import delete, select

from leitsaetze.accounts.actions import has_agreed
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import ConsentKind
from leitsaetze.errors import RuleViolation
from leitsaetze.events import series_queries
from leitsaetze.events.models import Event
from leitsaetze.events.series_models import InvitationWish, Municipality
from leitsaetze.extensions import db
from leitsaetze.language import translatable


def wished_by(person: Person) -> Sequence[Municipality]:
    """Return the municipalities somebody wishes to be invited for; none means all of them."""
    return db.session.scalars(series_queries.wished_by(person.id)).all()


def wish(person: Person, numbers: Collection[int]) -> None:
    """Note for which municipalities somebody wishes to be invited, in place of earlier ones.

    Raises RuleViolation for whoever names some without having agreed to be invited, and for a
    municipality that is not on the list (any more).
    """
    if numbers and not has_agreed(person, ConsentKind.INVITATIONS):
        raise RuleViolation("Sie haben Einladungen nicht zugestimmt.")
    known = {it.id for it in db.session.scalars(series_queries.municipalities_held())}
    if not known >= set(numbers):
        raise RuleViolation("Die Liste hat sich geändert. Bitte wählen Sie neu.")
    forget_wishes(person)
    db.session.add_all(
        InvitationWish(person_id=person.id, municipality_id=it) for it in sorted(set(numbers))
    )
    db.session.flush()


def elsewhere(person: Person, events: Iterable[Event]) -> set[int]:
    """Return the numbers of those events somebody does not wish to be invited to."""
    numbers = [event.id for event in events]
    unwished = series_queries.wishes_elsewhere(person.id, Event.id)
    return set(db.session.scalars(select(Event.id).where(Event.id.in_(numbers), unwished)))


def why_not_for(person: Person, event: Event) -> str:
    """Return why somebody is not invited to this event by their own wish, as a sentence, or ""."""
    if elsewhere(person, [event]):
        return translatable(
            "Diese Person möchte nur zu Veranstaltungen anderswo eingeladen werden."
        )
    return ""


def forget_wishes(person: Person) -> None:
    """Forget them: with the consent they belong to, or to make room for others."""
    db.session.execute(delete(InvitationWish).where(InvitationWish.person_id == person.id))
