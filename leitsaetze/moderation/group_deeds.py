"""What a deed asks for that concerns several comments: does it make sense, what would it cause."""

from collections.abc import Iterator

from flask_babel import gettext, ngettext

from leitsaetze.comments.models import Comment
from leitsaetze.comments.proposal_groups import numbers_in
from leitsaetze.comments.reply_models import Reply, ReplyProposal
from leitsaetze.errors import RuleViolation
from leitsaetze.moderation.group_rules import Circle, names_somebody
from leitsaetze.text import Rendered


def refuse_half_circle(circle: Circle, standing: Reply | None, *, said: bool, ends: bool) -> None:
    """Raise RuleViolation for a circle of comments without an answer, or one that contradicts.

    `said` tells that there is an answer, written now or before; `ends` that the deed does away with
    the answer at this comment.
    """
    if circle.companions and not said:
        raise RuleViolation("Bitte schreiben Sie die Antwort, die unter allen stehen soll.")
    if circle.companions and ends:
        raise RuleViolation(
            "Bitte entweder gemeinsam antworten oder hier nicht – beides zugleich geht nicht."
        )
    if circle.leaves and ends:
        raise RuleViolation(
            "Sie nehmen die gemeinsame Antwort hier weg. Bitte ändern Sie sie nicht im selben "
            "Schritt."
        )
    if circle.leaves and not _is_shared(standing):
        raise RuleViolation("Hier steht keine gemeinsame Antwort.")


def consequences_for_all(
    circle: Circle,
    comment: Comment,
    standing: Reply | None,
    proposal: ReplyProposal | None,
    answer: Rendered | None,
    *,
    changes: bool,
    proposes: bool,
    steps_out: bool,
) -> Iterator[str]:
    """Say in sentences what a deed causes at other comments.

    `answer` is what is written now; `changes` says that the standing answer is corrected or
    withdrawn, `steps_out` that nothing is answered here of what is proposed for several.
    """
    yield from _of_those_answered(circle, standing, changes=changes)
    yield from _of_those_to_come(circle, proposes=proposes)
    names = [it.name for it in circle.companions]
    said = answer.source if answer else standing.words.text if standing else ""
    if names and names_somebody(said, [comment.name, *names]):
        yield gettext("Achtung: In der Antwort steht ein Name. Sie erscheint unter allen.")
    if steps_out and proposal is not None and len(numbers_in(proposal)) > 1:
        yield gettext("Für die anderen bleibt die vorgeschlagene gemeinsame Antwort bestehen.")


def _of_those_answered(circle: Circle, standing: Reply | None, *, changes: bool) -> Iterator[str]:
    if standing is None or not _is_shared(standing):
        return
    if changes:
        yield gettext(
            "Die Antwort steht unter %(number)s Kommentaren: Das gilt für alle.",
            number=len(standing.comments),
        )
    if circle.leaves:
        yield gettext("Unter den anderen Kommentaren bleibt die gemeinsame Antwort stehen.")


def _of_those_to_come(circle: Circle, *, proposes: bool) -> Iterator[str]:
    further = len(circle.companions)
    if not further:
        return
    yield ngettext(
        "Dieselbe Antwort gilt für einen weiteren Kommentar.",
        "Dieselbe Antwort gilt für %(num)s weitere Kommentare.",
        further,
    )
    fresh = sum(not it.is_public for it in circle.companions)
    if fresh:
        yield ngettext(
            "Einer davon wird dabei veröffentlicht.",
            "%(num)s davon werden dabei veröffentlicht.",
            fresh,
        )
    if not proposes:
        yield gettext("Wer sie mit E-Mail-Adresse geschrieben hat, bekommt eine eigene Nachricht.")


def _is_shared(standing: Reply | None) -> bool:
    return standing is not None and len(standing.comments) > 1
