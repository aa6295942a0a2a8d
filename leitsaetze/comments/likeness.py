"""What open comments have in common by the stems of their words: kept, and asked for."""

from dataclasses import dataclass

from leitsaetze.comments import group_queries as queries
from leitsaetze.comments.group_models import CommentStem
from leitsaetze.comments.models import Comment
from leitsaetze.comments.stems import LOOKED_AT, MOST_STEMS, NAMED, fitting, weighed, words_by_stem
from leitsaetze.direct import put_unless_taken
from leitsaetze.extensions import db, rows_of
from leitsaetze.site.actions import keyed_digest

NO_STEM = -1


@dataclass(frozen=True)
class Suggestion:
    """A comment like another one, and words by which it was found."""

    comment_id: int
    words: tuple[str, ...]


def keep_stems(comment: Comment, *, is_open: bool) -> None:
    """Keep by what an open comment is found from ones like it; nothing of any other.

    What stands there of its present text stays.
    """
    if is_open and db.session.scalar(queries.kept_stem_of(comment)) is not None:
        return
    forget_stems(comment.id)
    if not is_open:
        return
    for number in stems_in(db.session.scalars(queries.present_text_of(comment)).one()):
        put_unless_taken(
            CommentStem,
            comment_id=comment.id,
            stem=number,
            dialogue_id=comment.dialogue_id,
            text_version=comment.text_version,
        )


def forget_stems(comment_id: int) -> None:
    """Keep nothing of a comment's words."""
    db.session.execute(queries.stems_of(comment_id))


def similar_to(comment: Comment) -> list[Suggestion]:
    """Return the open comments of the same dialogue that are most like this one."""
    mine = stems_in(comment.words.text)
    if not mine:
        return []
    asked = dict.fromkeys((f"stem_{n}" for n in range(MOST_STEMS)), NO_STEM)
    asked |= {f"stem_{n}": number for n, number in enumerate(mine)}
    asked |= {"dialogue": comment.dialogue_id, "but": comment.id}
    alike = weighed((number, stem) for number, stem in rows_of(queries.sharing(), asked))
    alike = alike[:LOOKED_AT]
    sizes = dict(rows_of(queries.how_many_stems([it.comment_id for it in alike]))) if alike else {}
    return [
        Suggestion(it.comment_id, tuple(mine[stem] for stem in it.stems[:NAMED]))
        for it in fitting(alike, len(mine), sizes)
    ]


def stems_in(text: str) -> dict[int, str]:
    """Return the numbers that stand for a text's stems here, each with the first word it is in."""
    return words_by_stem(text, bytes.fromhex(keyed_digest("", CommentStem.__tablename__)))
