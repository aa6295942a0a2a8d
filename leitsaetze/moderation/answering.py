"""How a moderator's deed answers: at once, by a proposal, or by deciding on one."""

from collections.abc import Sequence

from leitsaetze.accounts.models import Person
from leitsaetze.comments import proposals, replies
from leitsaetze.comments.models import Comment
from leitsaetze.comments.proposals import Wanted
from leitsaetze.comments.replies import Read
from leitsaetze.comments.reply_models import Reply, ReplyProposal, ReplyVersion
from leitsaetze.errors import RuleViolation
from leitsaetze.events import actions as event_actions
from leitsaetze.events.models import Event
from leitsaetze.extensions import db
from leitsaetze.moderation.blocks import count_use
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.handing_over import decline
from leitsaetze.moderation.reading import Reading, refuse_misreading
from leitsaetze.text import Rendered


def carry_out_answer(
    comment: Comment,
    deed: Deed,
    standing: Reply | None,
    *,
    by: Person,
    others: Sequence[Comment] = (),
) -> Reply | None:
    """Do what a deed says about the answer; return what stands in public here afterwards.

    `others` are the further comments the answer is for.

    Raises RuleViolation for what is not allowed, above all for publishing what nobody else has read
    where the dialogue asks for it.
    """
    proposal = proposals.own_proposal(comment)
    if deed.reading is not None:
        words = deed.reading_words
        read = refuse_misreading(deed.reading, proposal, comment, by.id, words)
        return _read(comment, deed, read, standing, by=by, others=others)
    elsewhere = proposals.proposal_elsewhere(comment)
    if elsewhere is not None and (deed.settle or deed.changes_answer):
        proposals.step_out(elsewhere, comment, by=by)
    if proposal is not None and deed.settle:
        proposals.step_out(proposal, comment, by=by)
    if standing is not None and (deed.withdraw_reply or deed.circle.leaves):
        _take_away(standing, comment, deed, by=by)
        return None
    if not deed.changes_answer:
        return standing
    wanted = _wanted(deed, proposal, standing)
    if comment.dialogue.replies_need_two:
        proposals.propose(comment, wanted, by=by, others=others)
        return standing
    if proposal is not None:
        proposals.settle(proposal, [comment, *others], by=by)
    return _publish(comment, wanted, standing, by=by, others=others)


def _take_away(standing: Reply, comment: Comment, deed: Deed, *, by: Person) -> None:
    """Let an answer stand here no more: nowhere, or under the others."""
    if deed.circle.leaves:
        replies.leave_reply(standing, [comment], by=by)
    else:
        replies.withdraw_reply(standing, comment, by=by)


def _read(
    comment: Comment,
    deed: Deed,
    proposal: ReplyProposal,
    standing: Reply | None,
    *,
    by: Person,
    others: Sequence[Comment],
) -> Reply | None:
    if deed.reading is Reading.RETURN:
        proposals.give_back(proposal, comment, deed.reading_words, by=by)
    elif deed.reading is Reading.DECLINE:
        decline(proposal, comment, deed.reading_words, by=by)
    elif deed.reading is Reading.DROP:
        proposals.drop(proposal, comment, by=by)
    else:
        proposals.settle(proposal, [comment, *others], by=by)
        author_id = proposal.by_id if proposal.hand_over_id is None else by.id
        read = Read(proposal.id, author_id, deed.reading_words)
        wanted = wanted_by(proposal)
        return _publish(comment, wanted, standing, by=by, read=read, others=others)
    return standing


def wanted_by(proposal: ReplyProposal) -> Wanted:
    """Return the answer somebody proposed."""
    return Wanted(
        words=Rendered(proposal.text, proposal.html, proposal.renderer),
        heading=proposal.heading,
        event_id=proposal.event_id,
        drops_event=proposal.drops_event,
        blocks=tuple(proposal.blocks),
    )


def _wanted(deed: Deed, proposal: ReplyProposal | None, standing: Reply | None) -> Wanted:
    """Return the answer as it is to be: what the deed says, else as proposed, else as it stands."""
    before = wanted_by(proposal) if proposal else _standing(standing.words) if standing else None
    words = deed.reply or (before.words if before else None)
    if words is None:
        raise RuleViolation("Bitte schreiben Sie eine Antwort.")
    before = before or Wanted(words)
    shown = deed.event is not None or deed.drop_event
    return Wanted(
        words=words,
        heading=before.heading if deed.heading is None else deed.heading,
        event_id=(deed.event.id if deed.event else None) if shown else before.event_id,
        drops_event=deed.drop_event if shown else before.drops_event,
        blocks=(*before.blocks, *(number for number in deed.blocks if number not in before.blocks)),
    )


def _standing(words: ReplyVersion) -> Wanted:
    return Wanted(Rendered(words.text, words.html, words.renderer), words.heading)


def _publish(
    comment: Comment,
    wanted: Wanted,
    standing: Reply | None,
    *,
    by: Person,
    read: Read | None = None,
    others: Sequence[Comment] = (),
) -> Reply:
    shown, words, heading = standing, wanted.words, wanted.heading
    if shown is None:
        shown = replies.reply(comment, words, by=by, heading=heading, read=read, others=others)
    else:
        differs = _standing(shown.words) != Wanted(words, heading)
        if differs or (read is not None and not others):
            replies.correct_reply(shown, comment, words, by=by, heading=heading, read=read)
        if others:
            replies.share_reply(shown, others, by=by, read=read)
    if wanted.event_id is not None or wanted.drops_event:
        event = db.session.get(Event, wanted.event_id) if wanted.event_id is not None else None
        event_actions.set_mention(shown, event, by=by)
    count_use(wanted.blocks, shown)
    return shown
