"""Hiding only a passage at the desk: the form, the letters, undoing, the second look at it."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.comments import actions as comments
from leitsaetze.comments import confirming, intake
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.four_eyes import propose_hiding
from leitsaetze.comments.models import Comment
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.comments.reviewing import second_look
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.drafts.actions import keep
from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.delivery import deliver_waiting
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation import passages
from leitsaetze.moderation.actions import state_of
from leitsaetze.moderation.claims import claim
from leitsaetze.moderation.deed_queries import last_deed
from leitsaetze.moderation.reviewing import ask, decide_review
from leitsaetze.moderation.undoing import undo
from leitsaetze.reports.actions import Complaint, take_in
from leitsaetze.reports.models import Report
from leitsaetze.reports.rules import Outcome as Answer
from leitsaetze.site.actions import change_setting
from leitsaetze.text import markdown, plain
from tests.accounts.makers import make_staff
from tests.comments.test_intake import ADDRESS, make_open_principle, said
from tests.comments.test_passages import MARK, NUMBER, RUDE, TEXT, places, rule
from tests.moderation.scenes import SECOND, do, letters

REASON = "Beleidigt jemanden."
SHOWN = "Der Radweg fehlt."


@pytest.fixture
def hider(app):
    return make_staff(name="Jana", address="jana@musterland.example")


@pytest.fixture
def other(app):
    return make_staff(name="Ömer", address="oemer@musterland.example")


@pytest.fixture
def comment(hider) -> Comment:
    return made(hider)


@pytest.fixture
def desk(client, hider):
    return client.sign_in(hider)


def made(by, *, address: str = ADDRESS, publish: bool = True, **deed) -> Comment:
    principle = make_open_principle()
    dialogue = principle.dialogue
    dialogue.second_name, dialogue.second_email = "Ruth Zwei", SECOND
    comment = intake.submit(said(words=plain(TEXT), address=address), dialogue, principle)
    if address:
        confirming.confirm(comment)
    db.session.commit()
    if publish:
        do(comment, by, verdict=Verdict.PUBLISH, **deed)
    return comment


def hide(comment: Comment, by, words: str = RUDE, reports: int = 0) -> HiddenPassage:
    begin_writing()
    wish = passages.Wish(places(comment, words), rule(), REASON, reports)
    passages.hide(comment, wish, by=by, seen=state_of(comment))
    db.session.commit()
    latest = db.select(HiddenPassage).order_by(HiddenPassage.hiding_id.desc()).limit(1)
    return db.session.scalars(latest).one()


def show(passage: HiddenPassage, by) -> None:
    begin_writing()
    passages.show(passage, by=by)
    db.session.commit()


def ask_about(passage: HiddenPassage) -> ReviewRequest:
    begin_writing()
    request = ask(passage.hiding, "So war es nicht gemeint.", privacy_version=1)
    db.session.commit()
    return request


def deliver() -> None:
    """Let letters about decisions leave, when it is too late to undo them unheard."""
    with time_machine.travel(now() + timedelta(seconds=61)):
        deliver_waiting(lambda _: None)


def fields(comment: Comment, **typed) -> dict[str, object]:
    given = {"words": RUDE, "rule": str(rule().id), "reason": REASON, "seen": state_of(comment)}
    return given | typed


def path(comment: Comment) -> str:
    return f"/moderation/kommentare/{comment.id}/stelle"


def sentence(comment: Comment, words: str = RUDE) -> str:
    return "{}-{}".format(*places(comment, words)[0])


# The deed and its letters


def test_the_author_gets_the_statement_of_reasons(comment, hider):
    passage = hide(comment, hider)

    (letter,) = letters("passage_hidden")
    for words in (
        RUDE,
        "Regel 2 in der Fassung",
        REASON,
        "Ein Mensch aus der Moderation hat das entschieden, kein Programm.",
        f"/kommentare/{comment.id}",
        "einmal um eine Überprüfung bitten",
    ):
        assert words in letter.text
    assert SHOWN not in letter.text
    assert letter.about == f"decision:{passage.hiding_id}"
    assert letter.address == ADDRESS


def test_before_publication_the_letter_says_so(hider):
    comment = made(hider, publish=False)

    hide(comment, hider)

    assert comment.status is Status.PENDING
    assert "zurzeit nicht öffentlich" in letters("passage_hidden")[0].text


def test_without_an_address_nobody_is_written_to(hider):
    hide(made(hider, address=""), hider)

    assert letters("passage_hidden") == []


def test_a_letter_that_repeats_the_passage_does_not_leave(hider):
    quoting = made(hider, reply=markdown(f"Sie schreiben: {RUDE}", reply=True))
    do(quoting, hider, reply=markdown("Danke.", reply=True))
    other = made(hider, address="andere@post.example", reply=markdown("Danke.", reply=True))
    for comment in (quoting, other):
        hide(comment, hider)

    left = [letter.about for letter in letters("decision")]
    assert left == [f"comment:{other.id}"]


def test_the_letter_waits_as_long_as_nobody_hears_of_an_undoing(comment, hider):
    hide(comment, hider)

    deliver_waiting(lambda _: None)

    (letter,) = letters("passage_hidden")
    assert letter.sent_at is None
    assert now() < letter.not_before <= now() + timedelta(seconds=60)


def test_rules_for_two_are_not_for_passages(desk, comment, hider):
    rule().four_eyes = True
    db.session.commit()

    answer = desk.post(path(comment), data=fields(comment, sentences=sentence(comment)))

    assert answer.status_code == 422
    wish = passages.Wish(places(comment, RUDE), rule(), REASON)
    with pytest.raises(RuleViolation, match="entscheiden zwei"):
        passages.hide(comment, wish, by=hider, seen=state_of(comment))
    assert comment.words.text == TEXT


def test_back_after_two_have_looked_the_letter_does_not_say_that_nothing_is_wrong(
    comment, hider, other
):
    hide(comment, hider)
    begin_writing()
    propose_hiding(comment, rule(), REASON, by=hider)
    db.session.commit()
    do(comment, other, verdict=Verdict.PUBLISH)

    letter = letters("decision")[-1]

    assert "ohne die Stelle, die wir ausgeblendet haben" in letter.text
    assert "gegen keine Regel" not in letter.text
    assert "gemeldet" not in letter.text


def test_an_overtaken_form_hides_nothing(comment, hider, other):
    seen = state_of(comment)
    do(comment, other, reply=markdown("Danke.", reply=True))

    wish = passages.Wish(places(comment, RUDE), rule(), REASON)
    with pytest.raises(Conflict):
        passages.hide(comment, wish, by=hider, seen=seen)
    assert comment.words.text == TEXT


def test_it_is_undone_with_one_button_and_nobody_hears_of_it(comment, hider):
    hide(comment, hider)
    begin_writing()

    undo(db.session.scalars(last_deed(hider.id)).one(), by=hider)
    db.session.commit()

    assert comment.words.text == TEXT
    assert letters("passage_hidden") == letters("passage_shown") == []


def test_undone_after_the_letter_has_left_there_is_another(comment, hider):
    hide(comment, hider)
    deliver()
    begin_writing()

    undo(db.session.scalars(last_deed(hider.id)).one(), by=hider)
    db.session.commit()

    (letter,) = letters("passage_shown")
    assert "Das haben wir zurückgenommen" in letter.text
    assert RUDE not in letter.text


def test_shown_again_the_author_hears_it_if_they_had_heard_of_it(comment, hider, other):
    passage = hide(comment, hider)
    show(passage, other)
    assert letters("passage_hidden") == letters("passage_shown") == []

    again = hide(comment, hider)
    deliver()
    show(again, other)

    assert [letter.address for letter in letters("passage_shown")] == [ADDRESS]


def test_while_a_colleague_works_on_it_it_is_not_shown_again(comment, hider, other):
    passage = hide(comment, hider)
    claim(comment.id, by=other)

    with pytest.raises(Conflict, match="arbeitet gerade an diesem Eintrag"):
        passages.show(passage, by=hider)


def test_reports_that_were_seen_are_answered_others_wait(comment, hider):
    seen, later = (
        take_in(Complaint(rule(), network, address=f"{network}@post.example"), comment)
        for network in "ab"
    )
    db.session.commit()

    hide(comment, hider, reports=seen.id)

    rows = db.session.scalars(db.select(Report).order_by(Report.id)).all()
    assert [report.outcome for report in rows] == [Answer.SHORTENED, None]
    assert db.session.get_one(QueueEntry, comment.id).reported == -1
    (letter,) = letters("report_decided")
    assert letter.address == "a@post.example"
    assert "eine Stelle des Kommentars ausgeblendet" in letter.text
    assert RUDE not in letter.text
    assert later.decided_at is None


def test_a_crowd_does_not_hold_back_what_was_looked_at(comment, hider):
    change_setting("hold_back_after", "1")
    hide(comment, hider)

    take_in(Complaint(rule(), "c"), comment)

    assert comment.status is Status.PUBLISHED


# The second look


def test_a_second_look_at_a_passage_stands_on_the_desk_while_the_rest_is_read(
    comment, hider, other
):
    request = ask_about(hide(comment, hider))

    entry = db.session.get_one(QueueEntry, comment.id)
    assert entry.review_since == request.asked_at
    assert comment.status is Status.PUBLISHED
    assert "um eine Stelle in Ihrem Kommentar" in letters("review_received")[0].text


def test_asked_about_is_each_passage_once(comment, hider, other):
    first, second = hide(comment, hider), hide(comment, hider, NUMBER)

    requests = {ask_about(it).id for it in (first, second, first)}

    assert len(requests) == 2
    looks = [second_look(it.hiding, latest=True).state for it in (first, second)]
    assert looks == ["asked", "asked"]


def test_shown_again_after_a_second_look_only_this_passage_is(comment, hider, other):
    passage = hide(comment, hider)
    hide(comment, hider, NUMBER)
    request = ask_about(passage)
    begin_writing()

    decide_review(request, Outcome.RESTORED, "Es ist ein Zitat.", by=other)
    db.session.commit()

    assert comment.words.text == TEXT.replace(NUMBER, MARK)
    assert db.session.get_one(QueueEntry, comment.id).review_since is None
    (letter,) = letters("review_restored")
    assert "Die Stelle steht wieder da" in letter.text
    assert letters("passage_shown") == []


def test_upheld_it_stays_hidden_and_cannot_be_asked_again(comment, hider, other):
    passage = hide(comment, hider)
    request = ask_about(passage)
    begin_writing()

    decide_review(request, Outcome.UPHELD, "Es bleibt eine Beleidigung.", by=other)
    db.session.commit()

    assert comment.words.text == TEXT.replace(RUDE, MARK)
    assert ask_about(passage).id == request.id
    assert "Die Stelle bleibt ausgeblendet." in letters("review_upheld")[0].text


def test_who_has_hidden_it_does_not_decide_but_may_take_it_back(comment, hider, other):
    passage = hide(comment, hider)
    request = ask_about(passage)
    with pytest.raises(RuleViolation, match="entscheidet jemand anderes"):
        decide_review(request, Outcome.UPHELD, "Grund", by=hider)
    with pytest.raises(RuleViolation, match="wartet eine Überprüfung"):
        passages.show(passage, by=other)
    db.session.rollback()

    show(passage, hider)

    db.session.refresh(request)
    assert request.outcome is Outcome.RESTORED
    assert db.session.get_one(QueueEntry, comment.id).review_since is None


def test_where_nobody_else_is_the_second_person_is_asked(comment, hider):
    request = ask_about(hide(comment, hider))

    assert request.handed_address == SECOND
    (letter,) = letters("review_asked")
    assert "eine Stelle eines Kommentars" in letter.text
    assert RUDE not in letter.text


def test_hidden_as_a_whole_and_shown_again_the_request_about_the_passage_waits(
    comment, hider, other
):
    request = ask_about(hide(comment, hider))

    do(comment, hider, verdict=Verdict.HIDE, rule=rule(), reason="Grund")
    do(comment, hider, verdict=Verdict.RESTORE)

    db.session.refresh(request)
    assert request.is_open
    assert db.session.get_one(QueueEntry, comment.id).review_since == request.asked_at


def test_withdrawn_nothing_is_left_to_ask_or_to_decide(comment, hider, other):
    asked, quiet = hide(comment, hider), hide(comment, hider, NUMBER)
    request = ask_about(asked)
    begin_writing()

    comments.decide(comment, Verdict.WITHDRAW, by=None)
    db.session.commit()

    db.session.refresh(request)
    assert request.outcome is Outcome.ENDED
    assert second_look(quiet.hiding, latest=True).state == "gone"
    assert letters("passage_hidden") == []


def test_erased_no_letter_and_no_draft_keeps_its_words(comment, hider):
    hide(comment, hider)
    keep(f"comment:{comment.id}:stelle", [("words", RUDE)], by=hider)
    db.session.commit()
    begin_writing()

    comments.decide(comment, Verdict.ERASE, by=None)
    db.session.commit()

    texts = db.session.scalars(db.select(OutgoingMail.text)).all()
    assert [text for text in texts if RUDE in text] == []
    assert db.session.scalars(db.select(WorkingCopy)).all() == []


# In the browser


def test_the_page_offers_every_sentence_and_changes_nothing(desk, comment):
    page = desk.get(path(comment))

    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert page.text.count('name="sentences"') == 5
    assert f'value="{sentence(comment)}"' in page.text
    assert comment.words.text == TEXT


@pytest.mark.parametrize("typed", ["sentences", "words"])
def test_a_sentence_or_exact_words_are_hidden(desk, comment, typed):
    value = sentence(comment) if typed == "sentences" else "Frau  Rot\nist dumm."

    answer = desk.post(path(comment), data=fields(comment) | {"words": ""} | {typed: value})

    assert answer.status_code == 303
    assert answer.location == f"/moderation/kommentare/{comment.id}"
    assert comment.words.text == TEXT.replace(RUDE, MARK)
    assert RUDE not in desk.get(f"/kommentare/{comment.id}").text


def test_words_that_stand_twice_are_gone_everywhere(desk, comment):
    desk.post(path(comment), data=fields(comment, words="Frau Rot"))

    assert comment.words.text == TEXT.replace("Frau Rot", MARK)


def test_a_preview_shows_what_will_be_read_and_does_nothing(desk, comment):
    take_in(Complaint(rule(), "a"), comment)

    page = desk.post(path(comment), data=fields(comment, tat="vorschau")).text

    preview = page.partition("So wird er dann zu lesen sein")[2].partition("<form")[0]
    assert MARK in preview
    assert "dumm" not in preview
    assert "bekommt eine E-Mail mit Regel" in preview
    assert "Wer ihn gemeldet und eine Adresse angegeben hat" in preview
    assert comment.words.text == TEXT


def test_a_preview_warns_of_the_same_words_elsewhere(desk, comment):
    begin = TEXT.index("Frau Rot")
    wish = passages.Wish([(begin, begin + len("Frau Rot"))], rule(), REASON)
    warning = "Dieselben Worte stehen noch an anderer Stelle"

    assert warning in " ".join(passages.consequences(comment, wish, reported=False))
    assert warning not in desk.post(path(comment), data=fields(comment, tat="vorschau")).text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"words": ""}, "Bitte wählen Sie Sätze aus"),
        ({"words": "steht nicht da"}, "Diese Worte stehen so nicht im Kommentar."),
        ({"rule": ""}, "Bitte nennen Sie die Regel"),
        ({"reason": ""}, "Bitte begründen Sie das Ausblenden"),
        ({"words": "\n".join(TEXT.split())}, "nichts übrig"),
    ],
)
def test_what_is_missing_is_said_at_the_field_and_everything_typed_stays(
    desk, comment, typed, message
):
    answer = desk.post(path(comment), data=fields(comment) | typed)

    assert answer.status_code == 422
    assert message in answer.text
    assert typed.get("reason", REASON) in answer.text
    assert comment.words.text == TEXT


def test_sent_twice_it_is_done_once(desk, comment):
    same = fields(comment) | {"submission_key": "einundderselbe"}

    answers = [desk.post(path(comment), data=same) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(db.session.scalars(db.select(HiddenPassage)).all()) == 1


def test_overtaken_it_says_by_whom_and_keeps_what_was_typed(desk, comment, other):
    typed = fields(comment)
    do(comment, other, note="Ich sehe es mir an.", settle=True)

    answer = desk.post(path(comment), data=typed)

    assert answer.status_code == 409
    assert "keine Antwort nötig" in answer.text
    assert "Ömer" in answer.text
    assert REASON in answer.text
    assert comment.words.text == TEXT


def test_hidden_meanwhile_nothing_typed_is_lost(desk, comment, other):
    typed = fields(comment)
    do(comment, other, verdict=Verdict.HIDE, rule=rule(), reason="Ganz.")

    answer = desk.post(path(comment), data=typed)

    assert answer.status_code == 409
    assert "keine einzelne Stelle" in answer.text
    assert REASON in answer.text


@pytest.mark.parametrize("verdict", [Verdict.WITHDRAW, Verdict.ERASE])
def test_of_what_is_gone_the_page_shows_nothing(desk, comment, hider, verdict):
    hide(comment, hider)
    comments.decide(comment, verdict, by=None)

    for address in (path(comment), f"/moderation/kommentare/{comment.id}"):
        page = desk.get(address).text
        assert RUDE not in page
        assert SHOWN not in page


def test_a_colleague_who_took_it_over_is_told_of_first(desk, comment, other):
    claim(comment.id, by=other)
    typed = fields(comment)

    refused = desk.post(path(comment), data=typed)
    assert refused.status_code == 409
    assert "Ömer" in refused.text
    assert comment.words.text == TEXT

    assert desk.post(path(comment), data=typed | {"held": str(other.id)}).status_code == 303


def test_what_is_typed_is_kept_until_it_is_done(desk, comment):
    typed = fields(comment)
    desk.post(path(comment), data=typed | {"tat": "zwischenstand"})
    assert REASON in desk.get(path(comment)).text

    desk.post(path(comment), data=typed)

    assert db.session.scalars(db.select(WorkingCopy)).all() == []


def test_the_entry_shows_both_texts_and_a_button(desk, comment, hider):
    passage = hide(comment, hider)

    page = desk.get(f"/moderation/kommentare/{comment.id}").text
    assert f"<mark>{RUDE}</mark>" in page
    assert MARK in page
    answer = desk.post(f"{path(comment)}/{passage.hiding_id}/zeigen")

    assert answer.status_code == 303
    assert comment.words.text == TEXT
    assert "wieder gezeigt am" in desk.get(f"/moderation/kommentare/{comment.id}").text


def test_what_cannot_be_shown_again_is_said_on_the_entry(desk, comment, hider, other):
    passage = hide(comment, other)
    ask_about(passage)

    desk.post(f"{path(comment)}/{passage.hiding_id}/zeigen")

    assert comment.words.text == TEXT.replace(RUDE, MARK)
    assert "wartet eine Überprüfung" in desk.get(f"/moderation/kommentare/{comment.id}").text


def test_the_passage_of_another_comment_is_not_there(desk, comment, hider):
    passage = hide(comment, hider)
    elsewhere = made(hider, address="andere@post.example")

    assert desk.post(f"{path(elsewhere)}/{passage.hiding_id}/zeigen").status_code == 404


def test_the_form_decides_on_the_request_it_showed(app, comment, hider, other):
    first, second = (ask_about(hide(comment, hider, it)) for it in (RUDE, NUMBER))
    desk = app.test_client().sign_in(other)
    address = f"/moderation/kommentare/{comment.id}/ueberpruefung"
    assert f"<mark>{RUDE}</mark>" in desk.get(address).text
    verdict = {"outcome": "upheld", "reasons": "Bleibt.", "about": str(first.id)}
    desk.post(address, data=verdict)

    late = desk.post(address, data=verdict | {"outcome": "restored", "reasons": "Doch nicht."})

    assert late.status_code == 409
    assert f"<mark>{NUMBER}</mark>" in late.text
    assert "Doch nicht." in late.text
    db.session.refresh(second)
    assert second.is_open


def test_the_author_reads_the_own_text_and_asks_about_a_passage(app, comment, hider, other):
    passage = hide(comment, hider)
    author = app.test_client().sign_in(comment.author)

    page = author.get("/mein/").text
    assert f"<mark>{RUDE}</mark>" in page
    assert REASON in page
    led = author.post(
        f"/mein/kommentare/{comment.id}/ueberpruefung", data={"hiding": passage.hiding_id}
    )

    asking = author.get(led.location).text
    assert "Eine Stelle darin wurde am" in asking
    assert RUDE not in asking


def test_the_receipt_tells_of_it_without_a_word_of_it(client, comment, hider, other):
    passage = hide(comment, hider)
    number = {"number": comment.receipt_number}

    page = client.post("/beleg/", data=number).text
    assert "eine Stelle ausgeblendet: Regel 2" in page
    assert RUDE not in page
    led = client.post("/beleg/ueberpruefung", data=number | {"hiding": passage.hiding_id})

    assert "Eine Stelle darin wurde am" in client.get(led.location).text


def test_readers_see_the_mark_and_that_the_comment_is_shortened(client, comment, hider):
    before = client.get(f"/kommentare/{comment.id}")
    hide(comment, hider)

    after = client.get(
        f"/kommentare/{comment.id}", headers={"If-None-Match": before.headers["ETag"]}
    )

    assert after.status_code == 200
    assert MARK in after.text
    assert "gekürzt am" in after.text
    assert "dumm" not in after.text
