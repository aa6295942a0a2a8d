"""What happens between two readings of a page: deeds of the product itself."""

from leitsaetze.comments.actions import decide
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import begin_writing, db
from leitsaetze.site.queries import house_rules


def hide_or_restore(comment_ids: list[int], turn: int) -> None:
    """Hide the next of these comments, or show the last one again, as a moderator does."""
    begin_writing()
    comment = db.session.get_one(Comment, comment_ids[turn // 2 % len(comment_ids)])
    hide = turn % 2 == 0
    rule = db.session.scalars(house_rules()).first() if hide else None
    verdict = Verdict.HIDE if hide else Verdict.RESTORE
    decide(comment, verdict, by=None, rule=rule, words="Zur Messung." if hide else "")
    db.session.commit()
