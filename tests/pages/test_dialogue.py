"""The page of a dialogue and its general comments."""

import re
from datetime import timedelta

from leitsaetze.clock import now
from leitsaetze.comments import actions, intake
from leitsaetze.comments.rules import Verdict
from leitsaetze.events.models import EventDialogue
from leitsaetze.extensions import db
from leitsaetze.text import markdown, plain
from tests.factories import (
    make_dialogue,
    make_event,
    make_field,
    make_moderator,
    make_principle,
    saved,
)
from tests.pages.makers import answer, publish


def general(dialogue, text="Es fehlt das Wasser."):
    said = intake.Contribution(words=plain(text), name="Wasserwart")
    comment = intake.submit(said, dialogue)
    actions.decide(comment, Verdict.PUBLISH, by=make_moderator())
    db.session.commit()
    return comment


def test_fields_stand_in_their_order_with_goals_and_ascending_principles(client):
    dialogue = make_dialogue()
    second = make_field(dialogue=dialogue, title="Offen handeln", position=2, goal="Alle teilen.")
    first = make_field(dialogue=dialogue, title="Verbunden sein", position=1)
    for number, field in [(3, second), (2, first), (1, first)]:
        make_principle(field=field, number=number, statement=f"Satz {number}.")

    page = client.get(f"/dialoge/{dialogue.slug}/").text

    places = [
        "Verbunden sein",
        "„Satz 1.“",
        "„Satz 2.“",
        "Offen handeln",
        "Alle teilen",
        "„Satz 3.“",
    ]
    assert sorted(places, key=page.index) == places
    assert f'href="/dialoge/{dialogue.slug}/leitsaetze/3/"' in page


def test_counts_stand_at_the_principles_and_at_the_top(client):
    principle = make_principle()
    other = make_principle(field=principle.field)
    answer(publish(principle))
    publish(principle)

    page = client.get(f"/dialoge/{principle.dialogue.slug}/").text

    counts = dict(re.findall(r'leitsaetze/(\d+)/".*?class="count">(.*?)<', page))
    assert counts == {
        str(principle.number): "2 Kommentare",
        str(other.number): "noch kein Kommentar",
    }
    assert '<dt>Kommentare</dt><dd class="numeral">2</dd>' in page
    assert '<dt>beantwortet</dt><dd class="numeral">1</dd>' in page


def test_introduction_course_contact_and_events_are_shown(client):
    dialogue = make_dialogue(
        introduction_html=markdown("Wir wollen **wissen**, was fehlt.").html,
        steps=[{"title": "Kreistag", "when": "24. Juni"}],
        contact_post="Am Alten Güterbahnhof 4",
        contact_hours="Montag 9 bis 15 Uhr",
    )
    for title, days in [("Treffen morgen", 1), ("Treffen gestern", -1)]:
        event = make_event(title=title, starts_at=now() + timedelta(days=days))
        saved(EventDialogue(event_id=event.id, dialogue_id=dialogue.id))
    make_event(title="Treffen anderswo")

    page = client.get(f"/dialoge/{dialogue.slug}/").text

    assert "<strong>wissen</strong>" in page
    assert "<dt>Kreistag</dt><dd>24. Juni</dd>" in page
    assert "Am Alten Güterbahnhof 4" in page
    assert page.index("Treffen morgen") < page.index("Vergangene") < page.index("Treffen gestern")
    assert "Treffen anderswo" not in page


def test_a_dialogue_without_principles_says_so(client):
    dialogue = make_dialogue()

    page = client.get(f"/dialoge/{dialogue.slug}/").text

    assert "werden noch vorbereitet" in page
    assert "Noch hat niemand allgemein kommentiert" in page


def test_general_comments_are_read_on_a_page_of_their_own(client):
    principle = make_principle()
    publish(principle, "Zum Leitsatz.")
    dialogue = principle.dialogue
    general(dialogue)

    overview = client.get(f"/dialoge/{dialogue.slug}/").text
    page = client.get(f"/dialoge/{dialogue.slug}/kommentare/").text

    assert "1 allgemeinen Kommentar lesen" in overview
    assert "Es fehlt das Wasser." in page
    assert "Zum Leitsatz." not in page
    assert page.count(f'href="/dialoge/{dialogue.slug}/kommentieren"') == 2


def test_a_dialogue_without_general_comments_offers_none(client):
    dialogue = make_dialogue(general_comments_allowed=False)

    assert "kommentieren" not in client.get(f"/dialoge/{dialogue.slug}/").text
    assert "kommentieren" not in client.get(f"/dialoge/{dialogue.slug}/kommentare/").text


def test_a_withdrawn_principle_keeps_its_place_in_the_list(client):
    principle = make_principle(statement="Wir faxen.", withdrawn_at=now())

    page = client.get(f"/dialoge/{principle.dialogue.slug}/").text

    assert "Wir faxen." not in page
    assert '<span class="words muted">zurückgezogen</span>' in page
    assert f"leitsaetze/{principle.number}/" in page
