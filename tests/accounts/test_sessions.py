"""How sessions of staff end: by idling, at their absolute end, by being switched off."""

from datetime import timedelta

import pytest
import time_machine

from leitsaetze.accounts.actions import switch_off
from leitsaetze.clock import now
from leitsaetze.extensions import db
from tests.accounts.makers import make_staff
from tests.factories import make_person

SIGNED_IN = "Möchten Sie sich auf diesem Gerät abmelden"


def is_in(client) -> bool:
    return SIGNED_IN in client.get("/abmelden").text


@pytest.fixture
def staff(client):
    return client.sign_in(make_staff())


def test_half_an_hour_without_a_click_ends_the_session_of_staff(staff):
    start = now()

    with time_machine.travel(start + timedelta(minutes=29), tick=False):
        assert is_in(staff)
    with time_machine.travel(start + timedelta(minutes=58), tick=False):
        assert is_in(staff)
    with time_machine.travel(start + timedelta(minutes=89), tick=False):
        assert not is_in(staff)
        assert not is_in(staff)


def test_after_twelve_hours_the_session_of_staff_ends_however_busy_they_are(staff):
    start = now()

    for minutes in range(20, 12 * 60, 20):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert is_in(staff)
    with time_machine.travel(start + timedelta(hours=12, minutes=1), tick=False):
        assert not is_in(staff)


def test_styles_and_pictures_are_no_activity(staff):
    start = now()

    with time_machine.travel(start + timedelta(minutes=20), tick=False):
        response = staff.get("/static/mark.svg")
        assert response.status_code == 200
        assert "Set-Cookie" not in response.headers
    with time_machine.travel(start + timedelta(minutes=31), tick=False):
        assert not is_in(staff)


def test_switching_off_ends_a_session_with_the_next_click(staff):
    person = make_staff()
    other = staff.application.test_client().sign_in(person)
    switch_off(person, by=None)
    db.session.commit()

    assert (is_in(staff), is_in(other)) == (True, False)


def test_a_citizen_who_idles_stays_signed_in(client):
    client.sign_in(make_person())

    with time_machine.travel(now() + timedelta(days=3), tick=False):
        assert is_in(client)


def test_a_made_up_session_is_nobody(client):
    make_staff()
    for forged in ("", "x", "niemand", "\x00", "1"):
        with client.session_transaction() as cookie:
            cookie["_user_id"] = forged
            cookie["seen"] = now().timestamp()

        assert not is_in(client)


def test_a_cookie_signed_by_somebody_else_is_nobody(staff):
    value = staff.get_cookie("leitsaetze").value
    staff.set_cookie("leitsaetze", value[:-2] + ("aa" if value[-2:] != "aa" else "bb"))

    assert not is_in(staff)


def test_staff_who_read_public_pages_stay_signed_in(staff):
    start = now()

    for minutes in (20, 40):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            page = staff.get("/impressum")
            assert page.headers["Cache-Control"] == "private, no-store"
    with time_machine.travel(start + timedelta(minutes=65), tick=False):
        assert is_in(staff)


def test_visitors_who_read_get_no_cookie(client):
    response = client.get("/impressum")

    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "public, no-cache"
