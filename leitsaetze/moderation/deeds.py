"""What one form of the queue asks for, what it would cause, and whether it makes sense."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from flask_babel import gettext

from leitsaetze.comments.models import Comment
from leitsaetze.comments.reply_models import Reply, ReplyProposal
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.errors import RuleViolation
from leitsaetze.events.guest_models import Invitation
from leitsaetze.events.models import Event
from leitsaetze.language import translatable
from leitsaetze.moderation.four_eyes import consequences_of_proposing
from leitsaetze.moderation.group_deeds import consequences_for_all, refuse_half_circle
from leitsaetze.moderation.group_rules import Circle
from leitsaetze.moderation.reading import Reading, consequences_of_reading
from leitsaetze.principles.models import Principle
from leitsaetze.site.models import HouseRule
from leitsaetze.text import Rendered

STALE = translatable(
    "Inzwischen hat jemand anderes an diesem Kommentar gearbeitet. Es wurde nichts gespeichert. "
    "Unten steht, was geschehen ist; Ihr Text ist noch da."
)


@dataclass(frozen=True)
class Deed:
    """One decision in any combination. What is empty is not done.

    `reply` is the text of the answer: new, or the corrected one where an answer stands; `heading`
    in whose name it is given from now on ("" is the moderation's), `blocks` the text blocks that
    went into it. `reading` decides on an answer that was proposed. `moves` says that the comment
    goes to `principle` (None: to the dialogue as a whole). `dismiss` is the number of the last
    report that was seen when all of them are found to be without ground. `why_alone` explains a
    hiding about which two should decide where there is nobody else. `circle` tells for which
    further comments the answer is.
    """

    verdict: Verdict | None = None
    rule: HouseRule | None = None
    reason: str = ""
    why_alone: str = ""
    reply: Rendered | None = None
    heading: str | None = None
    blocks: tuple[int, ...] = ()
    reading: Reading | None = None
    reading_words: str = ""
    withdraw_reply: bool = False
    event: Event | None = None
    drop_event: bool = False
    invite_to: Event | None = None
    invitation_words: str = ""
    uninvite: Invitation | None = None
    settle: bool = False
    unsettle: bool = False
    note: str = ""
    moves: bool = False
    principle: Principle | None = None
    dismiss: int = 0
    dismiss_words: str = ""
    circle: Circle = field(default_factory=Circle)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for."""
        return self == Deed(
            reason=self.reason,
            why_alone=self.why_alone,
            blocks=self.blocks,
            reading_words=self.reading_words,
        )

    @property
    def changes_answer(self) -> bool:
        """Whether the answer will say or show something else."""
        said = self.reply is not None or self.heading is not None or self.circle.regroups
        return said or self.event is not None or self.drop_event


def is_stale(comment: Comment, seen: str) -> bool:
    """Tell whether a comment changed since a form saw it; `seen` begins with its version then."""
    return seen.partition(".")[0] != str(comment.version)


def last_seen_decision(seen: str) -> int | None:
    """Return the last decision a form showed; None for what no form of ours carries."""
    number = re.fullmatch(r"[0-9]+\.([0-9]{1,18})", seen)
    return int(number[1]) if number else None


def refuse_nonsense(
    deed: Deed, comment: Comment, standing: Reply | None, proposal: ReplyProposal | None = None
) -> None:
    """Raise RuleViolation for an empty deed or one that contradicts itself.

    `proposal` is the answer that waits for somebody to read it.
    """
    if deed.is_empty:
        raise RuleViolation("Es ist noch nichts gewählt.")
    _refuse_half_answer(deed, standing or proposal)
    ends = deed.settle or deed.withdraw_reply or deed.verdict is Verdict.HIDE
    ends = ends or (deed.circle.leaves and deed.changes_answer)
    said = deed.reply is not None or standing is not None or proposal is not None
    refuse_half_circle(deed.circle, standing, said=said, ends=ends)
    if deed.reply is not None and (deed.settle or deed.withdraw_reply):
        raise RuleViolation("Bitte entweder antworten oder nicht – beides zugleich geht nicht.")
    publishes = deed.reply is not None or deed.reading is Reading.PUBLISH
    publishes = publishes or bool(deed.circle.companions)
    if deed.verdict is Verdict.HIDE and (publishes or deed.event is not None):
        raise RuleViolation("Unter einem ausgeblendeten Kommentar wäre die Antwort nicht zu sehen.")
    if deed.verdict is not Verdict.HIDE and deed.rule is not None:
        raise RuleViolation("Eine Regel gehört nur zum Ausblenden. Bitte wählen Sie „Ausblenden“.")
    _refuse_nonsense_about_reports(deed)
    if deed.invite_to is None and deed.invitation_words:
        raise RuleViolation("Bitte wählen Sie die Veranstaltung, zu der Sie einladen.")
    published = comment.status is Status.PUBLISHED or completed(deed, comment).verdict in (
        Verdict.PUBLISH,
        Verdict.RESTORE,
    )
    if not published and (publishes or deed.settle):
        raise RuleViolation(
            "Der Kommentar ist nicht veröffentlicht. Bitte wählen Sie auch „Veröffentlichen“."
        )


def completed(deed: Deed, comment: Comment) -> Deed:
    """Return a deed with what follows from it: a comment that was held back is shown again."""
    if deed.dismiss and deed.verdict is None and comment.is_held_back:
        return replace(deed, verdict=Verdict.PUBLISH)
    return deed


def without_hiding(deed: Deed) -> Deed:
    """Return the rest of a deed whose hiding is only proposed."""
    return replace(deed, verdict=None, rule=None)


def can_be_undone(
    deed: Deed, standing: Reply | None, proposal: ReplyProposal | None = None
) -> bool:
    """Tell whether a further deed can undo all of this one, with nothing said anew to the public.

    What is shown again, taken back or no longer invited to needs reasons or words of its own. What
    becomes of a proposal is for whoever reads it: once decided on or replaced it does not return.
    """
    restores = deed.verdict is Verdict.RESTORE
    needs_words = restores or deed.withdraw_reply or deed.circle.leaves or deed.uninvite is not None
    mentions = standing is not None and (deed.event is not None or deed.drop_event)
    decides = deed.reading is not None or deed.changes_answer or deed.settle
    if needs_words or mentions or (proposal is not None and decides):
        return False
    return deed != Deed(note=deed.note)


def _refuse_half_answer(deed: Deed, there: Reply | ReplyProposal | None) -> None:
    """Refuse what belongs to an answer where there is none, and two decisions on one."""
    if deed.event is not None and deed.reply is None and there is None:
        raise RuleViolation(
            "Die Veranstaltung erscheint in der Antwort. Bitte schreiben Sie eine Antwort dazu."
        )
    if deed.heading is not None and deed.reply is None and there is None:
        raise RuleViolation(
            "In wessen Namen geantwortet wird, steht über der Antwort. Bitte schreiben Sie eine "
            "Antwort dazu."
        )
    other = deed.changes_answer or deed.withdraw_reply or deed.settle
    if deed.reading is not None and other:
        raise RuleViolation(
            "Sie haben die vorgeschlagene Antwort geändert und zugleich über sie entschieden. "
            "Bitte nur eines von beidem."
        )


def consequences(
    deed: Deed,
    comment: Comment,
    standing: Reply | None,
    proposal: ReplyProposal | None = None,
    *,
    reported: bool = False,
    proposes_hiding: bool = False,
) -> Iterator[str]:
    """Say in sentences what carrying out the deed will cause.

    `reported`: reports wait. `proposes_hiding`: somebody else has to confirm the hiding.
    """
    deed = completed(deed, comment)
    if proposes_hiding:
        yield from consequences_of_proposing(comment)
        deed = without_hiding(deed)
    yield from _of_place(deed)
    yield from _of_verdict(deed, comment)
    yield from _of_reports(deed, reported)
    proposes = deed.changes_answer and comment.dialogue.replies_need_two
    yield from _of_reading(deed, standing, proposal, proposes=proposes)
    yield from _of_reply(deed, standing, proposes=proposes)
    yield from consequences_for_all(
        deed.circle,
        comment,
        standing,
        proposal,
        deed.reply,
        changes=deed.withdraw_reply or (deed.changes_answer and not proposes),
        proposes=proposes,
        steps_out=deed.settle,
    )
    if deed.invite_to is not None:
        title = deed.invite_to.title
        yield gettext(
            "Eine persönliche Einladung zu „%(title)s“ geht per E-Mail hinaus.", title=title
        )
    if deed.uninvite is not None:
        yield gettext("Die Einladung wird zurückgezogen.")
    if deed.note:
        yield gettext("Die Notiz sehen nur Sie und Ihre Kolleginnen und Kollegen.")
    answers = deed.reading is Reading.PUBLISH or (deed.reply is not None and not proposes)
    writes = deed.verdict is not None or (answers and not standing) or deed.moves
    if writes and comment.author_id is not None:
        yield gettext("Die Verfasserin oder der Verfasser bekommt eine E-Mail.")
    elif writes:
        yield gettext("Es gibt keine E-Mail-Adresse; der Stand ist mit der Belegnummer zu sehen.")


def _of_place(deed: Deed) -> Iterator[str]:
    if deed.moves and deed.principle is not None:
        number = deed.principle.number
        yield gettext("Der Kommentar steht künftig bei Leitsatz %(number)s.", number=number)
    elif deed.moves:
        yield gettext("Der Kommentar gilt künftig dem Dialog als Ganzem.")


def _of_verdict(deed: Deed, comment: Comment) -> Iterator[str]:
    if deed.verdict is Verdict.PUBLISH and comment.is_held_back:
        yield gettext("Der Kommentar ist wieder für alle zu lesen.")
    elif deed.verdict is Verdict.PUBLISH:
        yield gettext("Der Kommentar wird veröffentlicht.")
    if deed.verdict is Verdict.RESTORE:
        yield gettext("Der Kommentar wird wieder gezeigt.")
    if deed.verdict is Verdict.HIDE and comment.published_at is None:
        yield gettext("Der Kommentar wird nicht veröffentlicht.")
    elif deed.verdict is Verdict.HIDE:
        yield gettext("Der Kommentar wird ausgeblendet; an seiner Stelle stehen Datum und Regel.")


def _of_reports(deed: Deed, reported: bool) -> Iterator[str]:
    if deed.dismiss:
        yield gettext(
            "Der Kommentar bleibt. Wer ihn gemeldet und eine Adresse angegeben hat, erfährt das."
        )
    elif reported and deed.verdict is not None:
        yield gettext(
            "Wer ihn gemeldet und eine Adresse angegeben hat, erfährt, wie entschieden wurde."
        )


def _refuse_nonsense_about_reports(deed: Deed) -> None:
    if deed.dismiss and deed.verdict is Verdict.HIDE:
        raise RuleViolation(
            "Bitte entscheiden Sie sich: Der Kommentar wird ausgeblendet, oder die Meldung ist "
            "unbegründet."
        )
    if deed.dismiss_words and not deed.dismiss:
        raise RuleViolation(
            "Die Worte an die Meldenden gehören zu „Meldung unbegründet“. Bitte wählen Sie das aus."
        )


def _of_reading(
    deed: Deed, standing: Reply | None, proposal: ReplyProposal | None, *, proposes: bool
) -> Iterator[str]:
    if proposes:
        yield gettext(
            "Die Antwort wird vorgelegt; sie erscheint, wenn sie jemand gegengelesen hat."
        )
    elif deed.reading is not None:
        yield from consequences_of_reading(deed.reading, standing)
    if proposal is not None and deed.settle:
        yield from consequences_of_reading(Reading.DROP, standing)


def _of_reply(deed: Deed, standing: Reply | None, *, proposes: bool) -> Iterator[str]:
    said = (deed.reply is not None or deed.heading is not None) and not proposes
    if said and standing is not None:
        yield gettext("Die Antwort wird berichtigt; die frühere Fassung bleibt im Verlauf.")
    elif said:
        yield gettext("Die Antwort erscheint darunter.")
    if deed.withdraw_reply or deed.circle.leaves:
        yield gettext("Die Antwort wird zurückgezogen; der Kommentar wartet wieder auf eine.")
    if deed.event is not None:
        yield gettext("Die Antwort zeigt „%(title)s“.", title=deed.event.title)
    if deed.drop_event:
        yield gettext("Die Antwort zeigt keine Veranstaltung mehr.")
    yield from _of_settling(deed, standing)


def _of_settling(deed: Deed, standing: Reply | None) -> Iterator[str]:
    if deed.settle and standing is not None:
        yield gettext("Die Antwort bleibt, wie sie ist; der Kommentar gilt als erledigt.")
    elif deed.settle:
        yield gettext("Der Kommentar gilt als erledigt, ohne Antwort.")
    if deed.unsettle:
        yield gettext("Der Kommentar wartet wieder auf eine Antwort.")
