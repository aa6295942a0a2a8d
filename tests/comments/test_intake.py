from datetime import timedelta

import pytest
import time_machine

from leitsaetze.accounts.models import Consent, Person
from leitsaetze.clock import now
from leitsaetze.comments import actions, confirming, intake
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.intake import Contribution
from leitsaetze.comments.models import Comment, CommentVersion, Confirmation, Decision
from leitsaetze.comments.rules import Lane, Status, Verdict
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.principles.rules import Moderation
from leitsaetze.site.actions import link_for, make_link, secret_of
from leitsaetze.text import plain
from tests.factories import make_dialogue, make_field, make_moderator, make_person, make_principle

ADDRESS = "buergerin@musterland.example"


def said(**given) -> Contribution:
    return Contribution(**{"words": plain("Mehr Radwege."), "name": "Radlerin"} | given)


def make_open_principle(**dialogue):
    return make_principle(field=make_field(dialogue=make_dialogue(**dialogue)))


def submitted(**given) -> Comment:
    principle = given.pop("principle", None) or make_open_principle()
    comment = intake.submit(said(**given), principle.dialogue, principle)
    db.session.commit()
    return comment


def letters() -> list[tuple[str, str]]:
    rows = db.session.execute(
        db.select(OutgoingMail.kind, OutgoingMail.address)
        .where(OutgoingMail.cancelled_at.is_(None))
        .order_by(OutgoingMail.id)
    )
    return [(kind, address) for kind, address in rows]


def test_a_guest_without_address_goes_to_the_moderators_at_once(app):
    comment = submitted()

    assert comment.status is Status.PENDING
    assert db.session.get_one(QueueEntry, comment.id).lane is Lane.NEW
    assert letters() == []


def test_a_guest_with_address_confirms_first(app):
    comment = submitted(address=ADDRESS)

    assert comment.status is Status.AWAITING_CONFIRMATION
    assert comment.author_id is None
    assert db.session.get(QueueEntry, comment.id) is None
    assert letters() == [("confirm", ADDRESS)]


def test_the_confirmation_letter_repeats_nothing_a_stranger_typed(app):
    submitted(address=ADDRESS, words=plain("Kaufen Sie hier"), name="Werbung Xaver")

    letter = db.session.scalars(db.select(OutgoingMail)).one()
    assert "Kaufen" not in letter.text + letter.html
    assert "Xaver" not in letter.text + letter.html


def test_somebody_signed_in_confirms_nothing(app):
    principle, person = make_open_principle(), make_person()

    comment = intake.submit(
        said(wants_invitations=True), principle.dialogue, principle, author=person
    )

    assert comment.status is Status.PENDING
    assert comment.author_id == person.id
    assert db.session.scalars(db.select(Consent.person_id)).all() == [person.id]


def test_a_comment_belongs_to_the_revision_it_was_made_on(app):
    principle = make_open_principle()

    comment = submitted(principle=principle)

    assert comment.revision_id == principle.revision.id
    assert len(comment.receipt_number) == 8


def test_confirming_makes_a_person_and_a_consent_with_wording_and_version(app):
    comment = submitted(address=ADDRESS, wants_invitations=True)

    confirming.confirm(comment)
    db.session.commit()

    consent = db.session.scalars(db.select(Consent)).one()
    assert comment.status is Status.PENDING
    assert comment.author.address == ADDRESS
    assert (consent.person_id, consent.version) == (comment.author_id, 1)
    assert "jederzeit widerrufen" in consent.wording
    assert consent.given_with == f"comment:{comment.id}"
    assert db.session.get_one(QueueEntry, comment.id).lane is Lane.NEW


def test_confirming_twice_happens_once(app):
    comment = submitted(address=ADDRESS)

    confirming.confirm(comment)
    confirming.confirm(comment)

    verdicts = db.session.scalars(db.select(Decision.verdict)).all()
    assert verdicts == [Verdict.CONFIRM]


def test_two_comments_of_one_address_belong_to_one_person(app):
    first, second = submitted(address=ADDRESS), submitted(address=ADDRESS)

    confirming.confirm(first)
    confirming.confirm(second)

    assert first.author_id == second.author_id
    assert db.session.scalar(db.select(db.func.count(Person.id))) == 1


def test_written_before_the_end_and_confirmed_after_it_counts(app):
    principle = make_open_principle(closes_at=now() + timedelta(hours=1))
    comment = submitted(principle=principle, address=ADDRESS)

    with time_machine.travel(now() + timedelta(days=6)):
        confirming.confirm(comment)

    assert comment.status is Status.PENDING


def test_nothing_is_confirmed_after_seven_days(app):
    comment = submitted(address=ADDRESS)

    with (
        time_machine.travel(now() + timedelta(days=7, minutes=1)),
        pytest.raises(RuleViolation, match="abgelaufen"),
    ):
        confirming.confirm(comment)


def test_a_moderator_confirms_after_a_call_and_says_how(app):
    comment, moderator = submitted(address=ADDRESS), make_moderator()

    confirming.confirm(comment, by=moderator, words="Angerufen")

    decision = db.session.scalars(db.select(Decision)).one()
    assert (decision.verdict, decision.by_id, decision.words) == (
        Verdict.CONFIRM,
        moderator.id,
        "Angerufen",
    )
    assert comment.status is Status.PENDING


def test_only_the_click_links_an_address_to_a_person(app):
    comment = submitted(address=ADDRESS, wants_invitations=True)

    confirming.confirm(comment, by=make_moderator(), words="Angerufen")

    assert comment.author_id is None
    assert db.session.scalars(db.select(Consent)).all() == []
    assert db.session.scalars(db.select(Person).where(Person.address == ADDRESS)).all() == []


def test_one_reminder_then_the_comment_is_deleted_with_its_address(app):
    submitted(address=ADDRESS)

    with time_machine.travel(now() + timedelta(days=3, minutes=1)):
        assert confirming.keep_house() == 1
        assert confirming.keep_house() == 0
    assert letters() == [("confirm", ADDRESS), ("confirm_reminder", ADDRESS)]
    with time_machine.travel(now() + timedelta(days=7, minutes=1)):
        assert confirming.keep_house() == 1

    for table in (Comment, CommentVersion, Confirmation, OutgoingMail):
        assert db.session.scalars(db.select(table)).all() == []


def test_the_reminder_link_lives_as_long_as_the_first(app):
    comment = submitted(address=ADDRESS)

    with time_machine.travel(now() + timedelta(days=3, minutes=1)):
        confirming.keep_house()
        link = make_link("confirm", f"comment:{comment.id}", lifetime=timedelta(days=1))
        assert link_for(secret_of(link), "confirm") is not None
        assert link_for(secret_of(link), "receipt") is None


def test_a_corrected_address_gets_the_letter_and_the_wrong_one_no_more(app):
    comment = submitted(address="falsch@musterland.example")

    confirming.send_again(comment, ADDRESS)
    confirming.confirm(comment)

    assert db.session.get_one(Confirmation, comment.id).address == ADDRESS
    assert comment.author.address == ADDRESS
    kinds = db.session.execute(
        db.select(OutgoingMail.address, OutgoingMail.cancelled_at.is_not(None)).order_by(
            OutgoingMail.id
        )
    ).all()
    assert [tuple(row) for row in kinds] == [("falsch@musterland.example", True), (ADDRESS, True)]


def test_only_so_many_confirmation_letters_go_to_one_address_a_day(app):
    comment = submitted(address=ADDRESS)
    for _ in range(5):
        confirming.send_again(comment, ADDRESS)

    assert letters() == [("confirm", ADDRESS)] * 3
    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        confirming.send_again(comment, ADDRESS)
    assert len(letters()) == 4


def test_where_the_dialogue_looks_afterwards_a_confirmed_comment_is_public_at_once(app):
    principle = make_open_principle(moderation=Moderation.AFTER)
    comment = submitted(principle=principle, address=ADDRESS)

    confirming.confirm(comment)

    assert comment.status is Status.PUBLISHED
    assert db.session.get_one(QueueEntry, comment.id).lane is Lane.AWAITING_REPLY


def test_a_guest_without_address_is_looked_at_first_even_there(app):
    principle = make_open_principle(moderation=Moderation.AFTER)

    assert submitted(principle=principle).status is Status.PENDING


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"closes_at": now() - timedelta(seconds=1)}, "beendet"),
        ({"opens_at": now() + timedelta(hours=1)}, "noch nicht begonnen"),
        ({"guests_need_address": True}, "E-Mail-Adresse"),
    ],
)
def test_a_dialogue_that_takes_no_such_comment_says_so(app, given, sentence):
    principle = make_open_principle(**given)

    with pytest.raises(RuleViolation, match=sentence):
        intake.submit(said(), principle.dialogue, principle)


def test_general_comments_only_where_the_dialogue_allows_them(app):
    closed = make_dialogue(general_comments_allowed=False)

    with pytest.raises(RuleViolation, match="einzelnen Leitsätzen"):
        intake.submit(said(), closed)
    assert intake.submit(said(), make_dialogue()).principle_id is None


def test_a_withdrawn_principle_takes_no_comments(app):
    principle = make_open_principle()
    principle.withdrawn_at = now()

    with pytest.raises(RuleViolation, match="zurückgezogen"):
        intake.submit(said(), principle.dialogue, principle)


def test_a_reply_is_due_after_the_dialogues_working_days(app):
    with time_machine.travel("2027-05-05T09:00:00+02:00", tick=False):  # Ascension Day follows
        comment = submitted(principle=make_open_principle(reply_within_days=2))

    assert comment.due_at.isoformat() == "2027-05-10T22:00:00+00:00"


def test_only_the_author_withdraws(app):
    comment, stranger = submitted(address=ADDRESS), make_person()
    confirming.confirm(comment)

    with pytest.raises(RuleViolation, match="Nur wer"):
        actions.withdraw(comment, by=stranger)
    actions.withdraw(comment, by=comment.author)

    assert comment.status is Status.WITHDRAWN
    assert db.session.get(QueueEntry, comment.id) is None
