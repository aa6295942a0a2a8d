"""The page on which a guest answers, from the link in the letter to the stored answer."""

import re
from datetime import timedelta

import pytest

from leitsaetze.accounts.rules import Role
from leitsaetze.clock import moved_to, now
from leitsaetze.events.guest_models import Invitation
from leitsaetze.events.invitations import answer, withdraw_invitation
from leitsaetze.events.rules import Answer, EventStatus, Joining
from leitsaetze.extensions import db
from leitsaetze.mail.letters import text_of
from leitsaetze.site.actions import make_link, secret_of
from leitsaetze.site.models import Submission
from tests.events.makers import letters, make_invitation, page_of
from tests.factories import make_event, make_moderator, make_person

SHOWN = {"notice_seen": "1.1"}  # the words a guest reads beside the form, by their versions
YES = SHOWN | {"answer": "yes", "persons": "2", "brings": "Kuchen für alle"}


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def state():
    """What the database holds of the only invitation."""
    return db.session.execute(
        db.select(Invitation.answer, Invitation.persons, Invitation.brings)
    ).one()


def chosen(page):
    return re.findall(r"<input checked[^>]*value=\"(\w+)\"", page)


def test_the_letter_that_says_yes_has_arrived_names_the_code_of_the_page(client):
    make_invitation(make_event())
    [address] = re.findall(r"http://localhost(/einladung/\S+)", text_of(letters()[0]))
    client.post(address, data=YES)

    [code] = re.findall(r'class="code">([^<]+)<', client.get(address).text)
    told = text_of(letters()[-1])

    assert f"Ihr Code für den Einlass: {code}." in told
    assert "für 2 Personen" in told


def test_a_guest_follows_the_letter_says_yes_and_changes_to_no(client):
    event = make_event(capacity=5)
    invitation = make_invitation(event, words="Ihr Hinweis hat uns gefreut.")
    [address] = re.findall(r"http://localhost(/einladung/\S+)", text_of(letters()[0]))

    shown = client.get(address)
    assert event.title in words(shown)
    assert "Ihr Hinweis hat uns gefreut." in words(shown)
    assert chosen(shown.text) == []

    sent = client.post(address, data=YES)
    assert (sent.status_code, sent.headers["Location"]) == (303, address)
    assert state() == (Answer.YES, 2, "Kuchen für alle")
    assert event.seats_taken == 2

    stored = client.get(address)
    assert "Sie haben für 2 Personen zugesagt." in words(stored)
    assert "Das möchten Sie mitbringen: Kuchen für alle" in words(stored)
    assert f'href="/veranstaltungen/{event.id}/termin.ics"' in stored.text
    assert 'href="#antwort"' in stored.text
    assert chosen(stored.text) == ["yes"]

    client.post(address, data=SHOWN | {"answer": "no", "persons": "2", "brings": ""})
    assert state() == (Answer.NO, 2, "")
    assert event.seats_taken == 0
    assert "Sie haben abgesagt." in words(client.get(address))
    assert invitation.answered_at is not None


def test_opening_the_page_changes_nothing(client):
    address = page_of(make_invitation())

    for _ in range(2):
        client.get(address)
        client.head(address)

    assert state() == (None, 1, "")


def test_a_guess_is_not_found(client):
    address = page_of(make_invitation())

    for guess in (address[:-1], address + "a", "/einladung/x", "/einladung/%00"):
        assert client.get(guess).status_code == 404
        assert client.post(guess, data=YES).status_code == 404


def test_a_link_for_something_else_opens_no_invitation(client):
    invitation = make_invitation()
    other = make_link("confirm", f"invitation:{invitation.id}", lifetime=timedelta(days=1))
    db.session.commit()

    assert client.get(f"/einladung/{secret_of(other)}").status_code == 404


@pytest.mark.parametrize("role", [None, "citizen", *Role])
def test_whoever_has_the_link_may_answer(app, role):
    address = page_of(make_invitation())
    client = app.test_client()
    if role is not None:
        client.sign_in(make_person(*([role] if role in list(Role) else [])))

    assert client.get(address).status_code == 200
    assert client.post(address, data=YES).status_code == 303
    assert state() == (Answer.YES, 2, "Kuchen für alle")


def test_the_page_is_kept_nowhere_and_tells_its_address_to_nobody(client):
    response = client.get(page_of(make_invitation()))

    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"answer": None}, "Bitte wählen Sie eine Antwort."),
        ({"answer": "maybe"}, "Bitte wählen Sie eine Antwort."),
        ({"persons": "0"}, "Bitte geben Sie eine Zahl von 1 bis 10 an."),
        ({"persons": "11"}, "Bitte geben Sie eine Zahl von 1 bis 10 an."),
        ({"persons": "zwei"}, "Bitte geben Sie eine Zahl von 1 bis 10 an."),
        ({"persons": ""}, "Bitte geben Sie eine Zahl von 1 bis 10 an."),
        ({"persons": "9" * 5000}, "Bitte geben Sie eine Zahl von 1 bis 10 an."),
        ({"brings": "a" * 1001}, "Ihr Text hat 1001 Zeichen."),
        ({"brings": "a\x00b"}, "unsichtbare Steuerzeichen"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_everything_typed_is_kept(client, wrong, said):
    address = page_of(make_invitation())
    sent = {name: value for name, value in (YES | wrong).items() if value is not None}

    response = client.post(address, data=sent)

    assert response.status_code == 422
    assert response.text.count(said) == 2  # in the summary and at the field
    [field] = wrong
    assert f'href="#{field}"' in response.text
    assert f'id="{field}-fehler"' in response.text
    if field != "persons":
        assert 'value="2"' in response.text
    if field != "brings":
        assert "Kuchen für alle" in response.text
    if field != "answer":
        assert chosen(response.text) == ["yes"]
    assert state() == (None, 1, "")


def test_a_wrong_number_stays_in_its_field(client):
    response = client.post(page_of(make_invitation()), data=YES | {"persons": "zwei"})

    assert 'value="zwei"' in response.text


def test_a_full_room_is_said_kindly_and_perhaps_stays_open(client):
    event = make_event(capacity=3)
    invitation = make_invitation(event)
    answer(make_invitation(event), Answer.YES, persons=2)
    address = page_of(invitation)

    refused = client.post(address, data=YES)

    assert refused.status_code == 422
    assert "für Sie noch: 1" in words(refused)
    assert chosen(refused.text) == ["yes"]
    assert "Kuchen für alle" in refused.text
    assert (event.seats_taken, invitation.answer) == (2, None)
    assert client.post(address, data=YES | {"answer": "perhaps"}).status_code == 303
    assert "Sie kommen vielleicht." in words(client.get(address))
    assert (event.seats_taken, invitation.answer) == (2, Answer.PERHAPS)


def test_a_form_sent_twice_counts_once_and_sent_changed_counts_anew(client):
    event = make_event(capacity=5)
    address = page_of(make_invitation(event))
    key = {"submission_key": "one-rendered-form"}

    for _ in range(2):
        assert client.post(address, data=YES | key).status_code == 303
    client.post(address, data=SHOWN | {"answer": "no", "persons": "1"})
    client.post(address, data=YES | key)
    assert state().answer is Answer.NO

    client.post(address, data=YES | key | {"persons": "3"})
    assert (state().answer, event.seats_taken) == (Answer.YES, 3)


def test_no_table_keeps_the_secret_of_the_page(client):
    address = page_of(make_invitation())

    client.post(address, data=YES)

    kept = db.session.execute(db.select(Submission.key, Submission.answer)).all()
    assert kept
    assert not any(address.rpartition("/")[2] in str(row) for row in kept)


def test_after_the_start_the_page_can_only_be_read(client):
    invitation = make_invitation(make_event(capacity=5))
    address = page_of(invitation)
    client.post(address, data=YES)

    with moved_to(invitation.event.starts_at):
        shown = client.get(address)
        refused = client.post(address, data=SHOWN | {"answer": "no", "persons": "1"})

    assert "Sie haben für 2 Personen zugesagt." in words(shown)
    assert "lässt sich nicht mehr ändern" in words(shown)
    assert "<form" not in shown.text
    assert refused.status_code == 422
    assert "kann nicht mehr beantwortet werden" in words(refused)
    assert (state().answer, invitation.event.seats_taken) == (Answer.YES, 2)


def test_the_link_ends_three_days_after_the_event(client):
    invitation = make_invitation()
    address, end = page_of(invitation), invitation.event.ends_at

    with moved_to(end + timedelta(hours=71)):
        assert client.get(address).status_code == 200
    with moved_to(end + timedelta(hours=73)):
        assert client.get(address).status_code == 404


def test_a_withdrawn_invitation_says_so_and_asks_nothing(client):
    invitation = make_invitation(
        make_event(joining=Joining.INVITATION, online_link="https://geheim.example/raum")
    )
    address = page_of(invitation)
    assert "geheim.example" in client.get(address).text
    withdraw_invitation(invitation, by=make_moderator())

    shown, refused = client.get(address), client.post(address, data=YES)

    assert "haben wir zurückgenommen" in words(shown)
    assert "geheim.example" not in shown.text
    assert "<form" not in shown.text
    assert refused.status_code == 422
    assert state() == (None, 1, "")


def test_an_invitation_to_a_cancelled_event_says_so(client):
    invitation = make_invitation()
    invitation.event.status = EventStatus.CANCELLED

    response = client.get(page_of(invitation))

    assert "findet leider nicht statt" in words(response)
    assert "<form" not in response.text


def test_an_event_that_goes_on_after_midnight_is_answered_until_its_start(client):
    invitation = make_invitation(make_event(starts_at=now() + timedelta(minutes=1)))

    assert client.post(page_of(invitation), data=YES).status_code == 303


def test_the_form_is_protected_and_a_lost_session_keeps_what_was_typed(csrf_app):
    address = page_of(make_invitation())

    response = csrf_app.test_client().post(address, data=YES)

    assert response.status_code == 400
    assert "Kuchen für alle" in response.text
    assert chosen(response.text) == ["yes"]
    assert state() == (None, 1, "")


def test_what_a_guest_types_stays_text(client):
    address = page_of(make_invitation())

    client.post(address, data=YES | {"brings": "<script>alert(1)</script>\nZeile zwei"})

    page = client.get(address).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\nZeile zwei" in page
