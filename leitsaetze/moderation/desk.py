"""What one entry of the queue shows: the comment in its context, its course, what can be chosen."""

from dataclasses import dataclass
from typing import Any

from leitsaetze.accounts.access import own_id
from leitsaetze.accounts.actions import has_agreed, why_not_invite
from leitsaetze.accounts.rules import ConsentKind
from leitsaetze.clock import now
from leitsaetze.comments import deadlines
from leitsaetze.comments import queries as comment_queries
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.books import is_changed_since, is_settled
from leitsaetze.comments.closing import closure_of
from leitsaetze.comments.hidings import proposed_hiding
from leitsaetze.comments.marks import Finding, recalled
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.proposals import own_proposal, proposal_elsewhere
from leitsaetze.comments.reply_models import Reply, ReplyProposal, ReplyVersion
from leitsaetze.comments.rules import Proposed, Source, Status, Verdict
from leitsaetze.drafts import queries as draft_queries
from leitsaetze.events import queries as event_queries
from leitsaetze.events.guest_models import Invitation
from leitsaetze.events.minutes_models import EventResult
from leitsaetze.events.minutes_queries import result_behind_comment
from leitsaetze.events.models import Event
from leitsaetze.events.rules import obstacle_to_event
from leitsaetze.events.wishes import elsewhere
from leitsaetze.extensions import db, rows_of
from leitsaetze.language import translatable
from leitsaetze.moderation import block_queries, queries
from leitsaetze.moderation.actions import reply_under
from leitsaetze.moderation.answer_fields import AnswerChoices
from leitsaetze.moderation.forms import Choices
from leitsaetze.moderation.group_desk import group_choices
from leitsaetze.moderation.hiding_fields import HidingChoices
from leitsaetze.moderation.lines import Mark, due_mark
from leitsaetze.moderation.models import Claim
from leitsaetze.moderation.reading import is_alone, needs_word, open_readings
from leitsaetze.moderation.reviewing import is_reserved
from leitsaetze.moderation.versions import Earlier, answers_earlier_words, earlier_versions
from leitsaetze.principles.queries import principles_of
from leitsaetze.reports import queries as report_queries
from leitsaetze.reports.models import Report
from leitsaetze.site.queries import house_rules
from leitsaetze.web.filters import day, day_and_time, time_of_day


@dataclass(frozen=True)
class Entry:
    """One comment as a moderator sees it; invitations and their answers are staff's."""

    comment: Comment
    choices: Choices
    course: list[Decision]
    earlier: list[ReplyVersion]
    others: list[Comment]
    invitations: list[Invitation]
    consents: bool
    obstacle: str
    claim: Claim | None
    drafts: list[tuple[str, str]]
    events: dict[int, Event]
    due: Mark | None
    reports: list[Report]
    marks: list[Finding]
    closure: Any
    elsewhere: ReplyProposal | None
    versions: list[Earlier]
    is_changed: bool
    result: EventResult | None

    @property
    def waits_changed(self) -> bool:
        """Whether the comment was public and waits because its author has changed it."""
        return self.comment.is_held_back and self.is_changed

    @property
    def returned(self) -> Decision | None:
        """Why the proposed answer was given back; None while it waits to be read."""
        proposal = self.choices.around.proposal
        if proposal is None or proposal.state is not Proposed.RETURNED:
            return None
        returns = [it for it in self.course if it.verdict is Verdict.RETURN_REPLY]
        return returns[-1] if returns else None

    @property
    def why_not_invited(self) -> str:
        """Why nobody can be invited for this comment; empty when somebody can."""
        if self.comment.author is None:
            return translatable("Zu diesem Kommentar gibt es keine E-Mail-Adresse.")
        if self.obstacle:
            return self.obstacle
        if not self.choices.open_to_invite:
            return translatable(
                "Zurzeit gibt es keine passende Veranstaltung mit freien Plätzen, "
                "zu der noch keine Einladung ging."
            )
        return ""


def entry_for(comment: Comment) -> Entry:
    """Read everything a moderator needs to decide on a comment."""
    author = comment.author
    standing, proposal = reply_under(comment), own_proposal(comment)
    events = list(db.session.scalars(event_queries.open_for_invitations(now())))
    invited = (
        list(db.session.scalars(event_queries.invitations_of_guest(author.id))) if author else []
    )
    proposed = db.session.get(Event, proposal.event_id or 0) if proposal else None
    mentions = (
        list(db.session.scalars(event_queries.mentions_in(), {"ids": [standing.id]}))
        if standing
        else []
    )
    taken = {i.event_id for i in invited if i.withdrawn_at is None}
    unwished = elsewhere(author, events) if author else set()
    obstacle = why_not_invite(author) if author else ""
    consents = author is not None and has_agreed(author, ConsentKind.INVITATIONS)
    claim = db.session.scalar(queries.claim_on(comment.id, now()))
    here = [i for i in invited if i.comment_id == comment.id and i.withdrawn_at is None]
    reports = list(db.session.scalars(report_queries.about(comment.id)))
    choices = Choices(
        rules=list(db.session.scalars(house_rules(comment.rules_version))),
        principles=list(db.session.scalars(principles_of(comment.dialogue_id))),
        events=events,
        open_to_invite=[
            event
            for event in events
            if not (obstacle or event.id in taken | unwished or obstacle_to_event(event, now()))
        ],
        standing=standing,
        answer=proposal.text if proposal else standing.words.text if standing else "",
        mentioned=mentions[0].event if mentions else None,
        invitation=here[0] if here else None,
        settled=comment.status is Status.PUBLISHED and is_settled(comment),
        answers_earlier_words=answers_earlier_words(standing, comment),
        last_report=max((it.id for it in reports if it.decided_at is None), default=0),
        may_restore=not is_reserved(comment, by_id=own_id()),
        colleague=claim if claim is not None and claim.person_id != own_id() else None,
        around=_around(comment, standing, proposal),
        hiding=HidingChoices(
            reader=own_id(), proposal=proposed_hiding(comment), alone=is_alone(own_id())
        ),
        group=group_choices(comment, standing, proposal),
    )
    return Entry(
        comment=comment,
        choices=choices,
        course=list(db.session.scalars(comment_queries.course_of(comment.id))),
        earlier=list(db.session.scalars(comment_queries.earlier_words(standing)))
        if standing
        else [],
        others=_others(comment),
        invitations=invited,
        consents=consents,
        obstacle=obstacle,
        claim=claim,
        drafts=_drafts(comment),
        events={it.id: it for it in [*events, *(i.event for i in invited), proposed] if it},
        due=_due(comment),
        reports=reports,
        marks=_marks_of(comment),
        closure=closure_of(author.address) if author and author.address else None,
        elsewhere=proposal_elsewhere(comment),
        versions=earlier_versions(comment),
        is_changed=is_changed_since(comment),
        result=_result_behind(comment),
    )


def _result_behind(comment: Comment) -> EventResult | None:
    """Return the result of an event that a comment was made of."""
    if comment.source is not Source.EVENT:
        return None
    return db.session.scalar(result_behind_comment(comment.id))


def _drafts(comment: Comment) -> list[tuple[str, str]]:
    """Return who began to write here and did not save, with the time, or day and time."""
    zone, copies = comment.dialogue.time_zone, draft_queries.copies_of_others
    today = day(now(), zone)
    return [
        (name, time_of_day(at, zone) if day(at, zone) == today else day_and_time(at, zone))
        for name, at in rows_of(copies(f"comment:{comment.id}", own_id()))
    ]


def _around(
    comment: Comment, standing: Reply | None, proposal: ReplyProposal | None
) -> AnswerChoices:
    reader, heading = own_id(), standing.words.heading if standing else ""
    return AnswerChoices(
        blocks=list(db.session.scalars(block_queries.blocks_for(comment.dialogue_id))),
        headings=[it.heading for it in db.session.scalars(block_queries.departments_offered())],
        heading=proposal.heading if proposal else heading,
        proposal=proposal,
        readings=open_readings(proposal, comment, reader) if proposal else [],
        needs_word=proposal is not None and needs_word(proposal, comment, reader),
    )


def _due(comment: Comment) -> Mark | None:
    entry, zone = db.session.get(QueueEntry, comment.id), comment.dialogue.time_zone
    return due_mark(entry, zone=zone, at=now(), soon=deadlines.soon())


def _marks_of(comment: Comment) -> list[Finding]:
    entry = db.session.get(QueueEntry, comment.id)
    return recalled(entry.marks) if entry is not None and entry.marks else []


def _others(comment: Comment) -> list[Comment]:
    if comment.author_id is None:
        return []
    return list(
        db.session.scalars(
            comment_queries.by_author(comment.author_id)
            .where(Comment.dialogue_id == comment.dialogue_id, Comment.id != comment.id)
            .limit(20)
        )
    )
