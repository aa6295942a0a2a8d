"""Answers: read by somebody else first, in whose name, made of text blocks."""

import pytest

from leitsaetze.accounts.actions import switch_off
from leitsaetze.comments import actions as comments
from leitsaetze.comments import books, confirming, intake
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Decision
from leitsaetze.comments.proposals import proposal_for
from leitsaetze.comments.reply_models import ReplyProposal
from leitsaetze.comments.rules import Lane, Proposed, Status, Verdict
from leitsaetze.drafts.actions import keep
from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.errors import RuleViolation
from leitsaetze.events.models import EventMention
from leitsaetze.extensions import db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation import batches, blocks
from leitsaetze.moderation.actions import carry_out, reply_under, state_of
from leitsaetze.moderation.batch_rules import BatchDeed, Left
from leitsaetze.moderation.consequences import consequences
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.models import BlockUse, DeedDone
from leitsaetze.moderation.placeholders import check_block, refuse_open
from leitsaetze.moderation.reading import Reading
from leitsaetze.moderation.undoing import undo
from leitsaetze.principles.actions import change_dialogue
from leitsaetze.site.models import HouseRule
from leitsaetze.site.queries import house_rules
from leitsaetze.text import markdown
from tests.accounts.makers import make_staff
from tests.comments.test_intake import ADDRESS, make_open_principle, said
from tests.factories import make_event, make_principle

HEADING = "Antwort des Sachgebiets Klimaschutz"


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
    change_dialogue(principle.dialogue, replies_need_two=True, by=None)
    db.session.commit()
    return comment


def do(comment, by, **deed) -> None:
    carry_out(comment, Deed(**deed), by=by, seen=state_of(comment))
    db.session.commit()


def propose(comment, by, words="Danke.", **more) -> None:
    do(comment, by, verdict=Verdict.PUBLISH, reply=markdown(words, reply=True), **more)


def entry_of(comment) -> QueueEntry:
    return db.session.get_one(QueueEntry, comment.id, populate_existing=True)


def a_rule(comment) -> HouseRule:
    return db.session.scalars(house_rules(comment.rules_version)).first()


def last_deed() -> DeedDone:
    return db.session.scalars(db.select(DeedDone).order_by(DeedDone.id.desc())).first()


def letters_with(words: str) -> int:
    return sum(words in letter.text for letter in db.session.scalars(db.select(OutgoingMail)))


def test_an_answer_waits_until_somebody_else_has_read_it(comment, author, reader):
    event = make_event(title="Netztreff")
    propose(comment, author, "Kommen Sie.", event=event, heading=HEADING)

    assert reply_under(comment) is None
    assert (entry_of(comment).lane, entry_of(comment).proposed) == (
        Lane.AWAITING_REPLY,
        Proposed.WAITING,
    )
    assert letters_with("Kommen Sie.") == 0

    do(comment, reader, reading=Reading.PUBLISH)

    shown = reply_under(comment)
    assert (shown.words.text, shown.words.heading) == ("Kommen Sie.", HEADING)
    assert shown.words.by_id == author.id
    assert db.session.scalars(db.select(EventMention.event_id)).all() == [event.id]
    assert (entry_of(comment).lane, entry_of(comment).proposed) == (Lane.DONE, None)
    assert letters_with("Kommen Sie.") == letters_with(f"{HEADING}:") == 1


def test_nobody_publishes_the_answer_they_proposed(comment, author):
    propose(comment, author)

    with pytest.raises(RuleViolation, match="jemand anderes"):
        do(comment, author, reading=Reading.PUBLISH, reading_words="Doch.")
    db.session.rollback()

    assert reply_under(comment) is None


def test_whoever_changes_a_proposal_has_it_read_by_the_first(comment, author, reader):
    propose(comment, author)
    do(comment, reader, reply=markdown("Vielen Dank.", reply=True))

    assert reply_under(comment) is None
    with pytest.raises(RuleViolation, match="jemand anderes"):
        do(comment, reader, reading=Reading.PUBLISH)
    db.session.rollback()
    do(comment, author, reading=Reading.PUBLISH)

    assert reply_under(comment).words.text == "Vielen Dank."


def test_what_is_given_back_is_written_anew(comment, author, reader):
    propose(comment, author)
    with pytest.raises(RuleViolation, match="anders"):
        do(comment, reader, reading=Reading.RETURN)
    db.session.rollback()
    do(comment, reader, reading=Reading.RETURN, reading_words="Bitte freundlicher.")

    assert entry_of(comment).proposed is Proposed.RETURNED
    do(comment, author, reply=markdown("Herzlichen Dank.", reply=True))
    assert entry_of(comment).proposed is Proposed.WAITING
    do(comment, reader, reading=Reading.PUBLISH)
    assert reply_under(comment).words.text == "Herzlichen Dank."
    assert len(db.session.scalars(db.select(ReplyProposal)).all()) == 2


def test_a_correction_waits_too_and_the_old_answer_stays(comment, author, reader):
    propose(comment, author)
    do(comment, reader, reading=Reading.PUBLISH)
    do(comment, reader, reply=markdown("Genauer.", reply=True))

    assert reply_under(comment).words.text == "Danke."
    assert (entry_of(comment).lane, entry_of(comment).due_at) == (Lane.AWAITING_REPLY, None)
    do(comment, author, reading=Reading.PUBLISH)

    shown = reply_under(comment)
    assert (shown.words.text, shown.text_version) == ("Genauer.", 2)
    assert entry_of(comment).lane is Lane.DONE
    assert letters_with("Genauer.") == 0


def test_an_event_or_a_name_alone_is_read_first_as_well(comment, author, reader):
    event = make_event()
    propose(comment, author)
    do(comment, reader, reading=Reading.PUBLISH)
    do(comment, author, event=event)
    do(comment, author, heading=HEADING)

    assert db.session.scalars(db.select(EventMention)).all() == []
    do(comment, reader, reading=Reading.PUBLISH)

    assert db.session.scalars(db.select(EventMention.event_id)).all() == [event.id]
    assert reply_under(comment).words.heading == HEADING


def test_who_is_alone_publishes_with_a_word_that_stays(comment, author, reader):
    propose(comment, author)
    switch_off(reader, by=None)
    db.session.commit()

    with pytest.raises(RuleViolation, match="moderiert zurzeit niemand"):
        do(comment, author, reading=Reading.PUBLISH)
    db.session.rollback()
    do(comment, author, reading=Reading.PUBLISH, reading_words="Frist läuft ab.")

    assert reply_under(comment).words.text == "Danke."
    said_why = db.select(Decision.words).where(Decision.verdict == Verdict.REPLY)
    assert db.session.scalars(said_why).one() == "Frist läuft ab."


def test_without_the_switch_an_open_proposal_holds_nobody_up(comment, author):
    propose(comment, author)
    change_dialogue(comment.dialogue, replies_need_two=False, by=None)
    db.session.commit()
    do(comment, author, reading=Reading.PUBLISH)

    assert reply_under(comment).words.text == "Danke."


def test_no_answer_needed_drops_what_was_proposed(comment, author):
    propose(comment, author)
    do(comment, author, settle=True)

    assert (proposal_for(comment), entry_of(comment).lane) == (None, Lane.DONE)


def test_undoing_a_proposal_drops_it_and_what_was_done_with_it(comment, author):
    propose(comment, author)

    undo(last_deed(), by=author)
    db.session.commit()

    assert (proposal_for(comment), comment.status) == (None, Status.PENDING)
    assert (entry_of(comment).lane, entry_of(comment).proposed) == (Lane.NEW, None)


@pytest.mark.parametrize(
    "deed",
    [
        {"reading": Reading.PUBLISH},
        {"reading": Reading.RETURN, "reading_words": "Bitte freundlicher."},
        {"reply": markdown("Anders.", reply=True)},
        {"settle": True},
    ],
)
def test_what_became_of_a_proposal_is_not_undone_with_one_button(comment, author, reader, deed):
    propose(comment, author)
    do(comment, reader, **deed)

    with pytest.raises(RuleViolation, match="nicht mehr mit einem Knopf"):
        undo(last_deed(), by=reader)


def test_what_was_proposed_waits_again_when_hiding_is_undone(comment, author, reader):
    propose(comment, author)
    do(comment, reader, verdict=Verdict.HIDE, rule=a_rule(comment), reason="Beleidigung.")

    undo(last_deed(), by=reader)
    db.session.commit()

    assert entry_of(comment).proposed is Proposed.WAITING


def test_undoing_a_corrected_answer_brings_back_in_whose_name_it_was_given(comment, author):
    change_dialogue(comment.dialogue, replies_need_two=False, by=None)
    propose(comment, author, heading=HEADING)
    do(comment, author, heading="", reply=markdown("Genauer.", reply=True))

    undo(last_deed(), by=author)
    db.session.commit()

    words = reply_under(comment).words
    assert (words.text, words.heading) == ("Danke.", HEADING)


@pytest.mark.parametrize(
    ("deed", "why"),
    [(BatchDeed.SETTLE, Left.PROPOSED), (BatchDeed.SPAM, Left.PROPOSED), (BatchDeed.ASSIGN, None)],
)
def test_what_somebody_has_to_read_is_not_ended_among_many(comment, author, reader, deed, why):
    propose(comment, author)

    found = batches.prospects(deed, [comment.id], by_id=reader.id)

    assert [it.left for it in found] == [why]


@pytest.mark.parametrize(
    "other", [{"settle": True}, {"reply": markdown("Anders.", reply=True)}, {"heading": HEADING}]
)
def test_deciding_and_changing_at_once_contradict_each_other(comment, author, reader, other):
    propose(comment, author)

    with pytest.raises(RuleViolation, match="nur eines"):
        do(comment, reader, reading=Reading.PUBLISH, **other)


def test_the_consequences_say_that_the_answer_waits(comment):
    deed = Deed(verdict=Verdict.PUBLISH, reply=markdown("Danke.", reply=True))

    told = " ".join(consequences(deed, comment, None))

    assert "gegengelesen" in told
    assert "erscheint darunter" not in told


def test_the_books_can_be_rebuilt_with_what_waits_to_be_read(comment, author):
    propose(comment, author)
    before = entry_of(comment).proposed
    db.session.delete(entry_of(comment))
    db.session.commit()

    books.rebuild()

    assert entry_of(comment).proposed is before is Proposed.WAITING


def test_erasing_forgets_what_was_proposed_and_typed(comment, author):
    propose(comment, author)
    keep(f"comment:{comment.id}", [("reply", "Liebe Eva")], by=author)
    comments.decide(comment, Verdict.ERASE, by=author)
    db.session.commit()

    assert db.session.scalars(db.select(ReplyProposal)).all() == []
    assert db.session.scalars(db.select(WorkingCopy)).all() == []


def test_the_switch_needs_two_who_moderate_and_can_sign_in(app):
    dialogue = make_principle().dialogue
    make_staff()

    with pytest.raises(RuleViolation, match="mindestens zwei"):
        change_dialogue(dialogue, replies_need_two=True, by=None)
    make_staff()

    assert change_dialogue(dialogue, replies_need_two=True, by=None)


def test_a_block_counts_once_for_a_reply_however_often_it_is_corrected(comment, author, reader):
    first = blocks.add_block("Dank", "Danke, {{name}}.", None, by=author)
    second = blocks.add_block("Gruß", "Bis bald.", None, by=author)
    propose(comment, author, blocks=(first.id, first.id, 999_999))
    assert db.session.scalars(db.select(BlockUse)).all() == []

    do(comment, reader, reading=Reading.PUBLISH)
    do(comment, reader, reply=markdown("Neu.", reply=True), blocks=(first.id, second.id))
    do(comment, author, reading=Reading.PUBLISH)

    used = db.session.scalars(db.select(BlockUse.block_id).order_by(BlockUse.block_id)).all()
    assert used == [first.id, second.id]


def test_a_block_is_filled_in_from_the_comment(comment, author):
    text = "{{name}}, {{leitsatz}}: {{kontakt}}, {{veranstaltung}}, {{telefon}}"
    block = blocks.add_block("Alles", text, None, by=author)
    comment.name = "Eva *Stern*"
    event = make_event(title="Netztreff")

    words = blocks.words_for(block, comment, event)

    number = comment.principle.number
    begins = f"Eva \\*Stern\\*, Leitsatz {number}: {comment.dialogue.contact_email}, Netztreff, "
    assert words.startswith(begins)
    assert blocks.words_for(block, comment, None).count("{{veranstaltung}}") == 1


@pytest.mark.parametrize("text", ["Hallo {{vorname}}", "Hallo {{name}", "}}", ""])
def test_a_block_nothing_fills_in_is_refused(text):
    with pytest.raises(RuleViolation):
        check_block(text)


def test_an_answer_with_an_open_place_is_refused():
    refuse_open("Alles gesagt {so}.")
    with pytest.raises(RuleViolation, match="offen"):
        refuse_open("Danke, {{ name }}.")


def test_a_name_says_that_it_is_an_answer_and_there_is_one_of_each(app, author):
    blocks.add_department(HEADING, by=author)

    with pytest.raises(RuleViolation, match="gibt es schon"):
        blocks.add_department(HEADING, by=author)
    with pytest.raises(RuleViolation, match="Antwort"):
        blocks.add_department("Landrätin Muster", by=author)
