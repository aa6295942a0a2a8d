"""Hiding only a passage of a comment, at the desk: the deed with its letter, and undoing it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.passage_rules import Span, outside, repeated_in, united
from leitsaetze.comments.passage_texts import (
    hidden_passages,
    mark_of,
    original_of,
    spans_of,
    words_in,
)
from leitsaetze.comments.passages import hide_passages, show_passage
from leitsaetze.comments.rules import Status
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.moderation import passage_letters as letters
from leitsaetze.moderation import queries
from leitsaetze.moderation.actions import remember
from leitsaetze.moderation.deeds import STALE, is_stale
from leitsaetze.moderation.reviewing import waits_for_others
from leitsaetze.site.models import HouseRule


@dataclass(frozen=True)
class Wish:
    """Which passages are to be hidden, by which rule and why.

    `reports` is the number of the last report that was seen.
    """

    spans: Sequence[Span]
    rule: HouseRule | None
    reason: str
    reports: int = 0


def hide(comment: Comment, wish: Wish, *, by: Person, seen: str) -> None:
    """Hide passages and tell the author why, in one transaction.

    `seen` is the `state_of` the comment when the form was made. Raises Conflict when it changed
    since, RuleViolation for what cannot be hidden, and for a rule about which two decide: they
    decide about comments as a whole.
    """
    if is_stale(comment, seen):
        raise Conflict(STALE)
    if wish.rule is not None and wish.rule.four_eyes:
        raise RuleViolation(
            "Über diese Regel entscheiden zwei. Bitte schlagen Sie vor, den Kommentar als Ganzes "
            "auszublenden."
        )
    decision = hide_passages(
        comment,
        wish.spans,
        by=by,
        rule=wish.rule,
        words=wish.reason,
        reports=wish.reports,
    )
    remember(comment, since=decision.id - 1, by=by, undoable=True)
    letters.tell_hidden(_passage_of(decision), comment)


def show(passage: HiddenPassage, *, by: Person) -> None:
    """Show again what one decision has hidden, and tell the author.

    Raises Conflict while a colleague works on the comment or when it is shown already, and
    RuleViolation where somebody else decides about it.
    """
    comment = passage.hiding.comment
    claim = db.session.scalar(queries.claim_on(comment.id, now()))
    if claim is not None and claim.person_id != by.id:
        raise Conflict(
            "%(name)s arbeitet gerade an diesem Eintrag. Es wurde nichts geändert. Haben Sie sich "
            "abgesprochen, übernehmen Sie ihn zuerst.",
            name=claim.person.name,
        )
    if waits_for_others(passage.hiding, by_id=by.id):
        raise RuleViolation(
            "Zu dieser Stelle wartet eine Überprüfung. Bitte entscheiden Sie dort, mit Begründung."
        )
    decision = show_passage(passage, comment, by=by)
    remember(comment, since=decision.id - 1, by=by, undoable=False)
    letters.tell_shown(passage, comment, decision)


def undo_hiding(hiding: Decision, comment: Comment, by: Person) -> None:
    """Show again what a decision has hidden, as part of undoing the deed it belongs to."""
    passage = _passage_of(hiding)
    letters.tell_shown(passage, comment, show_passage(passage, comment, by=by))


def consequences(comment: Comment, wish: Wish, *, reported: bool) -> Iterator[str]:
    """Say in sentences what hiding the passages will cause; `reported`: reports wait."""
    if wish.rule is not None:
        mark = mark_of(wish.rule, comment)
        yield gettext("Anstelle der Worte steht „%(mark)s“.", mark=mark)
    if comment.status is not Status.PUBLISHED:
        yield gettext("Der Kommentar wird damit noch nicht veröffentlicht.")
    if _stands_again(comment, wish.spans):
        yield gettext("Achtung: Dieselben Worte stehen noch an anderer Stelle im Kommentar.")
    if comment.author_id is not None:
        yield gettext(
            "Die Verfasserin oder der Verfasser bekommt eine E-Mail mit Regel, Begründung und dem "
            "Weg zur Überprüfung."
        )
    else:
        yield gettext("Es gibt keine E-Mail-Adresse; der Stand ist mit der Belegnummer zu sehen.")
    if reported:
        yield gettext(
            "Wer ihn gemeldet und eine Adresse angegeben hat, erfährt, wie entschieden wurde."
        )


def _stands_again(comment: Comment, spans: Sequence[Span]) -> bool:
    original = original_of(comment)
    taken = united(original.text, spans)
    left = outside(original.text, [*spans_of(hidden_passages(comment)), *taken])
    gone = words_in(original, taken)
    return any(repeated_in(words, gone) for words in words_in(original, left))


def _passage_of(hiding: Decision) -> HiddenPassage:
    return db.session.get_one(HiddenPassage, hiding.id)
