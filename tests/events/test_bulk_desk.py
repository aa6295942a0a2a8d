"""Inviting and reminding many on the editors' desk, as a browser without scripts sees it."""

import re
from datetime import timedelta

import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.comments.position_rules import Position
from leitsaetze.events import invitations
from leitsaetze.events.guest_models import Invitation
from leitsaetze.events.registering import Wish, register, register_caller
from leitsaetze.events.rules import Answer, EventStatus, Joining
from leitsaetze.extensions import begin_writing, db
from tests.events.makers import arrive, letters, make_guest, make_invitation
from tests.events.test_bulk import invited, write_all, wrote
from tests.factories import make_dialogue, make_event, make_field, make_person, make_principle

DESK = "/redaktion/veranstaltungen/"


@pytest.fixture
def principle(app):
    return make_principle()


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def inviting(event, *chosen, step="&schritt=zahlen"):
    return f"{DESK}{event.id}/einladen?" + "&".join(chosen) + step


def test_the_preview_shows_numbers_and_no_names(desk, principle):
    event = make_event(dialogues=[principle.dialogue])
    guest, shy = wrote(principle), wrote(principle, make_person())
    known = wrote(principle)
    make_invitation(event, guest=known)

    shown = desk.get(inviting(event))

    assert "Gefunden: 3 Personen" in words(shown)
    assert "Nicht zugestimmt, eingeladen zu werden: eine Person" in words(shown)
    assert "schon eingeladen: eine Person" in words(shown)
    assert "Eine Einladung bekommt: eine Person" in words(shown)
    for person in (guest, shy, known):
        assert person.address not in shown.text
    assert "Eine Bürgerin" not in shown.text


def test_looking_invites_nobody(desk, principle):
    event = make_event(dialogues=[principle.dialogue])
    wrote(principle)

    desk.get(inviting(event))

    assert db.session.scalars(db.select(Invitation)).all() == []


def test_what_is_chosen_stays_ticked_and_narrows_the_numbers(desk, principle):
    field = make_field(dialogue=principle.dialogue, position=2, title="Mobil bleiben")
    other = make_principle(field=field, statement="Der Bus kommt.")
    wrote(principle)
    wrote(other, position=Position.QUESTION)
    event = make_event(dialogues=[principle.dialogue])

    shown = desk.get(inviting(event, f"feld={field.id}", "haltung=frage"))

    assert "Gefunden: eine Person" in words(shown)
    assert re.search(rf'id="feld-{field.id}"[^>]* checked', shown.text)
    assert re.search(r'id="haltung-frage"[^>]* checked', shown.text)
    assert not re.search(rf'id="leitsatz-{other.id}"[^>]* checked', shown.text)
    assert "Der Bus kommt." in shown.text


@pytest.mark.parametrize("chosen", ["leitsatz=999", "feld=x", "haltung=laut", "leitsatz="])
def test_a_choice_that_is_not_offered_never_makes_the_circle_wider(desk, principle, chosen):
    event = make_event(dialogues=[principle.dialogue])
    wrote(principle)

    assert desk.get(inviting(event, chosen)).status_code == 404
    assert desk.post(inviting(event, chosen), data={"words": "Kommen Sie?"}).status_code == 404
    assert db.session.scalars(db.select(Invitation)).all() == []


def test_only_what_the_event_accompanies_can_be_chosen(desk, principle):
    stranger = make_principle(field=make_field(dialogue=make_dialogue()))
    wrote(stranger)
    event = make_event(dialogues=[principle.dialogue])

    assert desk.get(inviting(event, f"leitsatz={stranger.id}")).status_code == 404
    assert "Gefunden: 0 Personen" in words(desk.get(inviting(event)))


def test_sending_invites_with_these_words(desk, principle):
    event = make_event(dialogues=[principle.dialogue])
    guest = wrote(principle)

    sent = desk.post(
        inviting(event, f"leitsatz={principle.id}"), data={"words": "Kommen Sie, es gibt Tee."}
    )
    page = desk.get(sent.location)
    write_all()

    assert sent.status_code == 303
    assert "Eine Person ist eingeladen." in words(page)
    [letter] = letters()
    assert letter.address == guest.address
    assert "Kommen Sie, es gibt Tee." in letter.text


def test_sending_the_same_form_again_invites_nobody_again(desk, principle):
    event = make_event(dialogues=[principle.dialogue])
    wrote(principle)
    typed = {"words": "Kommen Sie?", "submission_key": "einmal-und-nie-wieder"}

    first, again = (desk.post(inviting(event), data=typed) for _ in range(2))

    assert first.status_code == again.status_code == 303
    assert len(db.session.scalars(db.select(Invitation)).all()) == 1


def test_words_that_are_too_long_stay_in_the_form(desk, principle):
    event = make_event(dialogues=[principle.dialogue])
    wrote(principle)

    refused = desk.post(inviting(event), data={"words": "Tee " * 600})

    assert refused.status_code == 422
    assert "Tee Tee" in refused.text
    assert db.session.scalars(db.select(Invitation)).all() == []


def test_without_numbers_nothing_is_sent(desk, principle):
    event = make_event(dialogues=[principle.dialogue])
    wrote(principle)

    desk.post(inviting(event, step=""), data={"words": "Kommen Sie?"})

    assert db.session.scalars(db.select(Invitation)).all() == []


@pytest.mark.parametrize("status", [EventStatus.DRAFT, EventStatus.CANCELLED])
def test_the_page_says_why_nobody_can_be_invited(desk, status):
    event = make_event(status=status)

    shown = desk.get(inviting(event))

    assert "Die Veranstaltung ist" in words(shown)
    assert "Zahlen zeigen" not in shown.text


def test_reminding_shows_numbers_and_reminds_once(desk, principle):
    event = make_event(dialogues=[principle.dialogue])
    silent = invited(event)
    invited(event, Answer.NO)

    before = desk.get(f"{DESK}{event.id}/erinnern")
    sent = desk.post(f"{DESK}{event.id}/erinnern")
    write_all()
    after = desk.get(f"{DESK}{event.id}/erinnern")

    assert "Eine Erinnerung bekommt: eine Person" in words(before)
    assert silent.guest.address not in before.text
    assert sent.status_code == 303
    assert [it.address for it in letters() if it.kind == "invitation_reminder"] == [
        silent.guest.address
    ]
    assert "Schon erinnert: eine Person" in words(after)
    assert "Zurzeit ist niemand zu erinnern." in words(after)
    again = desk.post(f"{DESK}{event.id}/erinnern")
    assert again.status_code == 422
    assert "Zurzeit ist niemand zu erinnern." in words(again)


def cells(page):
    """The table of numbers: what each line says, by its heading."""
    table = page.text.partition('<table class="counts"')[2].partition("</table>")[0]
    rows = re.findall(r'<th scope="row">([^<]+)</th>(.*?)</tr>', table, re.DOTALL)
    return {name: re.findall(r">(\d*)</td>", line) for name, line in rows}


def test_the_desk_says_in_one_table_who_comes_and_counts_nobody_twice(desk):
    event = make_event(joining=Joining.REGISTRATION, capacity=4)
    both = make_guest()
    begin_writing()
    register(event, both, Wish("Ada", persons=2))
    db.session.commit()
    invited(event, Answer.YES, guest=both)
    begin_writing()
    invitations.answer(db.session.scalars(db.select(Invitation)).one(), Answer.YES, persons=2)
    db.session.commit()
    invited(event, Answer.YES)
    invited(event, Answer.PERHAPS)
    invited(event, Answer.NO)
    make_invitation(event)
    begin_writing()
    register_caller(event, Wish("Kim", persons=3), address="", reached_by="Tel.", by=make_person())
    db.session.commit()

    assert cells(desk.get(f"{DESK}{event.id}/")) == {
        "eingeladen": ["5", ""],
        "zugesagt": ["2", "3"],
        "vielleicht": ["1", ""],
        "können nicht": ["1", ""],
        "noch keine Antwort": ["1", ""],
        "angemeldet": ["1", "2"],
        "Platz angeboten": ["0", "0"],
        "auf der Warteliste": ["1", "3"],
        "noch nicht bestätigt": ["0", "0"],
        "kommen": ["2", "3"],
    }


def test_the_desk_tells_how_many_letters_are_still_to_be_written(desk, principle):
    event = make_event(dialogues=[principle.dialogue])
    wrote(principle)
    desk.post(inviting(event), data={"words": ""})

    assert "Ein Brief wird noch geschrieben." in words(desk.get(f"{DESK}{event.id}/"))
    write_all()
    assert "Ein Brief wird noch geschrieben." not in words(desk.get(f"{DESK}{event.id}/"))


def test_nothing_of_it_is_public(client, desk, principle):
    event = make_event(dialogues=[principle.dialogue])
    wrote(principle)
    address = f"/veranstaltungen/{event.id}/"
    before = client.get(address)
    desk.post(inviting(event), data={"words": "Geheim"})
    write_all()
    arrive()

    after = client.get(address)

    assert after.data == before.data
    with time_machine.travel(now() + timedelta(minutes=1)):
        assert "eingeladen" not in client.get(address).text
