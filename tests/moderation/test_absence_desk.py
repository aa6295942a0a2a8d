"""The pages on which a team enters its absences and a moderator chooses the digest."""

from datetime import timedelta

import pytest

from leitsaetze.accounts.digests import own_digest
from leitsaetze.accounts.rules import Role
from leitsaetze.clock import today
from leitsaetze.comments import intake
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.extensions import db
from leitsaetze.site.actions import all_settings
from leitsaetze.site.models import Absence
from tests.accounts.makers import make_staff
from tests.comments.test_intake import make_open_principle, said
from tests.factories import make_absence, make_person

DESK, DIGEST = "/moderation/abwesenheit/", "/mein/konto/uebersicht"
ZONE = "Europe/Berlin"


@pytest.fixture
def moderator(app):
    return make_staff(Role.MODERATOR)


@pytest.fixture
def desk(app, moderator):
    return app.test_client().sign_in(moderator)


def typed(first: int, last: int | None = None, **given) -> dict[str, str]:
    """A form for days so many days from now."""
    days = [str(today(ZONE) + timedelta(days=it)) if it is not None else "" for it in (first, last)]
    return {"first_day": days[0], "last_day": days[1], "words": "Betriebsurlaub"} | given


def absences() -> list[Absence]:
    return list(db.session.scalars(db.select(Absence).order_by(Absence.id)))


def test_what_is_entered_is_listed_and_says_how_much_it_moves(desk):
    principle = make_open_principle(reply_within_days=5)
    comment = intake.submit(said(), principle.dialogue, principle)
    db.session.commit()
    before = comment.due_at

    assert desk.post(DESK, data=typed(0, 6)).status_code == 303

    page = desk.get(DESK).text
    assert "Betriebsurlaub" in page
    assert "Für einen offenen Eintrag gilt ein anderer Tag" in page
    assert db.session.get_one(QueueEntry, comment.id).due_at > before
    assert desk.post(f"{DESK}{absences()[0].id}/beenden").status_code == 303
    assert "Diese Tage zählen wieder." in desk.get(DESK).text
    assert absences() == []
    assert db.session.get_one(QueueEntry, comment.id).due_at == before


def test_the_same_form_twice_enters_once(desk):
    form = typed(3, submission_key="ein-formular")

    assert [desk.post(DESK, data=form).status_code for _ in range(2)] == [303, 303]
    assert [(it.first_day, it.last_day) for it in absences()] == [
        (today(ZONE) + timedelta(days=3),) * 2
    ]


def test_ending_twice_says_so(desk, moderator):
    absence = make_absence(by=moderator)
    address = f"{DESK}{absence.id}/beenden"

    assert [desk.post(address).status_code for _ in range(2)] == [303, 303]
    assert "Diese Abwesenheit ist schon gelöscht." in desk.get(DESK).text


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"first_day": "", "words": "x"}, "first_day"),
        ({"first_day": "31.2.2027", "words": "x"}, "first_day"),
        ({"first_day": "morgen", "last_day": "nie", "words": "x"}, "last_day"),
        (typed(5, 3), "last_day"),
        (typed(1, 90), "last_day"),
        (typed(1, words=""), "words"),
        (typed(1, words="x" * 81), "words"),
    ],
)
def test_what_cannot_be_meant_is_said_at_the_field_and_kept(desk, form, field):
    answer = desk.post(DESK, data=form)

    assert answer.status_code == 422
    assert f'id="{field}-fehler"' in answer.text
    assert all(f'value="{value}"' in answer.text for value in form.values() if value)
    assert absences() == []


def test_days_that_are_entered_already_are_refused(desk, moderator):
    make_absence(by=moderator)

    answer = desk.post(DESK, data=typed(32))

    assert answer.status_code == 422
    assert "Einige dieser Tage sind schon als Abwesenheit eingetragen." in answer.text


def test_one_that_has_begun_offers_to_end_it_and_one_that_is_over_only_stands_there(
    desk, moderator
):
    make_absence(by=moderator, first_day=today(ZONE) - timedelta(days=2), words="Umzug")
    make_absence(by=moderator, first_day=today(ZONE) - timedelta(days=20), words="Alle krank")

    page = desk.get(DESK).text

    assert page.count("Ab heute wieder da") == 1
    assert page.count("/beenden") == 1
    assert "Alle krank" in page


def test_an_entry_shows_until_when_its_answer_is_due(desk):
    principle = make_open_principle(reply_within_days=30)
    comment = intake.submit(said(), principle.dialogue, principle)
    db.session.commit()
    address = f"/moderation/kommentare/{comment.id}"

    def badge() -> str:
        return desk.get(address).text.partition('id="eintrag"')[2]

    assert "Antwort bis" in badge()
    entry = db.session.get_one(QueueEntry, comment.id)
    entry.due_at = entry.waiting_since + timedelta(minutes=1)
    db.session.commit()
    assert "bald fällig: Antwort bis" in badge()
    entry = db.session.get_one(QueueEntry, comment.id)
    entry.due_at = entry.waiting_since - timedelta(days=1)
    db.session.commit()
    assert "überfällig: Antwort war bis" in badge()


def test_a_moderator_chooses_days_and_hour(desk, moderator):
    assert "Montag, Dienstag, Mittwoch, Donnerstag, Freitag" in desk.get("/mein/konto/").text

    assert desk.post(DIGEST, data={"weekdays": ["0", "5"], "hour": "17"}).status_code == 303

    page = desk.get("/mein/konto/").text
    assert "Montag, Samstag" in page
    assert "um 17 Uhr" in page
    desk.post(DIGEST, data={"hour": "17"})
    assert own_digest(moderator).weekdays == ()
    assert "Sie bekommen keine Übersicht per E-Mail." in desk.get("/mein/konto/").text


@pytest.mark.parametrize("form", [{"weekdays": "7", "hour": "8"}, {"weekdays": "0", "hour": "24"}])
def test_what_no_week_has_is_refused(desk, moderator, form):
    assert desk.post(DIGEST, data=form).status_code == 422
    assert (own_digest(moderator).weekdays, own_digest(moderator).hour) == ((0, 1, 2, 3, 4), 8)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR, None])
def test_who_does_not_moderate_has_neither(app, role):
    reader = app.test_client().sign_in(make_staff(role) if role else make_person())

    for address in (DESK, DIGEST):
        assert reader.get(address).status_code == 403
        assert reader.post(address, data=typed(3)).status_code == 403
    assert absences() == []
    assert "Übersicht per E-Mail" not in reader.get("/mein/konto/").text


def test_administrators_name_a_person_of_the_staff(app, moderator):
    desk = app.test_client().sign_in(make_staff(Role.ADMINISTRATOR, name="Adele Amt"))
    address = "/verwaltung/einstellungen/moderation"

    refused = desk.post(address, data={"escalation_to": "999999", "escalation_days": "0"})
    assert refused.status_code == 422
    assert 'id="escalation_to-fehler"' in refused.text
    assert 'id="escalation_days-fehler"' in refused.text
    named = {"escalation_to": str(moderator.id), "escalation_days": "2"}
    assert desk.post(address, data=named).status_code == 303

    assert all_settings()["escalation_to"] == str(moderator.id)
    page = desk.get("/verwaltung/einstellungen/").text
    assert moderator.name in page
    assert "Gespeichert. Das gilt ab jetzt." in page
    assert moderator.name not in app.test_client().get("/impressum").text
