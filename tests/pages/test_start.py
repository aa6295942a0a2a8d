"""The start page and the list of dialogues."""

from datetime import timedelta

from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.site.actions import change_setting
from tests.factories import make_dialogue, make_event, make_field, make_principle
from tests.pages.makers import publish


def test_a_fresh_installation_says_what_will_be_here(client):
    change_setting("county", "Landkreis Musterland")
    change_setting("county_phone", "01234 567-0")

    page = client.get("/").text

    assert "Hier entsteht ein Dialog" in page
    assert "Wir bereiten die ersten Leitsätze vor." in page
    assert "Telefon 01234 567-0" in page
    assert "Nächste Veranstaltungen" not in page
    assert "Noch ist kein Dialog veröffentlicht." in client.get("/dialoge/").text


def test_one_open_dialogue_is_the_start_page(client):
    dialogue = make_dialogue(title="Digitale Leitsätze", lead="Was fehlt?", reply_within_days=5)
    field = make_field(dialogue=dialogue)
    for number in (1, 2):
        make_principle(field=field, number=number)

    page = client.get("/").text

    assert "<h1>Digitale Leitsätze</h1>" in page
    assert "Was fehlt?" in page
    assert "Zu den 2 Leitsätzen" in page
    assert f'href="/dialoge/{dialogue.slug}/"' in page
    assert "in der Regel in 5 Arbeitstagen" in page
    assert "Telefon 01234 567-89" in page


def test_several_open_dialogues_stand_side_by_side(client):
    make_dialogue(title="Digitale Leitsätze")
    make_dialogue(title="Radverkehr")

    page = client.get("/").text

    assert "2 Dialoge sind offen." in page
    assert page.index("Offene Dialoge") < page.index("Digitale Leitsätze")
    assert "Radverkehr" in page


def test_upcoming_and_ended_dialogues_have_their_place(client):
    long_ago, soon = now() - timedelta(days=30), now() + timedelta(days=30)
    ended = make_dialogue(title="Radverkehr", opens_at=long_ago - timedelta(days=20))
    publish(make_principle(field=make_field(dialogue=ended)))
    ended.closes_at = long_ago
    make_dialogue(title="Wasser", opens_at=soon, closes_at=soon + timedelta(days=20))
    db.session.commit()

    start, all_dialogues = client.get("/").text, client.get("/dialoge/").text

    assert "Zurzeit ist kein Dialog offen" in start
    assert start.index("Demnächst") < start.index("Wasser") < start.index("Radverkehr")
    assert "1 Kommentar" in start[start.index("Abgeschlossene Dialoge") :]
    assert all_dialogues.index("Wasser") < all_dialogues.index("Abgeschlossen")
    assert all_dialogues.index("Abgeschlossen") < all_dialogues.index("Radverkehr")


def test_drafts_of_dialogues_are_nowhere(client):
    draft = make_dialogue(title="Geheimer Entwurf")
    principle = make_principle(field=make_field(dialogue=draft))
    comment = publish(principle)
    draft.published_at = None
    paths = ["", "kommentare/", f"leitsaetze/{principle.number}/"]

    found = [client.get(f"/dialoge/{draft.slug}/{path}") for path in paths]
    found.append(client.get(f"/dialoge/{draft.slug}/leitsaetze/{principle.number}/fassungen/1"))
    found.append(client.get(f"/kommentare/{comment.id}"))

    assert [answer.status_code for answer in found] == [404] * 5
    assert "Geheimer Entwurf" not in client.get("/").text + client.get("/dialoge/").text


def test_the_next_events_are_shown_the_past_ones_not(client):
    make_event(title="Treffen morgen", starts_at=now() + timedelta(days=1))
    make_event(title="Treffen gestern", starts_at=now() - timedelta(days=1))

    page = client.get("/").text

    assert "Treffen morgen" in page
    assert "Treffen gestern" not in page
