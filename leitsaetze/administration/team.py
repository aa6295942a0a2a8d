"""What the list of colleagues shows of each, and what became of an invitation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leitsaetze.accounts import staff_queries
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import ROLE_NAMES, Role, StaffState, staff_state
from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.queries import letter_of


@dataclass(frozen=True)
class Colleague:
    """One line of the list."""

    id: int
    name: str
    address: str
    roles: list[str]
    state: StaffState
    invited_until: datetime | None
    last_sign_in: datetime | None


def letter_to(person: Person) -> OutgoingMail | None:
    """Return the letter with the newest invitation that still holds."""
    link = db.session.scalar(staff_queries.open_link(person.id, now()))
    return db.session.scalar(letter_of(f"invitation:link:{link.id}")) if link else None


def listed(
    role: Role | None, state: StaffState | None, after: int
) -> tuple[list[Colleague], int | None]:
    """Return one page of the list, and after whom the next one begins; two questions."""
    question = staff_queries.staff(now(), role=role, state=state, after=after)
    rows = db.session.execute(question).all()
    page = rows[: staff_queries.PAGE]
    held: dict[int, set[Role]] = {}
    for person_id, granted in db.session.execute(staff_queries.roles_of([r.id for r in page])):
        held.setdefault(person_id, set()).add(granted)
    more = page[-1].id if len(rows) > len(page) else None
    return [_line(row, held.get(row.id, set())) for row in page], more


def _line(row: Any, roles: set[Role]) -> Colleague:
    state = staff_state(
        switched_off=row.disabled_at is not None,
        has_role=row.has_role,
        has_password=row.has_password,
        invited_until=row.invited_until,
    )
    names = [name for role, name in ROLE_NAMES.items() if role in roles]
    return Colleague(
        row.id, row.name, row.address, names, state, row.invited_until, row.last_sign_in
    )
