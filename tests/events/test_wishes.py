"""For which municipalities somebody wishes to be invited."""

from dataclasses import replace

import pytest

from leitsaetze.accounts.actions import agree
from leitsaetze.accounts.rules import ConsentKind
from leitsaetze.comments.models import Comment
from leitsaetze.errors import RuleViolation
from leitsaetze.events import bulk, invitations
from leitsaetze.events.municipalities import add_municipality, remove_municipality
from leitsaetze.events.series_models import InvitationWish
from leitsaetze.events.wishes import wish, wished_by
from leitsaetze.extensions import db
from tests.events.test_bulk import all_of, wrote
from tests.factories import make_event, make_moderator, make_person, make_principle

PAGE = "/mein/einladungen/gemeinden"


@pytest.fixture
def places(app):
    made = [add_municipality(name, by=None) for name in ("Oberau", "Unterau", "Moorbek")]
    db.session.commit()
    return made


@pytest.fixture
def person(app):
    made = make_person()
    given = {"wording": "Ja", "version": 1, "given_with": "comment:1"}
    agree(made, ConsentKind.INVITATIONS, **given)
    db.session.commit()
    return made


@pytest.fixture
def own(app, person):
    return app.test_client().sign_in(person)


def choose(browser, *numbers):
    return browser.post(PAGE, data={"municipalities": list(numbers), "submission_key": "x"})


def names(person):
    return [it.name for it in wished_by(person)]


def test_chosen_ones_stand_in_ones_own_area_until_others_are_chosen(own, person, places):
    assert "für alle Gemeinden eingeladen" in own.get("/mein/").text

    assert choose(own, places[2].id, places[0].id).status_code == 303
    assert names(person) == ["Oberau", "Moorbek"]
    assert "nur hier eingeladen werden: Oberau, Moorbek." in own.get("/mein/").text
    assert own.get(PAGE).text.count(" checked") == 2

    choose(own, places[1].id)
    assert names(person) == ["Unterau"]
    choose(own)
    assert names(person) == []


def test_they_are_gone_with_the_consent(own, person, places):
    choose(own, places[0].id)
    own.post("/mein/einladungen/abbestellen")

    assert names(person) == []
    assert "nicht zugestimmt" in own.get(PAGE).text
    assert "<form" not in own.get(PAGE).text.partition("<h1>")[2]
    assert choose(own, places[0].id).status_code == 422
    assert names(person) == []


def test_nobody_wishes_without_having_agreed(app, places):
    stranger = make_person()
    db.session.commit()
    browser = app.test_client().sign_in(stranger)

    assert choose(browser, places[0].id).status_code == 422
    assert names(stranger) == []


def test_what_is_on_no_list_is_refused_and_changes_nothing(own, person, places):
    choose(own, places[0].id)

    assert choose(own, 999).status_code == 422
    assert names(person) == ["Oberau"]


def test_a_municipality_goes_with_the_wishes_for_it(own, person, places):
    choose(own, places[0].id, places[1].id)
    remove_municipality(places[0], by=make_moderator())
    db.session.commit()

    assert names(person) == ["Unterau"]
    assert db.session.query(InvitationWish).count() == 1


def test_nobody_is_invited_for_other_municipalities_than_those_they_chose(app, places):
    principle, by = make_principle(), make_moderator()
    here, there, anywhere = (wrote(principle) for _ in range(3))
    wish(here, [places[0].id, places[2].id])
    wish(there, [places[1].id])
    event = make_event(municipalities=[places[0]])
    open_to_all = make_event()
    criteria = all_of(principle)
    db.session.commit()

    chosen = bulk.to_be_invited(event, criteria)
    assert (set(chosen.chosen), chosen.elsewhere) == ({here.id, anywhere.id}, 1)
    assert set(bulk.to_be_invited(open_to_all, criteria).chosen) == {here.id, there.id, anywhere.id}
    named = replace(criteria, municipalities=(places[0].id, places[1].id))
    assert set(bulk.to_be_invited(event, named).chosen) == {here.id}
    assert set(bulk.to_be_invited(open_to_all, named).chosen) == {here.id, there.id}
    with pytest.raises(RuleViolation, match="anderswo"):
        invitations.invite(there, event, by=by)
    assert invitations.invite(here, event, by=by).guest_id == here.id


def test_moderators_are_offered_what_fits_the_wish_of_the_author(app, places):
    principle = make_principle()
    author = wrote(principle)
    wish(author, [places[1].id])
    make_event(title="Abend in Oberau", municipalities=[places[0]])
    make_event(title="Abend in Unterau", municipalities=[places[1]])
    make_event(title="Abend für alle")
    db.session.commit()
    desk = app.test_client().sign_in(make_moderator())
    comment = db.session.scalars(db.select(Comment)).one()

    page = desk.get(f"/moderation/kommentare/{comment.id}").text
    offered = page.partition('name="invite_to"')[2].partition("</select>")[0]

    assert ["Oberau" in offered, "Unterau" in offered, "für alle" in offered] == [False, True, True]
