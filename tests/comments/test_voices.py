"""Citizens among themselves: positions, quotes, replies of one level, support."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.comments import actions, books, closing, intake, supporting
from leitsaetze.comments.book_models import CommentCount, QueueEntry
from leitsaetze.comments.models import Comment
from leitsaetze.comments.position_rules import Position
from leitsaetze.comments.rules import Lane, Verdict
from leitsaetze.comments.support_models import Support, SupportRequest
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.principles import wording
from leitsaetze.principles.quotes import SELECTION
from leitsaetze.site.actions import secret_of
from leitsaetze.site.models import AccessLink
from tests.comments.test_intake import make_open_principle, said
from tests.factories import make_moderator, make_person, make_principle
from tests.proofs.world import rule

STATEMENT = "Wir handeln gemeinsam."


def published(principle=None, parent=None, **given) -> Comment:
    principle = principle or make_open_principle()
    author = given.pop("author", None)
    comment = intake.submit(
        said(**given), principle.dialogue, principle, author=author, parent=parent
    )
    actions.decide(comment, Verdict.PUBLISH, by=None)
    db.session.commit()
    return comment


def hide(comment: Comment) -> None:
    actions.decide(comment, Verdict.HIDE, by=make_moderator(), rule=rule(), words="Grund")
    db.session.commit()


def number_of(comment: Comment, kind: str) -> int:
    found = db.session.scalar(
        db.select(CommentCount.number).where(
            CommentCount.principle_id == comment.principle_id, CommentCount.kind == kind
        )
    )
    return found or 0


def supports_of(comment: Comment) -> int:
    db.session.rollback()  # what others committed is seen from here on
    counted = db.session.scalar(db.select(db.func.count()).select_from(Support))
    assert comment.supports == counted
    return comment.supports


def test_a_reply_to_a_reply_stands_under_the_first_comment(app):
    first = published()
    reply = published(first.principle, first)

    again = published(first.principle, reply)

    assert (reply.parent_id, again.parent_id) == (first.id, first.id)
    assert (reply.place, again.place) == (1, 2)


def test_a_comment_counts_the_replies_that_are_public_and_keeps_their_places(app):
    first = published()
    reply, other = (published(first.principle, first) for _ in range(2))
    db.session.refresh(first)
    assert (first.replies, first.places) == (2, 2)

    hide(reply)
    db.session.refresh(first)
    assert (first.replies, first.places) == (1, 2)

    actions.decide(reply, Verdict.RESTORE, by=make_moderator())
    db.session.commit()
    db.session.refresh(first)
    assert (first.replies, first.places, reply.place, other.place) == (2, 2, 1, 2)


def test_what_others_add_makes_no_form_stale_but_shows(app):
    first = published()
    version, echoes = first.version, first.echoes

    published(first.principle, first)
    supporting.support(first, by=make_person())
    db.session.commit()

    db.session.refresh(first)
    assert (first.version, first.echoes) == (version, echoes + 2)


def test_a_reply_of_a_citizen_waits_for_nobodys_answer(app):
    first = published()
    reply = published(first.principle, first)
    entry = db.session.get_one(QueueEntry, reply.id)
    assert entry.lane is Lane.DONE

    actions.unsettle(reply, by=make_moderator())
    db.session.commit()

    assert db.session.get_one(QueueEntry, reply.id).lane is Lane.AWAITING_REPLY
    books.rebuild()
    assert db.session.get_one(QueueEntry, reply.id).lane is Lane.AWAITING_REPLY


def test_nobody_replies_to_what_is_not_public(app):
    first = published()
    hide(first)

    with pytest.raises(RuleViolation, match="nicht mehr öffentlich"):
        intake.submit(said(), first.dialogue, first.principle, parent=first)


def test_replies_go_with_their_comment_and_never_alone(app):
    first, by = published(), make_moderator()
    reply = published(first.principle, first)
    other = make_principle(field=first.principle.field)
    with pytest.raises(RuleViolation, match="bleibt bei dem Kommentar"):
        actions.reassign(reply, other, by=by)

    actions.reassign(first, other, by=by)
    db.session.commit()

    assert {first.principle_id, reply.principle_id} == {other.id}
    assert number_of(first, "published") == 2


def test_a_position_is_counted_while_its_comment_is_public(app):
    comment = published(position=Position.CONCERN)
    assert number_of(comment, "position:concern") == 1

    hide(comment)

    assert number_of(comment, "position:concern") == 0


def test_a_reply_takes_no_position(app):
    first = published()

    assert published(first.principle, first, position=Position.CONCERN).position is None


def test_what_is_quoted_stands_in_the_principle(app):
    principle = make_open_principle()
    whole = published(principle, passage="0", seen_revision=1)
    part = published(principle, passage=SELECTION, selected="handeln  gemeinsam", seen_revision=1)

    assert (whole.quote, part.quote) == (STATEMENT, "handeln gemeinsam")
    for wrong in ({"passage": "9"}, {"passage": SELECTION, "selected": "handeln allein"}):
        with pytest.raises(RuleViolation, match="Diese Stelle"):
            intake.submit(said(**wrong, seen_revision=1), principle.dialogue, principle)


def test_a_quote_from_a_form_shown_before_a_new_revision_is_chosen_anew(app):
    principle = make_open_principle()
    new = {"statement": "Wir handeln.", "explanation": "", "change_note": "Kürzer.", "by": None}
    wording.revise(principle, **new)
    db.session.commit()

    late = said(passage="0", seen_revision=1)
    with pytest.raises(RuleViolation, match="Diese Stelle"):
        intake.submit(late, principle.dialogue, principle)


def test_fifty_supports_of_one_person_at_one_moment_count_once(app):
    comment, person = published(), make_person()
    number, who = comment.id, person.id

    def join(_attempt: int) -> None:
        with app.app_context():
            begin_writing()
            there = db.session.get_one(Comment, number)
            supporting.support(there, by=db.session.get_one(type(person), who))
            db.session.commit()

    with ThreadPoolExecutor(10) as crowd:
        list(crowd.map(join, range(50)))

    assert supports_of(comment) == 1


def test_support_is_taken_back_once(app):
    comment, person = published(), make_person()
    supporting.support(comment, by=person)
    supporting.support(comment, by=make_person())
    db.session.commit()

    assert [supporting.take_back(comment, by=person) for _ in range(2)] == [True, False]
    db.session.commit()

    assert supports_of(comment) == 1


def test_nobody_joins_in_with_their_own_comment_or_with_one_that_is_not_public(app):
    person = make_person()
    own, other = published(author=person), published()
    with pytest.raises(RuleViolation, match="eigener"):
        supporting.support(own, by=person)

    hide(other)

    with pytest.raises(RuleViolation, match="nicht öffentlich"):
        supporting.support(other, by=person)


def test_a_closed_address_joins_in_nowhere_but_may_leave(app):
    person, before, comment = make_person(), published(), published()
    begin_writing()
    supporting.support(before, by=person)
    own = published(author=person)
    begin_writing()
    closing.close_address(own, days=3, reason="Zu viel.", by=make_moderator())
    with pytest.raises(RuleViolation, match="nicht kommentieren"):
        supporting.support(comment, by=person)
    supporting.ask_to_confirm(comment, person.address, locale="de")
    assert supporting.take_back(before, by=person)
    db.session.commit()

    assert supports_of(comment) == 0
    assert db.session.scalars(db.select(SupportRequest)).all() == []


def test_nobody_joins_in_after_the_end_but_everybody_may_leave(app):
    comment, person = published(), make_person()
    supporting.support(comment, by=person)
    db.session.commit()

    with time_machine.travel(now() + timedelta(days=8)):
        with pytest.raises(RuleViolation, match="nicht offen"):
            supporting.support(comment, by=make_person())
        assert supporting.take_back(comment, by=person)


def wish(comment: Comment, address: str = "neu@musterland.example") -> SupportRequest:
    supporting.ask_to_confirm(comment, address, locale="de")
    db.session.commit()
    newest = db.select(SupportRequest).order_by(SupportRequest.id.desc())
    return db.session.scalars(newest.limit(1)).one()


def test_a_guest_counts_after_the_click_and_the_address_goes(app):
    comment = published()
    asked = wish(comment)
    assert supports_of(comment) == 0

    for _click in range(2):
        supporting.confirm(asked)
        db.session.commit()

    assert (supports_of(comment), asked.address) == (1, "")
    supporting.leave(asked)
    db.session.commit()
    assert supports_of(comment) == 0


def test_what_is_not_confirmed_in_time_counts_never_and_is_forgotten(app):
    asked = wish(published())

    with time_machine.travel(now() + timedelta(days=7, minutes=1)):
        with pytest.raises(RuleViolation, match="abgelaufen"):
            supporting.confirm(asked)
        db.session.rollback()
        assert supporting.forget_old()
        db.session.commit()

    assert db.session.scalars(db.select(SupportRequest)).all() == []


def test_only_so_many_letters_a_day_go_to_one_address(app):
    comment = published()

    for _ in range(5):
        wish(comment)

    kinds = db.session.scalars(db.select(OutgoingMail.kind).filter_by(kind="support")).all()
    assert len(kinds) == 3


def test_the_link_in_the_letter_shows_a_button_and_counts_only_by_it(app):
    comment = published()
    wish(comment)
    link = db.session.scalars(db.select(AccessLink).filter_by(purpose="support")).one()
    guest, address = app.test_client(), f"/unterstuetzen/{secret_of(link)}"

    assert "Bitte bestätigen Sie mit einem Klick" in guest.get(address).text
    assert supports_of(comment) == 0
    guest.post(address)
    assert supports_of(comment) == 1
    assert "Sie haben sich angeschlossen" in guest.get(address).text
    guest.post(address, data={"tat": "zuruecknehmen"})
    assert supports_of(comment) == 0
