"""The letters to whoever reported a comment and left an address."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from leitsaetze.clock import now
from leitsaetze.comments.models import Decision
from leitsaetze.comments.queries import letters_since
from leitsaetze.direct import answer
from leitsaetze.mail.actions import after_undoing, block_link, enqueue, stop_letter
from leitsaetze.mail.rules import Addressee
from leitsaetze.reports.models import Report
from leitsaetze.reports.rules import LETTERS_PER_DAY

RECEIVED = "report_received"


def subject_of(report: Report) -> str:
    """Return how letters and links name a report."""
    return f"report:{report.id}"


def confirm_receipt(report: Report) -> None:
    """Queue the letter that says it arrived; only so many a day go to one address.

    The address is nobody's proof, so the letter holds none of the words that were typed.
    """
    if not report.address:
        return
    yesterday = now() - timedelta(days=1)
    sent = answer(letters_since((RECEIVED,)), address=report.address, since=yesterday)
    if int(sent) < LETTERS_PER_DAY:
        _send(RECEIVED, report, deed=f"{subject_of(report)}:received")


def tell_decision(reports: Sequence[Report], decision: Decision) -> None:
    """Queue the letters that say what was decided: one to each address, for all its reports."""
    by_address: dict[str, list[Report]] = {}
    for report in reports:
        by_address.setdefault(report.address, []).append(report)
    for address, own in by_address.items():
        if address:
            numbers = ", ".join(report.receipt_number for report in own)
            told = {"decision": decision, "numbers": numbers, "reports": own}
            deed = deed_of(own[0].id, decision.id)
            _send("report_decided", own[0], deed=deed, not_before=after_undoing(), **told)


def deed_of(report_id: int, decision_id: int) -> str:
    """Return the key of the letter that tells how a report was decided on."""
    return f"report:{report_id}:decided:{decision_id}"


def stop(reports: Iterable[Report], decision: Decision) -> None:
    """Keep the letters about a decision in the house that have not left yet."""
    for report in reports:
        stop_letter(deed_of(report.id, decision.id))


def _send(
    kind: str, report: Report, *, deed: str, not_before: datetime | None = None, **context: Any
) -> None:
    enqueue(
        kind,
        Addressee(report.address, report.locale),
        deed=deed,
        about=subject_of(report),
        not_before=not_before,
        reply_to=report.comment.dialogue.contact_email,
        links={"block": block_link(report.address)},
        report=report,
        comment=report.comment,
        **context,
    )
