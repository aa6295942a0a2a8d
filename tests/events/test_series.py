"""Series and municipalities: at the desk, on their pages, in calendars."""

import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import now
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.events.actions import change_event, draft_event, hold_event
from leitsaetze.events.life import cancel_event, publish_event
from leitsaetze.events.municipalities import (
    add_municipality,
    move_municipality,
    remove_municipality,
    rename_municipality,
)
from leitsaetze.events.series import begin_series, change_series
from leitsaetze.events.series_models import EventSeries, Municipality, Series
from leitsaetze.events.series_queries import municipalities
from leitsaetze.events.series_rules import Way
from leitsaetze.extensions import begin_writing, db
from tests.events.makers import details
from tests.factories import make_dialogue, make_event
from tests.pages.makers import statements

DESK = "/redaktion/veranstaltungen/"
TOWNS, SERIES = f"{DESK}gemeinden/", f"{DESK}reihen/"
PAGE, FEED = "/veranstaltungen/reihen/werkstatt/", "/veranstaltungen/reihen/werkstatt.ics"
LEAST = {"kind": "workshop", "title": "Werkstatt Oberau", "starts_day": "2099-05-20"}


@pytest.fixture
def series(editor):
    begun = begin_series("werkstatt", "Digital-Werkstatt", "In **jeder** Gemeinde.", by=editor)
    db.session.commit()
    return begun


def names():
    db.session.expire_all()
    return [one.name for one in db.session.scalars(municipalities())]


def towns(editor, *wanted):
    added = [add_municipality(name, by=editor) for name in wanted]
    db.session.commit()
    return added


def entries(response):
    return Calendar.from_ical(response.data).walk("VEVENT")


def test_nobody_knows_of_a_series_until_one_of_its_events_is_public(client, editor, series):
    draft = draft_event(details(title="Geheim"), by=editor, series=[series])
    db.session.commit()
    assert [client.get(address).status_code for address in (PAGE, FEED)] == [404, 404]
    assert "Digital-Werkstatt" not in client.get("/veranstaltungen/").text.replace(
        "digital-werkstatt", ""
    ).replace('">Digital-Werkstatt</option>', "")

    publish_event(draft, by=editor, seen="0")
    db.session.commit()

    page = client.get(PAGE)
    assert (page.status_code, client.get(FEED).status_code) == (200, 200)
    assert "<p>In <strong>jeder</strong> Gemeinde.</p>" in page.text
    assert f'href="{PAGE}"' in client.get("/veranstaltungen/").text


def test_a_series_shows_its_public_events_and_they_lead_back(client, editor, series):
    shown = hold_event(details(title="Offen"), by=editor, series=[series])
    draft_event(details(title="Geheim"), by=editor, series=[series])
    other = make_event(title="Fremd")
    db.session.commit()

    page = client.get(PAGE)

    assert f'href="/veranstaltungen/{shown.id}/"' in page.text
    assert "Geheim" not in page.text
    assert "Fremd" not in page.text
    assert f'href="{PAGE}"' in client.get(f"/veranstaltungen/{shown.id}/").text
    assert PAGE not in client.get(f"/veranstaltungen/{other.id}/").text
    assert [str(one["SUMMARY"]) for one in entries(client.get(FEED))] == ["Offen"]


def test_a_calendar_that_polls_a_feed_sees_changes_and_cancellations(client, editor, series):
    dialogue = make_dialogue(slug="digital", title="Digitale Leitsätze")
    event = hold_event(details(), by=editor, series=[series], dialogues=[dialogue])
    make_event(title="Fremd")
    db.session.commit()
    feeds = [FEED, "/dialoge/digital/veranstaltungen.ics"]
    tags = [client.get(feed).headers["ETag"] for feed in feeds]

    change_event(event, details(title="Anders"), by=editor)
    db.session.commit()
    for feed, tag in zip(feeds, tags, strict=True):
        again = client.get(feed, headers={"If-None-Match": tag})
        (entry,) = entries(again)
        assert (str(entry["SUMMARY"]), entry["SEQUENCE"]) == ("Anders", 1)

    cancel_event(event, by=editor, seen="1", reason="Krank.")
    db.session.commit()
    for feed in feeds:
        (entry,) = entries(client.get(feed))
        assert (entry["STATUS"], entry["SEQUENCE"], entry["UID"]) == ("CANCELLED", 2, event.uid)


def test_feeds_name_themselves_and_a_hidden_dialogue_has_none(client, editor, series):
    hold_event(details(), by=editor, series=[series])
    dialogue = make_dialogue(slug="digital", title="Digitale, und: Leitsätze")
    make_dialogue(slug="entwurf", published_at=None)
    db.session.commit()

    for address, name in (
        (FEED, "Digital-Werkstatt"),
        ("/dialoge/digital/veranstaltungen.ics", "Digitale, und: Leitsätze"),
    ):
        found = client.get(address)
        calendar = Calendar.from_ical(found.data)
        assert found.content_type == "text/calendar; charset=utf-8"
        assert (str(calendar["NAME"]), str(calendar["X-WR-CALNAME"])) == (name, name)
    make_event(dialogues=[dialogue])
    shown = client.get("/dialoge/digital/").text
    assert 'href="/dialoge/digital/veranstaltungen.ics"' in shown
    for slug in ("entwurf", "keiner"):
        assert client.get(f"/dialoge/{slug}/veranstaltungen.ics").status_code == 404


def test_an_event_changes_its_series_and_never_has_two(app, editor, series):
    other = begin_series("zweite", "Zweite", "", by=editor)
    event = hold_event(details(), by=editor, series=[series])
    db.session.commit()

    assert change_event(event, details(starts_at=event.starts_at), by=editor, series=[other]) == {
        "series"
    }
    db.session.commit()

    assert db.session.execute(db.select(EventSeries.series_id)).all() == [(other.id,)]


def test_the_form_of_an_event_takes_series_and_municipalities(desk, editor, series):
    oberau, lindach = towns(editor, "Oberau", "Lindach")
    chosen = {"series": str(series.id), "municipalities": [lindach.id, oberau.id]}

    made = desk.post(f"{DESK}neu", data=LEAST | chosen)

    assert made.status_code == 303
    edit = desk.get(f"{made.location}bearbeiten").text
    assert f'<option selected value="{series.id}">Digital-Werkstatt</option>' in edit
    assert edit.count('name="municipalities" type="checkbox"') == 2
    assert len(re.findall(r'checked [^>]*name="municipalities"', edit)) == 2
    shown = desk.get(f"{made.location}vorschau").text
    assert "Oberau, Lindach" in shown
    assert PAGE in shown

    odd = {"series": "99", "municipalities": ["x", "0", "77"], "seen": "0"}
    assert desk.post(f"{made.location}bearbeiten", data=LEAST | odd).status_code == 303
    after = desk.get(f"{made.location}vorschau").text
    assert "Oberau, Lindach" not in after
    assert PAGE not in after


def test_a_series_is_begun_and_changed_at_the_desk(desk, client):
    assert "Noch gibt es keine Reihe." in desk.get(SERIES).text
    typed = {"title": "Digital-Werkstatt", "slug": "werkstatt", "text": "Worum es **geht**."}

    assert desk.post(f"{SERIES}neu", data=typed).location == SERIES
    begun = db.session.scalars(db.select(Series)).one()
    assert (begun.slug, begun.html) == ("werkstatt", "<p>Worum es <strong>geht</strong>.</p>")
    taken = desk.post(f"{SERIES}neu", data=typed)
    assert (taken.status_code, "schon vergeben" in taken.text) == (422, True)
    assert "Worum es **geht**." in taken.text

    new = {"title": "Werkstatt", "text": "Neu.", "slug": "anders", "seen": "1"}
    assert desk.post(f"{SERIES}{begun.id}", data=new).status_code == 303
    db.session.expire_all()
    assert (begun.title, begun.slug, begun.version) == ("Werkstatt", "werkstatt", 2)
    late = desk.post(f"{SERIES}{begun.id}", data=new | {"text": "Zu spät."})
    assert (late.status_code, "Zu spät." in late.text, "Neu." in late.text) == (409, True, True)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"title": ""}, "Bitte geben Sie der Reihe einen Titel."),
        ({"slug": ""}, "Bitte geben Sie eine Adresse ein."),
        ({"slug": "Größe"}, "Kleinbuchstaben"),
        ({"slug": "a/b"}, "Kleinbuchstaben"),
        ({"text": "[" * 60}, "verschachtelte Zeichen"),
    ],
)
def test_what_cannot_be_kept_of_a_series_is_said_at_its_field(desk, typed, says):
    least = {"title": "Werkstatt", "slug": "werkstatt", "text": ""}

    found = desk.post(f"{SERIES}neu", data=least | typed)

    assert (found.status_code, says in found.text) == (422, True)
    assert db.session.scalars(db.select(Series)).all() == []


def test_municipalities_are_added_renamed_moved_and_removed_at_the_desk(desk, client):
    for name in ("Oberau", "Lindach", "Steinfeld"):
        assert desk.post(TOWNS, data={"name": name}).status_code == 303
    assert "steht schon in der Liste" in desk.post(TOWNS, data={"name": "Oberau"}).text
    assert desk.post(TOWNS, data={"name": "  "}).status_code == 422
    one, two, three = db.session.scalars(db.select(Municipality.id).order_by(Municipality.id))

    desk.post(f"{TOWNS}{three}/platz", data={"tat": "hoch"})
    assert names() == ["Oberau", "Steinfeld", "Lindach"]
    desk.post(f"{TOWNS}{one}/platz", data={"tat": "hoch"})
    desk.post(f"{TOWNS}{one}/platz", data={"tat": "quer"})
    assert names() == ["Oberau", "Steinfeld", "Lindach"]
    desk.post(f"{TOWNS}{one}/platz", data={"tat": "runter"})
    assert names() == ["Steinfeld", "Oberau", "Lindach"]

    desk.post(f"{TOWNS}{two}", data={"name": "Lindach am See", "seen": "Lindach"})
    late = desk.post(f"{TOWNS}{two}", data={"name": "Lindau", "seen": "Lindach"})
    assert (late.status_code, "Lindau" in late.text) == (409, True)
    desk.post(f"{TOWNS}{one}/entfernen")
    assert names() == ["Steinfeld", "Lindach am See"]
    assert client.get(TOWNS).status_code != 200


def test_deeds_on_municipalities_are_logged_and_refuse(app, editor):
    first, second = towns(editor, "Oberau", "Lindach")
    make_event(municipalities=[first])

    begin_writing()
    with pytest.raises(RuleViolation, match="Entfernen lässt sich nur"):
        remove_municipality(first, by=editor)
    with pytest.raises(Conflict):
        rename_municipality(first, "Neu", by=editor, seen="Alt")
    with pytest.raises(RuleViolation, match="steht schon"):
        rename_municipality(first, "Lindach", by=editor, seen="Oberau")
    move_municipality(second, Way.UP, by=editor)
    remove_municipality(second, by=editor)
    db.session.commit()

    deeds = [
        entry.deed
        for entry in db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id))
        if entry.subject.startswith("municipality:")
    ]
    assert deeds == [f"municipality.{it}" for it in ("added", "added", "moved", "removed")]


def test_a_change_of_a_series_that_others_changed_is_refused(app, editor, series):
    change_series(series, "Neu", "", by=editor, seen=1)
    with pytest.raises(Conflict):
        change_series(series, "Anders", "", by=editor, seen=1)
    change_series(series, "Neu", "", by=editor, seen=2)
    assert series.version == 2


def test_a_long_series_is_shown_page_by_page(client, series, monkeypatch):
    monkeypatch.setattr("leitsaetze.events.lists.PER_PAGE", 3)
    for day in range(1, 6):
        make_event(title=f"N{day}", starts_at=now() + timedelta(days=day), series=[series])
        make_event(title=f"V{day}", starts_at=now() - timedelta(days=day), series=[series])
    make_event(title="N9", starts_at=now() + timedelta(days=2))
    db.session.commit()

    def shown(address):
        return re.findall(r">([NV]\d)</a>", client.get(address).text)

    def further(address):
        main = client.get(address).text.partition("<main")[2].partition("</main>")[0]
        return re.findall(rf'href="({PAGE}\?nach=\d+)"', main)

    assert shown(PAGE) == ["N1", "N2", "N3", "V1", "V2", "V3"]
    later, earlier = further(PAGE)
    assert (shown(later), further(later)) == (["N4", "N5"], [])
    assert (shown(earlier), further(earlier)) == (["V4", "V5"], [])
    assert "<strong>jeder</strong>" not in client.get(later).text
    assert f'href="{PAGE}"' in client.get(later).text
    assert shown(f"{PAGE}?nach=99999999999999999999") == shown(PAGE)


def test_a_series_asks_as_much_with_many_events_as_with_few(app, series):
    client = app.test_client()

    def asked():
        app.extensions["pages"].clear()
        with statements() as found:
            assert client.get(PAGE).status_code == 200
        return len(found)

    make_event(series=[series])
    few = asked()
    for _ in range(9):
        make_event(series=[series])
    assert asked() == few
