"""Questions about the texts in Einfacher Sprache."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import aliased

from leitsaetze.principles.models import Principle
from leitsaetze.principles.plain_models import PlainText


def newest_plain(principle_id: Any, number: Any) -> ScalarSelect[int]:
    """The text that is shown with the revision `number` of a principle, as its id."""
    newest = aliased(PlainText)
    return (
        select(newest.id)
        .where(newest.principle_id == principle_id, newest.revision_number <= number)
        .order_by(newest.revision_number.desc(), newest.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def shows_plain(principle_id: Any, number: Any) -> ColumnElement[bool]:
    """Say that a text is the one that is shown with a revision; there may be none: outer joins."""
    return PlainText.id == newest_plain(principle_id, number)


def shown_words() -> ColumnElement[int]:
    """What tells the present words of a principle from all others: it grows with each of them."""
    newest = newest_plain(Principle.id, Principle.revision_number)
    return Principle.revision_number + func.coalesce(newest, 0)


def plain_text_of(principle_id: int, number: int) -> Select[PlainText]:
    """The text that is shown with a revision."""
    return select(PlainText).where(shows_plain(principle_id, number))


def plain_texts_of(dialogue_id: int) -> Select[PlainText]:
    """The texts that are shown with the present revisions of a dialogue's principles."""
    return (
        select(PlainText)
        .join(Principle, shows_plain(Principle.id, Principle.revision_number))
        .where(Principle.dialogue_id == dialogue_id)
    )
