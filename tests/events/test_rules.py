"""What holds for events and invitations, without a database."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from leitsaetze.errors import RuleViolation
from leitsaetze.events.checks import kept
from leitsaetze.events.rules import (
    ANSWERS,
    KIND_OF_WORD,
    KINDS,
    Answer,
    EventKind,
    EventStatus,
    check_capacity,
    check_link,
    check_period,
    check_persons,
    has_begun,
    is_over,
    may_answer,
    moment_of,
    obstacle_to_event,
    shortage,
)
from tests.events.makers import details

START = datetime(2027, 5, 20, 15, tzinfo=UTC)
END = START + timedelta(hours=2)
MOMENT = timedelta(microseconds=1)


@dataclass
class Meeting:
    status: EventStatus = EventStatus.PUBLISHED
    starts_at: datetime = START
    ends_at: datetime = END
    free_seats: int | None = None


def test_every_kind_and_every_answer_has_its_german_words():
    assert set(KINDS) == set(EventKind)
    assert set(ANSWERS) == set(Answer)
    assert KIND_OF_WORD["buergerdialog"] is EventKind.ON_SITE_DIALOGUE
    assert [name for name, _ in KINDS.values()] == [
        "Vernetzungstreffen",
        "Digital-Dialog",
        "Digital-Werkstatt",
        "Bürgerdialog vor Ort",
        "Schulung",
    ]


@pytest.mark.parametrize("end", [START, START - MOMENT])
def test_an_event_ends_after_it_began(end):
    with pytest.raises(RuleViolation, match="Ende muss nach dem Beginn"):
        check_period(START, end)


def test_an_event_of_a_moment_is_possible():
    check_period(START, START + MOMENT)


@pytest.mark.parametrize("capacity", [0, -1, 100_001])
def test_counted_seats_are_at_least_one(capacity):
    with pytest.raises(RuleViolation, match="Zahl der Plätze"):
        check_capacity(capacity)


@pytest.mark.parametrize("capacity", [None, 1, 100_000])
def test_seats_need_not_be_counted(capacity):
    check_capacity(capacity)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "ftp://musterland.example/",
        "//musterland.example/",
        "musterland.example",
        "https://",
        "https://[",
        'https://musterland.example/"onclick="',
        "https://musterland.example/a b",
        "https://musterland.example/" + "a" * 500,
    ],
)
def test_only_whole_addresses_of_the_web_are_links(link):
    with pytest.raises(RuleViolation, match="https://"):
        check_link(link)


@pytest.mark.parametrize(
    "link", ["", "https://musterland.example/", "http://münster.example/ä?b=c#d"]
)
def test_whole_addresses_and_nothing_are_fine(link):
    check_link(link)


@pytest.mark.parametrize("persons", [0, 11, -1])
def test_a_guest_comes_with_one_to_ten_people(persons):
    with pytest.raises(RuleViolation, match="1 bis 10"):
        check_persons(persons)


def test_an_hour_the_clock_skipped_is_refused():
    with pytest.raises(RuleViolation, match=r"02:30 gibt es an diesem Tag nicht"):
        moment_of(datetime(2027, 3, 28, 2, 30), "Europe/Berlin")  # noqa: DTZ001  a local time


def test_an_hour_the_clock_showed_twice_means_the_first_and_says_so():
    moment, remark = moment_of(datetime(2027, 10, 31, 2, 30), "Europe/Berlin")  # noqa: DTZ001  local

    assert moment == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert remark.startswith("02:30 Uhr gibt es an diesem Tag zweimal")


def test_an_ordinary_hour_needs_no_remark():
    assert moment_of(datetime(2027, 5, 20, 17), "Europe/Berlin") == (START, "")  # noqa: DTZ001  local


def test_an_unknown_zone_is_refused():
    with pytest.raises(RuleViolation, match="Europa/Berlin"):
        kept(details(time_zone="Europa/Berlin"))


def test_beginning_and_end_belong_to_the_moments_after_them():
    meeting = Meeting()

    assert [has_begun(meeting, at) for at in (START - MOMENT, START)] == [False, True]
    assert [is_over(meeting, at) for at in (END - MOMENT, END)] == [False, True]


def test_guests_may_answer_until_the_event_starts():
    assert may_answer(Meeting(), START - MOMENT)
    assert not may_answer(Meeting(), START)


@pytest.mark.parametrize("status", [s for s in EventStatus if s is not EventStatus.PUBLISHED])
def test_only_a_published_event_can_be_answered_or_invited_to(status):
    meeting = Meeting(status)

    assert not may_answer(meeting, START - MOMENT)
    assert obstacle_to_event(meeting, START - MOMENT)


@pytest.mark.parametrize(
    ("meeting", "at", "said"),
    [
        (Meeting(), START - MOMENT, ""),
        (Meeting(free_seats=1), START - MOMENT, ""),
        (Meeting(free_seats=0), START - MOMENT, "Alle Plätze der Veranstaltung sind vergeben."),
        (Meeting(), START, "Die Veranstaltung hat schon begonnen."),
        (Meeting(), END, "Die Veranstaltung ist schon vorbei."),
        (Meeting(EventStatus.CANCELLED), START - MOMENT, "Die Veranstaltung ist abgesagt."),
    ],
)
def test_staff_read_why_nobody_can_be_invited(meeting, at, said):
    assert obstacle_to_event(meeting, at) == said


def test_too_few_seats_offer_a_way_out():
    assert "für Sie noch: 2" in str(shortage(2))
    assert "kein Platz mehr frei" in str(shortage(0))
    assert all("„Vielleicht“" in str(shortage(free)) for free in (0, 2))


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "a" * 201},
        {"title": "Treffen\nBcc: alle"},
        {"title": "Treffen\x00"},
        {"place": "a" * 301},
        {"access": "a" * 301},
        {"text": "[" * 60},
        {"capacity": 0},
        {"online_link": "javascript:alert(1)"},
        {"external_link": "data:text/html,x"},
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(RuleViolation):
        kept(details(**wrong))


def test_one_line_facts_are_kept_in_one_spelling():
    facts = kept(details(title="  Tu\u0308ren offen ", place=" Saal 2 "))

    assert (facts.title, facts.place) == ("Türen offen", "Saal 2")
