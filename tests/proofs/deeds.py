"""Every deed that shows, on a small county, and the pages it shows on: these and no others.

The deeds follow one another; each does what its name says to the world the earlier ones left.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date, timedelta

import time_machine
from flask import current_app

from leitsaetze.administration import publishing
from leitsaetze.clock import now
from leitsaetze.comments import actions as comments
from leitsaetze.comments import (
    books,
    confirming,
    four_eyes,
    hidings,
    intake,
    proposals,
    replies,
    rewriting,
    supporting,
)
from leitsaetze.comments.handover_models import HandOver
from leitsaetze.comments.handover_queries import latest
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.passages import hide_passages, show_passage
from leitsaetze.comments.proposals import Wanted
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.comments.rules import Verdict
from leitsaetze.editing import actions as editing
from leitsaetze.editing import publication as desk
from leitsaetze.events import actions as events
from leitsaetze.events import (
    invitations,
    life,
    meeting_places,
    minutes,
    minutes_queries,
    municipalities,
    registered,
    registering,
    results,
    series,
)
from leitsaetze.events.access import StepFree
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.meeting_place_rules import PlaceFacts
from leitsaetze.events.rules import Answer, Details, Joining
from leitsaetze.events.seat_rules import Seat
from leitsaetze.events.series_rules import Way
from leitsaetze.exchange.actions import import_dialogue
from leitsaetze.extensions import db
from leitsaetze.following import gathering
from leitsaetze.moderation import answering, batches, figures, handing_over, passages
from leitsaetze.moderation import four_eyes as desk_of_two
from leitsaetze.moderation.actions import carry_out, reply_under, state_of
from leitsaetze.moderation.batch_rules import BatchDeed
from leitsaetze.moderation.deed_queries import last_deed
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.group_rules import Chosen, Circle
from leitsaetze.moderation.reading import Reading
from leitsaetze.moderation.reviewing import ask, decide_review, latest_hiding
from leitsaetze.moderation.undoing import undo
from leitsaetze.principles import actions as principles
from leitsaetze.principles import publication, wording
from leitsaetze.principles.easy import write_easy_text
from leitsaetze.principles.editions import keep_edition
from leitsaetze.principles.plain_writing import confirm_plain, write_plain
from leitsaetze.principles.rules import Moderation
from leitsaetze.reports import actions as reports
from leitsaetze.site import actions as site
from leitsaetze.site import rulebook
from leitsaetze.site.rulebook import Wish
from leitsaetze.site.rules import Draft
from leitsaetze.text import markdown, plain
from tests.editing.makers import make_ready
from tests.events.makers import details
from tests.exchange.files import example
from tests.factories import make_person, saved
from tests.proofs import handovers, voices
from tests.proofs.own import other_words
from tests.proofs.world import World, make_dialogue, rule

Shown = tuple[str, Callable[[], object], str]
LISTED = "principle newest in_plain"
WHOLE = "whole_text whole_in_plain"
ANSWERED = f"start dialogues dialogue {LISTED} comment"
COUNTED = f"start dialogues dialogue {LISTED}"
HISTORY = "changes comparison"
EVERYWHERE = (
    f"{COUNTED} {WHOLE} edition general other first_revision waiting comment placeholder "
    "events event held minutes series places impressum rules first_rules account help handbook "
    f"handbook_page easy signed easy_dialogue {HISTORY}"
)
SEATS = "start dialogue events event series"


def seen(world: World) -> Iterator[Shown]:
    """Each deed by name ("room.file.function, what"), and the pages that change with it."""
    for part in PARTS:
        yield from part(world)


def of_the_account(_world: World) -> Iterator[Shown]:
    yield "moderation.figures.take", figures.take, "account numbers"


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
    fresh = w.say("Noch eine Stimme.")
    batch = batches.begin(BatchDeed.PUBLISH, {fresh.id: fresh.version}, by=by).id
    db.session.commit()
    yield "moderation.batches.carry_on", lambda: batches.carry_on(batch, by=by), COUNTED
    yield "moderation.batches.undo_all", lambda: batches.undo_all(batch, by=by), COUNTED
    yield (
        "moderation.actions.carry_out, again",
        lambda: w.do(fresh, verdict=Verdict.PUBLISH),
        COUNTED,
    )
    last = last_deed(by.id)
    yield "moderation.undoing.undo", lambda: undo(db.session.scalars(last).one(), by=by), COUNTED
    erased = "start dialogues dialogue general waiting"
    yield "comments.actions.decide, erase", decide(Verdict.ERASE), erased


def of_voices(w: World) -> Iterator[Shown]:
    """Citizens among themselves: replies, and who joins in."""
    by, it, shown = w.moderator, w.published, f"{LISTED} comment"
    reply, wish = voices.reply_to(w, it), voices.wish_for(it)
    publish = decide_on(reply, Verdict.PUBLISH)
    yield "comments.actions.decide, a reply", publish, f"{COUNTED} comment"
    yield "comments.supporting.support", lambda: supporting.support(it, by=by), shown
    yield "comments.supporting.support, twice", lambda: supporting.support(it, by=by), ""
    yield "comments.supporting.take_back", lambda: supporting.take_back(it, by=by), shown
    yield "comments.supporting.confirm", lambda: supporting.confirm(wish), shown
    yield "comments.supporting.leave", lambda: supporting.leave(wish), shown
    join = "comments.supporting.support, a reply"
    yield join, lambda: supporting.support(reply, by=by), shown
    hide = decide_on(reply, Verdict.HIDE, rule=rule(), words="Grund")
    yield "comments.actions.decide, a reply is hidden", hide, f"{COUNTED} comment"


def decide_on(comment: Comment, verdict: Verdict, **why) -> Callable[[], object]:
    return lambda: comments.decide(comment, verdict, by=None, **why)


def of_reports(w: World) -> Iterator[Shown]:
    """The one report too many, and what the moderators make of it."""
    by, it, shown = w.moderator, w.published, f"{COUNTED} comment"
    said = reports.Complaint(rule=rule(), network="192.0.2.9/32")
    setting = "site.actions.change_setting, held back after two"
    yield setting, lambda: site.change_setting("hold_back_after", "2"), ""
    yield "reports.actions.take_in, held back", lambda: reports.take_in(said, it), shown
    yield (
        "moderation.actions.carry_out, shown again",
        lambda: carry_out(it, Deed(dismiss=w.report.id + 1), by=by, seen=state_of(it)),
        shown,
    )


def of_two(w: World) -> Iterator[Shown]:
    """A hiding that is proposed, taken back, proposed again and confirmed by somebody else."""
    by, it, shown = w.moderator, w.say("Das sehen sich zwei an."), COUNTED
    last = db.select(Decision).filter_by(comment_id=it.id, verdict=Verdict.PROPOSE_HIDING)

    def propose():
        four_eyes.propose_hiding(it, rule(), "Grund", by=w.left)

    def take_back():
        assert hidings.proposed_hiding(it) is not None
        four_eyes.take_back_hiding(db.session.scalars(last).one(), it, by=w.left)

    yield (
        "comments.actions.decide, publish for two",
        lambda: comments.decide(it, Verdict.PUBLISH, by=by),
        shown,
    )
    yield "comments.four_eyes.propose_hiding", propose, shown
    yield "comments.four_eyes.take_back_hiding", take_back, shown
    yield "comments.four_eyes.propose_hiding, again", propose, shown
    yield (
        "moderation.four_eyes.hide, confirmed",
        lambda: desk_of_two.hide(it, rule(), "Grund", why_alone="", by=by),
        LISTED,
    )


def of_second_looks(w: World) -> Iterator[Shown]:
    request = ask(latest_hiding(w.hidden.id), "Bitte.", privacy_version=1)
    db.session.commit()
    yield (
        "moderation.reviewing.decide_review, shown again",
        lambda: decide_review(request, Outcome.RESTORED, "Doch in Ordnung.", by=None),
        f"{COUNTED} placeholder",
    )
    hiding = {"rule": rule(), "words": "Grund", "by": w.moderator}
    yield (
        "comments.actions.decide, hide again",
        lambda: comments.decide(w.hidden, Verdict.HIDE, **hiding),
        f"{COUNTED} placeholder",
    )


def of_passages(w: World) -> Iterator[Shown]:
    """Passages of a comment go and come back, one by one; the second look at one of them."""
    by, it, shown = w.moderator, w.say("Gut so. Sie sind dumm. Und faul. Danke."), LISTED
    text = it.words.text
    published = "moderation.actions.carry_out, to be shortened"
    yield published, lambda: w.do(it, verdict=Verdict.PUBLISH), COUNTED

    def wish(words: str) -> passages.Wish:
        begin = text.index(words)
        return passages.Wish([(begin, begin + len(words))], rule(), "Grund")

    def last() -> HiddenPassage:
        question = db.select(HiddenPassage).order_by(HiddenPassage.hiding_id.desc()).limit(1)
        return db.session.scalars(question).one()

    def look_again() -> None:
        hidden = db.session.scalars(db.select(HiddenPassage).filter_by(lifted_at=None)).one()
        request = ask(hidden.hiding, "Bitte.", privacy_version=1)
        decide_review(request, Outcome.RESTORED, "Doch in Ordnung.", by=None)

    yield (
        "moderation.passages.hide",
        lambda: passages.hide(it, wish("Sie sind dumm."), by=by, seen=state_of(it)),
        shown,
    )
    yield (
        "comments.passages.hide_passages, one more",
        lambda: hide_passages(it, wish("Und faul.").spans, by=by, rule=rule(), words="Grund"),
        shown,
    )
    yield "comments.passages.show_passage", lambda: show_passage(last(), it, by=by), shown
    yield (
        "comments.passages.hide_passages, that again",
        lambda: hide_passages(it, wish("Und faul.").spans, by=by, rule=rule(), words="Grund"),
        shown,
    )
    yield "moderation.passages.show", lambda: passages.show(last(), by=by), shown
    yield "moderation.reviewing.decide_review, a passage", look_again, shown
    yield (
        "moderation.passages.hide, undone",
        lambda: passages.hide(it, wish("Und faul."), by=by, seen=state_of(it)),
        shown,
    )
    deed = last_deed(by.id)
    yield (
        "moderation.undoing.undo, a passage",
        lambda: undo(db.session.scalars(deed).one(), by=by),
        shown,
    )


def of_own_comments(w: World) -> Iterator[Shown]:
    """An author changes what is public, and takes it back; before and where nobody looks first."""
    it, shown = w.say("So nicht.", author=w.citizen), COUNTED
    published = "moderation.actions.carry_out, to be changed"
    yield published, lambda: w.do(it, verdict=Verdict.PUBLISH), shown
    yield "comments.rewriting.rewrite", lambda: other_words(it, "Doch so."), shown
    again = "moderation.actions.carry_out, changed"
    yield again, lambda: w.do(it, verdict=Verdict.PUBLISH), shown
    after = "principles.actions.change_dialogue, looking afterwards for once"
    yield (
        after,
        lambda: principles.change_dialogue(w.dialogue, by=None, moderation=Moderation.AFTER),
        "",
    )
    yield "comments.rewriting.rewrite, at once", lambda: other_words(it, "Oder so."), LISTED
    before = "principles.actions.change_dialogue, looking first again"
    yield (
        before,
        lambda: principles.change_dialogue(w.dialogue, by=None, moderation=Moderation.BEFORE),
        "",
    )
    gone = "comments.rewriting.withdraw_own"
    yield gone, lambda: rewriting.withdraw_own(it, by=w.citizen), shown


def of_departments(w: World) -> Iterator[Shown]:
    """Whatever a department is asked and says, the public sees nothing until it is published."""
    by, it, said = w.moderator, w.say("Wann kommt der Bus?"), markdown("Im Herbst.", reply=True)
    name = "moderation.handing_over"

    def asked() -> HandOver:
        return db.session.scalars(latest(it.id)).one()

    def again(why: str) -> Shown:
        return f"{name}.hand_over, {why}", lambda: handovers.asked_about(it, by), ""

    publish = "moderation.actions.carry_out, to be asked about"
    yield publish, lambda: w.do(it, verdict=Verdict.PUBLISH), COUNTED
    yield again("for more time")
    far = handovers.soon(30)
    yield f"{name}.put_off", lambda: handing_over.put_off(asked(), far, by=by), ""
    yield f"{name}.take_back", lambda: handing_over.take_back(asked(), by=by), ""
    yield again("who is not responsible")
    not_ours = {"signed": "Herr Berg"}
    yield f"{name}.send_back", lambda: handing_over.send_back(asked(), "Nein.", **not_ours), ""
    yield again("whose answer is declined")
    yield f"{name}.offer", lambda: handing_over.offer(asked(), said, signed="Frau Baum"), ""
    yield (
        f"{name}.decline",
        lambda: handing_over.decline(proposals.proposal_for(it), it, "Zu knapp.", by=by),
        "",
    )
    yield again("whose answer is published")
    yield f"{name}.offer, again", lambda: handing_over.offer(asked(), said, signed="Frau Baum"), ""
    answered = f"start dialogues dialogue {LISTED}"
    read = "moderation.actions.carry_out, of a department"
    yield read, lambda: w.do(it, reading=Reading.PUBLISH), answered


def of_replies(w: World) -> Iterator[Shown]:
    by, it, shown = w.moderator, w.published, f"{LISTED} comment"
    words = markdown("Danke sehr.", reply=True)
    named = {"heading": "Antwort des Sachgebiets Klimaschutz"}
    wanted = Wanted(markdown("Noch einmal anders.", reply=True), **named)
    read = Deed(reading=Reading.PUBLISH)

    def show(event):
        return lambda: events.set_mention(reply_under(it), event, by=by)

    yield "events.actions.set_mention, dropped", show(None), shown
    yield "events.actions.set_mention, shown", show(w.event), shown
    yield (
        "comments.replies.correct_reply",
        lambda: replies.correct_reply(reply_under(it), it, words, by=by),
        shown,
    )
    yield (
        "comments.replies.correct_reply, in another name",
        lambda: replies.correct_reply(reply_under(it), it, words, by=by, **named),
        shown,
    )
    yield (
        "comments.proposals.propose, a correction",
        lambda: proposals.propose(it, wanted, by=w.left),
        "",
    )
    yield (
        "comments.proposals.give_back",
        lambda: proposals.give_back(proposals.proposal_for(it), it, "Bitte freundlicher.", by=by),
        "",
    )
    yield (
        "comments.proposals.drop",
        lambda: proposals.drop(proposals.proposal_for(it), it, by=by),
        "",
    )
    yield (
        "comments.proposals.propose, once more",
        lambda: proposals.propose(it, wanted, by=w.left),
        "",
    )
    yield (
        "moderation.answering.carry_out_answer, read",
        lambda: answering.carry_out_answer(it, read, reply_under(it), by=by),
        shown,
    )
    yield (
        "comments.replies.withdraw_reply",
        lambda: replies.withdraw_reply(reply_under(it), it, by=by),
        ANSWERED,
    )
    yield "comments.replies.reply", lambda: replies.reply(it, words, by=by), ANSWERED
    yield from of_shared_replies(w)
    yield "events.actions.set_mention, shown again", show(w.event), shown


def of_shared_replies(w: World) -> Iterator[Shown]:
    """One answer under two comments: what changes for one changes at the other."""
    by, it = w.moderator, w.published
    other = w.say("Das finde ich auch.")
    w.do(other, verdict=Verdict.PUBLISH)
    yield (
        "comments.replies.share_reply",
        lambda: replies.share_reply(reply_under(it), [other], by=by),
        ANSWERED,
    )
    yield "comments.actions.decide, hide a companion", lambda: w.hide(other), COUNTED
    again = "comments.actions.decide, restore a companion"
    yield again, lambda: comments.decide(other, Verdict.RESTORE, by=by), COUNTED
    yield (
        "comments.replies.leave_reply",
        lambda: replies.leave_reply(reply_under(it), [other], by=by),
        ANSWERED,
    )
    withdrawn = "comments.replies.withdraw_reply, before answering together"
    yield withdrawn, lambda: replies.withdraw_reply(reply_under(it), it, by=by), ANSWERED
    circle = Circle((Chosen(it.id, it.version, it.name, is_public=True),), regroups=True)
    together = Deed(reply=markdown("Für beide.", reply=True), circle=circle)
    yield (
        "moderation.actions.carry_out, together",
        lambda: carry_out(other, together, by=by, seen=state_of(other)),
        ANSWERED,
    )


def of_events(w: World) -> Iterator[Shown]:
    by, it = w.moderator, w.invitation
    fresh = details(title="Werkstatt", starts_at=now() + timedelta(days=3))
    other = details(title="Umbenannt", capacity=30)
    yield (
        "events.actions.hold_event",
        lambda: events.hold_event(fresh, by=None, dialogues=[w.dialogue]),
        "start dialogue events places calendar",
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
    made, person, present = [], make_person(), w.event
    asking = {one.name: getattr(present, one.name) for one in fields_of(Details)}
    asking = Details(**asking | {"joining": Joining.REGISTRATION})
    yield (
        "events.actions.change_event, to registration",
        lambda: events.change_event(present, asking, by=None),
        f"{SEATS} {LISTED} comment ics calendar",
    )
    yield (
        "events.registering.register",
        lambda: made.append(registering.register(w.event, person, registering.Wish("Ada"))),
        f"{SEATS} {LISTED} comment",
    )
    yield (
        "events.registered.change_persons",
        lambda: registered.change_persons(made[0], 2),
        f"{SEATS} {LISTED} comment",
    )
    yield (
        "events.registered.sign_off",
        lambda: registered.sign_off(made[0]),
        f"{SEATS} {LISTED} comment",
    )
    yield (
        "events.registering.register_caller",
        lambda: registering.register_caller(
            w.event, registering.Wish("Kim"), address="", reached_by="Telefon", by=by
        ),
        f"{SEATS} {LISTED} comment",
    )
    asked = saved(
        Registration(
            event=w.event,
            address="ada@post.example",
            name="Ada",
            state=Seat.REQUESTED,
            due_at=now() + timedelta(days=1),
        )
    )
    yield (
        "events.registering.confirm",
        lambda: registering.confirm(asked),
        f"{SEATS} {LISTED} comment",
    )
    yield (
        "events.actions.change_event",
        lambda: events.change_event(w.event, other, by=None),
        f"{SEATS} {LISTED} comment places ics calendar",
    )
    first, named = w.municipalities[0], "events event series places"
    yield (
        "events.municipalities.rename_municipality",
        lambda: municipalities.rename_municipality(first, "Oberau am See", by=by, seen="Oberau"),
        named,
    )
    yield (
        "events.municipalities.move_municipality",
        lambda: municipalities.move_municipality(first, Way.DOWN, by=by),
        named,
    )
    directions = PlaceFacts(w.listed.name, directions="Bus 4", step_free=StepFree.PARTLY)
    yield (
        "events.meeting_places.correct_place",
        lambda: meeting_places.correct_place(
            w.listed, directions, municipality=None, by=by, seen=1, carry=True
        ),
        f"{SEATS} {LISTED} comment places ics calendar",
    )
    yield (
        "events.series.change_series",
        lambda: series.change_series(w.series, "Werkstätten", "Neu.", by=by, seen=1),
        "events event series",
    )


def of_the_life_of_events(w: World) -> Iterator[Shown]:
    by, it, draft = w.people["editor"], w.event, w.draft_event
    shown = f"{SEATS} {LISTED} comment places ics calendar"

    def turn(deed, event, **more):
        return lambda: deed(event, by=by, seen=str(event.sequence), **more)

    def end() -> None:
        it.starts_at, it.ends_at = (now() - timedelta(days=n) for n in (2, 1))
        events.touch_events()

    yield (
        "events.life.publish_event",
        turn(life.publish_event, draft),
        "start dialogue events places calendar",
    )
    yield "events.life.cancel_event", turn(life.cancel_event, it, reason="Krank."), shown
    yield "events.life.reinstate_event", turn(life.reinstate_event, it), shown
    yield "events.actions.touch_events, over", end, shown
    yield "events.life.mark_held", turn(life.mark_held, it), "event ics calendar"
    yield "events.life.unmark_held", turn(life.unmark_held, it), "event ics calendar"


def of_minutes(w: World) -> Iterator[Shown]:
    by, event = w.people["editor"], w.held_event
    first, second, third = db.session.scalars(minutes_queries.results_of(event.id)).all()
    promise = results.Promise("Prüfen", "Amt für Verkehr", date(2099, 5, 20))
    revision = w.principles[0].revision

    def lead() -> None:
        results.note_draft(third, 999, by=by)
        results.lead_to(999, revision)

    def change() -> None:
        task = db.session.scalars(minutes_queries.task_of(second.id)).one()
        done = replace(promise, done_on=date(2099, 1, 1))
        results.change_task(task, done, by=by, seen=1)

    yield (
        "events.minutes.publish_minutes",
        lambda: minutes.publish_minutes(event, by=by, seen=2, note="Mehr."),
        "held minutes",
    )
    yield (
        "events.results.make_comment",
        lambda: results.make_comment(first, "Busse.", w.dialogue, w.principles[0], by=by),
        f"{COUNTED} held minutes",
    )
    yield "events.results.take_on", lambda: results.take_on(second, promise, by=by), "held minutes"
    yield "events.results.change_task", change, "held minutes"
    yield "events.results.lead_to", lead, f"{LISTED} held minutes"


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
        f"dialogue {WHOLE} {LISTED} first_revision comment placeholder changes comparison",
    )
    plainly = "whole_in_plain in_plain"
    yield (
        "principles.plain_writing.confirm_plain",
        lambda: confirm_plain(first, by=None),
        plainly,
    )
    yield (
        "principles.plain_writing.write_plain",
        lambda: write_plain(first, "Wir packen an.", by=None),
        f"{plainly} comparison",
    )
    yield (
        "principles.editions.keep_edition",
        lambda: keep_edition(w.dialogue, "Beschluss", by=None),
        f"{WHOLE} edition",
    )
    withdrawn = f"start dialogues dialogue other changes {WHOLE} edition"
    new = editing.begin_draft(first.field, number=4, statement="Wir lernen.", **words)
    again = editing.begin_revision(first, by=None)
    noted = {"statement": "Wir tun es.", "change_note": "Klarer.", "by": None}
    editing.save_draft(again, seen=1, **noted)
    yield "principles.wording.withdraw", lambda: wording.withdraw(second, by=None), withdrawn
    yield "principles.wording.reinstate", lambda: wording.reinstate(second, by=None), withdrawn
    yield (
        "principles.wording.add_principle",
        lambda: wording.add_principle(first.field, number=3, statement="Wir teilen.", **words),
        f"start dialogues dialogue {WHOLE} other {LISTED}",
    )
    yield (
        "editing.actions.publish_draft, new",
        lambda: editing.publish_draft(new, by=None),
        f"start dialogues dialogue {WHOLE} other {LISTED}",
    )


def of_dialogue(w: World) -> Iterator[Shown]:
    new = []
    facts = {"title": "Unterwegs", "position": 2, "by": None}
    shown = f"general {WHOLE} edition first_revision other waiting comment placeholder event held"
    everywhere = f"{COUNTED} {shown} account numbers {HISTORY} feed"

    def change(**facts):
        return lambda: principles.change_dialogue(w.dialogue, by=None, **facts)

    yield (
        "principles.actions.add_field",
        lambda: new.append(principles.add_field(w.dialogue, **facts)),
        f"dialogue {WHOLE}",
    )
    moved = f"dialogue {WHOLE} other"
    second = w.principles[1]
    yield "principles.wording.move", lambda: wording.move(second, new[0], by=None), moved
    yield (
        "principles.actions.change_field",
        lambda: principles.change_field(new[0], title="Umbenannt", by=None),
        moved,
    )
    title = change(title="Neuer Titel")
    period = change(closes_at=now() + timedelta(days=2))
    same = {"slug": w.dialogue.slug, "by": None}
    yield "principles.actions.change_dialogue, title", title, f"{everywhere} events"
    yield "principles.actions.change_dialogue, period", period, f"{COUNTED} general other waiting"
    yield (
        "principles.actions.save_dialogue, lead",
        lambda: principles.save_dialogue(
            w.dialogue, seen=w.dialogue.version, lead="Kurz gesagt.", **same
        ),
        "start dialogues dialogue",
    )
    yield (
        "principles.actions.save_field",
        lambda: principles.save_field(new[0], seen=new[0].version, goal="Ein Ziel.", by=None),
        f"dialogue {WHOLE}",
    )
    yield (
        "principles.publication.shift",
        lambda: publication.shift(new[0], up=True, by=None),
        f"dialogue {WHOLE}",
    )
    afterwards = change(moderation=Moderation.AFTER)
    yield "principles.actions.change_dialogue, moderation", afterwards, ""


def of_withdrawals(w: World) -> Iterator[Shown]:
    """What is withdrawn and comes back; a dialogue and a field that were drafts."""
    field = w.principles[0].field
    around = f"start dialogues dialogue {WHOLE} edition {LISTED} first_revision comment placeholder"
    everywhere = f"{around} other general event held {HISTORY}"
    later = make_dialogue(slug="spaeter", title="Später", published=False)
    fresh = principles.prepare_field(w.dialogue, title="Ganz neu", by=None)
    db.session.commit()

    def withdraw(thing):
        return lambda: publication.withdraw(thing, note="Wir fangen neu an.", by=None)

    def reinstate(thing):
        return lambda: publication.reinstate(thing, by=None)

    yield "principles.publication.withdraw, field", withdraw(field), f"{around} {HISTORY}"
    yield "principles.publication.reinstate, field", reinstate(field), f"{around} {HISTORY}"
    yield (
        "principles.publication.withdraw, dialogue",
        withdraw(w.dialogue),
        f"{everywhere} {HISTORY} events",
    )
    yield (
        "principles.publication.reinstate, dialogue",
        reinstate(w.dialogue),
        f"{everywhere} {HISTORY} events",
    )
    yield (
        "principles.publication.publish, field",
        lambda: publication.publish(fresh, by=None),
        f"dialogue {WHOLE}",
    )
    yield (
        "principles.publication.publish, dialogue",
        lambda: publication.publish(later, by=None),
        "start dialogues account numbers",
    )


def of_publication(_world: World) -> Iterator[Shown]:
    """A dialogue that waited for everything on the checklist."""
    made = []
    yield (
        "site.actions.change_setting, what the checklist asks for",
        lambda: made.append(make_ready(current_app, slug="bereit", title="Bereit")),
        "impressum help rules first_rules",
    )
    moment = now() + timedelta(hours=1)
    planned = "editing.publication.schedule_dialogue"
    back = "editing.publication.unschedule_dialogue"
    yield planned, lambda: desk.schedule_dialogue(made[0], moment, by=None), ""
    yield back, lambda: desk.unschedule_dialogue(made[0], by=None), ""
    yield (
        "editing.publication.publish_dialogue",
        lambda: desk.publish_dialogue(made[0], by=None),
        "start dialogues account numbers",
    )


def of_authors(w: World) -> Iterator[Shown]:
    """In a dialogue that is moderated afterwards."""
    said = intake.Contribution(words=plain("Und die Bahn?"), name="Eine Stimme")
    place = w.dialogue, w.principles[0]
    gone = f"{COUNTED} comment"
    yield "comments.books.rebuild", books.rebuild, ""
    yield "comments.actions.withdraw", lambda: comments.withdraw(w.published, by=w.citizen), gone
    yield (
        "comments.confirming.confirm, at once",
        lambda: confirming.confirm(w.unconfirmed[1]),
        COUNTED,
    )
    yield (
        "comments.intake.submit, at once",
        lambda: intake.submit(said, *place, author=w.citizen),
        COUNTED,
    )


def of_easy_language(w: World) -> Iterator[Shown]:
    """A dialogue that says something else later, and a draft that nobody sees."""
    deed = "principles.easy.write_easy_text"
    checked = {"checked_by": "Prüfgruppe", "checked_on": date(2026, 1, 1)}

    def write(words: str, seen: int, **check):
        return lambda: write_easy_text(w.dialogue, words, seen=seen, by=None, **check)

    yield f"{deed}, draft", write("Das ist leicht.", 0), ""
    yield f"{deed}, checked", write("Das ist leicht.", 1, **checked), "dialogue easy_dialogue"
    yield (
        "principles.actions.change_dialogue, overtaking",
        lambda: principles.change_dialogue(w.dialogue, introduction="Ganz anders.", by=None),
        "dialogue whole_text whole_in_plain easy_dialogue",
    )
    yield f"{deed}, next draft", write("Noch leichter.", 2), ""
    yield f"{deed}, checked anew", write("Noch leichter.", 3, **checked), "easy_dialogue"
    yield f"{deed}, taken off", write("", 4), "dialogue easy_dialogue"


def of_publishing(w: World) -> Iterator[Shown]:
    """What administrators do; each kind of text shows on its pages and nowhere else."""
    by = w.people["administrator"]

    def publish(slug: str, seen: int = 0, **words):
        draft = Draft(**{"source": "Neue Worte."} | words)
        return lambda: publishing.publish(slug, draft, note="Neu", seen=str(seen), by=by)

    def set_one(name: str, value: str):
        return lambda: publishing.change_settings({name: value}, by=by)

    def rules(number: int, edition: int, **wish):
        wishes = [Wish(number, "Kurz fassen", "Bitte.", **wish)]
        return lambda: publishing.publish_rules(
            "So reden wir.", wishes, note="Neu", seen=str(edition), by=by
        )

    checked = {"checked_by": "Prüfgruppe", "checked_on": date(2026, 1, 1)}
    yield "administration.publishing.publish, start", publish("start", 1), "start"
    yield (
        "administration.publishing.publish, easy",
        publish("leichte-sprache", **checked),
        EVERYWHERE,
    )
    yield (
        "administration.publishing.take_down",
        lambda: publishing.take_down("leichte-sprache", seen="1", by=by),
        EVERYWHERE,
    )
    signed = publish("gebaerdensprache", source="", link="https://kreis.example/video")
    yield "administration.publishing.publish, signed", signed, EVERYWHERE
    yield "administration.publishing.publish, impressum", publish("impressum", 1), "impressum"
    yield "administration.publishing.publish_rules, new", rules(9, 1), "rules first_rules"
    yield "administration.publishing.publish_rules, changed", rules(1, 2), "rules first_rules"
    retired = rules(9, 3, holds=False)
    yield "administration.publishing.publish_rules, retired", retired, "rules first_rules"
    yield (
        "site.rulebook.publish_rules",
        lambda: rulebook.publish_rules("Kurz.", [], note="Kürzer", by_id=None),
        "rules first_rules",
    )
    yield (
        "administration.publishing.change_settings, name",
        set_one("site_name", "Mitreden"),
        f"{EVERYWHERE} feed news",
    )
    yield (
        "administration.publishing.change_settings, colour",
        set_one("accent", "#204597"),
        EVERYWHERE,
    )
    yield (
        "administration.publishing.change_settings, logo",
        set_one("logo", w.logo.value),
        EVERYWHERE,
    )
    term = set_one("municipality", "Amt")
    yield "administration.publishing.change_settings, term", term, "events"


def of_site(w: World) -> Iterator[Shown]:
    yield (
        "site.actions.change_setting",
        lambda: site.change_setting("county", "Landkreis Neuland"),
        f"{EVERYWHERE} feed news",
    )
    yield (
        "site.actions.publish_text",
        lambda: site.publish_text("impressum", "Impressum", "Neue Angaben."),
        "impressum",
    )
    yield (
        "principles.actions.found_dialogue",
        lambda: make_dialogue(slug="zwei", title="Zweiter Dialog"),
        "start dialogues account numbers",
    )
    yield (
        "exchange.actions.import_dialogue",
        lambda: import_dialogue(example(), by=None),
        "start dialogues events places calendar account numbers",
    )


def of_news(w: World) -> Iterator[Shown]:
    """What happened becomes news; from then on the feeds follow every deed."""
    comment = w.say("Zum Schluss.")
    published = "comments.actions.decide, publish the news"
    yield published, lambda: comments.decide(comment, Verdict.PUBLISH, by=w.moderator), COUNTED

    def gather() -> None:
        with time_machine.travel(now() + timedelta(minutes=2)):
            gathering.gather()

    feeds = "feed news"
    yield "following.gathering.gather", gather, feeds
    yield "comments.actions.decide, hide the news", lambda: w.hide(comment), f"{COUNTED} {feeds}"
    restored = "comments.actions.decide, restore the news"
    yield (
        restored,
        lambda: comments.decide(comment, Verdict.RESTORE, by=w.moderator),
        f"{COUNTED} {feeds}",
    )
    yield (
        "comments.actions.decide, erase the news",
        lambda: comments.decide(comment, Verdict.ERASE, by=None),
        f"{COUNTED} {feeds}",
    )


PARTS = (
    of_the_account,
    of_queue,
    of_voices,
    of_reports,
    of_two,
    of_second_looks,
    of_passages,
    of_own_comments,
    of_departments,
    of_replies,
    of_events,
    of_wording,
    of_dialogue,
    of_withdrawals,
    of_publication,
    of_authors,
    of_publishing,
    of_site,
    of_the_life_of_events,
    of_minutes,
    of_news,
    of_easy_language,
)
