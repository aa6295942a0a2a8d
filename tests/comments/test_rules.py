import pytest

from leitsaetze.comments.rules import (
    TRANSITIONS,
    Lane,
    Status,
    Verdict,
    imitates_staff,
    lane,
    next_status,
    open_verdicts,
)
from leitsaetze.errors import RuleViolation


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("verdict", Verdict)
def test_what_the_table_does_not_allow_is_refused(status, verdict):
    if (status, verdict) in TRANSITIONS:
        assert next_status(status, verdict) is TRANSITIONS[status, verdict]
    else:
        with pytest.raises(RuleViolation, match="nicht möglich"):
            next_status(status, verdict)


def test_nothing_comes_back_from_withdrawn_or_erased():
    ends = {status for status, verdict in TRANSITIONS if verdict is not Verdict.ERASE}
    assert Status.WITHDRAWN not in ends
    assert Status.ERASED not in {status for status, _ in TRANSITIONS}


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        (Status.AWAITING_CONFIRMATION, []),
        (Status.PENDING, [Verdict.PUBLISH, Verdict.HIDE]),
        (Status.PUBLISHED, [Verdict.HIDE]),
        (Status.HIDDEN, [Verdict.RESTORE]),
        (Status.WITHDRAWN, []),
        (Status.ERASED, []),
    ],
)
def test_the_form_offers_what_the_table_allows(status, offered):
    assert open_verdicts(status) == offered


@pytest.mark.parametrize(
    ("status", "settled", "expected"),
    [
        (Status.AWAITING_CONFIRMATION, False, None),
        (Status.PENDING, False, Lane.NEW),
        (Status.PUBLISHED, False, Lane.AWAITING_REPLY),
        (Status.PUBLISHED, True, Lane.DONE),
        (Status.HIDDEN, True, Lane.HIDDEN),
        (Status.WITHDRAWN, True, None),
        (Status.ERASED, False, None),
    ],
)
def test_each_state_has_its_lane(status, settled, expected):
    assert lane(status, settled=settled) is expected


@pytest.mark.parametrize(
    "name",
    [
        "Moderation",
        "MODERATION",
        "Die Moderation",
        "Mоderation",  # Cyrillic о
        "Ｍｏｄｅｒａｔｉｏｎ",  # full-width letters
        "M o d e r a t i o n",
        "Moderatlon",
        "M0derat1on",
        "Administrator",
        "Redaktion des Kreises",
        "Landkreis Musterland",
        "landratsamt",
        "Landrätin",
        "Moderation/Redaktion",
        "Otto Moderation-Team",
    ],
)
def test_names_that_imitate_staff_are_found(name):
    assert imitates_staff(name, "Landkreis Musterland")


@pytest.mark.parametrize(
    "name",
    ["Eine Bürgerin", "Moderat Links", "Radlerin", "Musterländer", "Herr Landmann", "محمد", "李"],
)
def test_other_names_are_left_alone(name):
    assert not imitates_staff(name, "Landkreis Musterland")
