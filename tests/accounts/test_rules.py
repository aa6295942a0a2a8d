"""Sessions, targets, invitations: pure rules."""

from datetime import UTC, datetime, timedelta

import pytest

from leitsaetze.accounts.rules import HINDRANCES, Hindrance, hindrance, own_path, session_ended

START = datetime(2026, 5, 4, 8, tzinfo=UTC)
FINE = {"reachable": True, "switched_off": False, "unwanted": False, "agreed": True}


@pytest.mark.parametrize(
    ("staff", "idle", "age", "over"),
    [
        (True, timedelta(minutes=30), timedelta(hours=2), False),
        (True, timedelta(minutes=31), timedelta(hours=2), True),
        (True, timedelta(minutes=1), timedelta(hours=12), False),
        (True, timedelta(minutes=1), timedelta(hours=12, minutes=1), True),
        (False, timedelta(days=29), timedelta(days=30), False),
        (False, timedelta(0), timedelta(days=30, minutes=1), True),
    ],
)
def test_a_session_ends_after_idle_time_or_at_its_absolute_end(staff, idle, age, over):
    at = START + age
    assert session_ended(signed_in_at=START, seen_at=at - idle, staff=staff, at=at) is over


@pytest.mark.parametrize(
    "target",
    [
        "/moderation/",
        "/moderation/?reiter=neu&seite=2",
        "/moderation/kommentare/42#antwort",
        "/moderation/?q=a//b",
        "/mein/",
        "/lotsen/münchen",
    ],
)
def test_own_paths_are_targets(target):
    assert own_path(target) == target


@pytest.mark.parametrize(
    "target",
    [
        "",
        "moderation/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "/moderation/\\..",
        "/\t/evil.example/",
        "/\n/evil.example/",
        "/\r\nSet-Cookie: a=b",
        "\t//evil.example",
        " //evil.example",
        " /moderation/",
        "/ /evil.example",
        "/\x00/evil.example",
        "/\x7f/",
        "/\xa0/evil.example",
        "/\u2028/evil.example",
        "/.//evil.example",
        "/moderation//evil.example",
        "https://evil.example/",
        "https:/evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "?weiter=/",
        "#x",
        "@evil.example",
        ".evil.example",
        "/anmelden?weiter=/",
        "/abmelden",
        "/passwort/abc",
        "/" + "a" * 2000,
    ],
)
def test_everything_else_is_no_target(target):
    assert own_path(target) == ""


def test_whoever_agreed_and_can_be_reached_may_be_invited():
    assert hindrance(**FINE) is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"reachable": False}, Hindrance.UNREACHABLE),
        ({"switched_off": True}, Hindrance.SWITCHED_OFF),
        ({"agreed": False}, Hindrance.NO_CONSENT),
        ({"unwanted": True}, Hindrance.UNWANTED),
    ],
)
def test_otherwise_staff_learn_the_reason(change, why):
    assert hindrance(**FINE | change) is why
    assert HINDRANCES[why]
