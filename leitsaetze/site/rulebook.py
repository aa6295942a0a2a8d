"""The rules of the discussion, published together: each time an edition with a number and a date.

An edition is a version of the text "regeln" (its introduction, who published it, what changed)
with the rules that hold from then on.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from leitsaetze.clock import now
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.site import queries
from leitsaetze.site.actions import publish_text
from leitsaetze.site.models import HouseRule, SiteText
from leitsaetze.site.rules import RULES, TEXTS


@dataclass(frozen=True)
class Wish:
    """How a rule with this number should read; one that does not hold is retired."""

    number: int
    title: str
    text: str
    four_eyes: bool = False
    holds: bool = True


def changes(wishes: Iterable[Wish]) -> list[Wish]:
    """Return the wishes that differ from what holds now."""
    newest = {rule.number: rule for rule in db.session.scalars(queries.rules_of_all_numbers())}
    return [wish for wish in wishes if _differs(wish, newest.get(wish.number))]


def publish_rules(
    introduction: str, wishes: list[Wish], *, note: str, by_id: int | None
) -> SiteText:
    """Publish an edition: changed rules as new versions, new ones, without the retired ones.

    Rules nobody wishes otherwise stay as they are. Raises RuleViolation when none would be left,
    Conflict when somebody else publishes at the same moment.
    """
    for wish in wishes:
        if wish.holds and not (wish.title and wish.text):
            raise RuleViolation(
                "Regel %(number)d braucht eine Überschrift und einen Text.", number=wish.number
            )
    changed = changes(wishes)
    newest = {rule.number: rule for rule in db.session.scalars(queries.rules_of_all_numbers())}
    holding = {number for number, rule in newest.items() if rule.retired_at is None}
    retired = {wish.number for wish in changed if not wish.holds}
    if not (holding | {wish.number for wish in changed}) - retired:
        raise RuleViolation("Ohne Regeln geht es nicht: Mindestens eine muss gelten.")
    edition = publish_text(RULES, TEXTS[RULES], introduction, note=note, by_id=by_id)
    for wish in sorted(changed, key=lambda wish: wish.number):
        _put(wish, newest.get(wish.number), edition)
    db.session.flush()
    return edition


def _put(wish: Wish, present: HouseRule | None, edition: SiteText) -> None:
    if present is not None and not wish.holds:
        present.retired_at, present.retired_edition = now(), edition.version
        return
    db.session.add(
        HouseRule(
            number=wish.number,
            version=present.version + 1 if present is not None else 1,
            title=wish.title,
            text=wish.text,
            four_eyes=wish.four_eyes,
            published_at=edition.published_at,
            edition=edition.version,
        )
    )


def _differs(wish: Wish, present: HouseRule | None) -> bool:
    if present is None:
        return wish.holds
    if not wish.holds:
        return present.retired_at is None
    said = present.title, present.text, present.four_eyes
    return present.retired_at is not None or said != (wish.title, wish.text, wish.four_eyes)
