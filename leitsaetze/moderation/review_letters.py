"""The letters about a second look: to the author, and to the dialogue's second person."""

from typing import Any

from leitsaetze.accounts.queries import person_with
from leitsaetze.clock import now
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.review_rules import SHOWN_FOR, Outcome
from leitsaetze.comments.reviewing import second_look, subject_of, subject_of_link
from leitsaetze.extensions import db
from leitsaetze.language import DEFAULT
from leitsaetze.mail.actions import enqueue
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import Addressee
from leitsaetze.site.actions import Link, make_link
from leitsaetze.site.models import AccessLink

ASKING = "review"  # the purpose of the links with which authors ask and read what came of it
LOOKING = "second-look"  # that of the links with which the second person decides
KINDS = {Outcome.UPHELD: "review_upheld", Outcome.RESTORED: "review_restored"}


def asking_link(hiding: Decision) -> Link:
    """Return a link to the page on which the author of a hidden comment asks for a second look."""
    until = second_look(hiding, latest=True).until
    return make_link(ASKING, f"decision:{hiding.id}", lifetime=until - now() + SHOWN_FOR)


def tell_received(request: ReviewRequest) -> None:
    """Tell the author that the request has arrived, and what happens now."""
    _to_author("review_received", request, about=subject_of(request))


def tell_outcome(request: ReviewRequest, outcome: Outcome) -> None:
    """Tell the author how the second look ended, and why.

    That a comment is shown again is news of the comment: it does not leave if it is hidden anew.
    """
    restored = outcome is Outcome.RESTORED
    about = f"comment:{request.comment_id}" if restored else subject_of(request)
    _to_author(KINDS[outcome], request, about=about)


def ask_second_person(request: ReviewRequest, link: Link) -> OutgoingMail | None:
    """Send the second person the link; None when they want no letters from this site."""
    deed = f"{subject_of(request)}:asked:{link.id}"
    return _to_second_person("review_asked", request, link, deed=deed)


def remind_second_person(request: ReviewRequest) -> None:
    """Send the second person the same link once more."""
    row = db.session.get_one(AccessLink, request.link_id)
    link = Link(row.id, row.purpose, row.about, row.nonce, row.expires_at, row.person_id)
    deed = f"{subject_of(request)}:reminder:{link.id}"
    _to_second_person("review_reminder", request, link, deed=deed)


def _to_author(kind: str, request: ReviewRequest, *, about: str) -> None:
    comment = request.comment
    if comment.author is None:
        return
    enqueue(
        kind,
        comment.author,
        deed=f"{subject_of(request)}:{kind}",
        about=about,
        **_facts(request, comment),
    )


def _to_second_person(
    kind: str, request: ReviewRequest, link: Link, *, deed: str
) -> OutgoingMail | None:
    return enqueue(
        kind,
        Addressee(request.handed_address, _language_of(request.handed_address)),
        deed=deed,
        about=subject_of_link(request),
        links={"look": (link, "/ueberpruefen/{}")},
        **_facts(request, request.comment),
    )


def _facts(request: ReviewRequest, comment: Comment) -> dict[str, Any]:
    return {
        "reply_to": comment.dialogue.contact_email,
        "asked": request,
        "comment": comment,
        "hiding": request.hiding,
    }


def _language_of(address: str) -> str:
    known = db.session.scalar(person_with(address))
    return known.locale if known is not None else DEFAULT
