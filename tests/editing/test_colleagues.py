"""Nobody's typed words are lost because a colleague publishes, discards or removes a thing."""

from datetime import timedelta

import pytest
from time_machine import travel

from leitsaetze.clock import now
from leitsaetze.drafts.actions import keep
from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.editing import actions
from leitsaetze.editing.models import Draft
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles.actions import prepare_field
from leitsaetze.principles.models import FieldOfAction, Principle
from tests.editing.makers import make_draft, make_editor
from tests.factories import make_dialogue

HALF = "Halb getippt"
LATER = timedelta(minutes=11)


@pytest.fixture
def oemer(app):
    return make_editor("Ömer")


@pytest.fixture
def kirsten(app):
    return make_editor()


@pytest.fixture
def desk(app, kirsten):
    return app.test_client().sign_in(kirsten)


@pytest.fixture
def other(app, oemer):
    return app.test_client().sign_in(oemer)


def path(draft, rest="") -> str:
    return f"/redaktion/entwuerfe/{draft.id}/{rest}"


def write(about, by) -> None:
    """Let somebody begin to type."""
    fields = [("statement", HALF), ("title", HALF)]
    keep(about, fields, by=by)
    db.session.commit()


def copies() -> list[int]:
    return list(db.session.scalars(db.select(WorkingCopy.person_id)))


def test_a_draft_that_changed_since_it_was_looked_at_is_not_discarded(app, desk):
    draft = make_draft()
    actions.save_draft(draft, seen=1, by=None, statement="Wir teilen alles.")
    db.session.commit()
    with pytest.raises(Conflict):
        actions.discard_draft(draft, seen=1, by=None)

    for stale in ({"seen": "1"}, {}):
        answer = desk.post(path(draft, "verwerfen"), data=stale)
        assert answer.status_code == 409
        assert "inzwischen geändert" in answer.text
        assert "Wir teilen alles." in answer.text
        assert 'name="seen" type="hidden" value="2"' in answer.text

    assert desk.post(path(draft, "verwerfen"), data={"seen": "2"}).status_code == 303
    assert db.session.scalars(db.select(Draft)).all() == []


def test_a_draft_is_not_discarded_while_a_colleague_writes_on_it(app, desk, kirsten, oemer):
    draft = make_draft()
    write(f"draft:{draft.id}", kirsten)
    write(f"draft:{draft.id}", oemer)

    with pytest.raises(RuleViolation, match="Ömer schreibt gerade"):
        actions.discard_draft(draft, seen=1, by=kirsten)
    refused = desk.post(path(draft, "verwerfen"), data={"seen": "1"})
    assert refused.status_code == 422
    assert "Ömer schreibt gerade" in refused.text

    with travel(now() + LATER, tick=False):
        assert desk.post(path(draft, "verwerfen"), data={"seen": "1"}).status_code == 303
    assert copies() == [oemer.id]


def test_publishing_warns_of_who_else_writes_and_leaves_their_words(desk, kirsten, oemer):
    draft = make_draft()
    write(f"draft:{draft.id}", kirsten)
    assert "schreibt gerade" not in desk.get(path(draft, "vorschau")).text
    write(f"draft:{draft.id}", oemer)

    page = desk.get(path(draft, "vorschau")).text
    assert "<bdi>Ömer</bdi> schreibt gerade auch an diesem Entwurf" in page
    assert desk.post(path(draft, "vorschau"), data={"seen": "1"}).status_code == 303

    assert copies() == [oemer.id]


def test_who_saves_a_draft_that_was_published_gets_the_words_back(desk, other):
    draft = make_draft()
    address = path(draft)
    page = other.get(address).text
    place = page.partition('name="place"')[2].partition('value="')[2].partition('"')[0]
    desk.post(path(draft, "vorschau"), data={"seen": "1"})
    (principle,) = db.session.scalars(db.select(Principle))
    words = {"seen": "1", "place": place, "statement": "Wir <teilen> gern.", "tat": "speichern"}

    answer = other.post(address, data=words)

    assert answer.status_code == 410
    assert "Diesen Entwurf gibt es nicht mehr" in answer.text
    assert "Wir &lt;teilen&gt; gern." in answer.text
    assert f'href="/redaktion/leitsaetze/{principle.id}/"' in answer.text
    assert other.get(address).status_code == 404
    assert other.post(address, data={"seen": "1"}).status_code == 404


def test_who_types_on_a_draft_that_was_discarded_is_told_and_finds_what_was_kept(other, oemer):
    draft = make_draft()
    slug, address = draft.dialogue.slug, path(draft)
    place = f"{draft.dialogue_id}.{draft.number}"
    keep(f"draft:{draft.id}", [("statement", HALF), ("place", place)], by=oemer)
    with travel(now() + LATER, tick=False):
        actions.discard_draft(draft, seen=1, by=None)
    db.session.commit()

    typed = {"statement": HALF, "tat": "zwischenstand"}
    told = other.post(address, data=typed, headers={"Accept": "application/json"})
    assert told.status_code == 410
    assert "gibt es nicht mehr" in told.json["status"]
    page = other.get(address)
    assert page.status_code == 410
    assert HALF in page.text
    assert f'href="/redaktion/dialoge/{slug}/"' in page.text
    assert other.post(address, data=typed | {"place": "9999.7"}).status_code == 410


def test_a_field_is_not_removed_while_a_colleague_writes_on_it(desk, other, oemer):
    field = prepare_field(make_dialogue(), title="Noch leer", by=None)
    db.session.commit()
    address = f"/redaktion/handlungsfelder/{field.id}/"
    write(f"field:{field.id}", oemer)

    refused = desk.post(f"{address}loeschen")
    assert refused.status_code == 422
    assert "Ömer schreibt gerade" in refused.text
    with travel(now() + LATER, tick=False):
        assert desk.post(f"{address}loeschen").status_code == 303

    assert db.session.scalars(db.select(FieldOfAction)).all() == []
    for answer in (other.get(address), other.post(address, data={"goal": HALF})):
        assert answer.status_code == 410
        assert HALF in answer.text
        assert "Dieses Handlungsfeld gibt es nicht mehr" in answer.text
