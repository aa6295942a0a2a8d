"""Hiding by a rule about which two decide: proposed by one; taken back again."""

from leitsaetze.accounts.models import Person
from leitsaetze.comments import hidings
from leitsaetze.comments.actions import decide, write_down
from leitsaetze.comments.books import booked
from leitsaetze.comments.hiding_models import HidingProposal
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.site.models import HouseRule


def propose_hiding(
    comment: Comment, rule: HouseRule | None, words: str, *, by: Person
) -> HidingProposal:
    """Put a hiding before somebody else, in place of the one that was proposed before.

    Until it is decided on the words of the comment are not public; their place shows that they are
    looked at again. Raises RuleViolation without rule and own words.
    """
    if rule is None or not words.strip():
        raise RuleViolation("Bitte nennen Sie Regel und Begründung.")
    earlier = hidings.proposed_hiding(comment)
    proposal = HidingProposal(
        comment_id=comment.id, rule_id=rule.id, words=words.strip(), by_id=by.id
    )
    if earlier is not None:
        hidings.close(earlier)
    db.session.add(proposal)
    db.session.flush()
    replaced = {"replaced": earlier.id} if earlier is not None else {}
    decide(
        comment,
        Verdict.PROPOSE_HIDING,
        by=by,
        rule=rule,
        words=words,
        proposal=proposal.id,
        **replaced,
    )
    return proposal


def take_back_hiding(proposed: Decision, comment: Comment, *, by: Person) -> None:
    """Undo a proposal: what was public is public again, what was proposed before waits again."""
    details = proposed.details
    if details["before"] == Status.PUBLISHED:
        decide(comment, Verdict.DROP_HIDING, by=by)
        return
    with booked(comment):
        hidings.close(db.session.get_one(HidingProposal, details["proposal"]))
        if "replaced" in details:
            hidings.reopen(details["replaced"])
        write_down(comment, Verdict.DROP_HIDING, by=by)
