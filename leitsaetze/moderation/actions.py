"""What a moderator's deed consists of: the decisions, the reply, the invitation, the letters."""

from leitsaetze.accounts.models import Person
from leitsaetze.comments import actions as comment_actions
from leitsaetze.comments import queries as comment_queries
from leitsaetze.comments.hidings import proposed_hiding
from leitsaetze.comments.models import Comment
from leitsaetze.comments.own_links import own_link, subject_of
from leitsaetze.comments.proposals import own_proposal
from leitsaetze.comments.reply_models import Reply
from leitsaetze.comments.reviewing import second_look
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.events import invitations
from leitsaetze.events.queries import invitation_for
from leitsaetze.extensions import db
from leitsaetze.mail.actions import after_undoing, enqueue
from leitsaetze.moderation import four_eyes
from leitsaetze.moderation.answering import carry_out_answer
from leitsaetze.moderation.claims import release
from leitsaetze.moderation.companions import Party, gather, hold, publish
from leitsaetze.moderation.deeds import (
    STALE,
    Deed,
    can_be_undone,
    completed,
    is_stale,
    refuse_nonsense,
    without_hiding,
)
from leitsaetze.moderation.models import DeedDone
from leitsaetze.moderation.reading import Reading
from leitsaetze.moderation.review_letters import asking_link
from leitsaetze.moderation.reviewing import latest_hiding, refuse_to_pass_by
from leitsaetze.reports import actions as report_actions


def carry_out(comment: Comment, deed: Deed, *, by: Person, seen: str) -> None:
    """Do everything the form asks for, in one transaction, or nothing.

    `seen` is the `state_of` the comment when the form was made. Raises Conflict when it changed
    since, RuleViolation when a part is not allowed; the caller then rolls back.
    """
    if is_stale(comment, seen):
        raise Conflict(STALE)
    standing, proposal, before = reply_under(comment), own_proposal(comment), _latest(comment)
    refuse_nonsense(deed, comment, standing, proposal)
    deed, again = completed(deed, comment), _why_again(comment)
    undoable = can_be_undone(deed, standing, proposal)
    refuse_to_pass_by(comment, deed.verdict, by=by)
    hold(comment, deed.circle.companions, standing)
    parties = gather(comment, deed.circle.companions, by=by)
    if deed.moves:
        comment_actions.reassign(comment, deed.principle, by=by)
    done = _decide(comment, deed, by=by)
    publish(parties, by=by)
    others = [party.comment for party in parties]
    shown = carry_out_answer(comment, deed, standing, by=by, others=others)
    _invite(comment, deed, by=by)
    if deed.settle:
        comment_actions.settle(comment, by=by)
    if deed.unsettle:
        comment_actions.unsettle(comment, by=by)
    if deed.note:
        comment_actions.note(comment, deed.note, by=by)
    if deed != Deed(note=deed.note):
        comment.version += 1
    answer = shown if standing is None else None
    _tell_author(comment, done, answer, again=again, together=bool(answer and parties))
    whole = remember(comment, since=before, by=by, undoable=undoable)
    published = deed.reading is Reading.PUBLISH or not comment.dialogue.replies_need_two
    _see_to(parties, shown if published else None, whole, by=by)
    release(comment.id, by=by)


def state_of(comment: Comment) -> str:
    """Return what a form must have seen: the version that counts, and the last decision to show."""
    return f"{comment.version}.{_latest(comment)}"


def reply_under(comment: Comment) -> Reply | None:
    """Return the reply that stands under a comment."""
    standing: Reply | None = db.session.scalar(comment_queries.replies_of([comment.id]))
    return standing


def remember(
    comment: Comment, *, since: int, by: Person, undoable: bool, part_of: DeedDone | None = None
) -> DeedDone:
    """Keep together what one form did, so that it can be undone together."""
    db.session.flush()
    done = DeedDone(
        comment_id=comment.id,
        by_id=by.id,
        first_id=since + 1,
        last_id=_latest(comment),
        version=comment.version,
        undoable=undoable,
        part_of=part_of.id if part_of is not None else None,
    )
    db.session.add(done)
    db.session.flush()
    return done


def _decide(comment: Comment, deed: Deed, *, by: Person) -> Deed:
    """Decide on reports and comment; return the deed as far as that is done, not only proposed."""
    if deed.dismiss:
        report_actions.dismiss(comment, deed.dismiss, by=by, words=deed.dismiss_words)
    if deed.verdict is Verdict.HIDE:
        hidden = four_eyes.hide(comment, deed.rule, deed.reason, why_alone=deed.why_alone, by=by)
        return deed if hidden else without_hiding(deed)
    if deed.verdict is not None:
        comment_actions.decide(comment, deed.verdict, by=by, rule=deed.rule, words=deed.reason)
    return deed


def _why_again(comment: Comment) -> str:
    """Return why a comment's words were public and are not, or "": reports, two who decide, edited.

    The last means that its author has changed them.
    """
    if not comment.is_held_back:
        return ""
    if proposed_hiding(comment) is not None:
        return "two"
    held = db.session.scalars(comment_queries.holdings_back(comment.id)).all()
    causes = [it.verdict for it in held if it.details.get("before") != Status.PENDING]
    return "edited" if causes[-1:] == [Verdict.EDIT] else "reports"


def _invite(comment: Comment, deed: Deed, *, by: Person) -> None:
    if deed.uninvite is not None:
        invitations.withdraw_invitation(
            deed.uninvite, by=by, reply_to=comment.dialogue.contact_email
        )
        comment_actions.write_down(comment, Verdict.UNINVITE, by=by, invitation=deed.uninvite.id)
    if deed.invite_to is None:
        return
    if comment.author is None:
        raise RuleViolation("Zu diesem Kommentar gibt es keine E-Mail-Adresse.")
    earlier = db.session.scalar(invitation_for(comment.author.id, deed.invite_to.id))
    if earlier is not None and earlier.withdrawn_at is None:
        raise RuleViolation("Zu dieser Veranstaltung ist die Person schon eingeladen.")
    invitation = invitations.invite(
        comment.author,
        deed.invite_to,
        by=by,
        comment=comment,
        words=deed.invitation_words,
        reply_to=comment.dialogue.contact_email,
    )
    comment_actions.write_down(
        comment, Verdict.INVITE, by=by, invitation=invitation.id, event=deed.invite_to.id
    )


def _latest(comment: Comment) -> int:
    return db.session.scalar(comment_queries.latest_decision(comment.id)) or 0


def _see_to(parties: list[Party], answer: Reply | None, whole: DeedDone, *, by: Person) -> None:
    """Tell the authors of further comments, each for themselves, and keep what was done there."""
    for party in parties:
        deed = Deed(verdict=Verdict.PUBLISH if party.shown else None)
        _tell_author(party.comment, deed, answer, again="", together=answer is not None)
        undoable = whole.undoable
        remember(party.comment, since=party.since, by=by, undoable=undoable, part_of=whole)
        release(party.comment.id, by=by)


def _tell_author(
    comment: Comment, deed: Deed, answer: Reply | None, *, again: str, together: bool = False
) -> None:
    """Queue one letter about all that happened in public to the comment.

    `again` says why it had been held back until somebody looked at it, `together` that the answer
    is for further comments, too; the letter names none of them.
    """
    if comment.author is None or not (deed.verdict or answer or deed.moves):
        return
    hidden = deed.verdict is Verdict.HIDE
    hiding = latest_hiding(comment.id) if hidden else None
    decision = _latest(comment)
    enqueue(
        "hidden" if hidden else "decision",
        comment.author,
        deed=f"decision:{decision}:author",
        not_before=after_undoing(),
        about=f"decision:{decision}" if hidden else subject_of(comment),
        reply_to=comment.dialogue.contact_email,
        links={"review": (asking_link(hiding), "/ueberpruefung/{}")}
        if hiding
        else {"own": own_link(comment)},
        comment=comment,
        deed_done=deed,
        answer=answer,
        again=again,
        together=together,
        review_until=second_look(hiding, latest=True).until if hiding else None,
    )
