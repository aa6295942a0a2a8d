"""Every deed the public sees nothing of, on a small county; and what is only part of a deed."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from leitsaetze.accounts import actions as accounts
from leitsaetze.accounts import credentials
from leitsaetze.accounts.rules import ConsentKind, LinkPurpose, Role
from leitsaetze.comments import actions as comments
from leitsaetze.comments import intake
from leitsaetze.drafts import actions as drafts
from leitsaetze.events import actions as events
from leitsaetze.events import invitations
from leitsaetze.events.rules import Answer
from leitsaetze.mail import actions as mail
from leitsaetze.mail.rules import Addressee, Step
from leitsaetze.moderation import claims
from leitsaetze.moderation.queries import View
from leitsaetze.principles import actions as principles
from leitsaetze.site import actions as site
from leitsaetze.site import appearance
from leitsaetze.text import plain
from tests.accounts.makers import PASSWORD
from tests.events.makers import make_guest
from tests.proofs.world import World
from tests.site.makers import png

Quiet = tuple[str, Callable[[], object]]
HOUR = timedelta(hours=1)
INVITATIONS = ConsentKind.INVITATIONS

# Parts of deeds, and questions: nothing of their own that anybody could see.
BENEATH = {
    "accounts.actions": "end_session has_agreed may_be_invited void_links why_not_invite",
    "accounts.credentials": "password_address usable_link",
    "audit.actions": "record",
    "comments.actions": "write_down",
    "comments.books": "adjust booked close enter is_settled place standing",
    "comments.intake": "refuse_unless_open",
    "events.actions": "touch_events",
    "events.invitations": "invitation_behind obstacle",
    "mail.actions": "is_blocked is_blocked_by",
    "moderation.actions": "reply_under state_of",
    "principles.actions": "touch",
    "administration.publishing": "draft_of",
    "site.actions": "all_settings answer_to digest_of html_of keyed_digest link_for raise_stamp "
    "secret_of touch_site",
    "site.rulebook": "changes",
}


def unseen(world: World) -> Iterator[Quiet]:
    """Each deed by name ("room.file.function, what")."""
    parts = (of_comments, of_guests, of_people, of_sign_in, of_drafts, of_the_post, of_links)
    for part in parts:
        yield from part(world)


def of_comments(w: World) -> Iterator[Quiet]:
    by, it, colleague = w.moderator, w.pending, w.people["editor"]
    said = intake.Contribution(words=plain("Und die Bahn?"), name="Eine Stimme")
    mistyped, called = w.unconfirmed[:2]
    yield "comments.intake.submit", lambda: intake.submit(said, w.dialogue, w.principles[0])
    yield "comments.intake.send_again", lambda: intake.send_again(mistyped, "neu@a.example")
    yield "comments.intake.confirm", lambda: intake.confirm(called)
    yield "comments.intake.keep_house", intake.keep_house
    yield "comments.actions.note", lambda: comments.note(w.published, "Notiz", by=by)
    yield (
        "comments.actions.withdraw, never public",
        lambda: comments.withdraw(w.say("Doch nicht.", author=w.citizen), by=w.citizen),
    )
    yield "moderation.claims.claim", lambda: claims.claim(it.id, by=by)
    yield "moderation.claims.take_over", lambda: claims.take_over(it, by=colleague)
    yield "moderation.claims.release", lambda: claims.release(it.id, by=colleague)
    yield "moderation.claims.claim_next", lambda: claims.claim_next(View(), it, by=by)
    yield "principles.actions.advance_stamps", principles.advance_stamps


def of_guests(w: World) -> Iterator[Quiet]:
    by, it, guest = w.moderator, w.invitation, make_guest()
    perhaps = {"brings": "Kuchen", "persons": 3}
    yield "events.invitations.invite", lambda: invitations.invite(guest, w.event, by=by)
    yield (
        "events.invitations.answer, perhaps",
        lambda: invitations.answer(it, Answer.PERHAPS, **perhaps),
    )
    yield (
        "events.invitations.withdraw_invitation, no seats",
        lambda: invitations.withdraw_invitation(it, by=by),
    )
    yield "events.actions.advance_stamps", events.advance_stamps


def of_people(w: World) -> Iterator[Quiet]:
    person = w.citizen
    staff = {"name": "Neu", "roles": [Role.EDITOR], "by": None}
    given = {"wording": "Ja", "version": 1, "given_with": "x"}
    yield "accounts.actions.person_for", lambda: accounts.person_for("x@a.example")
    yield "accounts.actions.add_staff", lambda: accounts.add_staff("y@a.example", **staff)
    yield "accounts.actions.start_session", lambda: accounts.start_session(person)
    yield "accounts.actions.end_sessions", lambda: accounts.end_sessions(person)
    yield "accounts.actions.agree", lambda: accounts.agree(person, INVITATIONS, **given)
    yield "accounts.actions.revoke", lambda: accounts.revoke(person, INVITATIONS)


def of_sign_in(w: World) -> Iterator[Quiet]:
    person, office, purpose = w.citizen, w.people["editor"], LinkPurpose.SIGN_IN
    link = credentials.password_link(office, HOUR)
    entry = site.make_link(purpose, f"person:{person.id}", lifetime=HOUR, person_id=person.id)
    proof = credentials.prove(w.moderator.address, PASSWORD)
    yield "accounts.credentials.prove", lambda: credentials.prove(person.address, "falsch")
    yield "accounts.credentials.accept", lambda: credentials.accept(proof)
    yield "accounts.credentials.follow", lambda: credentials.follow(entry)
    yield "accounts.credentials.password_link", lambda: credentials.password_link(office, HOUR)
    yield "accounts.credentials.send_invitation", lambda: credentials.send_invitation(office, link)
    yield "accounts.credentials.send_link", lambda: credentials.send_link(person.address, purpose)
    yield "accounts.credentials.choose_password", lambda: credentials.choose_password(link, "Hash")
    yield "accounts.actions.switch_off", lambda: accounts.switch_off(office, by=None)


def of_drafts(w: World) -> Iterator[Quiet]:
    by = w.people["administrator"]
    yield "drafts.actions.keep", lambda: drafts.keep("probe:1", [("words", "Halb")], by=by)
    yield "drafts.actions.drop", lambda: drafts.drop("probe:1", by=by)
    yield "drafts.actions.drop_all", lambda: drafts.drop_all("probe:1")
    yield "drafts.actions.forget_old", drafts.forget_old


def of_the_post(w: World) -> Iterator[Quiet]:
    to, by, it = Addressee("probe@musterland.example"), w.moderator, w.failed
    letter = {"deed": "probe", "about": "comment:1"}
    link, _path = mail.block_link(to.address)
    yield "mail.actions.enqueue", lambda: mail.enqueue("mail_test", to, **letter)
    yield "mail.actions.claim", lambda: mail.claim("arbeiter")
    yield "mail.actions.recover", mail.recover
    yield "mail.actions.settle", lambda: mail.settle(1, "arbeiter", Step.ACCEPTED)
    yield "mail.actions.look_after", lambda: mail.look_after(it, Step.TICK_OFF, by=by)
    yield "mail.actions.cancel_letters", lambda: mail.cancel_letters("comment:1")
    yield "mail.actions.forget_letters", lambda: mail.forget_letters("comment:1")
    yield "mail.actions.block_link", lambda: mail.block_link(to.address)
    yield "mail.actions.block", lambda: mail.block(to.address)
    yield "mail.actions.unblock_by", lambda: mail.unblock_by(link)
    yield "mail.actions.block_by", lambda: mail.block_by(link)


def of_links(_world: World) -> Iterator[Quiet]:
    yield "site.actions.make_link", lambda: site.make_link("x", "y", lifetime=HOUR)
    yield "site.actions.use", lambda: site.use(site.make_link("x", "z", lifetime=HOUR))
    yield "site.actions.end_links", lambda: site.end_links("x", "y")
    yield "site.actions.once", lambda: site.once("ein Formular", lambda: "/")
    yield "site.actions.forget_old", site.forget_old
    yield "site.appearance.keep_picture", lambda: appearance.keep_picture(png(grey=9))
    yield "site.appearance.forget_unused", appearance.forget_unused
    yield "site.actions.furnish, nothing missing", site.furnish
