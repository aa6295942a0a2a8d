"""The second look at a hiding: asked for, handed to a second person, reminded of, decided."""

from collections.abc import Sequence

from sqlalchemy import update

from leitsaetze import working_days
from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments import actions as comment_actions
from leitsaetze.comments import review_queries
from leitsaetze.comments.books import place_anew
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.passages import show_passage
from leitsaetze.comments.queries import hidings_of
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.review_rules import (
    LINK_HOLDS,
    REMIND_AFTER,
    Asking,
    Outcome,
    is_somebody_else,
    may_decide,
)
from leitsaetze.comments.reviewing import (
    cancel_news,
    second_look,
    subject_of,
    subject_of_link,
)
from leitsaetze.comments.rules import Verdict
from leitsaetze.direct import added
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import begin_writing, changed, db
from leitsaetze.language import translatable
from leitsaetze.mail.actions import cancel_letters, is_blocked
from leitsaetze.moderation import review_letters as letters
from leitsaetze.moderation.claims import release
from leitsaetze.site.actions import all_settings, end_links, make_link

REFUSED = {
    Asking.LATE: translatable("Die Frist, um eine Überprüfung zu bitten, ist vorbei."),
    Asking.GONE: translatable(
        "Der Kommentar ist nicht mehr aus diesem Grund ausgeblendet. Es gibt hier nichts mehr zu "
        "überprüfen."
    ),
}
DECIDED = translatable(
    "Über diese Überprüfung ist inzwischen entschieden, oder der Kommentar wurde zurückgezogen. "
    "Es wurde nichts gespeichert, Ihr Text ist noch da."
)


def latest_hiding(comment_id: int) -> Decision | None:
    """Return the decision that hid a comment as a whole last."""
    found: Sequence[Decision] = db.session.scalars(hidings_of([comment_id])).all()
    return found[-1] if found else None


def ask(hiding: Decision, words: str, *, privacy_version: int) -> ReviewRequest:
    """Keep an author's wish to have a hiding looked at again; a second time changes nothing.

    Where no other moderator can decide, the dialogue's second person is asked at once. Raises
    RuleViolation when the period is over or the hiding does not hold any more.
    """
    comment = _held(hiding.comment_id)
    latest = latest_hiding(comment.id)
    look = second_look(hiding, latest=latest is hiding)
    if look.request is not None:
        return look.request
    if not look.is_open:
        raise RuleViolation(REFUSED[look.state])
    request = added(
        ReviewRequest(
            comment_id=comment.id,
            hiding_id=hiding.id,
            words=words.strip(),
            privacy_version=privacy_version,
        )
    )
    if request is None:  # asked at the same moment in another window
        return db.session.scalars(review_queries.request_about(hiding.id)).one()
    place_anew(comment)
    comment_actions.write_down(comment, Verdict.ASK_REVIEW, by=None, review=request.id)
    letters.tell_received(request)
    if is_left_to_second_person(request) and not obstacle_to_handing(request):
        hand_over(request, by=None)
    return request


def decide_review(
    request: ReviewRequest, outcome: Outcome, reasons: str, *, by: Person | None
) -> None:
    """Decide on a request, as a moderator or, with `by` None, as the second person.

    Shown again, a passage stands where it stood, a comment has back its text, its answers and its
    place in the counters. Raises RuleViolation for whoever had a part in hiding it and without
    reasons, Conflict when it is decided already or the comment is gone.
    """
    if by is not None and not is_for(by.id, request.hiding):
        raise RuleViolation(
            "Sie haben diesen Kommentar ausgeblendet oder das vorgeschlagen. Über die Überprüfung "
            "entscheidet jemand anderes."
        )
    if not reasons.strip():
        raise RuleViolation("Bitte begründen Sie Ihre Entscheidung.")
    comment = _held(request.comment_id)
    first = changed(
        update(ReviewRequest)
        .where(ReviewRequest.id == request.id, ReviewRequest.outcome.is_(None))
        .values(
            outcome=outcome,
            reasons=reasons.strip(),
            decided_at=now(),
            decided_by_id=by.id if by else None,
        )
    )
    if not first:
        raise Conflict(DECIDED)
    db.session.refresh(request)
    if outcome is Outcome.RESTORED:
        _show_again(request.hiding, comment, reasons, by=by)
    else:
        comment_actions.write_down(comment, Verdict.UPHOLD, by=by, words=reasons, review=request.id)
        place_anew(comment)
        cancel_news(request)
    letters.tell_outcome(request, outcome)
    if by is not None:
        release(comment.id, by=by)


def hand_over(request: ReviewRequest, *, by: Person | None) -> None:
    """Send the dialogue's second person a link with which they can decide; earlier ones end.

    Raises Conflict when it is decided already or a link to the same address still holds, and
    RuleViolation when nobody can be asked.
    """
    comment = _held(request.comment_id)
    db.session.refresh(request)
    dialogue = comment.dialogue
    if not request.is_open:
        raise Conflict(DECIDED)
    if obstacle := obstacle_to_handing(request):
        raise RuleViolation(obstacle)
    if request.link_holds and request.handed_address == dialogue.second_email:
        raise Conflict("Die zweite Person hat schon einen Link, der noch gilt.")
    cancel_letters(subject_of_link(request))
    end_links(letters.LOOKING, subject_of(request))
    link = make_link(letters.LOOKING, subject_of(request), lifetime=LINK_HOLDS)
    request.handed_to, request.handed_address = dialogue.second_name, dialogue.second_email
    request.handed_at, request.reminded_at = now(), None
    request.link_id, request.link_until = link.id, link.expires_at
    state = all_settings()["state_code"]
    request.remind_at = working_days.after(
        now(), REMIND_AFTER, zone=dialogue.time_zone, state=state
    )
    db.session.flush()
    comment_actions.write_down(comment, Verdict.HAND_REVIEW, by=by, review=request.id)
    letters.ask_second_person(request, link)


def obstacle_to_handing(request: ReviewRequest) -> str:
    """Return why no second person can be asked, as a sentence; nothing when one can."""
    dialogue = request.comment.dialogue
    hiders = [it.address for it in _hiders(request.hiding)]
    if not dialogue.second_email:
        return translatable("Für diesen Dialog ist keine zweite Person eingetragen.")
    if not all(is_somebody_else(dialogue.second_email, hider=it) for it in hiders):
        return translatable(
            "Als zweite Person ist eingetragen, wer den Kommentar ausgeblendet hat. Das muss "
            "jemand anderes sein."
        )
    if is_blocked(dialogue.second_email):
        return translatable("Wer die Adresse der zweiten Person liest, möchte keine Post von uns.")
    return ""


def is_left_to_second_person(request: ReviewRequest) -> bool:
    """Tell whether no moderator can sign in but those who have hidden the comment."""
    others = review_queries.moderators_but(request.hiding.by_id, request.hiding.proposed_by)
    return db.session.scalars(others.limit(1)).first() is None


def is_for(person_id: int, hiding: Decision) -> bool:
    """Tell whether a second look at a hiding is for somebody: not for who had a part in it."""
    return may_decide(person_id, hidden_by=hiding.by_id, proposed_by=hiding.proposed_by)


def is_reserved(comment: Comment, *, by_id: int) -> bool:
    """Tell whether somebody can show a hidden comment again only by deciding on its request.

    Whoever has hidden it may always take that back: nobody decides over their own hiding then.
    """
    hiding = latest_hiding(comment.id)
    return hiding is not None and waits_for_others(hiding, by_id=by_id)


def waits_for_others(hiding: Decision, *, by_id: int) -> bool:
    """Tell whether a request about a hiding waits, and is not for its hider to take back."""
    request = db.session.scalar(review_queries.request_about(hiding.id))
    return request is not None and request.is_open and hiding.by_id != by_id


def refuse_to_pass_by(comment: Comment, verdict: Verdict | None, *, by: Person) -> None:
    """Raise RuleViolation for who shows again what waits for a second look, without reasons."""
    if verdict is Verdict.RESTORE and is_reserved(comment, by_id=by.id):
        raise RuleViolation(
            "Zu diesem Kommentar wartet eine Überprüfung. Bitte entscheiden Sie dort, mit "
            "Begründung."
        )


def keep_going() -> int:
    """Ask the second person where nobody else is left, and remind them once; count both.

    For the worker: begins to write only when something is due, and leaves the commit to the caller.
    """
    stuck = [request.id for request in _stuck()]
    due = [request.id for request in db.session.scalars(review_queries.to_remind_of(now()))]
    if not stuck and not due:
        return 0
    begin_writing()
    for request in (db.session.get_one(ReviewRequest, number) for number in stuck):
        if request.is_open and request.handed_at is None:
            hand_over(request, by=None)
    for request in db.session.scalars(review_queries.to_remind_of(now())).all():
        request.reminded_at = now()
        letters.remind_second_person(request)
    return len(stuck) + len(due)


def _show_again(hiding: Decision, comment: Comment, reasons: str, *, by: Person | None) -> None:
    """Take back what one hiding did: to the whole comment, or to a passage of it."""
    if hiding.verdict is Verdict.HIDE_PASSAGE:
        show_passage(db.session.get_one(HiddenPassage, hiding.id), comment, by=by, words=reasons)
    else:
        comment_actions.decide(comment, Verdict.RESTORE, by=by, words=reasons)


def _stuck() -> list[ReviewRequest]:
    return [
        request
        for request in db.session.scalars(review_queries.not_handed_over())
        if is_left_to_second_person(request) and not obstacle_to_handing(request)
    ]


def _hiders(hiding: Decision) -> list[Person]:
    numbers = (hiding.by_id, hiding.proposed_by)
    found = (db.session.get(Person, number) for number in numbers if number is not None)
    return [person for person in found if person is not None]


def _held(comment_id: int) -> Comment:
    """Return a comment that nobody else changes until the end of this transaction.

    Always before its request is written: so no two wait for each other in a circle.
    """
    comment = db.session.get_one(Comment, comment_id)
    db.session.refresh(comment, with_for_update=True)
    return comment
