"""Every deed the public sees nothing of, on a small county; and what is only part of a deed."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from sqlalchemy import func

from leitsaetze.accounts import actions as accounts
from leitsaetze.accounts import credentials, sessions, staff
from leitsaetze.accounts import digests as own_digests
from leitsaetze.accounts.models import SignIn
from leitsaetze.accounts.rules import ConsentKind, End, LinkPurpose, Role
from leitsaetze.administration import colleagues
from leitsaetze.administration.wording import reword
from leitsaetze.clock import now, today
from leitsaetze.comments import (
    absences,
    closing,
    confirming,
    deadlines,
    intake,
    marking,
    supporting,
)
from leitsaetze.comments import actions as comments
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.comments.rules import Verdict
from leitsaetze.drafts import actions as drafts
from leitsaetze.editing import actions as editing
from leitsaetze.editing import numbering
from leitsaetze.editing import pasting as pasted
from leitsaetze.editing import pasting_actions as pasting
from leitsaetze.editing import publication as desk
from leitsaetze.editing.result_drafts import take_into_draft
from leitsaetze.events import actions as events
from leitsaetze.events import (
    bulk,
    bulk_letters,
    door,
    door_keeping,
    invitations,
    life,
    meeting_places,
    minutes,
    minutes_queries,
    municipalities,
    needs,
    registered,
    registering,
    results,
    seat_keeping,
    series,
    wishes,
)
from leitsaetze.events.bulk_rules import REMINDED_AFTER, Criteria
from leitsaetze.events.door_models import Arrival
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.meeting_place_rules import PlaceFacts
from leitsaetze.events.minutes_rules import Said
from leitsaetze.events.need_rules import Need, Stated
from leitsaetze.events.registering import Wish
from leitsaetze.events.rules import Answer
from leitsaetze.extensions import db
from leitsaetze.feedback import actions as feedback
from leitsaetze.feedback.models import Feedback
from leitsaetze.feedback.rules import Deed as FeedbackDeed
from leitsaetze.following import actions as following
from leitsaetze.following.models import NewsLetter, Subscription
from leitsaetze.following.rules import Rhythm
from leitsaetze.mail import actions as mail
from leitsaetze.mail.rules import Addressee, Step
from leitsaetze.moderation import (
    batches,
    blocks,
    claims,
    digests,
    escalations,
    handing_over,
    reviewing,
)
from leitsaetze.moderation.batch_rules import BatchDeed
from leitsaetze.moderation.view import View
from leitsaetze.principles import actions as principles
from leitsaetze.principles import publication
from leitsaetze.reports import actions as reports
from leitsaetze.search import indexing
from leitsaetze.site import actions as site
from leitsaetze.site import appearance
from leitsaetze.site import wording as data_words
from leitsaetze.site.models import Absence, AccessLink
from leitsaetze.text import markdown, plain
from tests.accounts.makers import PASSWORD, make_staff
from tests.events.makers import details, make_guest
from tests.factories import make_person, saved
from tests.proofs.enrolled import registrations
from tests.proofs.own import other_words
from tests.proofs.world import World
from tests.site.makers import png

Quiet = tuple[str, Callable[[], object]]
HOUR = timedelta(hours=1)
INVITATIONS = ConsentKind.INVITATIONS

# Parts of deeds, and questions: nothing of their own that anybody could see.
BENEATH = {
    "accounts.actions": "end_session has_agreed may_be_invited void_links why_not_invite",
    "accounts.staff": "check_leaving state_of",
    "administration.colleagues": "has_taken_part",
    "accounts.digests": "digest_of own_digest",
    "accounts.credentials": "password_address usable_link",
    "audit.actions": "record",
    "comments.actions": "enter_state write_down",
    "comments.books": "adjust booked close enter is_changed_since is_settled mark needs_no_reply "
    "place place_anew standing",
    "comments.closing": "closure_of digest_of_address refuse_closed tell_refused",
    "comments.confirming": "ask_to_confirm",
    "comments.deadlines": "due_at soon urgency_at_first urgency_now",
    "comments.echoes": "note_reply note_support",
    "comments.intake": "quote_of refuse_unless_open write_first",
    "comments.supporting": "refuse_unless_supportable subject_of supports",
    "comments.hidings": "close end_with proposed_hiding reopen",
    "comments.likeness": "forget_stems keep_stems similar_to stems_in",
    "comments.pausing": "ask_on bring_back days_away forget_words pause run_on whereabouts",
    "comments.passages": "leave_out say",
    "comments.proposal_groups": "comments_in exclude forget_proposals include "
    "leave_shared_proposals numbers_in",
    "comments.proposals": "own_proposal proposal_elsewhere proposal_for settle step_out",
    "comments.replies": "refuse_unless_public",
    "comments.rewriting": "changeable_until seen_of",
    "comments.together": "answered_by booked_together renew_companions",
    "comments.receiving": "agree_to_invitations publish_if_trusted receive",
    "comments.reviewing": "cancel_news days_for_asking end_review looks_at_passages second_look "
    "second_looks subject_of subject_of_link",
    "events.actions": "current imagined mark_changed touch_events",
    "events.bulk": "to_be_invited to_be_reminded",
    "events.invitations": "invitation_behind obstacle",
    "events.minutes": "discussed_in first_words said_in",
    "events.results": "held_result",
    "comments.gathered": "bring_in",
    "events.needs": "pass_on",
    "events.registered": "give_back held hold place refuse_unless_open registration_behind",
    "events.seat_keeping": "give_all_back",
    "events.seats": "offer_free_seats take try_to_take",
    "events.wishes": "elsewhere why_not_for wished_by",
    "drafts.actions": "refuse_while_others_write",
    "editing.pasting_actions": "standing_of",
    "editing.publication": "state_of",
    "feedback.actions": "answer_days",
    "following.actions": "asked_by follower_of told_by",
    "mail.actions": "after_undoing blocked_among is_blocked is_blocked_by",
    "moderation.actions": "remember reply_under state_of",
    "moderation.answering": "wanted_by",
    "moderation.blocks": "count_use words_for",
    "moderation.claims": "stands_in",
    "moderation.digests": "open_work with_departments",
    "moderation.escalations": "named_person",
    "moderation.four_eyes": "consequences_of_proposing propose_again takes_another",
    "moderation.handing_over": "obstacle_to_asking",
    "moderation.passages": "consequences undo_hiding",
    "moderation.reviewing": "is_for is_left_to_second_person is_reserved latest_hiding "
    "obstacle_to_handing refuse_to_pass_by waits_for_others",
    "moderation.batches": "can_be_undone prospects",
    "principles.actions": "touch touch_comment_in",
    "principles.easy": "official_words",
    "principles.plain_writing": "begin_plain present_plain",
    "reports.actions": "hear marks refuse_unless_public",
    "site.wording": "marked notice_for notices_for words_in_force",
    "administration.publishing": "draft_of",
    "site.actions": "all_settings answer_to digest_of html_of keyed_digest link_for link_made "
    "let_search_read raise_stamp secret_of touch_site",
    "site.rulebook": "changes",
}


def unseen(world: World) -> Iterator[Quiet]:
    """Each deed by name ("room.file.function, what")."""
    parts = (
        of_comments,
        of_second_looks,
        of_departments,
        of_answers,
        of_guests,
        of_many_guests,
        of_people,
        of_colleagues,
        of_sessions,
        of_sign_in,
        of_drafts,
    )
    parts += (of_the_post, of_links, of_feedback, of_words_about_data, of_pasting, of_the_desk)
    parts += (of_the_clock, of_reports, of_followers)
    for part in parts:
        yield from part(world)


def of_comments(w: World) -> Iterator[Quiet]:
    by, it, colleague = w.moderator, w.pending, w.people["editor"]
    said = intake.Contribution(words=plain("Und die Bahn?"), name="Eine Stimme")
    mistyped, called = w.unconfirmed[:2]
    yield "comments.intake.submit", lambda: intake.submit(said, w.dialogue, w.principles[0])
    yield "comments.confirming.send_again", lambda: confirming.send_again(mistyped, "neu@a.example")
    yield "comments.confirming.confirm", lambda: confirming.confirm(called)
    yield "comments.confirming.keep_house", confirming.keep_house
    yield from of_fair_play(w)
    yield (
        "comments.supporting.ask_to_confirm",
        lambda: supporting.ask_to_confirm(w.published, "neu@a.example", locale="de"),
    )
    yield "comments.supporting.forget_old", supporting.forget_old
    yield "comments.actions.note", lambda: comments.note(w.published, "Notiz", by=by)
    yield (
        "comments.actions.withdraw, never public",
        lambda: comments.withdraw(w.say("Doch nicht.", author=w.citizen), by=w.citizen),
    )
    doubted = w.say("Noch nicht gut.", author=w.citizen)
    yield "comments.rewriting.rewrite, never public", lambda: other_words(doubted, "Nun aber.")
    yield "moderation.claims.claim", lambda: claims.claim(it.id, by=by)
    yield "moderation.claims.take_over", lambda: claims.take_over(it, by=colleague)
    yield "moderation.claims.release", lambda: claims.release(it.id, by=colleague)
    yield "moderation.claims.assign", lambda: claims.assign(it, by, by=colleague)
    yield "moderation.claims.unassign", lambda: claims.unassign(it, by.id, by=colleague)
    yield "moderation.claims.assigned_until", claims.assigned_until
    yield (
        "moderation.batches.begin",
        lambda: batches.begin(BatchDeed.PUBLISH, {it.id: it.version}, by=by),
    )
    yield "mail.actions.stop_letter", lambda: mail.stop_letter("decision:1:author")
    yield "moderation.claims.claim_next", lambda: claims.claim_next(View(), it, by=by)
    yield "moderation.claims.values_for", lambda: claims.values_for(View(), by_id=by.id)
    yield "principles.actions.advance_stamps", principles.advance_stamps


def of_the_clock(w: World) -> Iterator[Quiet]:
    by, day = w.moderator, today("Europe/Berlin")
    found = db.select(Absence)
    yield (
        "comments.absences.add_absence",
        lambda: absences.add_absence(day, day, "Betriebsausflug", by=by),
    )
    yield (
        "comments.absences.end_absence",
        lambda: absences.end_absence(db.session.scalars(found).one(), by=by),
    )
    yield "comments.deadlines.settle", deadlines.settle
    yield "comments.deadlines.move_on", deadlines.move_on
    yield "accounts.digests.choose_digest", lambda: own_digests.choose_digest(by, [0], 8)
    yield "accounts.digests.settle_digest", lambda: own_digests.settle_digest(by.id, day)
    yield "moderation.digests.send_digests", digests.send_digests
    yield "moderation.digests.stop_digests", lambda: digests.stop_digests(by)
    yield "moderation.escalations.escalate", escalations.escalate


def of_reports(w: World) -> Iterator[Quiet]:
    by, it = w.moderator, w.published
    said = reports.Complaint(rule=None, network="192.0.2.9/32", words="Zu scharf.")
    yield "reports.actions.take_in", lambda: reports.take_in(said, it)
    yield "reports.actions.dismiss", lambda: reports.dismiss(it, 999, by=by, words="Nein.")
    decided = Decision.verdict == Verdict.DISMISS_REPORTS
    last = db.select(Decision).where(decided).order_by(Decision.id.desc()).limit(1)
    yield (
        "reports.actions.reopen",
        lambda: reports.reopen(it, db.session.scalars(last).one(), by=by),
    )
    yield "reports.actions.forget_old", reports.forget_old


def of_followers(w: World) -> Iterator[Quiet]:
    subject = following.Subject(w.dialogue)
    wish = following.Wish(Rhythm.DAILY, "de", 1)
    own = db.select(Subscription).order_by(Subscription.id.desc()).limit(1)
    links = db.select(AccessLink).order_by(AccessLink.id.desc()).limit(1)

    def newest() -> Subscription:
        return db.session.scalars(own).one()

    def letter(purpose: str) -> AccessLink:
        return db.session.scalars(links.where(AccessLink.purpose == purpose)).one()

    def end_told() -> None:
        followed = following.follow(subject, w.citizen, wish)
        made = NewsLetter(follower_id=followed.follower_id, made_of={str(followed.id): [0, 0]})
        db.session.add(made)
        db.session.flush()
        site.make_link("unfollow", f"news_letter:{made.id}", lifetime=HOUR)
        following.end_told_by(letter("unfollow"))

    def end_all() -> None:
        following.end_all(following.follow(subject, w.citizen, wish).follower)

    yield (
        "following.actions.ask_to_follow",
        lambda: following.ask_to_follow(subject, "folgt@musterland.example", wish),
    )
    yield "following.actions.confirm", lambda: following.confirm(letter("follow"))
    yield "following.actions.follow", lambda: following.follow(subject, w.citizen, wish)
    yield (
        "following.actions.change_rhythm",
        lambda: following.change_rhythm(newest(), Rhythm.WEEKLY),
    )
    yield "following.actions.end", lambda: following.end(newest())
    yield "following.actions.end_told_by", end_told
    yield "following.actions.end_all", end_all
    yield "following.actions.forget_follower", lambda: following.forget_follower(w.citizen)
    yield "following.actions.forget_old", following.forget_old


def of_second_looks(w: World) -> Iterator[Quiet]:
    by, hiding = w.people["editor"], reviewing.latest_hiding(w.hidden.id)
    request = reviewing.ask(hiding, "Bitte.", privacy_version=1)
    w.dialogue.second_name, w.dialogue.second_email = "Ruth", "ruth@musterland.example"
    other = w.say("Und die Bahn?")
    w.hide(other)
    again = reviewing.latest_hiding(other.id)
    yield "moderation.reviewing.ask", lambda: reviewing.ask(again, "Bitte.", privacy_version=1)
    yield "moderation.reviewing.hand_over", lambda: reviewing.hand_over(request, by=by)
    yield "moderation.reviewing.keep_going", reviewing.keep_going
    yield (
        "moderation.reviewing.decide_review, upheld",
        lambda: reviewing.decide_review(request, Outcome.UPHELD, "Grund", by=by),
    )


def of_departments(w: World) -> Iterator[Quiet]:
    """What is not about one comment; the questions themselves stand among the deeds that show."""
    reader = "Neu", "neu@musterland.example"
    yield "moderation.handing_over.keep_going, nothing due", handing_over.keep_going
    yield (
        "moderation.blocks.remember_reader",
        lambda: blocks.remember_reader(w.department, *reader, by=w.moderator),
    )


def of_fair_play(w: World) -> Iterator[Quiet]:
    by, closed, watched = w.moderator, [], []
    why = {"days": 3, "reason": "Flut", "by": by}
    yield "comments.marking.look_through", marking.look_through
    yield "comments.marking.watch", lambda: watched.append(marking.watch("Kasino", by=by))
    yield "comments.marking.unwatch", lambda: marking.unwatch(watched[0], by=by)
    yield "comments.marking.forget_old", marking.forget_old
    yield "search.indexing.read_due", indexing.read_due
    yield "search.indexing.rebuild", lambda: indexing.rebuild(lambda _read: None)
    yield (
        "comments.closing.close_address",
        lambda: closed.append(closing.close_address(w.published, **why)),
    )
    yield "comments.closing.reopen", lambda: closing.reopen(closed[0], by=by)


def of_answers(w: World) -> Iterator[Quiet]:
    """Words for answers, before one is given with them."""
    by, block = w.moderator, w.block
    new = "Neu", "Guten Tag, {{name}}.", None
    yield "moderation.blocks.add_block", lambda: blocks.add_block(*new, by=by)
    yield "moderation.blocks.change_block", lambda: blocks.change_block(block, *new, by=by, seen=1)
    yield "moderation.blocks.retire_block", lambda: blocks.retire_block(block, by=by)
    yield "moderation.blocks.return_block", lambda: blocks.return_block(block, by=by)
    yield (
        "moderation.blocks.add_department",
        lambda: blocks.add_department("Antwort der Stabsstelle Digitales", by=by),
    )
    name = w.department
    yield "moderation.blocks.retire_department", lambda: blocks.retire_department(name, by=by)
    yield "moderation.blocks.return_department", lambda: blocks.return_department(name, by=by)


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
    draft = w.draft_event
    places = {"by": by, "dialogues": [w.dialogue]}
    yield "events.actions.draft_event", lambda: events.draft_event(details(), **places)
    yield "events.actions.change_event, draft", lambda: events.change_event(draft, details(), by=by)
    yield (
        "events.life.delete_event",
        lambda: life.delete_event(draft, by=by, seen=str(draft.sequence)),
    )
    full = w.workshop
    own, waiting = registrations(full)
    wish = Wish("Ada")
    yield (
        "events.registering.ask",
        lambda: registering.ask(full, "ada@post.example", wish),
    )
    yield (
        "events.registering.register, to wait",
        lambda: registering.register(full, make_person(), wish),
    )
    yield (
        "events.registering.register_caller, to wait",
        lambda: registering.register_caller(full, wish, address="", reached_by="0", by=by),
    )
    yield "events.registered.sign_off, waiting", lambda: registered.sign_off(waiting, by=by)
    yield "events.registered.come_again", lambda: registered.come_again(waiting)
    yield (
        "events.registered.change_persons, waiting",
        lambda: registered.change_persons(waiting, 2),
    )
    yield "events.registered.accept", lambda: registered.accept(own)
    yield from _at_the_door(w)
    yield "events.seat_keeping.keep_time", seat_keeping.keep_time
    yield "events.seat_keeping.forget_names", seat_keeping.forget_names
    yield "events.actions.advance_stamps", events.advance_stamps
    added = []
    yield (
        "events.municipalities.add_municipality",
        lambda: added.append(municipalities.add_municipality("Neudorf", by=by)),
    )
    yield (
        "events.municipalities.remove_municipality",
        lambda: municipalities.remove_municipality(added[0], by=by),
    )
    places = []
    here = PlaceFacts("Neues Haus")
    yield (
        "events.meeting_places.add_place",
        lambda: places.append(meeting_places.add_place(here, by=by)),
    )
    yield (
        "events.meeting_places.retire_place",
        lambda: meeting_places.retire_place(places[0], by=by),
    )
    yield (
        "events.meeting_places.bring_place_back",
        lambda: meeting_places.bring_place_back(places[0], by=by),
    )
    yield (
        "events.meeting_places.remove_place",
        lambda: meeting_places.remove_place(places[0], by=by),
    )
    yield "events.series.begin_series", lambda: series.begin_series("neu", "Neu", "", by=by)
    first = db.session.scalars(minutes_queries.results_of(w.held_event.id)).first()
    yield (
        "events.minutes.save_minutes",
        lambda: minutes.save_minutes(w.held_event, Said(text="Anders."), by=by, seen=2),
    )
    yield "events.results.note_draft", lambda: results.note_draft(first, 999, by=by)
    yield "events.results.let_go", lambda: results.let_go(999)
    yield (
        "editing.result_drafts.take_into_draft",
        lambda: take_into_draft(first, w.principles[1], by=by),
    )


def of_many_guests(w: World) -> Iterator[Quiet]:
    by, meant = w.moderator, Criteria(dialogues=(w.dialogue.id,))
    nobodys = db.update(Comment).where(Comment.author_id.is_(None), Comment.principle_id.is_(None))
    db.session.execute(nobodys.values(author_id=make_guest().id))
    yield "events.bulk.invite_many", lambda: bulk.invite_many(w.event, meant, by=by)
    yield "events.bulk_letters.write_due", bulk_letters.write_due
    db.session.execute(db.update(Invitation).values(created_at=now() - REMINDED_AFTER))
    yield "events.bulk.remind_many", lambda: bulk.remind_many(w.event, by=by)
    yield "events.bulk.remind_of_events", bulk.remind_of_events


def of_people(w: World) -> Iterator[Quiet]:
    person = w.citizen
    new = {"name": "Neu", "roles": [Role.EDITOR], "by": None}
    given = {"wording": "Ja", "version": 1, "given_with": "x"}
    yield "accounts.actions.person_for", lambda: accounts.person_for("x@a.example")
    yield "accounts.actions.speak", lambda: accounts.speak(person, "en")
    yield "accounts.actions.add_staff", lambda: accounts.add_staff("y@a.example", **new)
    yield "accounts.actions.start_session", lambda: accounts.start_session(person)
    yield "accounts.actions.end_sessions", lambda: accounts.end_sessions(person, End.BY_OWNER)
    yield "accounts.actions.choose_shortcuts", lambda: accounts.choose_shortcuts(person, on=False)
    yield "accounts.actions.choose_language", lambda: accounts.choose_language(person, "en")
    yield "accounts.actions.agree", lambda: accounts.agree(person, INVITATIONS, **given)
    yield "events.wishes.wish", lambda: wishes.wish(person, [w.municipalities[0].id])
    yield "events.wishes.forget_wishes", lambda: wishes.forget_wishes(person)
    yield "accounts.actions.revoke", lambda: accounts.revoke(person, INVITATIONS)


def of_colleagues(w: World) -> Iterator[Quiet]:
    by, it, left = w.people["administrator"], w.invited, w.left
    new = {"name": "Neu", "roles": [Role.MODERATOR], "locale": "en", "by": by}

    def seeing(deed, person, **given):
        return lambda: deed(person, by=by, seen=staff.state_of(person), **given)

    named = {"name": "Umbenannt", "roles": [Role.EDITOR, Role.MODERATOR]}
    yield "accounts.staff.invite", lambda: staff.invite("z@a.example", **new)
    yield "accounts.staff.invite_again", seeing(staff.invite_again, it)
    yield "accounts.staff.change", seeing(staff.change, it, **named)
    yield "accounts.staff.switch_on", seeing(staff.switch_on, left, roles=[Role.EDITOR])
    yield (
        "accounts.staff.revoke_invitation",
        seeing(staff.revoke_invitation, left, keeps_account=True),
    )
    fewer = {"name": "Neu", "roles": [Role.EDITOR]}
    yield (
        "administration.colleagues.change_colleague",
        seeing(colleagues.change_colleague, it, **fewer),
    )
    yield (
        "administration.colleagues.revoke_invitation",
        seeing(colleagues.revoke_invitation, it),
    )
    leaving = w.people["editor"]
    yield (
        "administration.colleagues.switch_off_checked",
        seeing(colleagues.switch_off_checked, make_staff(Role.EDITOR)),
    )
    yield (
        "administration.colleagues.switch_off",
        lambda: colleagues.switch_off(make_staff(Role.EDITOR), by=leaving),
    )
    yield "moderation.claims.release_all", lambda: claims.release_all(w.moderator)


def of_sessions(w: World) -> Iterator[Quiet]:
    person = w.citizen

    def begun() -> int:
        accounts.start_session(person)
        return db.session.scalars(db.select(func.max(SignIn.id))).one()

    how = {"how": End.BY_OWNER, "by": person}
    yield "accounts.sessions.note_use", lambda: sessions.note_use(begun(), now())
    yield "accounts.sessions.end_one", lambda: sessions.end_one(person, begun(), **how)
    yield "accounts.sessions.end_all", lambda: sessions.end_all(person, **how)
    yield "accounts.sessions.forget_old", sessions.forget_old


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
    accounts.start_session(w.moderator)
    here = db.session.scalars(db.select(SignIn).order_by(SignIn.id.desc()).limit(1)).one()
    yield (
        "accounts.credentials.change_password",
        lambda: credentials.change_password(proof, "Hash", here=here, deed="probe"),
    )
    yield "accounts.actions.switch_off", lambda: accounts.switch_off(office, by=None)


def of_drafts(w: World) -> Iterator[Quiet]:
    by = w.people["administrator"]
    yield "drafts.actions.keep", lambda: drafts.keep("probe:1", [("words", "Halb")], by=by)
    yield "drafts.actions.drop", lambda: drafts.drop("probe:1", by=by)
    yield "drafts.actions.drop_all", lambda: drafts.drop_all("probe:1")
    yield "drafts.actions.forget_old", drafts.forget_old


def of_feedback(w: World) -> Iterator[Quiet]:
    by = w.people["administrator"]
    told = db.session.scalars(db.select(Feedback)).one()
    report = feedback.Report("Die Schrift ist zu klein.", address="x@a.example")
    words = {"words": markdown("Behoben.", reply=True), "note": "Gesehen", "by": by, "seen": 1}
    yield "feedback.actions.take_in", lambda: feedback.take_in(report)
    yield (
        "feedback.actions.handle",
        lambda: feedback.handle(told, deed=FeedbackDeed.ANSWER, **words),
    )
    yield "feedback.actions.forget_old", feedback.forget_old


def of_words_about_data(w: World) -> Iterator[Quiet]:
    parts = dict.fromkeys(("purpose", "basis", "kept"), "Neue Worte.")
    words = {"de": parts, "en": parts}
    by = w.people["administrator"]
    yield (
        "site.wording.publish_wording",
        lambda: data_words.publish_wording("staff", words, seen=1, by_id=None),
    )
    yield (
        "administration.wording.reword",
        lambda: reword("staff", words, by=by, seen=2),
    )


def of_pasting(w: World) -> Iterator[Quiet]:
    parts = pasted.recognised("Guten Tag.\nMobilität\nLeitsatz 9\nWir fahren.\nGut.")
    deed = pasting.take_over
    yield "editing.pasting_actions.take_over", lambda: deed(w.dialogue, parts, by=w.moderator)


def of_the_desk(w: World) -> Iterator[Quiet]:
    """What editors do before anybody else sees it, in a dialogue everybody sees."""
    by, soon = w.people["editor"], now() + HOUR
    field = principles.prepare_field(w.dialogue, title="Noch geheim", by=by)
    empty = principles.prepare_field(w.dialogue, title="Noch leer", by=by)
    words = {"statement": "Wir teilen.", "explanation": "Mit allen."}
    one, other = (editing.begin_draft(field, number=n, by=by, **words) for n in (91, 92))
    yield (
        "principles.actions.prepare_field",
        lambda: principles.prepare_field(w.dialogue, title="Auch geheim", by=by),
    )
    yield (
        "principles.actions.save_field, of a draft",
        lambda: principles.save_field(field, seen=1, title="Immer noch geheim", by=by),
    )
    yield "principles.publication.remove_field", lambda: publication.remove_field(empty, by=by)
    yield "editing.actions.begin_draft", lambda: editing.begin_draft(field, number=93, by=by)
    yield "editing.actions.begin_revision", lambda: editing.begin_revision(w.principles[0], by=by)
    yield (
        "editing.actions.save_draft",
        lambda: editing.save_draft(one, seen=1, plain_text="Kurz.", by=by),
    )
    yield "editing.actions.schedule", lambda: editing.schedule(one, soon, by=by)
    yield "editing.actions.unschedule", lambda: editing.unschedule(one, by=by)
    yield "editing.numbering.shift", lambda: numbering.shift(one, up=False, by=by)
    yield "editing.numbering.renumber", lambda: numbering.renumber(w.dialogue, by=by)
    yield (
        "editing.actions.discard_draft",
        lambda: editing.discard_draft(other, seen=other.version, by=by),
    )
    yield "editing.publication.publish_due, nothing due", desk.publish_due


def of_the_post(w: World) -> Iterator[Quiet]:
    to, by, it = Addressee("probe@musterland.example"), w.moderator, w.failed
    letter = {"deed": "probe", "about": "comment:1"}
    made, _path = mail.block_link(to.address)
    link = db.session.get_one(AccessLink, made.id)
    yield "mail.actions.enqueue", lambda: mail.enqueue("mail_test", to, **letter)
    yield "mail.actions.claim", lambda: mail.claim("arbeiter")
    yield "mail.actions.recover", mail.recover
    yield "mail.actions.settle", lambda: mail.settle(1, "arbeiter", Step.ACCEPTED)
    yield "mail.actions.look_after", lambda: mail.look_after(it, Step.TICK_OFF, by=by)
    yield "mail.actions.cancel_letters", lambda: mail.cancel_letters("comment:1")
    moment = {"since": now() - HOUR, "until": now()}
    yield "mail.actions.return_letters", lambda: mail.return_letters("comment:1", **moment)
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


def _at_the_door(w: World) -> Iterator[Quiet]:
    """What staff note about an evening, and what is said of needs."""
    by, event = w.people["editor"], w.held_event
    seat = saved(Registration(event=event, person=make_person(), name="Ada", code="CDFGHJ"))
    saved(Registration(event=event, person=make_person(), name="Kim", code="KMNPQR"))
    newest = db.select(func.max(Arrival.id))
    yield "events.door.check_in", lambda: door.check_in(event, f"a{seat.id}", by=by)
    yield "events.door.check_in_by_code", lambda: door.check_in_by_code(event, "kmn-pqr", by=by)
    yield "events.door.walk_in", lambda: door.walk_in(event, 2, "Bo", by=by)
    yield "events.door.take_back", lambda: door.take_back(event, db.session.scalar(newest), by=by)
    yield "events.needs.offer", lambda: needs.offer(event, {Need.CHILDCARE}, by=by)
    stated = Stated((Need.CHILDCARE,), "", "Ja", 1)
    yield "events.needs.state", lambda: needs.state(seat, stated)
    yield "events.needs.withdraw", lambda: needs.withdraw(seat)
    yield "events.door_keeping.forget_needs", door_keeping.forget_needs
    yield "events.door_keeping.forget_walk_ins", door_keeping.forget_walk_ins
