"""Comments answered together with one: what can be said of each, and whether it still holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments import actions as comment_actions
from leitsaetze.comments import group_queries
from leitsaetze.comments import queries as comment_queries
from leitsaetze.comments.models import Comment
from leitsaetze.comments.proposal_groups import numbers_in
from leitsaetze.comments.proposals import own_proposal
from leitsaetze.comments.reply_models import Reply
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.errors import Conflict
from leitsaetze.extensions import db
from leitsaetze.language import translatable
from leitsaetze.moderation import queries
from leitsaetze.moderation.group_rules import Chosen, Facts, Unfit, unfit

CHANGED = translatable(
    "Inzwischen hat sich etwas geändert bei Kommentar %(numbers)s. Es wurde nichts gespeichert; "
    "Ihr Text und Ihre Auswahl sind noch da. Unten steht, was sich geändert hat."
)


@dataclass(frozen=True)
class Candidate:
    """A comment that could have the same answer: why it cannot, or None; who works on it."""

    comment: Comment
    unfit: Unfit | None
    holder: str = ""

    def chosen(self, seen: int) -> Chosen:
        """Return it as chosen by somebody who has seen this version."""
        is_public = self.comment.status is Status.PUBLISHED
        return Chosen(self.comment.id, seen, self.comment.name, is_public)


@dataclass(frozen=True)
class Party:
    """One comment beside that of the form, in the course of a deed.

    `since` is the last decision on it before, `shown` says that it is published on this occasion.
    """

    comment: Comment
    since: int
    shown: bool


def candidates(comment: Comment, numbers: Iterable[int], *, by_id: int) -> list[Candidate]:
    """Return what can be said of comments beside this one, in the order asked for.

    What nobody confirmed yet is not among them.
    """
    wanted = [number for number in dict.fromkeys(numbers) if number != comment.id]
    found = _read(comment, group_queries.candidates(wanted), wanted, by_id) if wanted else {}
    return [found[number] for number in wanted if number in found]


def changed_among(chosen: Sequence[Chosen], found: Mapping[int, Candidate]) -> list[int]:
    """Return those that are not what was seen of them any more, or cannot be answered now."""
    return [
        it.number
        for it in chosen
        if it.number not in found
        or found[it.number].unfit is not None
        or found[it.number].comment.version != it.version
    ]


def listed(numbers: Iterable[int]) -> str:
    """Return numbers of comments as a sentence names them."""
    return ", ".join(str(number) for number in numbers)


def hold(comment: Comment, chosen: Sequence[Chosen], standing: Reply | None) -> None:
    """Keep all comments a deed at one concerns from everybody else until it is done."""
    numbers = {comment.id, *(it.number for it in chosen)}
    if standing is not None:
        numbers |= set(db.session.scalars(group_queries.numbers_under(standing.id)))
    if len(numbers) > 1:
        db.session.execute(group_queries.held(numbers))


def gather(comment: Comment, chosen: Sequence[Chosen], *, by: Person) -> list[Party]:
    """Return the comments a deed is also about; they are held already.

    Raises Conflict unless each of them is what was seen, and free.
    """
    if not chosen:
        return []
    numbers = [it.number for it in chosen]
    fresh = group_queries.candidates(numbers).execution_options(populate_existing=True)
    found = _read(comment, fresh, numbers, by.id)
    changed = changed_among(chosen, found)
    if changed:
        raise Conflict(CHANGED, numbers=listed(changed))
    return [
        Party(found[it].comment, _latest(it), found[it].comment.status is Status.PENDING)
        for it in numbers
    ]


def publish(parties: Iterable[Party], *, by: Person) -> None:
    """Publish those that are not public yet."""
    for party in parties:
        if party.shown:
            comment_actions.decide(party.comment, Verdict.PUBLISH, by=by)


def _read(
    comment: Comment, question: group_queries.Rows, numbers: list[int], by_id: int
) -> dict[int, Candidate]:
    rows = db.session.execute(question).all()
    proposal = own_proposal(comment)
    ours = set(numbers_in(proposal)) if proposal is not None else set()
    answered = {it for _, it in db.session.execute(comment_queries.replies_of(numbers))}
    claims = db.session.scalars(queries.claims_on(numbers, now()))
    held = {it.comment_id: it.person.name for it in claims if it.person_id != by_id}
    found = {}
    for one, entry in rows:
        facts = Facts(
            status=one.status,
            here=one.dialogue_id == comment.dialogue_id,
            held_back=one.is_held_back,
            answered=one.id in answered,
            proposed=entry.proposed if entry is not None and one.id not in ours else None,
            colleague=one.id in held,
        )
        found[one.id] = Candidate(one, unfit(facts), held.get(one.id, ""))
    return found


def _latest(comment_id: int) -> int:
    return db.session.scalar(comment_queries.latest_decision(comment_id)) or 0
