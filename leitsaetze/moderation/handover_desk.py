"""What the desk shows of questions to departments."""

from dataclasses import dataclass

from leitsaetze.comments import handover_queries
from leitsaetze.comments.handover_models import HandOver
from leitsaetze.comments.handover_rules import Ending
from leitsaetze.comments.models import Comment
from leitsaetze.extensions import db
from leitsaetze.moderation.handing_over import obstacle_to_asking
from leitsaetze.moderation.handover_forms import BackForm


@dataclass(frozen=True)
class Handed:
    """Whom the moderators asked about a comment, by number, and why nobody can be asked now."""

    all: dict[int, HandOver]
    obstacle: str
    back_form: BackForm

    @property
    def now(self) -> HandOver | None:
        """Who is asked and has not answered."""
        return next((it for it in self.all.values() if it.is_open), None)

    @property
    def sent_back(self) -> HandOver | None:
        """Who was asked last, if they were not responsible and nobody answered since."""
        last = next(reversed(self.all.values()), None)
        fits = last is not None and last.ending is Ending.NOT_OURS and not self.obstacle
        return last if fits else None


def handed(comment: Comment) -> Handed:
    """Return what a moderator sees of the questions about a comment."""
    found = db.session.scalars(handover_queries.of_comment(comment.id))
    return Handed(
        all={it.id: it for it in found},
        obstacle=obstacle_to_asking(comment),
        back_form=BackForm(formdata=None),
    )
