"""What one form of the queue asks for, and whether it makes sense."""

import re
from dataclasses import dataclass, field, replace

from leitsaetze.comments.models import Comment
from leitsaetze.comments.reply_models import Reply, ReplyProposal
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.errors import RuleViolation
from leitsaetze.events.guest_models import Invitation
from leitsaetze.events.models import Event
from leitsaetze.language import translatable
from leitsaetze.moderation.group_deeds import refuse_half_circle
from leitsaetze.moderation.group_rules import Circle
from leitsaetze.moderation.reading import Reading
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
