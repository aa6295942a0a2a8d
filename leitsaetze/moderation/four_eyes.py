"""Hiding by a rule about which two decide: who proposes, who confirms, who is left alone."""

from collections.abc import Iterator

from flask_babel import gettext

from leitsaetze.accounts.models import Person
from leitsaetze.comments import actions as comment_actions
from leitsaetze.comments import four_eyes
from leitsaetze.comments.hiding_models import HidingProposal
from leitsaetze.comments.hidings import proposed_hiding, reopen
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.errors import RuleViolation
from leitsaetze.language import translatable
from leitsaetze.moderation.reading import is_alone
from leitsaetze.site.models import HouseRule

ALONE = translatable(
    "Über diese Regel entscheiden zwei, außer Ihnen moderiert zurzeit aber niemand. Bitte "
    "schreiben Sie dazu, warum Sie allein ausblenden."
)


def takes_another(rule: HouseRule | None, proposal: HidingProposal | None, by_id: int) -> bool:
    """Tell whether a hiding by this rule still lacks a second person.

    Whoever decides on a colleague's proposal is the second, also by another rule.
    """
    own = proposal is None or proposal.by_id == by_id
    return rule is not None and rule.four_eyes and own


def hide(
    comment: Comment, rule: HouseRule | None, words: str, *, why_alone: str, by: Person
) -> bool:
    """Hide a comment, or propose that to somebody else; tell whether it is hidden.

    Who is left alone hides at once and says why, so that nothing has to wait for ever. Raises
    RuleViolation when they do not.
    """
    if takes_another(rule, proposed_hiding(comment), by.id):
        if not is_alone(by.id):
            four_eyes.propose_hiding(comment, rule, words, by=by)
            return False
        if not why_alone:
            raise RuleViolation(ALONE)
        comment_actions.write_down(comment, Verdict.HIDE_ALONE, by=by, words=why_alone)
    comment_actions.decide(comment, Verdict.HIDE, by=by, rule=rule, words=words)
    return True


def propose_again(decision: Decision) -> None:
    """Let wait what a decision decided on, because that is undone; nothing if it was no proposal.

    Before the comment itself returns, so that its entry knows.
    """
    if "hiding" in decision.details:
        reopen(decision.details["hiding"])


def consequences_of_proposing(comment: Comment) -> Iterator[str]:
    """Say in sentences what proposing to hide a comment will cause."""
    yield gettext(
        "Das Ausblenden wird vorgeschlagen: Jemand anderes aus der Moderation bestätigt es oder "
        "lehnt es ab."
    )
    if comment.status is Status.PUBLISHED:
        yield gettext("Bis dahin ist der Kommentar nicht zu lesen.")
