"""How a moderator's deed answers: at once, by a proposal, or by deciding on one."""

from leitsaetze.accounts.models import Person
from leitsaetze.comments import actions as comment_actions
from leitsaetze.comments import proposals
from leitsaetze.comments.actions import Read
from leitsaetze.comments.models import Comment, Reply, ReplyProposal, ReplyVersion
from leitsaetze.comments.proposals import Wanted
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
    comment: Comment, deed: Deed, standing: Reply | None, *, by: Person
) -> Reply | None:
    """Do what a deed says about the answer; return what stands in public afterwards.

    Raises RuleViolation for what is not allowed, above all for publishing what nobody else has read
    where the dialogue asks for it.
    """
    proposal = proposals.proposal_for(comment)
    if deed.reading is not None:
        words = deed.reading_words
        read = refuse_misreading(deed.reading, proposal, comment, by.id, words)
        return _read(comment, deed, read, standing, by=by)
    if proposal is not None and deed.settle:
        proposals.drop(proposal, comment, by=by)
    if deed.withdraw_reply and standing is not None:
        comment_actions.withdraw_reply(standing, comment, by=by)
        return None
    if not deed.changes_answer:
        return standing
    wanted = _wanted(deed, proposal, standing)
    if comment.dialogue.replies_need_two:
        proposals.propose(comment, wanted, by=by)
        return standing
    if proposal is not None:
        proposals.settle(proposal)
    return _publish(comment, wanted, standing, by=by)


def _read(
    comment: Comment, deed: Deed, proposal: ReplyProposal, standing: Reply | None, *, by: Person
) -> Reply | None:
    if deed.reading is Reading.RETURN:
        proposals.give_back(proposal, comment, deed.reading_words, by=by)
    elif deed.reading is Reading.DECLINE:
        decline(proposal, comment, deed.reading_words, by=by)
    elif deed.reading is Reading.DROP:
        proposals.drop(proposal, comment, by=by)
    else:
        proposals.settle(proposal)
        author_id = proposal.by_id if proposal.hand_over_id is None else by.id
        read = Read(proposal.id, author_id, deed.reading_words)
        return _publish(comment, wanted_by(proposal), standing, by=by, read=read)
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
) -> Reply:
    shown = standing
    if shown is None:
        shown = comment_actions.reply(
            comment, wanted.words, by=by, heading=wanted.heading, read=read
        )
    elif read is not None or _standing(shown.words) != Wanted(wanted.words, wanted.heading):
        comment_actions.correct_reply(
            shown, comment, wanted.words, by=by, heading=wanted.heading, read=read
        )
    if wanted.event_id is not None or wanted.drops_event:
        event = db.session.get(Event, wanted.event_id) if wanted.event_id is not None else None
        event_actions.set_mention(shown, event, by=by)
    count_use(wanted.blocks, shown)
    return shown
