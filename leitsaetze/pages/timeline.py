"""The way of a comment, step by step: for its author, and what of it everybody may know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from leitsaetze.comments import queries as comment_queries
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.passage_texts import Passage, shortened
from leitsaetze.comments.reply_models import Reply
from leitsaetze.comments.reviewing import SecondLook, second_looks
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.events import queries as event_queries
from leitsaetze.events.models import Event
from leitsaetze.extensions import db
from leitsaetze.pages.changed_words import ChangedWords, changed_words
from leitsaetze.pages.changes import led_to
from leitsaetze.pages.reading import Said, answered_together

# What each decision is called as a step; of a public comment only holding back is one.
STEPS = {
    Verdict.CONFIRM: "confirmed",
    Verdict.PUBLISH: "published",
    Verdict.EDIT: "edited",
    Verdict.HIDE: "hidden",
    Verdict.RESTORE: "restored",
    Verdict.DROP_HIDING: "restored",
    Verdict.HOLD_BACK: "held_back",
    Verdict.PROPOSE_HIDING: "held_back",
    Verdict.TAKE_BACK: "taken_back",
    Verdict.REASSIGN: "moved",
    Verdict.CORRECT_REPLY: "corrected",
    Verdict.WITHDRAW: "withdrawn",
    Verdict.ERASE: "erased",
}
HOLDING = Verdict.HOLD_BACK, Verdict.PROPOSE_HIDING


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a comment: when, of which kind, and what it is about."""

    at: datetime
    kind: str
    it: Any = None


@dataclass(frozen=True, slots=True)
class Story:
    """A comment as its author may know it, with everything that became of it.

    `changed` are the words that differ, by the revision the comment led to.
    """

    comment: Comment
    replies: list[Reply]
    events: Mapping[int, list[Event]]
    together: Mapping[int, list[int]]
    results: Sequence[Any]
    changed: Mapping[int, ChangedWords]
    hiding: Decision | None
    look: SecondLook | None
    passages: Sequence[Passage]
    decisions: Sequence[Decision] = field(default=())

    @property
    def is_public(self) -> bool:
        """Whether everybody may read the comment."""
        return self.comment.status is Status.PUBLISHED

    @property
    def steps(self) -> list[Step]:
        """The whole way, oldest first."""
        found = [Step(self.comment.created_at, "received")]
        found += _decided(self.decisions)
        published = self.comment.published_at
        if published and not any(step.kind == "published" for step in found):
            found.append(Step(published, "published"))
        found += [Step(reply.created_at, "answered", reply) for reply in self.replies]
        found += [Step(it.at, "result", it) for it in self.results]
        if self.comment.status in (Status.PENDING, Status.PUBLISHED, Status.HIDDEN):
            found += [Step(it.hiding.at, "passage", it) for it in self.passages]
        found += _of_second_look(self.look)
        return _in_order(found)


def stories(comments: Sequence[Comment]) -> dict[int, Story]:
    """Return the stories of these comments by number, in as many questions for many as for one."""
    numbers = [comment.id for comment in comments]
    replies, hidings = _replies(numbers), _hidings(numbers)
    shown = {reply.id for some in replies.values() for reply in some}
    events, together = _events(list(shown)), answered_together(shown)
    results = led_to(numbers)
    changed = changed_words([it.revision_id for some in results.values() for it in some])
    looks, texts = second_looks(comments, hidings), shortened(comments)
    decisions = _decisions(numbers)
    return {
        comment.id: Story(
            comment=comment,
            replies=replies.get(comment.id, []),
            events=events,
            together=together,
            results=results.get(comment.id, ()),
            changed=changed,
            hiding=hidings.get(comment.id),
            look=looks.get(comment.id),
            passages=texts[comment.id].passages if comment.id in texts else (),
            decisions=decisions.get(comment.id, ()),
        )
        for comment in comments
    }


def public_steps(said: Said) -> list[Step]:
    """Return the steps of a comment that everybody may know: as its page tells them anyway."""
    row = said.comment
    found = [Step(row.created_at, "received"), Step(row.published_at, "published")]
    if row.edited_at is not None and row.status not in (Status.WITHDRAWN, Status.ERASED):
        found.append(Step(row.edited_at, "edited"))
    found += [Step(it.created_at, "answered", it) for it in said.answers]
    found += [Step(it.corrected_at, "corrected", it) for it in said.answers if it.corrected_at]
    found += [Step(it.at, "result", it) for it in said.led_to]
    if row.status is Status.HIDDEN and row.hidden_at is not None:
        found.append(Step(row.hidden_at, "hidden"))
    return _in_order(found)


def words_behind(said: Said) -> dict[int, ChangedWords]:
    """Return the words that changed with the revisions a comment led to, by revision."""
    return changed_words([it.revision_id for it in said.led_to])


def _in_order(steps: Iterable[Step]) -> list[Step]:
    return sorted(steps, key=lambda step: step.at)  # of one moment: in the order they were found


def _decided(decisions: Iterable[Decision]) -> list[Step]:
    return [
        Step(it.at, STEPS[it.verdict], it)
        for it in decisions
        if it.verdict not in HOLDING or it.details.get("before") == Status.PUBLISHED
    ]


def _of_second_look(look: SecondLook | None) -> list[Step]:
    """Return what was asked about the hiding of the whole comment, and how that was decided."""
    asked = look.request if look is not None else None
    if asked is None or asked.outcome == "ended":
        return []
    found = [Step(asked.asked_at, "asked", asked)]
    if asked.decided_at is not None:
        found.append(Step(asked.decided_at, "looked", asked))
    return found


def _decisions(comment_ids: list[int]) -> dict[int, list[Decision]]:
    found: dict[int, list[Decision]] = {}
    for decision in db.session.scalars(comment_queries.decisions_among(comment_ids, list(STEPS))):
        found.setdefault(decision.comment_id, []).append(decision)
    return found


def _replies(comment_ids: list[int]) -> dict[int, list[Reply]]:
    found: dict[int, list[Reply]] = {}
    for reply, comment_id in db.session.execute(comment_queries.replies_of(comment_ids)):
        found.setdefault(comment_id, []).append(reply)
    return found


def _events(reply_ids: list[int]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = {}
    for mention in db.session.scalars(event_queries.mentions_in(), {"ids": reply_ids}):
        found.setdefault(mention.reply_id, []).append(mention.event)
    return found


def _hidings(comment_ids: list[int]) -> dict[int, Decision]:
    return {
        decision.comment_id: decision
        for decision in db.session.scalars(comment_queries.hidings_of(comment_ids))
    }
