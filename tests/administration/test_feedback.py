"""Administrators answer feedback on accessibility."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from leitsaetze.accounts.rules import Role
from leitsaetze.clock import now
from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.extensions import db
from leitsaetze.feedback.models import Feedback, FeedbackEntry
from leitsaetze.feedback.rules import State
from tests.accounts.makers import letters, make_staff
from tests.feedback.makers import ADDRESS, WORDS, course, handle, make_administrator, tell
from tests.pages.makers import statements

LIST = "/verwaltung/rueckmeldungen/"
ANSWER = {"deed": "answer", "words": "Behoben.", "note": "", "seen": "1"}


@pytest.fixture
def desk(app):
    return app.test_client().sign_in(make_administrator())


def page_of(feedback) -> str:
    return f"{LIST}{feedback.id}"


def test_the_list_shows_what_waits_longest_first_and_how_near_its_day_is(desk):
    for days, words in ((40, "Erstens"), (25, "Zweitens"), (1, "Drittens")):
        with time_machine.travel(now() - timedelta(days=days)):
            tell(words=words)
    handle(tell(words="Schon beantwortet"))

    page = desk.get(LIST).text

    places = [page.index(words) for words in ("Erstens", "Zweitens", "Drittens")]
    assert places == sorted(places)
    marks = ("überfällig, war fällig am", "bald fällig: bis", "Antwort bis")
    marked = [page.index(mark) for mark in marks]
    assert marked == sorted(marked)
    assert "Schon beantwortet" not in page
    assert "Schon beantwortet" in desk.get(f"{LIST}?ansicht=erledigt").text


def test_the_last_day_counts_as_in_time(app):
    zone = ZoneInfo("Europe/Berlin")
    with time_machine.travel(datetime(2027, 4, 4, 12, tzinfo=zone), tick=False):
        tell()

    with time_machine.travel(datetime(2027, 5, 4, 23, 59, tzinfo=zone), tick=False):
        assert (
            "bald fällig: bis 4. Mai"
            in app.test_client().sign_in(make_administrator()).get(LIST).text
        )
    with time_machine.travel(datetime(2027, 5, 5, tzinfo=zone), tick=False):
        assert (
            "überfällig, war fällig am 4. Mai"
            in app.test_client().sign_in(make_administrator()).get(LIST).text
        )


def test_the_overview_counts_what_waits(desk):
    assert "Zurzeit wartet niemand auf eine Antwort." in desk.get("/verwaltung/").text
    for days in (40, 25, 1):
        with time_machine.travel(now() - timedelta(days=days)):
            tell()

    page = desk.get("/verwaltung/").text

    assert "3 Rückmeldungen warten auf Antwort." in page
    assert "Eine ist überfällig." in page
    assert "Eine ist in den nächsten sieben Tagen fällig." in page


def test_an_answer_is_sent_and_recorded(desk):
    feedback = tell(address=ADDRESS, wants_answer=True)
    shown = desk.get(page_of(feedback)).text
    assert WORDS in shown
    assert ADDRESS in shown

    answer = desk.post(page_of(feedback), data=ANSWER | {"note": "Ticket 7"})

    assert answer.status_code == 303
    assert course() == [("note", "Ticket 7"), ("answer", "Behoben.")]
    assert [kind for kind, _ in letters()] == ["feedback_received", "feedback_answer"]
    after = desk.get(page_of(feedback)).text
    assert "Anna Amt" in after
    assert "Ticket 7" in after


def test_a_preview_sends_nothing(desk):
    feedback = tell(address=ADDRESS, wants_answer=True)

    page = desk.post(page_of(feedback), data={"words": "Es ist **gut**.", "tat": "vorschau"}).text

    assert "<strong>gut</strong>" in page
    assert course() == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": ""}, "Bitte schreiben Sie eine Antwort oder Begründung."),
        ({"deed": ""}, "Bitte wählen Sie, was mit Ihrem Text geschehen soll."),
        ({"deed": "delete"}, "Bitte wählen Sie, was mit Ihrem Text geschehen soll."),
        ({"deed": "", "words": ""}, "Bitte antworten Sie, oder schreiben Sie eine Notiz."),
        ({"words": "x" * 5001}, "Bitte höchstens 5000 Zeichen."),
    ],
)
def test_a_mistake_is_said_and_changes_nothing(desk, wrong, said):
    answer = desk.post(page_of(tell()), data=ANSWER | wrong)

    assert answer.status_code == 422
    assert said in answer.text
    assert course() == []


@pytest.mark.parametrize("seen", ["1", "1" * 5000], ids=["given", "endless"])
def test_who_was_overtaken_loses_no_word_and_sees_what_happened(desk, seen):
    feedback = tell()
    handle(feedback, words="Ich war schneller.", by=make_administrator(name="Olga Ordnung"))

    answer = desk.post(page_of(feedback), data=ANSWER | {"words": "Meine Antwort", "seen": seen})

    assert answer.status_code == 409
    assert "Meine Antwort" in answer.text
    assert "Ich war schneller." in answer.text
    assert "Olga Ordnung" in answer.text
    assert course() == [("answer", "Ich war schneller.")]


def test_a_form_sent_twice_answers_once(desk):
    feedback = tell(address=ADDRESS, wants_answer=True)
    key = {"submission_key": "ein-Formular-1"}

    for _ in range(2):
        assert desk.post(page_of(feedback), data=ANSWER | key).status_code == 303

    assert len(course()) == 1


def test_what_is_typed_is_kept_until_it_is_saved(desk):
    feedback = tell()
    half = ANSWER | {"words": "Halbe Antw", "tat": "zwischenstand"}
    desk.post(page_of(feedback), data=half)
    assert "Halbe Antw" in desk.get(page_of(feedback)).text

    desk.post(page_of(feedback), data=ANSWER)

    assert db.session.scalars(db.select(WorkingCopy)).all() == []


def test_once_its_sender_is_forgotten_the_page_says_so(desk):
    feedback = tell()
    feedback.anonymous_since = now()
    db.session.commit()

    assert "Name und Adresse sind gelöscht" in desk.get(page_of(feedback)).text


def test_what_people_type_stays_text(desk):
    page = desk.get(page_of(tell(words="<script>alert(1)</script>", page="javascript:x"))).text

    assert "<script>alert" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR])
def test_others_of_the_staff_see_nothing(app, role):
    feedback = tell()
    colleague = app.test_client().sign_in(make_staff(role))

    for path in (LIST, page_of(feedback)):
        assert colleague.get(path).status_code == 403
    assert colleague.post(page_of(feedback), data=ANSWER).status_code == 403
    assert db.session.scalars(db.select(Feedback.state)).all() == [State.OPEN]


def test_long_lists_go_on_and_ask_no_more_of_the_database(desk):
    def asked(path) -> int:
        with statements() as found:
            assert desk.get(path).status_code == 200
        return len(found)

    first = tell(words="Die allererste")
    handle(first)
    few = asked(LIST), asked(f"{LIST}?ansicht=erledigt"), asked(page_of(first))
    for number in range(60):
        tell(words=f"Nummer {number}.")
    for _ in range(5):
        handle(first, by=make_administrator())

    assert (asked(LIST), asked(f"{LIST}?ansicht=erledigt"), asked(page_of(first))) == few
    page = desk.get(LIST).text
    assert "Nummer 49." in page
    assert "Nummer 50." not in page
    more = page.partition("Weitere anzeigen")[0].rpartition('href="')[2].partition('"')[0]
    assert "Nummer 59." in desk.get(more.replace("&amp;", "&")).text


def test_entries_are_only_added(desk):
    feedback = tell()
    handle(feedback)
    handle(feedback, words="Und noch etwas.")

    assert db.session.scalar(db.select(db.func.count(FeedbackEntry.id))) == 2


@pytest.mark.parametrize(
    ("page", "led"),
    [("/dialoge/", True), ("//evil.example/anmelden", False), ("/\\evil.example", False)],
)
def test_the_page_somebody_names_is_a_link_only_within_this_site(desk, page, led):
    shown = desk.get(page_of(tell(page=page))).text

    assert (f'href="{page}"' in shown.partition("<main")[2]) == led
    assert page in shown
