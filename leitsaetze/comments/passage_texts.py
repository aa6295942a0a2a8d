"""What is left of a comment without its hidden passages, and how these are shown to few."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import force_locale, gettext

from leitsaetze.comments import passage_queries as queries
from leitsaetze.comments.models import Comment, CommentVersion, Decision
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.passage_rules import Span, alternating, outside, repeated_in, united
from leitsaetze.comments.reviewing import SecondLook, looks_at_passages
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.site.models import HouseRule
from leitsaetze.text import Rendered, told_apart

GAP = "<em>", "</em>"  # in a citizen's text nothing else is emphasised
MARK = "<mark>", "</mark>"


@dataclass(frozen=True)
class Passage:
    """A passage as its author and the moderators see it: its words, why, and the second look."""

    row: HiddenPassage
    words: list[str]
    look: SecondLook

    @property
    def hiding(self) -> Decision:
        """The decision that hid it."""
        return self.row.hiding


@dataclass(frozen=True)
class Shortened:
    """What moderators did to the text of a comment; `html` is the whole, hidden passages marked.

    Never for anybody but its author and staff.
    """

    passages: list[Passage]
    html: str

    @property
    def hidden(self) -> list[Passage]:
        """What is hidden now."""
        return [it for it in self.passages if it.row.lifted_at is None]


def original_of(comment: Comment) -> CommentVersion:
    """Return the text as its author wrote it last."""
    number = comment.words.shortened_from or comment.words.number
    return db.session.get_one(CommentVersion, (comment.id, number))


def hidden_passages(comment: Comment) -> Sequence[HiddenPassage]:
    """Return what is hidden of a comment now; most are whole, which costs no question."""
    if comment.words.shortened_from is None:
        return []
    found: Sequence[HiddenPassage] = db.session.scalars(queries.hidden_now(comment)).all()
    return found


def spans_of(passages: Iterable[HiddenPassage]) -> list[Span]:
    """Return the places of passages in the author's text."""
    return [(begin, end) for it in passages for begin, end in it.spans]


def readable_spans(comment: Comment) -> list[Span]:
    """Return which parts of the author's text can be read now."""
    return outside(original_of(comment).text, spans_of(hidden_passages(comment)))


def words_in(original: CommentVersion, spans: Iterable[Span]) -> list[str]:
    """Return the words of passages."""
    return [original.text[begin:end] for begin, end in spans]


def words_of(passage: HiddenPassage) -> list[str]:
    """Return the words one decision has hidden."""
    original = db.session.get_one(CommentVersion, (passage.comment_id, passage.original))
    return words_in(original, spans_of([passage]))


def refuse_to_repeat(comment: Comment, answer: str) -> None:
    """Raise RuleViolation for a public answer that says again what is hidden of its comment."""
    gone = [words for passage in hidden_passages(comment) for words in words_of(passage)]
    if repeated_in(answer, gone):
        raise RuleViolation(
            "Die Antwort wiederholt eine Stelle, die im Kommentar ausgeblendet ist. Bitte "
            "formulieren Sie sie anders."
        )


def mark_of(rule: HouseRule, comment: Comment) -> str:
    """Return what stands in place of a passage, in the language of the comment."""
    with force_locale(comment.locale):
        said = gettext("[…] von der Moderation entfernt (Regel %(number)s)", number=rule.number)
    return str(said)


def left_of(comment: Comment, passages: Iterable[HiddenPassage]) -> Rendered:
    """Return what is left of the author's text without these passages."""
    return _without(original_of(comment), _gaps(comment, passages))


def previewed(comment: Comment, spans: Iterable[Span], rule: HouseRule) -> Rendered:
    """Return what would be read of a comment if these passages were hidden, too."""
    original, mark = original_of(comment), mark_of(rule, comment)
    taken = [(span, mark) for span in united(original.text, spans)]
    return _without(original, [*_gaps(comment, hidden_passages(comment)), *taken])


def html_with(passage: HiddenPassage, comment: Comment) -> str:
    """Return the text with one passage marked, for whoever looks at it again.

    Others that are hidden stay so.
    """
    original = db.session.get_one(CommentVersion, (comment.id, passage.original))
    others = [it for it in hidden_passages(comment) if it.hiding_id != passage.hiding_id]
    own = dict(zip(spans_of([passage]), words_of(passage), strict=True))
    stands = dict(_gaps(comment, others)) | own
    pieces = alternating(original.text, list(stands.items()))
    joined = pieces[:1]
    for span, instead, after in zip(sorted(stands), pieces[1::2], pieces[2::2], strict=True):
        if span in own:
            joined += [instead, after]
        else:
            joined[-1] += instead + after
    return told_apart(joined, *MARK).html


def shortened(comments: Iterable[Comment]) -> dict[int, Shortened]:
    """Return what was ever hidden of these comments, by number; those left whole are not in it."""
    numbers = [comment.id for comment in comments]
    rows = db.session.scalars(queries.passages_of(numbers)).all() if numbers else []
    if not rows:
        return {}
    by_comment: dict[int, list[HiddenPassage]] = {}
    for row in rows:
        by_comment.setdefault(row.comment_id, []).append(row)
    originals = {
        (it.comment_id, it.number): it
        for it in db.session.scalars(queries.originals_of(list(by_comment)))
    }
    latest = dict(sorted(originals))  # of each comment the highest number comes last
    looks = looks_at_passages(rows)
    return {
        number: Shortened(
            [_passage(row, originals, looks) for row in own],
            _marked(originals[number, latest[number]], own),
        )
        for number, own in by_comment.items()
    }


def _gaps(comment: Comment, passages: Iterable[HiddenPassage]) -> list[tuple[Span, str]]:
    """Return the places of passages and what is said there."""
    found = []
    for passage in passages:
        mark = mark_of(passage.hiding.rule, comment) if passage.hiding.rule else ""
        found += [(span, mark) for span in spans_of([passage])]
    return found


def _without(original: CommentVersion, gaps: list[tuple[Span, str]]) -> Rendered:
    return told_apart(alternating(original.text, gaps), *GAP)


def _marked(original: CommentVersion, passages: Iterable[HiddenPassage]) -> str:
    hidden = [it for it in passages if it.lifted_at is None and it.original == original.number]
    spans = spans_of(hidden)
    marked = list(zip(spans, words_in(original, spans), strict=True))
    return told_apart(alternating(original.text, marked), *MARK).html


def _passage(
    row: HiddenPassage,
    originals: Mapping[tuple[int, int], CommentVersion],
    looks: Mapping[int, SecondLook],
) -> Passage:
    original = originals[row.comment_id, row.original]
    return Passage(row, words_in(original, spans_of([row])), looks[row.hiding_id])
