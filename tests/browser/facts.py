"""What the demonstration holds, and what is arranged in it so that every kind of page is there."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from leitsaetze import clock
from leitsaetze.accounts.credentials import password_link
from leitsaetze.accounts.models import Credential, Person
from leitsaetze.accounts.passwords import hashed
from leitsaetze.accounts.queries import person_with
from leitsaetze.accounts.rules import LinkPurpose
from leitsaetze.comments.actions import decide, reply, withdraw
from leitsaetze.comments.intake import Contribution, submit
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.rules import MAX_NAME, MAX_ORGANISATION, Status, Verdict
from leitsaetze.events.actions import change_event, draft_event, hold_event
from leitsaetze.events.invitations import invite
from leitsaetze.events.life import cancel_event, reinstate_event
from leitsaetze.events.models import Event, Invitation
from leitsaetze.events.queries import past, upcoming
from leitsaetze.events.rules import Details, EventKind
from leitsaetze.extensions import db
from leitsaetze.mail.actions import block_link
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import MailState
from leitsaetze.moderation.claims import claim
from leitsaetze.principles.queries import public_dialogue
from leitsaetze.site.actions import make_link, secret_of
from leitsaetze.site.models import AccessLink
from leitsaetze.site.queries import house_rules
from leitsaetze.text import markdown, plain
from tests.browser.people import PASSWORD
from tests.browser.product import Product

REASON = {"reason": "Der Saal ist gesperrt."}
A_DAY = timedelta(days=1)
PERIODS = {"beendet": (-30, -9), "demnaechst": (9, 30)}


def gather(product: Product) -> dict[str, str]:
    """Arrange what the demonstration lacks and return the facts the places name."""
    for slug, (opens, closes) in PERIODS.items():
        product.import_dialogue(slug, opens=opens, closes=closes)
    with product.behind_the_scenes():
        db.session.add(Credential(person_id=staff().id, password_hash=hashed(PASSWORD)))
        break_two_letters()
        facts = comments() | links() | events() | endless_comments()
        claim(int(facts["claimed"]), by=staff())
    return {name: str(value) for name, value in facts.items()}


def comments() -> dict[str, object]:
    """Numbers of comments in every state."""
    new = numbers(Comment.status == Status.PENDING)
    answered = db.session.get_one(Comment, decided(Verdict.REPLY)[0])
    hidden = hide_one()
    return {
        "new": new[0],
        "claimed": new[1],
        "answered": answered.id,
        "answered_number": answered.receipt_number,
        "hidden": hidden.id,
        "hidden_number": hidden.receipt_number,
        "withdrawn": take_back_one(),
        "invited": decided(Verdict.INVITE)[0],
    }


def links() -> dict[str, object]:
    """Secrets of links to every page that needs one, of a comment and of a guest."""
    waits, waits_too, *_ = numbers(Comment.status == Status.AWAITING_CONFIRMATION)
    guest = db.session.scalars(select(Invitation).where(Invitation.answer.is_(None))).first()
    made = {
        "receipt": make_link("receipt", f"comment:{waits}", lifetime=A_DAY),
        "confirm": make_link("confirm", f"comment:{waits_too}", lifetime=A_DAY),
        "invitation": make_link(
            "invitation", f"invitation:{guest.id}", lifetime=A_DAY, person_id=guest.guest_id
        ),
        "password": password_link(staff(), A_DAY),
        "sign-in": sign_in_link(guest.guest_id),
        "citizen": sign_in_link(guest.guest_id),
        "block": block_link("nobody@post.example")[0],
    }
    secrets = {name: secret_of(link) for name, link in made.items()}
    return secrets | {"own": numbers(Comment.author_id == guest.guest_id)[0]}


def events() -> dict[str, object]:
    """Numbers of an event to come, one that has been, a draft and one that was cancelled."""
    at, by = clock.now(), staff()
    facts = Details(EventKind.WORKSHOP, "Werkstatt", at + A_DAY, at + 2 * A_DAY, place="Oberau")
    draft, cancelled = draft_event(facts, by=by), hold_event(facts, by=by)
    coming = [event for event in db.session.scalars(upcoming(at)) if event is not cancelled]
    write_every_letter_about(cancelled, facts)
    return {
        "next": coming[0].id,
        "past": db.session.scalars(past(at)).first().id,
        "draft": draft.id,
        "cancelled": cancelled.id,
    }


def write_every_letter_about(event: Event, facts: Details) -> None:
    """Let somebody be invited to an event that is moved, cancelled, reinstated and cancelled."""
    by = staff()
    guest = db.session.scalars(select(Invitation)).first().guest
    invitation = invite(guest, event, by=by)
    sent = select(OutgoingMail).where(OutgoingMail.about == f"invitation:{invitation.id}")
    db.session.scalars(sent).one().state = MailState.SENT
    change_event(event, replace(facts, place="Unterau"), by=by, tell=True)
    for deed, more in (cancel_event, REASON), (reinstate_event, {}), (cancel_event, REASON):
        deed(event, by=by, seen=str(event.sequence), **more)


def take_back_one() -> int:
    """Let an author withdraw a published comment."""
    comment = db.session.get_one(Comment, published(Comment.author_id.is_not(None))[-1])
    withdraw(comment, by=comment.author)
    return comment.id


def hide_one() -> Comment:
    """Hide a published comment."""
    comment = db.session.get_one(Comment, published(Comment.author_id.is_(None))[-1])
    rule = db.session.scalars(house_rules()).first()
    decide(comment, Verdict.HIDE, by=staff(), rule=rule, words="Das beleidigt jemanden.")
    return comment


def endless_comments() -> dict[str, object]:
    """Comments whose words, names and addresses have no place to break a line."""
    answered = endless_comment(address="")
    decide(answered, Verdict.PUBLISH, by=None)
    reply(answered, markdown("Rindfleischetikettierung" * 20, reply=True), by=staff())
    unconfirmed = endless_comment(address=f"{'donau' * 12}@{'dampf' * 12}.example")
    return {"endless": answered.id, "unconfirmed": unconfirmed.id}


def endless_comment(address: str) -> Comment:
    dialogue = db.session.scalars(public_dialogue("digitale-leitsaetze")).one()
    words = [f"{'Donaudampfschiff' * 20}", f"https://dorf.example/{'weg' * 80}", "שלום" * 60]
    name, organisation = "W" * MAX_NAME, "Ö" * MAX_ORGANISATION
    said = Contribution(plain("\n\n".join(words)), name, organisation, address)
    return submit(said, dialogue)


def staff() -> Person:
    """The colleague of the moderator."""
    return db.session.scalars(person_with("colleague@musterland.example")).one()


def break_two_letters() -> None:
    """Let one letter have been refused and another one perhaps arrived."""
    first, second = db.session.scalars(select(OutgoingMail).limit(2))
    first.state, first.last_error = MailState.FAILED, "550"
    second.state, second.last_error = MailState.UNCLEAR, "timeout"


def numbers(*conditions) -> list[int]:
    """The numbers of all comments of which this holds."""
    return list(db.session.scalars(select(Comment.id).where(*conditions).order_by(Comment.id)))


def published(*conditions) -> list[int]:
    """The numbers of the published comments of which this holds."""
    return numbers(Comment.status == Status.PUBLISHED, *conditions)


def decided(verdict: Verdict) -> list[int]:
    """The numbers of the published comments about which this was decided."""
    so_decided = select(Decision.comment_id).where(Decision.verdict == verdict)
    return published(Comment.id.in_(so_decided))


def sign_in_link(person_id: int) -> AccessLink:
    about = f"person:{person_id}"
    return make_link(LinkPurpose.SIGN_IN, about, lifetime=A_DAY, person_id=person_id)
