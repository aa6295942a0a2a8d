"""Deeds that can be done again and again, in any order, on whatever they find in a small county.

What the product refuses is no deed: the caller rolls back, and nothing has changed.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from leitsaetze.clock import next_midnight, now
from leitsaetze.comments import actions as comments
from leitsaetze.comments import confirming, four_eyes, intake, proposals, replies
from leitsaetze.comments.handover_models import HandOver
from leitsaetze.comments.handover_queries import open_about
from leitsaetze.comments.models import Comment
from leitsaetze.comments.passage_rules import occurrences
from leitsaetze.comments.passage_texts import hidden_passages, original_of, readable_spans
from leitsaetze.comments.proposals import Wanted
from leitsaetze.comments.reply_models import Reply
from leitsaetze.comments.review_queries import latest_request
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.editing.publication import publish_due
from leitsaetze.errors import RuleViolation
from leitsaetze.events import actions as events
from leitsaetze.events import invitations, life
from leitsaetze.events.models import Event
from leitsaetze.events.queries import CALENDAR_REACHES_BACK
from leitsaetze.events.rules import Answer
from leitsaetze.extensions import db
from leitsaetze.moderation import handing_over, passages
from leitsaetze.moderation.actions import carry_out, reply_under, state_of
from leitsaetze.moderation.deed_queries import last_deed
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.group_rules import Chosen, Circle
from leitsaetze.moderation.reading import Reading
from leitsaetze.moderation.reviewing import ask, decide_review, latest_hiding
from leitsaetze.moderation.undoing import undo
from leitsaetze.principles import actions as principles
from leitsaetze.principles import publication, wording
from leitsaetze.principles.models import Principle
from leitsaetze.principles.rules import Moderation
from leitsaetze.reports import actions as reports
from leitsaetze.site import actions as site
from leitsaetze.text import markdown, plain
from tests.events.makers import details
from tests.proofs import handovers
from tests.proofs.own import other_words
from tests.proofs.world import World, rule

numbers = count(1)
HOUR = timedelta(hours=1)
WHERE = (0, 1, None)  # which principle; None: the dialogue itself


def other(words: str) -> str:
    """Words that were never there before."""
    return f"{words} ({next(numbers)})"


def answered(comment: Comment) -> Reply:
    standing = reply_under(comment)
    if standing is None:
        raise RuleViolation("Hier steht keine Antwort.")
    return standing


def place(w: World, where: int | None) -> Principle | None:
    return None if where is None else w.principles[where]


def decide(verdict: Verdict) -> Callable[[World, Comment], object]:
    return lambda w, it: comments.decide(it, verdict, by=w.moderator)


def hide(w: World, it: Comment) -> None:
    comments.decide(it, Verdict.HIDE, by=w.moderator, rule=rule(), words="Grund")


def move(where: int | None) -> Callable[[World, Comment], object]:
    return lambda w, it: comments.reassign(it, place(w, where), by=w.moderator)


def name_behind(number: int) -> Callable[[World, Comment], object]:
    def deed(w: World, it: Comment) -> None:
        comments.name_comments(w.principles[number].revision, [it], by=w.moderator)

    return deed


def reply(w: World, it: Comment) -> None:
    replies.reply(it, markdown(other("Danke."), reply=True), by=w.moderator)


def correct(w: World, it: Comment) -> None:
    replies.correct_reply(answered(it), it, markdown(other("Besser."), reply=True), by=w.moderator)


def show(w: World, it: Comment) -> None:
    events.set_mention(answered(it), w.event, by=w.moderator)


def everything_at_once(w: World, it: Comment) -> None:
    words = markdown(other("Danke."), reply=True)
    deed = Deed(verdict=Verdict.PUBLISH, reply=words, event=w.event)
    carry_out(it, deed, by=w.moderator, seen=state_of(it))


def report(_w: World, it: Comment) -> None:
    """From a new network each time, so that some comments are held back."""
    said = reports.Complaint(rule=None, network=other("Netz"), words=other("Das geht nicht."))
    reports.take_in(said, it)


def dismiss(w: World, it: Comment) -> None:
    carry_out(it, Deed(dismiss=2**31 - 1), by=w.moderator, seen=state_of(it))


def hide_a_passage(w: World, it: Comment) -> None:
    spans = occurrences(original_of(it).text, "Hier singt", readable_spans(it))
    wish = passages.Wish(spans, rule(), "Grund")
    passages.hide(it, wish, by=w.moderator, seen=state_of(it))


def show_a_passage(w: World, it: Comment) -> None:
    for passage in hidden_passages(it):
        passages.show(passage, by=w.moderator)


def ask_for_a_second_look(_w: World, it: Comment) -> None:
    hidden = hidden_passages(it)
    hiding = hidden[0].hiding if hidden else latest_hiding(it.id)
    if hiding is None:
        raise RuleViolation("Hier wurde nichts ausgeblendet.")
    ask(hiding, "Bitte.", privacy_version=1)


def take_a_second_look(outcome: Outcome) -> Callable[[World, Comment], object]:
    def deed(_w: World, it: Comment) -> None:
        request = db.session.scalar(latest_request(it.id))
        if request is None:
            raise RuleViolation("Darum hat niemand gebeten.")
        decide_review(request, outcome, "Noch einmal gelesen.", by=None)

    return deed


def open_beside(w: World, it: Comment) -> list[Comment]:
    """Some that can be answered together with one."""
    question = db.select(Comment).where(
        Comment.dialogue_id == w.dialogue.id,
        Comment.id != it.id,
        Comment.status.in_([Status.PENDING, Status.PUBLISHED]),
    )
    there = db.session.scalars(question.order_by(Comment.id)).all()
    return [one for one in there if reply_under(one) is None][:2]


def answer_together(w: World, it: Comment) -> None:
    words = markdown(other("Für alle."), reply=True) if reply_under(it) is None else None
    chosen = [
        Chosen(one.id, one.version, one.name, one.status is Status.PUBLISHED)
        for one in open_beside(w, it)
    ]
    asked = Deed(reply=words, circle=Circle(tuple(chosen), regroups=bool(chosen)))
    carry_out(it, asked, by=w.moderator, seen=state_of(it))


def leave(w: World, it: Comment) -> None:
    replies.leave_reply(answered(it), [it], by=w.moderator)


def propose_together(w: World, it: Comment) -> None:
    others = [one for one in open_beside(w, it) if one.status is Status.PUBLISHED]
    others = [one for one in others if proposals.proposal_for(one) is None]
    wanted = Wanted(markdown(other("Halb für alle."), reply=True))
    proposals.propose(it, wanted, by=w.left, others=others)


def undo_last(w: World, _it: Comment) -> None:
    deed = db.session.scalar(last_deed(w.moderator.id))
    if deed is not None:
        undo(deed, by=w.moderator)


def propose(w: World, it: Comment) -> None:
    wanted = Wanted(markdown(other("Halbfertig."), reply=True), heading=other("Antwort"))
    proposals.propose(it, wanted, by=w.left)


def propose_hiding(w: World, it: Comment) -> None:
    four_eyes.propose_hiding(it, rule(), other("Grund"), by=w.left)


def read(reading: Reading) -> Callable[[World, Comment], object]:
    def deed(w: World, it: Comment) -> None:
        words = "So nicht." if reading is Reading.RETURN else ""
        asked = Deed(reading=reading, reading_words=words)
        carry_out(it, asked, by=w.moderator, seen=state_of(it))

    return deed


def asked_about(it: Comment) -> HandOver:
    asked = db.session.scalar(open_about(it.id))
    if asked is None:
        raise RuleViolation("Hier ist niemand gefragt.")
    return asked


def offer(_w: World, it: Comment) -> None:
    words = markdown(other("Vom Sachgebiet."), reply=True)
    handing_over.offer(asked_about(it), words, signed="Frau Baum")


def send_back(_w: World, it: Comment) -> None:
    handing_over.send_back(asked_about(it), "Fragen Sie nebenan.", signed="Herr Berg")


def name_above(w: World, it: Comment) -> None:
    carry_out(it, Deed(heading=other("Antwort")), by=w.moderator, seen=state_of(it))


ON_COMMENTS: dict[str, Callable[[World, Comment], object]] = {
    "publish": decide(Verdict.PUBLISH),
    "hide": hide,
    "restore": decide(Verdict.RESTORE),
    "hide a passage": hide_a_passage,
    "show the passage": show_a_passage,
    "reply": reply,
    "correct the reply": correct,
    "take the reply back": lambda w, it: replies.withdraw_reply(answered(it), it, by=w.moderator),
    "answer together": answer_together,
    "take out of those answered together": leave,
    "propose for several": propose_together,
    "undo the last deed": undo_last,
    "take back": decide(Verdict.TAKE_BACK),
    "show an event": show,
    "show no event": lambda w, it: events.set_mention(answered(it), None, by=w.moderator),
    "ask for a second look": ask_for_a_second_look,
    "uphold": take_a_second_look(Outcome.UPHELD),
    "show again": take_a_second_look(Outcome.RESTORED),
    "answer in another name": name_above,
    "propose": propose,
    "publish what was proposed": read(Reading.PUBLISH),
    "give back": read(Reading.RETURN),
    "do without": read(Reading.DROP),
    "propose to hide": propose_hiding,
    "ask a department": lambda w, it: handovers.asked_about(it, w.moderator),
    "answer as the department": offer,
    "say that it is not responsible": send_back,
    "settle": lambda w, it: comments.settle(it, by=w.moderator),
    "unsettle": lambda w, it: comments.unsettle(it, by=w.moderator),
    "note": lambda w, it: comments.note(it, "Notiz", by=w.moderator),
    "report": report,
    "dismiss the reports": dismiss,
    "move to the first": move(0),
    "move to the second": move(1),
    "move to the dialogue": move(None),
    "name behind the first": name_behind(0),
    "name behind the second": name_behind(1),
    "everything at once": everything_at_once,
    "confirm": lambda _w, it: confirming.confirm(it),
    "change one's words": lambda _w, it: other_words(it, other("Anders gesagt.")),
    "withdraw": lambda w, it: comments.withdraw(it, by=w.citizen),
    "erase": decide(Verdict.ERASE),
}


def on_a_principle(number: int) -> dict[str, Callable[[World], object]]:
    def revise(w: World) -> None:
        words = {"statement": other("Wir tun."), "explanation": "So.", "change_note": "Neu."}
        wording.revise(w.principles[number], **words, by=None)

    def withdraw(w: World) -> None:
        wording.withdraw(w.principles[number], note="Vorerst nicht.", by=None)

    return {
        f"revise {number}": revise,
        f"withdraw {number}": withdraw,
        f"reinstate {number}": lambda w: wording.reinstate(w.principles[number], by=None),
    }


def change_dialogue(**facts: Callable[[], object]) -> Callable[[World], object]:
    def deed(w: World) -> None:
        given = {name: make() for name, make in facts.items()}
        principles.change_dialogue(w.dialogue, by=None, **given)

    return deed


def turn(deed: Callable[..., object], **more: str) -> Callable[[World], object]:
    return lambda w: deed(w.event, by=w.moderator, seen=str(w.event.sequence), **more)


def change_event(**facts: Callable[[], object]) -> Callable[[World], object]:
    def deed(w: World) -> None:
        given = {name: make() for name, make in facts.items()}
        events.change_event(w.event, details(**given), by=None)

    return deed


def say(said: Answer) -> Callable[[World], object]:
    return lambda w: invitations.answer(w.invitation, said, persons=2)


def setting(name: str, *values: str) -> Callable[[World], object]:
    return lambda _w: site.change_setting(name, values[next(numbers) % len(values)])


def elsewhere(_w: World) -> None:
    """Another dialogue, of which the pages of the first show nothing."""
    found = db.session.scalar(principles.queries.dialogue_with("anders"))
    if found is not None:
        principles.change_dialogue(found, title=other("Anders"), by=None)
        return
    period = {"opens_at": now() - HOUR, "closes_at": now() + 48 * HOUR}
    facts = {"title": "Anders", "contact_email": "a@musterland.example"}
    principles.found_dialogue("anders", by=None, **period, **facts)


ELSEWHERE: dict[str, Callable[[World], object]] = {
    **on_a_principle(0),
    **on_a_principle(1),
    "withdraw the field": lambda w: publication.withdraw(
        w.principles[0].field, note="Vorerst nicht.", by=None
    ),
    "reinstate the field": lambda w: publication.reinstate(w.principles[0].field, by=None),
    "withdraw the dialogue": lambda w: publication.withdraw(w.dialogue, note="Neu.", by=None),
    "reinstate the dialogue": lambda w: publication.reinstate(w.dialogue, by=None),
    "another title": change_dialogue(title=lambda: other("Titel")),
    "another field": lambda w: principles.change_field(
        w.principles[0].field, title=other("Handeln"), by=None
    ),
    "close soon": change_dialogue(closes_at=lambda: now() + HOUR),
    "close later": change_dialogue(closes_at=lambda: now() + 72 * HOUR),
    "moderate afterwards": change_dialogue(moderation=lambda: Moderation.AFTER),
    "moderate before": change_dialogue(moderation=lambda: Moderation.BEFORE),
    "change the event": change_event(title=lambda: other("Treffen"), capacity=lambda: 20),
    "event soon": change_event(starts_at=lambda: now() + HOUR),
    "hold another event": lambda w: events.hold_event(
        details(starts_at=now() + 2 * HOUR), by=None, dialogues=[w.dialogue]
    ),
    "cancel the event": turn(life.cancel_event, reason="Krank."),
    "reinstate the event": turn(life.reinstate_event),
    "event was held": turn(life.mark_held),
    "event was not held": turn(life.unmark_held),
    "come": say(Answer.YES),
    "come perhaps": say(Answer.PERHAPS),
    "stay at home": say(Answer.NO),
    "uninvite": lambda w: invitations.withdraw_invitation(w.invitation, by=w.moderator),
    "another name": setting("site_name", "Mitreden", "Leitsätze", "Mitmachen"),
    "another county": setting("county", "Landkreis Neuland", "Landkreis Altland"),
    "another colour": setting("accent", "#204597", "#7a1f5c"),
    "hold back early, late or never": setting("hold_back_after", "1", "3", ""),
    "a logo": lambda w: site.change_setting("logo", w.logo.value),
    "other imprint": lambda _w: site.publish_text("impressum", "Impressum", other("Angaben.")),
    "another dialogue": elsewhere,
}
WORK = (principles.advance_stamps, events.advance_stamps, publish_due)


def contribute(w: World, where: int | None, *, known: bool, bird: str) -> Comment:
    """A comment of the citizen, or of somebody who must confirm an address first."""
    who = {"address": f"{bird}@musterland.example"} if not known else {}
    said = intake.Contribution(words=plain(f"Hier singt {bird}."), name="Eine Stimme", **who)
    return intake.submit(said, w.dialogue, place(w, where), author=w.citizen if known else None)


def moments(w: World, at: datetime) -> list[datetime]:
    """Moments to come at which something happens by itself, and those around them."""
    edges = [next_midnight(w.dialogue.time_zone), w.dialogue.opens_at, w.dialogue.closes_at]
    for event in db.session.scalars(db.select(Event).order_by(Event.id)):
        edges += [event.starts_at, event.ends_at, event.ends_at + CALENDAR_REACHES_BACK]
    second = timedelta(seconds=1)
    around = {moment + step for moment in edges for step in (-second, 0 * second, second)}
    return sorted(moment for moment in around if moment > at)
