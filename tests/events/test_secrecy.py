"""Who was invited and what they answered is never public."""

import re
from datetime import timedelta

import pytest

from leitsaetze.clock import now
from leitsaetze.comments.rules import Status
from leitsaetze.events import minutes, minutes_letters
from leitsaetze.events.invitations import answer
from leitsaetze.events.minutes_rules import Said
from leitsaetze.events.registering import Wish, register
from leitsaetze.events.rules import Answer, Joining
from leitsaetze.events.series_models import Series
from leitsaetze.extensions import db
from leitsaetze.principles import publication, wording
from leitsaetze.principles.actions import prepare_field
from leitsaetze.principles.editions import keep_edition
from leitsaetze.web.access import Audience, audience_of
from tests.events.makers import make_guest, make_invitation
from tests.factories import make_comment, make_event, make_person, make_principle
from tests.papers import words_in
from tests.proofs.ways import in_easy_language

CANARIES = ("kanarienvogel", "Zaunkönig", "Rotkehlchen", "Buchfink", "Goldammer", "Wendehals")


@pytest.fixture
def nest(app):
    """A guest, an invitation and an answer full of words nobody else may read."""
    guest = make_guest(address="kanarienvogel@musterland.example", name="Zaunkönig")
    event = make_event(capacity=5)
    comment = make_comment(status=Status.PUBLISHED, author_id=guest.id)
    invitation = make_invitation(event, guest=guest, comment=comment, words="Rotkehlchen")
    answer(invitation, Answer.YES, persons=2, brings="Buchfink")
    event.joining = Joining.REGISTRATION
    for name in ("Goldammer", "Wendehals"):  # the second one waits
        register(event, make_person(address=f"{name}@post.example"), Wish(name, persons=3))
    keep_edition(comment.dialogue, "Entwurf", by=None)
    in_easy_language(comment.dialogue)
    event.series = [Series(slug=comment.dialogue.slug, title="Reihe")]
    event.starts_at = now() - timedelta(hours=1)
    minutes.save_minutes(event, Said(participants=1, text="Einer kam."), by=None, seen=0)
    minutes.publish_minutes(event, by=None, seen=1)
    minutes_letters.tell(event)
    db.session.commit()
    return {
        "event_id": event.id,
        "comment_id": comment.id,
        "slug": comment.dialogue.slug,
        "number": comment.principle.number,
        "n": 1,
    }


def addresses(app, known):
    """Every public address that can be built from what is known."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        public = audience_of(app.view_functions[rule.endpoint]) is Audience.PUBLIC
        texts = rule.rule.startswith("/<any(")
        if public and not texts and rule.arguments <= known.keys():
            yield adapter.build(rule.endpoint, {name: known[name] for name in rule.arguments})


def test_no_public_page_tells_who_was_invited_or_what_they_said(app, nest):
    client = app.test_client()
    seen = {address: client.get(address) for address in addresses(app, nest)}

    assert f"/veranstaltungen/{nest['event_id']}/" in seen
    for address, response in seen.items():
        assert response.status_code == 200, address
        assert not [word for word in CANARIES if word in words_in(response)], address


def test_the_logs_tell_nothing_of_it_either(app, caplog):
    caplog.set_level("DEBUG")

    guest = make_guest(address="kanarienvogel@musterland.example")
    answer(make_invitation(guest=guest, words="Rotkehlchen"), Answer.YES, brings="Buchfink")
    db.session.commit()

    assert not [word for word in CANARIES if word in caplog.text]


@pytest.mark.parametrize("what", ["principle", "field", "dialogue"])
@pytest.mark.parametrize("root", ["", "/en"])
def test_an_event_shows_no_words_that_are_withdrawn(client, what, root):
    principle = make_principle(statement="Wir zeigen das nicht mehr.")
    principle.field.title = "Feld von gestern"
    event = make_event(principles=[principle], fields=[principle.field])
    db.session.commit()
    address = f"{root}/veranstaltungen/{event.id}/"
    assert "Wir zeigen das nicht mehr." in client.get(address).text
    thing = {"field": principle.field, "dialogue": principle.dialogue}.get(what, principle)

    (wording.withdraw if what == "principle" else publication.withdraw)(thing, note="Alt.", by=None)
    db.session.commit()
    page = client.get(address).text

    assert "Wir zeigen das nicht mehr." not in page
    assert ("Feld von gestern" in page) == (what == "principle")


def test_an_event_names_no_field_nobody_knows_of_yet(client):
    principle = make_principle()
    secret = prepare_field(principle.dialogue, title="Geheimes Feld", by=None)
    event = make_event(fields=[secret])
    db.session.commit()

    assert "Geheimes Feld" not in client.get(f"/veranstaltungen/{event.id}/").text


def test_the_form_is_the_same_however_many_wait(app):
    """Free seats may be known, the length of the list may not."""
    event = make_event(joining=Joining.REGISTRATION, capacity=1, title="Werkstatt")

    def shown(waiting: int) -> str:
        for _ in range(waiting):
            register(event, make_person(), Wish("Ada"))
        page = app.test_client().get(f"/veranstaltungen/{event.id}/anmelden").text
        return re.sub(r' value="[^"]+"', "", page)

    shown(1)
    one, six = shown(1), shown(5)

    assert "Zurzeit sind alle Plätze vergeben." in one
    assert one == six
