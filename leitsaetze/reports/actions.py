"""Deeds on reports: take one in, find several without ground, answer them, forget who they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import Somebody, record
from leitsaetze.clock import now
from leitsaetze.comments import actions as comment_actions
from leitsaetze.comments import books
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.language import DEFAULT
from leitsaetze.mail.actions import forget_letters
from leitsaetze.reports import letters, queries
from leitsaetze.reports.models import Report
from leitsaetze.reports.rules import (
    ADDRESS_KEPT_FOR,
    KEPT_FOR,
    MOST_OPEN,
    OUTCOMES,
    PAST_REPORTING,
    RECEIPT_LENGTH,
    holds_back,
    persons,
    weight,
)
from leitsaetze.site.actions import all_settings, keyed_digest
from leitsaetze.site.models import HouseRule
from leitsaetze.site.receipts import numbered

PORTION = 100  # reports of which something is forgotten in one transaction


@dataclass(frozen=True)
class Complaint:
    """What somebody says against a comment, checked by the form; without a rule it is the law.

    `network` is where it came from. It is not kept.
    """

    rule: HouseRule | None
    network: str
    ground: str = ""
    words: str = ""
    good_faith: bool = False
    name: str = ""
    address: str = ""
    locale: str = DEFAULT
    privacy_version: int = 0


def take_in(said: Complaint, comment: Comment) -> Report:
    """Keep a report under a receipt number, and let the moderators find its comment.

    Where enough people have reported a comment nobody has looked at yet, and the settings say so,
    it is held back. Raises RuleViolation for a comment nobody can read any more, and when very
    many reports of this kind wait already.
    """
    db.session.execute(queries.held(comment.id))  # who hides it at this moment comes first
    db.session.refresh(comment)
    refuse_unless_public(comment)
    illegal = said.rule is None
    if (db.session.scalar(queries.number_waiting(comment.id, illegal=illegal)) or 0) >= MOST_OPEN:
        raise RuleViolation(
            "Zu diesem Kommentar liegen schon sehr viele Meldungen vor. Die Moderation sieht ihn "
            "sich an; Sie brauchen nichts weiter zu tun."
        )
    report = numbered(
        Report(
            comment_id=comment.id,
            rule_id=said.rule.id if said.rule else None,
            ground=said.ground,
            words=said.words,
            good_faith=said.good_faith,
            name=said.name,
            address=said.address,
            by_address=_trace(comment, said.address),
            by_network=_trace(comment, said.network),
            locale=said.locale,
            privacy_version=said.privacy_version,
            received_at=now(),
        ),
        RECEIPT_LENGTH,
    )
    record("report.received", report, by=None, comment=comment.id)
    letters.confirm_receipt(report)
    books.mark(comment, **marks(comment))
    if _is_enough(comment):
        comment_actions.decide(comment, Verdict.HOLD_BACK, by=None)
    return report


def refuse_unless_public(comment: Comment) -> None:
    """Raise RuleViolation when the words of a comment are not public, and say why not."""
    if comment.status is not Status.PUBLISHED:
        raise RuleViolation(PAST_REPORTING[comment.status])


def dismiss(comment: Comment, up_to: int, *, by: Person, words: str = "") -> None:
    """Find the reports about a comment without ground, those at least that somebody has seen.

    `up_to` is the number of the last one seen: what came in meanwhile goes on waiting. `words` go
    to those who reported. Raises RuleViolation when none of them waits any more.
    """
    db.session.flush()
    db.session.execute(queries.held(comment.id))
    waiting = db.session.scalars(queries.waiting(comment.id).where(Report.id <= up_to)).all()
    if not waiting:
        raise RuleViolation("Zu diesem Kommentar gibt es keine Meldung mehr, die noch offen ist.")
    numbers = [report.id for report in waiting]
    decision = comment_actions.write_down(
        comment, Verdict.DISMISS_REPORTS, by=by, words=words, reports=numbers
    )
    _answer(waiting, decision, by=by)
    books.mark(comment, **marks(comment))


def hear(comment: Comment, decision: Decision) -> None:
    """Answer the reports that wait when a verdict on their comment has settled them.

    With the words of an erased comment go those of the reports, which may repeat them.
    """
    if decision.verdict not in OUTCOMES or comment.published_at is None:
        return
    waiting = db.session.scalars(queries.waiting(comment.id)).all()
    if decision.verdict is Verdict.HIDE_PASSAGE:  # what nobody has seen may mean something else
        waiting = [report for report in waiting if report.id <= decision.details["reports"]]
    if waiting:
        _answer(waiting, decision, by=decision.by)
        books.mark(comment, **marks(comment))
    if decision.verdict is Verdict.ERASE:
        for report in db.session.scalars(queries.about(comment.id)):
            report.ground = report.words = ""


def reopen(comment: Comment, decision: Decision, *, by: Person) -> None:
    """Let the reports a decision has answered wait again, because it is undone.

    Letters about it that have not left stay in the house; whoever got one gets another when it is
    decided anew. Of who reported only the address is known any more: without one each counts.
    """
    answered = db.session.scalars(queries.answered_by(decision)).all()
    if not answered:
        return
    letters.stop(answered, decision)
    for report in answered:
        report.outcome = report.decided_at = report.decision = report.forget_at = None
        report.by_address = _trace(comment, report.address)
        record("report.reopened", report, by=by, decision=decision.id)
    books.mark(comment, **marks(comment))


def marks(comment: Comment) -> dict[str, Any]:
    """Return what the queue has to know: how many people's reports about a comment wait."""
    traces = db.session.execute(queries.traces(comment.id)).all()
    illegal = any(rule is None for *_trace, rule in traces)
    return {"reported": weight(_people(traces), illegal=illegal)}


def forget_old() -> bool:
    """Remove names and addresses some time after the decision, in the end everything.

    For the worker: begins to write only when something is due, and leaves the commit to the caller.
    """
    moment = now()
    if db.session.scalar(queries.anything_to_forget(moment)) is None:
        return False
    begin_writing()
    for report in db.session.scalars(queries.to_forget(moment).limit(PORTION)).all():
        forget_letters(letters.subject_of(report))
        if report.decided_at is not None and (report.name or report.address):
            report.name = report.address = ""
            report.forget_at = report.decided_at + KEPT_FOR
            record("report.made_anonymous", report, by=None)
        else:
            record("report.deleted", report, by=None)
            db.session.delete(report)
    return True


def _answer(waiting: Sequence[Report], decision: Decision, *, by: Somebody | None) -> None:
    outcome, moment = OUTCOMES[decision.verdict], now()
    for report in waiting:
        report.outcome, report.decided_at, report.decision = outcome, moment, decision
        report.by_address = report.by_network = ""
        named = bool(report.name or report.address)
        report.forget_at = moment + (ADDRESS_KEPT_FOR if named else KEPT_FOR)
        record("report.answered", report, by=by, decision=decision.id)
    db.session.flush()
    letters.tell_decision(waiting, decision)


def _is_enough(comment: Comment) -> bool:
    setting = all_settings()["hold_back_after"]
    if not setting or db.session.scalar(queries.was_looked_at(comment.id)):
        return False
    return holds_back(_people(db.session.execute(queries.traces(comment.id)).all()), setting)


def _people(traces: Sequence[Any]) -> int:
    return persons(filter(None, (address, network)) for address, network, _rule in traces)


def _trace(comment: Comment, whence: str) -> str:
    """Return a digest that tells only whether two reports about a comment are by one person."""
    return keyed_digest(whence.casefold(), f"report:{comment.id}") if whence else ""
