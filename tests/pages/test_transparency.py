"""The public account of moderation, as a page and as a table."""

import csv
import re
from datetime import timedelta

import pytest
import time_machine

from leitsaetze.audit.sealing import seal
from leitsaetze.clock import now
from leitsaetze.comments import actions
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.passages import hide_passages, show_passage
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.comments.rules import Lane, Verdict
from leitsaetze.extensions import db
from leitsaetze.moderation import figures
from leitsaetze.moderation.reviewing import ask, decide_review, latest_hiding
from leitsaetze.principles.actions import change_dialogue
from tests.proofs.crowd import crowd
from tests.proofs.world import SECRET, make_world, rule

PAGE, TABLE = "/transparenz/", "/transparenz/zahlen.csv"
AMOUNT = re.compile(r'<td class="amount">([^<]+)</td>')


@pytest.fixture
def world(app):
    return make_world()


def take() -> None:
    seal()
    db.session.commit()
    with time_machine.travel(now() + timedelta(minutes=2)):
        figures.take()


def rows(client) -> list[list[str]]:
    answer = client.get(TABLE)
    assert answer.mimetype == "text/csv"
    return list(csv.reader(answer.text.removeprefix("\ufeff").splitlines(), delimiter=";"))


def hide(world, number: int) -> None:
    for comment in [world.say("Werbung!") for _ in range(number)]:
        actions.decide(comment, Verdict.HIDE, by=world.moderator, rule=rule(), words=SECRET)
    db.session.commit()


def test_before_the_first_count_it_says_what_will_stand_here(client):
    page = client.get(PAGE)

    assert page.status_code == 200
    assert "Noch gibt es keine Zahlen." in page.text
    assert "<table" not in page.text


def test_it_shows_the_same_numbers_as_table_picture_and_file(client, world):
    hide(world, 3)
    take()

    page, (head, line) = client.get(PAGE).text, rows(client)
    named = dict(zip(head, line, strict=True))

    assert named["Dialog"] == "Digitale Leitsätze"
    assert named[f"Nach Regel {rule().number}: {rule().title}"] == "4"
    assert named["Ausgeblendet"] == "4"
    assert f'aria-label="{named["Eingegangen"]} eingegangen' in page
    assert f">{named['Eingegangen']}</td>" in page
    assert SECRET not in page


def test_second_looks_stand_in_page_and_file_in_both_languages(client, world):
    request = ask(latest_hiding(world.hidden.id), SECRET, privacy_version=1)
    decide_review(request, Outcome.UPHELD, SECRET, by=None)
    db.session.commit()
    take()

    page, (head, line) = client.get(PAGE).text, rows(client)
    named = dict(zip(head, line, strict=True))

    assert named["Überprüfungen gewünscht"] == named["Nach Überprüfung ausgeblendet geblieben"]
    assert named["Überprüfungen gewünscht"] == "1"
    assert named["Nach Überprüfung wieder gezeigt"] == named["Überprüfungen noch offen"] == "0"
    looks = page.partition("Überprüfungen je Dialog")[2].partition("</table>")[0]
    assert AMOUNT.findall(looks) == ["1", "1", "0", "0"]
    assert SECRET not in page
    assert "Still hidden" in client.get(f"/en{PAGE}").text


def test_a_rule_named_twice_is_not_told_by_itself(client, world):
    hide(world, 1)
    take()

    page = client.get(PAGE).text

    assert "seltener genannte Regeln: 2" in page
    assert rule().title not in page


def test_passages_are_counted_by_rule_beside_whole_comments(client, world):
    for number in range(3):
        comment = world.say(f"Das bleibt. {SECRET}.")
        span = [(12, 12 + len(SECRET))]
        why = {"rule": rule(), "words": SECRET, "by": world.moderator}
        decision = hide_passages(comment, span, **why)
        if not number:
            passage = db.session.get_one(HiddenPassage, decision.id)
            show_passage(passage, comment, by=world.moderator)
    db.session.commit()
    take()

    page, (head, line) = client.get(PAGE).text, rows(client)
    named = dict(zip(head, line, strict=True))

    assert named["Einzelne Stellen ausgeblendet"] == "3"
    assert named[f"Stellen nach Regel {rule().number}: {rule().title}"] == "3"
    assert named["Stellen nach Regeln mit weniger als drei Fällen"] == "0"
    assert named["Ausgeblendet"] == "1"
    assert named["Wieder gezeigt"] == "1"
    assert "dazu einzelne Stellen: 3" in page


def test_it_stays_as_it_is_until_counted_again_and_follows_titles_at_once(client, world):
    take()
    before = client.get(PAGE)
    hide(world, 1)
    assert client.get(PAGE, headers={"If-None-Match": before.headers["ETag"]}).status_code == 304

    take()
    counted = client.get(PAGE)
    change_dialogue(world.dialogue, title="Umbenannt", by=None)
    db.session.commit()

    assert counted.data != before.data
    assert "Umbenannt" in client.get(PAGE).text
    assert rows(client)[1][0] == "Umbenannt"


def test_a_title_is_no_formula_in_the_table(client, world):
    change_dialogue(world.dialogue, title="=1+1", by=None)
    db.session.commit()
    take()

    assert rows(client)[1][0] == "'=1+1"


def test_drafts_of_dialogues_are_not_named(client, world):
    world.dialogue.published_at = None
    db.session.commit()
    take()

    assert world.dialogue.title not in client.get(PAGE).text


def test_the_end_of_the_log_is_shown_with_number_and_the_command_knows_it(client, world, flask):
    take()

    shown = client.get(PAGE).text.partition('class="fingerprint">')[2][:64]

    assert flask("audit", "verify", shown).exit_code == 0


def test_footer_and_dialogue_lead_there_in_both_languages(client, world):
    assert 'href="/transparenz/">Zahlen zu' in client.get("/dialoge/digital/").text
    assert 'href="/en/transparenz/">Transparency' in client.get("/en/").text
    take()
    assert "How we count" in client.get("/en/transparenz/").text


def test_what_is_asked_does_not_grow_with_comments(client, world):
    crowd(world, 5, Lane.DONE)
    take()
    few = client.get(PAGE).text
    crowd(world, 200, Lane.DONE)
    take()

    assert client.get(PAGE).text.count("<tr>") == few.count("<tr>")
