"""Rules about which two decide: proposed, confirmed, declined, taken back; who is left alone."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.accounts.actions import switch_off
from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments import actions as comments
from leitsaetze.comments import books, confirming, intake
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.hiding_models import HidingProposal
from leitsaetze.comments.hidings import proposed_hiding
from leitsaetze.comments.models import Decision
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.comments.rules import Proposed, Status, Verdict
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import MailState
from leitsaetze.moderation import batches, claims, four_eyes
from leitsaetze.moderation.actions import carry_out, state_of
from leitsaetze.moderation.batch_rules import BatchDeed, Left
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.models import DeedDone
from leitsaetze.moderation.review_desk import look_at
from leitsaetze.moderation.reviewing import (
    decide_review,
    is_left_to_second_person,
    obstacle_to_handing,
)
from leitsaetze.moderation.rules import ForTwo
from leitsaetze.moderation.undoing import undo
from leitsaetze.moderation.view import View
from leitsaetze.reports import actions as reports
from leitsaetze.reports.models import Report
from leitsaetze.site.models import HouseRule
from leitsaetze.site.queries import house_rules
from tests.accounts.makers import make_staff
from tests.comments.test_intake import ADDRESS, make_open_principle, said
from tests.moderation.scenes import ask_about
from tests.moderation.test_views import decide, form_of, page_of, path_of

WORDS = "Nennt eine Telefonnummer."
PROPOSED = "Ausblenden vorgeschlagen"


@pytest.fixture
def author(app):
    return make_staff(name="Jana")


@pytest.fixture
def reader(app):
    return make_staff(name="Ömer")


@pytest.fixture
def comment(author, reader):
    principle = make_open_principle()
    comment = intake.submit(said(address=ADDRESS), principle.dialogue, principle)
    confirming.confirm(comment)
    for_two().four_eyes = True
    db.session.commit()
    return comment


@pytest.fixture
def public(comment, author):
    do(comment, author, verdict=Verdict.PUBLISH)
    return comment


def rules() -> list[HouseRule]:
    return list(db.session.scalars(house_rules()))


def for_two() -> HouseRule:
    return rules()[0]


def do(comment, by, **deed) -> None:
    carry_out(comment, Deed(**deed), by=by, seen=state_of(comment))
    db.session.commit()


def hide(comment, by, rule=None, reason=WORDS, **more) -> None:
    do(comment, by, verdict=Verdict.HIDE, rule=rule or for_two(), reason=reason, **more)


def undo_last() -> None:
    deed = db.session.scalars(db.select(DeedDone).order_by(DeedDone.id.desc())).first()
    undo(deed, by=db.session.get_one(Person, deed.by_id))
    db.session.commit()


def entry_of(comment) -> QueueEntry:
    return db.session.get_one(QueueEntry, comment.id, populate_existing=True)


def verdicts(comment) -> list[Verdict]:
    asked = db.select(Decision.verdict).where(Decision.comment_id == comment.id)
    return list(db.session.scalars(asked.order_by(Decision.id)))


def kinds() -> list[str]:
    kept = db.select(OutgoingMail.kind).where(OutgoingMail.cancelled_at.is_(None))
    return list(db.session.scalars(kept.order_by(OutgoingMail.id)))


def hiding_of(comment) -> Decision:
    asked = db.select(Decision).where(
        Decision.comment_id == comment.id, Decision.verdict == Verdict.HIDE
    )
    return db.session.scalars(asked.order_by(Decision.id.desc())).first()


def test_hiding_by_such_a_rule_is_proposed_and_the_words_are_held_back(public, author):
    before = kinds()
    hide(public, author)

    assert (public.status, public.is_held_back) == (Status.PENDING, True)
    assert (entry_of(public).proposed, entry_of(public).proposed_by) == (
        Proposed.HIDING,
        author.id,
    )
    assert proposed_hiding(public).words == WORDS
    assert kinds() == before


def test_somebody_else_confirms_and_only_then_the_author_gets_the_reasons(public, author, reader):
    hide(public, author)
    hide(public, reader)

    hiding = hiding_of(public)
    assert public.status is Status.HIDDEN
    assert (hiding.by_id, hiding.proposed_by) == (reader.id, author.id)
    assert proposed_hiding(public) is None
    assert entry_of(public).proposed is None
    assert kinds()[-1] == "hidden"


def test_whoever_confirms_may_name_another_rule_and_other_words(public, author, reader):
    hide(public, author)
    hide(public, reader, rule=rules()[1], reason="Greift einen Menschen an.")

    hiding = hiding_of(public)
    assert (hiding.rule_id, hiding.words) == (rules()[1].id, "Greift einen Menschen an.")


def test_whoever_declines_publishes_again_and_the_author_hears_what_it_was(public, author, reader):
    hide(public, author)
    do(public, reader, verdict=Verdict.PUBLISH)

    assert public.status is Status.PUBLISHED
    assert proposed_hiding(public) is None
    letter = db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
    assert "um ihn genau zu prüfen" in letter.text
    assert "gemeldet" not in letter.text


def test_who_proposed_cannot_confirm_but_word_it_anew(public, author):
    hide(public, author)
    hide(public, author, reason="Besser gesagt.")

    assert public.status is Status.PENDING
    assert proposed_hiding(public).words == "Besser gesagt."
    open_ones = db.select(HidingProposal).where(HidingProposal.closed_at.is_(None))
    assert len(db.session.scalars(open_ones).all()) == 1


def test_who_proposed_may_still_hide_by_a_rule_for_one_and_publish(public, author):
    hide(public, author)
    hide(public, author, rule=rules()[1])
    assert public.status is Status.HIDDEN

    do(public, author, verdict=Verdict.RESTORE)
    hide(public, author)
    do(public, author, verdict=Verdict.PUBLISH)
    assert public.status is Status.PUBLISHED


def test_who_is_left_alone_hides_with_a_word_that_is_kept(public, author, reader):
    switch_off(reader, by=None)
    db.session.commit()
    with pytest.raises(RuleViolation, match="warum Sie allein"):
        hide(public, author)
    db.session.rollback()
    assert public.status is Status.PUBLISHED

    hide(public, author, why_alone="Ömer ist im Urlaub.")

    assert public.status is Status.HIDDEN
    assert verdicts(public)[-2:] == [Verdict.HIDE_ALONE, Verdict.HIDE]
    assert hiding_of(public).words == WORDS
    undo_last()
    assert public.status is Status.PUBLISHED


def test_nothing_waits_for_ever_when_the_colleague_has_left(public, author, reader):
    hide(public, author)
    switch_off(reader, by=None)
    db.session.commit()

    hide(public, author, why_alone="Ich bin allein.")

    assert public.status is Status.HIDDEN


def test_a_proposal_undone_shows_the_comment_again_and_nobody_hears_anything(public, author):
    before = kinds()
    hide(public, author)
    undo_last()

    assert (public.status, entry_of(public).proposed) == (Status.PUBLISHED, None)
    assert kinds() == before


def test_of_a_comment_never_public_a_proposal_undone_leaves_it_new(comment, author):
    hide(comment, author)
    assert (comment.status, comment.is_held_back) == (Status.PENDING, False)

    undo_last()

    assert (comment.status, comment.published_at) == (Status.PENDING, None)
    assert proposed_hiding(comment) is None


def test_a_second_wording_undone_brings_back_the_first(public, author):
    hide(public, author)
    hide(public, author, reason="Besser gesagt.")
    undo_last()

    assert proposed_hiding(public).words == WORDS
    assert public.is_held_back


@pytest.mark.parametrize("deed", ["confirmed", "declined"])
def test_what_was_decided_on_a_proposal_undone_lets_it_wait_again(public, author, reader, deed):
    hide(public, author)
    before = kinds()
    if deed == "confirmed":
        hide(public, reader)
    else:
        do(public, reader, verdict=Verdict.PUBLISH)
    undo_last()

    assert public.is_held_back
    assert proposed_hiding(public).by_id == author.id
    assert entry_of(public).proposed is Proposed.HIDING
    assert kinds() == before


def test_declined_and_undone_a_comment_never_public_has_no_place_again(comment, author, reader):
    hide(comment, author)
    do(comment, reader, verdict=Verdict.PUBLISH)
    undo_last()

    assert (comment.status, comment.published_at) == (Status.PENDING, None)
    assert proposed_hiding(comment) is not None


def test_reports_wait_until_it_is_decided(public, author, reader):
    said_against = reports.Complaint(rule=rules()[1], network="x", address="melder@post.example")
    reports.take_in(said_against, public)
    db.session.commit()

    hide(public, author)
    report = db.session.scalars(db.select(Report)).one()
    assert (report.decided_at, entry_of(public).reported) == (None, -1)
    hide(public, reader)

    assert report.decision_id == hiding_of(public).id
    assert "report_decided" in kinds()


def test_of_two_who_decide_at_once_the_second_hears_of_it(public, author, reader):
    hide(public, author)
    seen = state_of(public)
    do(public, reader, verdict=Verdict.PUBLISH)

    with pytest.raises(Conflict):
        carry_out(
            public,
            Deed(verdict=Verdict.HIDE, rule=for_two(), reason=WORDS),
            by=make_staff(name="Ruth"),
            seen=seen,
        )


def test_neither_of_the_two_decides_on_the_second_look(public, author, reader):
    hide(public, author)
    hide(public, reader)
    request = ask_about(public)

    for person in (author, reader):
        with pytest.raises(RuleViolation, match="jemand anderes"):
            decide_review(request, Outcome.UPHELD, "Bleibt.", by=person)
        assert look_at(public, reader=person.id).is_mine is False
    assert is_left_to_second_person(request)
    third = make_staff(name="Ruth")
    assert not is_left_to_second_person(request)
    decide_review(request, Outcome.RESTORED, "Doch in Ordnung.", by=third)
    assert public.status is Status.PUBLISHED


def test_who_proposed_is_not_asked_as_the_second_person(public, author, reader):
    public.dialogue.second_name, public.dialogue.second_email = "Jana", author.address
    hide(public, author)
    hide(public, reader)

    request = ask_about(public)

    assert "muss jemand anderes sein" in obstacle_to_handing(request)
    assert request.handed_at is None


def test_many_at_once_leave_what_two_decide_about(public, author, reader):
    hide(public, author)
    with pytest.raises(RuleViolation):
        batches.begin(BatchDeed.SPAM, {public.id: 1}, by=reader, rule=for_two(), words=WORDS)

    for deed in (BatchDeed.PUBLISH, BatchDeed.SPAM):
        (found,) = batches.prospects(deed, [public.id], by_id=reader.id)
        assert found.left is Left.HIDING
    (found,) = batches.prospects(BatchDeed.ASSIGN, [public.id], by_id=reader.id)
    assert found.left is None


def test_the_books_can_be_rebuilt_with_what_is_proposed(public, author):
    hide(public, author)
    db.session.delete(entry_of(public))
    db.session.commit()

    books.rebuild()

    assert (entry_of(public).proposed, entry_of(public).proposed_by) == (
        Proposed.HIDING,
        author.id,
    )


@pytest.mark.parametrize("verdict", [Verdict.WITHDRAW, Verdict.ERASE])
def test_a_comment_that_goes_takes_the_proposal_along(public, author, verdict):
    hide(public, author)

    comments.decide(public, verdict, by=author)
    db.session.commit()

    kept = [it.words for it in db.session.scalars(db.select(HidingProposal))]
    assert kept == ([] if verdict is Verdict.ERASE else [WORDS])
    assert proposed_hiding(public) is None


def test_the_own_proposal_is_not_the_next_entry_but_a_colleagues_is(
    comment, author, reader, client
):
    other = intake.submit(said(), comment.dialogue, comment.principle)
    hide(other, author)

    assert claims.claim_next(View(), comment, by=author) is None
    assert claims.claim_next(View(), comment, by=reader) == other.id


def test_without_rule_or_words_nothing_is_proposed(public, author):
    with pytest.raises(RuleViolation, match="Regel und Begründung"):
        hide(public, author, reason=" ")
    assert not four_eyes.takes_another(None, None, author.id)


def test_a_proposal_becomes_overdue_like_everything_that_waits(comment, author):
    hide(comment, author)

    assert entry_of(comment).due_at == comment.due_at
    assert comment.due_at is not None


def test_in_the_browser_one_proposes_and_the_other_confirms_what_stands_in_the_form(
    app, public, author, reader
):
    one, other = (app.test_client().sign_in(it) for it in (author, reader))
    wish = {"verdict": "hide", "rule": str(for_two().id), "reason": WORDS}
    preview = decide(one, public, **wish, tat="vorschau")
    said_so = preview.text.partition('id="folgen"')[2].partition("</p>")[0]
    assert "Das Ausblenden wird vorgeschlagen" in said_so
    assert "bekommt eine E-Mail" not in said_so
    assert decide(one, public, **wish).status_code == 303
    assert "Das ist Ihr Vorschlag." in page_of(one, path_of(public))

    page = page_of(other, path_of(public))
    assert "„Ausblenden“ bestätigt den Vorschlag" in page
    assert WORDS in form_of(other, public)["reason"]
    assert PROPOSED in page_of(other, "/moderation/")
    assert decide(other, public, verdict="hide", rule=str(for_two().id)).status_code == 303
    assert public.status is Status.HIDDEN


def test_in_the_browser_the_rule_that_stands_there_does_not_hinder_declining(
    app, public, author, reader
):
    hide(public, author)
    other = app.test_client().sign_in(reader)

    answer = decide(other, public, verdict="publish", rule=str(for_two().id))

    assert answer.status_code == 303
    assert public.status is Status.PUBLISHED


def test_in_the_browser_who_is_alone_is_asked_why_at_the_field(app, public, author, reader):
    switch_off(reader, by=None)
    db.session.commit()
    alone = app.test_client().sign_in(author)
    wish = {"verdict": "hide", "rule": str(for_two().id), "reason": WORDS}

    refused = decide(alone, public, **wish)

    assert refused.status_code == 422
    assert 'id="why_alone-fehler"' in refused.text
    assert WORDS in refused.text
    assert decide(alone, public, **wish, why_alone="Allein.").status_code == 303
    assert public.status is Status.HIDDEN


def test_the_filter_finds_what_waits_for_a_second_person(app, public, author, reader):
    other = intake.submit(said(name="Unbeteiligt"), public.dialogue, public.principle)
    db.session.commit()
    hide(public, author)
    client = app.test_client().sign_in(reader)

    page = page_of(client, f"/moderation/?zu-zweit={ForTwo.HIDING}")

    assert f'value="{public.id}"' in page
    assert f'value="{other.id}"' not in page
    assert "Unbeteiligt" not in page_of(client, f"/moderation/?zu-zweit={ForTwo.REPLY}")


def test_held_back_the_public_sees_that_it_is_looked_at(client, public, author):
    words = public.words.text
    assert words in client.get(f"/kommentare/{public.id}").text

    hide(public, author)

    page = client.get(f"/kommentare/{public.id}").text
    assert "sieht ihn sich gerade noch einmal an" in page
    assert words not in page
    assert WORDS not in page


def test_after_the_minute_an_undone_confirmation_is_told(public, author, reader):
    hide(public, author)
    hide(public, reader)
    letter = db.session.scalars(db.select(OutgoingMail).filter_by(kind="hidden")).one()
    letter.state = MailState.SENT
    db.session.commit()

    with time_machine.travel(now() + timedelta(minutes=5)):
        undo_last()

    assert kinds()[-1] == "decision"
    assert public.is_held_back
