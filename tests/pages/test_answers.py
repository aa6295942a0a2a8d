"""What stands below a comment, and what is left of one."""

from leitsaetze.comments import actions, replies
from leitsaetze.comments.rules import Verdict
from leitsaetze.events.actions import set_mention
from leitsaetze.text import markdown
from tests.factories import make_event, make_moderator, make_principle
from tests.pages.makers import address_of, answer, hide, publish, withdraw


def test_an_answer_is_set_apart_and_shows_its_event(client):
    principle = make_principle()
    reply = answer(publish(principle), "Kommen Sie **gern** vorbei:")
    set_mention(reply, make_event(title="Vernetzungstreffen"), by=make_moderator())

    page = client.get(address_of(principle)).text

    assert "Antwort der Moderation" in page
    assert "Kommen Sie <strong>gern</strong> vorbei:" in page
    assert "Vernetzungstreffen" in page
    assert "beantwortet am" in page
    assert "Antwort steht aus" not in page
    assert "korrigiert am" not in page


def test_a_corrected_answer_says_so_and_shows_only_the_new_words(client):
    principle = make_principle()
    comment = publish(principle)
    reply = answer(comment, "Das Parkdeck nimmt Münzen.")
    corrected = markdown("Das Parkdeck nimmt nur Karten.", reply=True)
    replies.correct_reply(reply, comment, corrected, by=make_moderator())

    page = client.get(address_of(principle)).text

    assert "Das Parkdeck nimmt nur Karten." in page
    assert "korrigiert am" in page
    assert "Münzen" not in page


def test_a_withdrawn_answer_is_gone_and_the_comment_waits_again(client):
    principle = make_principle()
    comment = publish(principle)
    replies.withdraw_reply(answer(comment, "Voreilig."), comment, by=make_moderator())

    page = client.get(address_of(principle)).text

    assert "Voreilig." not in page
    assert "Antwort steht aus" in page


def test_no_answer_needed_is_shown_as_published(client):
    principle = make_principle()
    actions.settle(publish(principle), by=make_moderator())

    page = client.get(address_of(principle)).text

    assert "veröffentlicht am" in page
    assert "Antwort steht aus" not in page
    assert "beantwortet" not in page


def test_a_hidden_comment_leaves_date_and_rule(client):
    principle = make_principle()
    comment = hide(publish(principle, "Schimpfwort", name="Schimpfer"), number=3)
    actions.decide(comment, Verdict.RESTORE, by=make_moderator())
    hide(comment, number=5)

    page = client.get(address_of(principle)).text

    assert "am selben Tag von der Moderation ausgeblendet: Keine Werbung (Regel 5)." in page
    assert 'href="/regeln"' in page
    assert "Schimpf" not in page


def test_an_answer_below_a_hidden_comment_is_hidden_with_it(client):
    principle = make_principle()
    comment = publish(principle)
    answer(comment, "Sie schreiben: Schimpfwort.")
    hide(comment)

    assert "Schimpfwort" not in client.get(address_of(principle)).text


def test_a_withdrawn_comment_leaves_its_place_and_the_answer(client):
    principle = make_principle()
    comment = publish(principle, "Zurück damit", name="Zurückzieher")
    answer(comment, "Danke trotzdem.")
    withdraw(comment)

    page = client.get(address_of(principle)).text

    assert "von der Verfasserin oder dem Verfasser zurückgezogen." in page
    assert "Danke trotzdem." in page
    assert "Zurück damit" not in page
    assert "Zurückzieher" not in page
