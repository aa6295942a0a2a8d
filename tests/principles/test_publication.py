"""What everybody may know of dialogues and fields: published, withdrawn, ordered, removed."""

import pytest

from leitsaetze.errors import RuleViolation
from leitsaetze.events.queries import dialogues_of_event
from leitsaetze.extensions import db
from leitsaetze.principles import publication, wording
from leitsaetze.principles.actions import change_field, found_dialogue, prepare_field
from leitsaetze.principles.models import FieldOfAction
from leitsaetze.principles.queries import fields_of
from leitsaetze.principles.rules import Phase
from leitsaetze.site.models import Stamp
from tests.factories import make_dialogue, make_event, make_field, make_principle
from tests.pages.makers import publish
from tests.proofs.world import make_dialogue as found

WORDS = ("Wir handeln gemeinsam.", "Eine Erläuterung.", "Ein Vorspann.", "Ein Ziel.", "In Kürze.")


def make_full():
    """A principle in a field in a dialogue, each with words of its own, and a comment."""
    dialogue = make_dialogue(lead="Ein Vorspann.", introduction_html="<p>In Kürze.</p>")
    field = make_field(dialogue=dialogue, goal="Ein Ziel.")
    principle = make_principle(field=field, number=3)
    return principle, publish(principle, "Das bleibt stehen.")


def pages_of(principle, comment) -> list[str]:
    dialogue = f"/dialoge/{principle.dialogue.slug}/"
    own = f"{dialogue}leitsaetze/3/"
    mine = [dialogue, f"{dialogue}kommentare/", own, f"{own}fassungen/1", f"{own}kommentieren"]
    return [*mine, f"/kommentare/{comment.id}", "/", "/dialoge/"]


def words_on(client, paths) -> set[str]:
    pages = [client.get(path) for path in paths]
    assert {page.status_code for page in pages} == {200}
    return {words for words in WORDS for page in pages if words in page.text}


def test_a_withdrawn_dialogue_shows_notices_in_place_of_its_words_and_takes_no_comments(client):
    principle, comment = make_full()
    paths = pages_of(principle, comment)
    assert words_on(client, paths) == set(WORDS)

    publication.withdraw(principle.dialogue, note="Wir fangen neu an.", by=None)
    db.session.commit()

    assert words_on(client, paths) == set()
    assert all("Wir fangen neu an." in client.get(path).text for path in paths[:4])
    assert "Das bleibt stehen." in client.get(paths[2]).text
    assert "Das bleibt stehen." in client.get(paths[5]).text
    assert "Er nimmt keine Kommentare an" in client.get(paths[4]).text
    assert principle.dialogue.phase_at(principle.dialogue.opens_at) is Phase.WITHDRAWN
    assert principle.dialogue.title not in client.get("/").text

    publication.reinstate(principle.dialogue, by=None)
    db.session.commit()
    assert words_on(client, paths) == set(WORDS)


def test_a_withdrawn_field_takes_the_words_of_its_principles_along(client):
    principle, comment = make_full()
    paths = pages_of(principle, comment)

    publication.withdraw(principle.field, note="Gehört nicht hierher.", by=None)
    db.session.commit()

    assert words_on(client, paths) == {"Ein Vorspann.", "In Kürze."}
    assert "Gehört nicht hierher." in client.get(paths[0]).text
    assert "Das Handlungsfeld „Gemeinsam handeln“ mit diesem Leitsatz" in client.get(paths[2]).text
    typed = {"text": "Ja", "name": "Eva", "notice_seen": "1.1.1"}
    assert client.post(paths[4], data=typed).status_code == 422


def test_events_do_not_lead_to_a_withdrawn_dialogue(client):
    dialogue = make_dialogue()
    event = make_event(dialogues=[dialogue])
    publication.withdraw(dialogue, note="Neu.", by=None)
    db.session.commit()

    assert db.session.execute(dialogues_of_event(event.id)).all() == []


def test_what_is_not_published_is_nowhere(client):
    principle, comment = make_full()
    paths = pages_of(principle, comment)
    principle.field.published_at = None
    db.session.commit()

    assert words_on(client, [paths[0], *paths[6:]]) == {"Ein Vorspann.", "In Kürze."}
    assert {client.get(path).status_code for path in paths[2:5]} == {404}


def test_a_withdrawal_needs_a_reason_and_something_public(app):
    with pytest.raises(RuleViolation, match="warum"):
        publication.withdraw(make_dialogue(), note=" ", by=None)
    with pytest.raises(RuleViolation, match="nicht veröffentlicht"):
        publication.withdraw(make_field(published_at=None), note="Weg.", by=None)


def test_a_dialogue_founded_as_a_draft_is_nowhere_until_it_is_published(client):
    draft = found(slug="neu", title="Kommt noch", published=False)
    field = prepare_field(draft, title="Erstes Feld", by=None)
    change_field(field, title="Feld eins", by=None)
    db.session.commit()
    assert client.get("/dialoge/neu/").status_code == 404
    assert draft.stamp.next_change_at is None
    versions = db.select(Stamp.version).where(Stamp.id == draft.stamp_id)
    assert db.session.scalar(versions) == 1

    publication.publish(draft, by=None)
    db.session.commit()

    page = client.get("/dialoge/neu/").text
    assert "Kommt noch" in page
    assert "Feld eins" not in page
    publication.publish(field, by=None)
    db.session.commit()
    assert "Feld eins" in client.get("/dialoge/neu/").text


def test_fields_change_places(app):
    dialogue = make_dialogue()
    fields = [
        make_field(dialogue=dialogue, title=title, position=n) for n, title in enumerate("ABC")
    ]

    publication.shift(fields[2], up=True, by=None)
    assert not publication.shift(fields[0], up=True, by=None)
    db.session.commit()

    assert [one.title for one in db.session.scalars(fields_of(dialogue.id))] == ["A", "C", "B"]


def test_only_an_empty_field_nobody_saw_is_removed(app):
    seen, full = make_field(), make_principle().field
    full.published_at = None
    draft = prepare_field(seen.dialogue, title="Doch nicht", by=None)

    with pytest.raises(RuleViolation, match="nur zurückziehen"):
        publication.remove_field(seen, by=None)
    with pytest.raises(RuleViolation, match="stehen noch Leitsätze"):
        publication.remove_field(full, by=None)
    publication.remove_field(draft, by=None)
    db.session.commit()

    assert set(db.session.scalars(db.select(FieldOfAction.title))) == {"Gemeinsam handeln"}


def test_a_public_principle_stays_in_public_fields(app):
    principle = make_principle()
    draft = prepare_field(principle.dialogue, title="Neu", by=None)

    with pytest.raises(RuleViolation, match="noch nicht veröffentlicht"):
        wording.move(principle, draft, by=None)


def test_founding_publishes_at_once_unless_told_otherwise(app):
    facts = {"contact_email": "a@a.example", "by": None, "title": "Titel"}
    period = {"opens_at": make_dialogue().opens_at, "closes_at": make_dialogue().closes_at}

    assert found_dialogue("eins", **facts, **period).published_at is not None
    assert found_dialogue("zwei", **facts, **period, published=False).published_at is None
