"""The report on a dialogue for the council: wording, comments, answers and figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leitsaetze.clock import now
from leitsaetze.comments.rules import Status
from leitsaetze.exchange import queries
from leitsaetze.exchange.report_rules import STATES, Figures, counted
from leitsaetze.extensions import db
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.queries import dialogue_with


@dataclass(frozen=True, slots=True)
class Chapter:
    """One principle, or None for what was said in general, with the comments to be read."""

    principle: Any
    comments: Sequence[Any]
    figures: Figures


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the council gets, as it stands at `at`; answers by number of the comment."""

    dialogue: Dialogue
    at: datetime
    chapters: Sequence[Chapter]
    answers: dict[int, list[Any]]
    total: Figures


def report_on(slug: str) -> Report | None:
    """Return the report on the dialogue at this address, published or not; None without one.

    Words and names come from published comments only. What is still being looked at is counted,
    what nobody confirmed is not.
    """
    dialogue = db.session.scalar(dialogue_with(slug))
    if dialogue is None:
        return None
    principles = db.session.execute(queries.principles_with_wording(dialogue.id)).all()
    answers: dict[int, list[Any]] = {}
    for row in db.session.execute(queries.answers_in(dialogue.id)):
        answers.setdefault(row.comment_id, []).append(row)
    said: dict[int | None, list[Any]] = {}
    for row in db.session.execute(queries.received_comments(dialogue.id)):
        said.setdefault(row.principle_id, []).append(row)
    chapters = [_chapter(it, said.get(it.id, []), answers) for it in principles]
    chapters.append(_chapter(None, said.get(None, []), answers))
    total = sum((chapter.figures for chapter in chapters), Figures())
    return Report(dialogue, now(), chapters, answers, total)


def _chapter(principle: Any, said: list[Any], answers: dict[int, list[Any]]) -> Chapter:
    facts = [(Status(row.status), row.source, row.id in answers) for row in said]
    shown = [row for row in said if row.status in STATES]
    return Chapter(principle, shown, counted(facts))
