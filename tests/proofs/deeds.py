"""Every deed that shows, on a small county, and the pages it shows on: these and no others.

The deeds follow one another; each does what its name says to the world the earlier ones left.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from leitsaetze.clock import now
from leitsaetze.comments import actions as comments
from leitsaetze.comments import books, intake
from leitsaetze.comments.rules import Verdict
from leitsaetze.events import actions as events
from leitsaetze.events import invitations
from leitsaetze.events.rules import Answer
from leitsaetze.exchange.actions import import_dialogue
from leitsaetze.moderation.actions import carry_out, reply_under, state_of
from leitsaetze.moderation.deeds import Deed
from leitsaetze.principles import actions as principles
from leitsaetze.principles import wording
from leitsaetze.principles.rules import Moderation
from leitsaetze.site import actions as site
from leitsaetze.text import markdown, plain
from tests.events.makers import details
from tests.exchange.files import example
from tests.proofs.world import World, make_dialogue, rule

Shown = tuple[str, Callable[[], object], str]
LISTED = "principle newest"
ANSWERED = "start dialogues dialogue principle newest comment"
COUNTED = f"start dialogues dialogue {LISTED}"
HISTORY = "changes comparison"
SEATS = "start dialogue events event"


def seen(world: World) -> Iterator[Shown]:
    """Each deed by name ("room.file.function, what"), and the pages that change with it."""
    for part in (of_queue, of_replies, of_events, of_wording, of_dialogue, of_authors, of_site):
        yield from part(world)


def of_queue(w: World) -> Iterator[Shown]:
    by, it, where = w.moderator, w.pending, f"{COUNTED} waiting"
    deed = Deed(moves=True, principle=None)

    def decide(verdict: Verdict, **why):
        return lambda: comments.decide(it, verdict, by=by, **why)

    yield "comments.actions.decide, publish", decide(Verdict.PUBLISH), where
    hiding = decide(Verdict.HIDE, rule=rule(), words="Grund")
    yield "comments.actions.decide, hide", hiding, where
    yield "comments.actions.decide, restore", decide(Verdict.RESTORE), where
    yield "comments.actions.settle", lambda: comments.settle(it, by=by), f"{LISTED} waiting"
    yield "comments.actions.unsettle", lambda: comments.unsettle(it, by=by), f"{LISTED} waiting"
    yield (
        "comments.actions.reassign",
        lambda: comments.reassign(it, w.principles[1], by=by),
        f"dialogue other {LISTED} waiting",
    )
    yield (
        "moderation.actions.carry_out",
        lambda: carry_out(it, deed, by=by, seen=state_of(it)),
        "dialogue general other waiting",
    )
    erased = "start dialogues dialogue general waiting"
    yield "comments.actions.decide, erase", decide(Verdict.ERASE), erased


def of_replies(w: World) -> Iterator[Shown]:
    by, it, shown = w.moderator, w.published, f"{LISTED} comment"
    words = markdown("Danke sehr.", reply=True)

    def show(event):
        return lambda: events.set_mention(reply_under(it), event, by=by)

    yield "events.actions.set_mention, dropped", show(None), shown
    yield "events.actions.set_mention, shown", show(w.event), shown
    yield (
        "comments.actions.correct_reply",
        lambda: comments.correct_reply(reply_under(it), it, words, by=by),
        shown,
    )
    yield (
        "comments.actions.withdraw_reply",
        lambda: comments.withdraw_reply(reply_under(it), it, by=by),
        ANSWERED,
    )
    yield "comments.actions.reply", lambda: comments.reply(it, words, by=by), ANSWERED
    yield "events.actions.set_mention, shown again", show(w.event), shown


def of_events(w: World) -> Iterator[Shown]:
    by, it = w.moderator, w.invitation
    fresh = details(title="Werkstatt", starts_at=now() + timedelta(days=3))
    other = details(title="Umbenannt", capacity=30)
    yield (
        "events.actions.hold_event",
        lambda: events.hold_event(fresh, by=None, dialogues=[w.dialogue]),
        "start dialogue events calendar",
    )
    yield (
        "events.invitations.answer, yes",
        lambda: invitations.answer(it, Answer.YES, persons=2),
        f"{SEATS} {LISTED} comment",
    )
    yield (
        "events.invitations.withdraw_invitation, with seats",
        lambda: invitations.withdraw_invitation(it, by=by),
        f"{SEATS} {LISTED} comment",
    )
    yield (
        "events.actions.change_event",
        lambda: events.change_event(w.event, other, by=None),
        f"{SEATS} {LISTED} comment ics calendar",
    )


def of_wording(w: World) -> Iterator[Shown]:
    first, second = w.principles
    yield (
        "comments.actions.name_comments",
        lambda: comments.name_comments(first.revision, [w.published], by=w.moderator),
        f"{LISTED} comment changes comparison",
    )
    words = {"explanation": "Kürzer.", "by": None}
    yield (
        "principles.wording.revise",
        lambda: wording.revise(first, statement="Wir tun.", change_note="Kürzer.", **words),
        f"dialogue {LISTED} first_revision comment changes comparison",
    )
    withdrawn = "start dialogues dialogue other changes"
    yield "principles.wording.withdraw", lambda: wording.withdraw(second, by=None), withdrawn
    yield "principles.wording.reinstate", lambda: wording.reinstate(second, by=None), withdrawn
    yield (
        "principles.wording.add_principle",
        lambda: wording.add_principle(first.field, number=3, statement="Wir teilen.", **words),
        f"start dialogues dialogue other {LISTED}",
    )


def of_dialogue(w: World) -> Iterator[Shown]:
    new = []
    facts = {"title": "Unterwegs", "position": 2, "by": None}
    shown = "general first_revision other waiting comment placeholder event"
    everywhere = f"{COUNTED} {shown} {HISTORY}"

    def change(**facts):
        return lambda: principles.change_dialogue(w.dialogue, by=None, **facts)

    yield (
        "principles.actions.add_field",
        lambda: new.append(principles.add_field(w.dialogue, **facts)),
        "dialogue",
    )
    moved = "dialogue other"
    second = w.principles[1]
    yield "principles.wording.move", lambda: wording.move(second, new[0], by=None), moved
    yield (
        "principles.actions.change_field",
        lambda: principles.change_field(new[0], title="Umbenannt", by=None),
        moved,
    )
    title = change(title="Neuer Titel")
    period = change(closes_at=now() + timedelta(days=2))
    yield "principles.actions.change_dialogue, title", title, everywhere
    yield "principles.actions.change_dialogue, period", period, f"{COUNTED} general other"
    afterwards = change(moderation=Moderation.AFTER)
    yield "principles.actions.change_dialogue, moderation", afterwards, ""


def of_authors(w: World) -> Iterator[Shown]:
    """In a dialogue that is moderated afterwards."""
    said = intake.Contribution(words=plain("Und die Bahn?"), name="Eine Stimme")
    place = w.dialogue, w.principles[0]
    gone = f"{COUNTED} comment"
    yield "comments.books.rebuild", books.rebuild, ""
    yield "comments.actions.withdraw", lambda: comments.withdraw(w.published, by=w.citizen), gone
    yield "comments.intake.confirm, at once", lambda: intake.confirm(w.unconfirmed[1]), COUNTED
    yield (
        "comments.intake.submit, at once",
        lambda: intake.submit(said, *place, author=w.citizen),
        COUNTED,
    )


def of_site(w: World) -> Iterator[Shown]:
    shown = "general other first_revision waiting comment placeholder events event"
    everywhere = f"{COUNTED} {shown} {HISTORY}"
    yield (
        "site.actions.change_setting",
        lambda: site.change_setting("county", "Landkreis Neuland"),
        f"{everywhere} impressum rules help help_moderation",
    )
    yield (
        "site.actions.publish_text",
        lambda: site.publish_text("impressum", "Impressum", "Neue Angaben."),
        "impressum",
    )
    yield (
        "principles.actions.found_dialogue",
        lambda: make_dialogue(slug="zwei", title="Zweiter Dialog"),
        "start dialogues",
    )
    yield (
        "exchange.actions.import_dialogue",
        lambda: import_dialogue(example(), by=None),
        "start dialogues events calendar",
    )
