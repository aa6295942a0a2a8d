"""The editors' desk as a browser sees it."""

import re
from datetime import timedelta

import pytest

from leitsaetze.clock import now
from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.editing.actions import begin_revision, save_draft, schedule
from leitsaetze.editing.models import Draft
from leitsaetze.editing.rules import fingerprint
from leitsaetze.extensions import db
from leitsaetze.principles.actions import change_dialogue, change_field, prepare_field
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle
from tests.editing.makers import make_draft, make_editor, make_ready, make_unpublished
from tests.factories import (
    make_dialogue,
    make_field,
    make_plain_text,
    make_principle,
    make_revision,
)
from tests.pages.makers import address_of, publish, statements

PERIOD = {"opens_day": "2030-04-29", "closes_day": "2030-05-19"}
NEW = {"title": "Digitale Leitsätze", "contact_email": "dialog@musterland.example"} | PERIOD


@pytest.fixture
def desk(app):
    return app.test_client().sign_in(make_editor())


@pytest.fixture
def other(app):
    return app.test_client().sign_in(make_editor("Ömer"))


def typed(draft, **words) -> dict[str, str]:
    known = {"number": str(draft.number), "field": str(draft.field_id), "seen": "1"}
    texts = {"statement": "Wir teilen.", "explanation": "Mit allen.", "plain_text": ""}
    return known | texts | {"tat": "speichern"} | words


def seen_in(page: str) -> str:
    return re.search(r'name="seen" type="hidden" value="([^"]*)"', page)[1]


def test_an_empty_desk_teaches_how_to_begin(desk):
    page = desk.get("/redaktion/").text

    assert "Hier ist noch kein Dialog." in page
    assert "Neuer Dialog" in page


def test_a_new_dialogue_gets_its_address_from_its_title_and_is_nowhere_public(client, desk):
    answer = desk.post("/redaktion/dialoge/neu", data=NEW)

    assert answer.location == "/redaktion/dialoge/digitale-leitsaetze/"
    (dialogue,) = db.session.scalars(db.select(Dialogue))
    assert dialogue.published_at is None
    assert dialogue.opens_at.isoformat() == "2030-04-28T22:00:00+00:00"
    assert dialogue.closes_at.isoformat() == "2030-05-19T22:00:00+00:00"
    assert client.get("/dialoge/digitale-leitsaetze/").status_code == 404
    assert "Digitale Leitsätze" in desk.get("/redaktion/").text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"opens_day": "31.03.2030", "opens_time": "02:30"}, "gibt es an diesem Tag nicht"),
        ({"opens_day": "morgen"}, "Bitte geben Sie den Tag so an"),
        ({"opens_day": ""}, "Bitte geben Sie einen Tag an."),
        ({"opens_time": "25 Uhr"}, "Bitte geben Sie die Uhrzeit so an"),
        ({"closes_day": "2030-04-01"}, "Das Ende muss nach dem Beginn liegen."),
        ({"title": "!", "slug": ""}, "Bitte geben Sie eine Adresse an."),
        ({"slug": "Zu Groß"}, "darf nur aus Kleinbuchstaben"),
        ({"contact_email": "post"}, "keine gültige E-Mail-Adresse"),
        ({"title": ""}, "Bitte geben Sie einen Titel an."),
    ],
)
def test_what_does_not_fit_is_said_at_the_field_and_nothing_is_founded(desk, given, said):
    answer = desk.post("/redaktion/dialoge/neu", data=NEW | given)

    assert answer.status_code == 422
    assert said in answer.text
    assert "dialog@musterland.example" in answer.text or "contact_email" in given
    assert db.session.scalars(db.select(Dialogue)).all() == []


def test_a_taken_address_is_refused(desk):
    make_dialogue(slug="digitale-leitsaetze")

    answer = desk.post("/redaktion/dialoge/neu", data=NEW)

    assert answer.status_code == 422
    assert "ist schon vergeben" in answer.text


def test_everything_about_a_dialogue_is_changed_and_its_address_until_it_is_public(desk):
    dialogue = make_unpublished(slug="alt")
    facts = {
        "slug": "neu",
        "time_zone": "Europe/Berlin",
        "moderation": "after",
        "reply_within_days": "3",
        "edit_window_minutes": "0",
        "responsible_id": "0",
        "stand_in_id": "0",
        "lead": "Reden Sie mit.",
        "step_0_title": "Kreistag",
        "step_0_when": "27. Juni",
        "step_2_title": "Danach",
        "seen": "1",
    }

    answer = desk.post("/redaktion/dialoge/alt/bearbeiten", data=NEW | facts)

    assert answer.location == "/redaktion/dialoge/neu/"
    db.session.refresh(dialogue)
    assert (dialogue.slug, dialogue.lead, dialogue.moderation.value) == (
        "neu",
        "Reden Sie mit.",
        "after",
    )
    assert dialogue.steps == [
        {"title": "Kreistag", "when": "27. Juni"},
        {"title": "Danach", "when": ""},
    ]
    page = desk.get("/redaktion/dialoge/neu/bearbeiten").text
    assert 'value="2030-05-19"' in page
    dialogue.published_at = now()
    db.session.commit()
    assert 'name="slug"' not in desk.get("/redaktion/dialoge/neu/bearbeiten").text


def test_a_field_is_added_changed_ordered_and_removed(desk):
    dialogue = make_unpublished(slug="neu")
    new = "/redaktion/dialoge/neu/handlungsfelder/neu"
    desk.post(new, data={"title": "Eins"})
    desk.post(new, data={"title": "Zwei", "goal": "Ein Ziel."})
    one, two = db.session.scalars(db.select(FieldOfAction).order_by(FieldOfAction.id))

    desk.post(f"/redaktion/handlungsfelder/{two.id}/hoch")
    desk.post(f"/redaktion/handlungsfelder/{one.id}/", data={"title": "Anders", "seen": "1"})
    page = desk.get("/redaktion/dialoge/neu/").text
    assert page.index("Zwei") < page.index("Anders")
    stale = desk.post(f"/redaktion/handlungsfelder/{one.id}/", data={"title": "X", "seen": "1"})
    assert stale.status_code == 409

    assert desk.post(f"/redaktion/handlungsfelder/{one.id}/loeschen").status_code == 303
    assert db.session.scalars(db.select(FieldOfAction.title)).all() == ["Zwei"]
    assert dialogue.published_at is None


def test_a_field_with_drafts_is_not_removed(desk):
    field = prepare_field(make_dialogue(), title="Voll", by=None)
    make_draft(field)

    answer = desk.post(f"/redaktion/handlungsfelder/{field.id}/loeschen")

    assert answer.status_code == 422
    assert "stehen noch Leitsätze" in answer.text


def test_a_principle_is_begun_written_looked_at_and_published(client, desk):
    field = make_field()
    make_principle(field=field, number=3)

    begun = desk.post(f"/redaktion/handlungsfelder/{field.id}/leitsaetze")
    (draft,) = db.session.scalars(db.select(Draft))
    assert (begun.location, draft.number) == (f"/redaktion/entwuerfe/{draft.id}/", 4)
    words = typed(draft, explanation="Mit **allen**.", tat="vorschau")
    looked = desk.post(begun.location, data=words)
    preview = desk.get(looked.location)
    assert "Vorschau – nicht öffentlich" in preview.text
    assert "<strong>allen</strong>" in preview.text
    assert client.get(looked.location).status_code == 303  # to the sign-in page

    done = desk.post(looked.location, data={"seen": "2", "tat": "veroeffentlichen"})

    assert done.location.startswith("/redaktion/leitsaetze/")
    page = client.get(f"/dialoge/{field.dialogue.slug}/leitsaetze/4/").text
    assert "Mit <strong>allen</strong>." in page
    assert db.session.scalars(db.select(Draft)).all() == []


def test_a_draft_that_changed_since_it_was_looked_at_is_not_published(desk):
    draft = make_draft()
    desk.post(f"/redaktion/entwuerfe/{draft.id}/", data=typed(draft))

    answer = desk.post(f"/redaktion/entwuerfe/{draft.id}/vorschau", data={"seen": "1"})

    assert answer.status_code == 409
    assert "inzwischen geändert" in answer.text
    assert "Mit allen." in answer.text
    assert seen_in(answer.text) == "2"
    assert db.session.scalars(db.select(Principle)).all() == []


def test_who_saves_over_a_colleague_sees_both_texts_and_decides(desk, other):
    draft = make_draft()
    path = f"/redaktion/entwuerfe/{draft.id}/"
    other.post(path, data=typed(draft, statement="Wir hören zu."))

    conflict = desk.post(path, data=typed(draft, statement="Wir lernen."))

    assert conflict.status_code == 409
    assert "Ömer" in conflict.text
    assert "Wir hören zu." in conflict.text
    assert "Wir lernen." in conflict.text
    db.session.refresh(draft)
    assert (draft.statement, draft.version) == ("Wir hören zu.", 2)

    theirs = typed(draft, statement="Wir lernen.", newest="2", tat="gespeichertes")
    page = desk.post(path, data=theirs).text
    assert "Ihr Text, damit er nicht verloren geht" in page
    assert 'name="seen" type="hidden" value="2"' in page
    assert page.count("Wir lernen.") == 1

    mine = typed(draft, statement="Wir lernen.", newest="2", tat="meines")
    assert desk.post(path, data=mine).status_code == 303
    db.session.refresh(draft)
    assert (draft.statement, draft.version) == ("Wir lernen.", 3)


def test_what_is_typed_is_kept_until_it_is_saved(desk):
    draft = make_draft()
    path = f"/redaktion/entwuerfe/{draft.id}/"
    json = {"Accept": "application/json"}
    kept = desk.post(
        path, data=typed(draft, statement="Halb getippt", tat="zwischenstand"), headers=json
    )

    assert "Zwischenstand gesichert" in kept.json["status"]
    assert "Halb getippt" in desk.get(path).text
    db.session.refresh(draft)
    assert draft.statement == "Wir teilen."
    desk.post(path, data=typed(draft, statement="Halb getippt"))
    assert db.session.scalars(db.select(WorkingCopy)).all() == []


def test_a_new_revision_in_an_open_dialogue_needs_a_second_thought(client, desk):
    principle = make_principle(statement="Wir reden.")
    comment = publish(principle, "Gut so.")
    begun = desk.post(f"/redaktion/leitsaetze/{principle.id}/neue-fassung").location
    words = {
        "statement": "Wir hören zu.",
        "explanation": "Besser.",
        "change_note": "Kürzer.",
        "comments": f"/kommentare/{comment.id}",
        "based_on": "1",
        "seen": "1",
    }
    preview = desk.post(begun, data=words | {"tat": "vorschau"}).location
    page = desk.get(preview).text
    assert "Ein Kommentar bezieht sich auf die geltende Fassung." in page

    refused = desk.post(preview, data={"seen": "2", "tat": "veroeffentlichen"})
    assert refused.status_code == 422
    assert "Bitte bestätigen Sie" in refused.text
    done = desk.post(preview, data={"seen": "2", "confirmed": "y", "tat": "veroeffentlichen"})
    assert done.status_code == 303

    shown = client.get(f"/dialoge/{principle.dialogue.slug}/leitsaetze/{principle.number}/").text
    assert "„Wir hören zu.“" in shown
    assert "fassungen/1" in shown
    assert "Gut so." in shown


def test_a_whole_dialogue_is_looked_at_as_readers_will_see_it(desk):
    first = make_principle(number=1, statement="Wir hören zu.")
    second = make_principle(field=first.field, number=2)
    make_draft(first.field, number=3, statement="Wir fahren auch abends.")
    make_draft(first.field, number=4, statement="Wir sind", explanation="")
    begin_revision(second, by=None).statement = "Wir sagen es neu."
    db.session.commit()

    page = desk.get(f"/redaktion/dialoge/{first.dialogue.slug}/vorschau").text

    assert "Vorschau – nicht öffentlich" in page
    shown = re.findall(r'class="words"[^>]*>([^<]*)<', page)
    assert shown == ["„Wir hören zu.“", "„Wir sagen es neu.“", "„Wir fahren auch abends.“"]
    assert "Leitsatz 4 fehlt hier" in page
    assert f'href="/redaktion/leitsaetze/{first.id}/"' in page
    assert 'class="count"' not in page


def test_a_publication_is_planned_in_the_browser_and_taken_back(desk):
    draft = make_draft()
    path = f"/redaktion/entwuerfe/{draft.id}/vorschau"
    day = (now() + timedelta(days=3)).date()

    nothing = desk.post(path, data={"seen": "1", "tat": "planen"})
    assert nothing.status_code == 422
    assert "Bitte geben Sie einen Tag an." in nothing.text
    given = {"seen": "1", "tat": "planen", "day": str(day), "at": "08:00"}
    assert desk.post(path, data=given).status_code == 303
    db.session.refresh(draft)
    assert draft.publish_at.date() == day
    assert "Geplant für" in desk.get(path).text

    desk.post(path, data={"tat": "nicht-planen"})
    db.session.refresh(draft)
    assert draft.publish_at is None


def test_who_changes_a_planned_draft_is_told_that_the_plan_is_off(desk):
    draft = make_draft()
    schedule(draft, now() + timedelta(days=3), by=None)
    db.session.commit()

    saved = desk.post(f"/redaktion/entwuerfe/{draft.id}/", data=typed(draft))

    told = "Die geplante Veröffentlichung ist aufgehoben"
    assert desk.get(saved.location).text.count(told) == 2  # just now, and on the draft
    assert told in desk.get(f"/redaktion/dialoge/{draft.dialogue.slug}/").text
    again = desk.post(
        f"/redaktion/entwuerfe/{draft.id}/", data=typed(draft, seen="2", plain_text="Kurz.")
    )
    assert desk.get(again.location).text.count(told) == 1


def test_a_dialogue_is_published_from_its_checklist(app, client, desk):
    dialogue = make_ready(app, slug="mobil")
    path = "/redaktion/dialoge/mobil/veroeffentlichen"
    assert "offen</span>" not in desk.get(path).text

    shown = {"tat": "veroeffentlichen", "seen": seen_in(desk.get(path).text)}
    assert desk.post(path, data={"tat": "veroeffentlichen"}).status_code == 409
    assert desk.post(path, data=shown).status_code == 303

    assert "Wir teilen." in client.get("/dialoge/mobil/").text
    assert "Öffentliche Seite" in desk.get("/redaktion/dialoge/mobil/").text
    db.session.refresh(dialogue)
    assert dialogue.published_at is not None


@pytest.mark.parametrize("meanwhile", ["facts", "draft", "new draft", "field"])
@pytest.mark.parametrize("wish", ["veroeffentlichen", "planen"])
def test_a_dialogue_that_changed_since_it_was_looked_at_is_not_published(
    app, desk, meanwhile, wish
):
    dialogue = make_ready(app, slug="mobil")
    path = "/redaktion/dialoge/mobil/veroeffentlichen"
    shown = {"tat": wish, "day": "2099-04-29", "seen": seen_in(desk.get(path).text)}
    (draft,) = db.session.scalars(db.select(Draft))
    if meanwhile == "facts":
        change_dialogue(dialogue, by=None, lead="Ganz anders.")
    elif meanwhile == "draft":
        save_draft(draft, seen=1, by=None, statement="Wir teilen nichts.")
    elif meanwhile == "new draft":
        make_draft(draft.field, number=2)
    else:
        change_field(draft.field, by=None, goal="Ein Ziel.")
    db.session.commit()

    answer = desk.post(path, data=shown)

    assert answer.status_code == 409
    assert "Inzwischen hat sich" in answer.text
    db.session.refresh(dialogue)
    assert (dialogue.published_at, dialogue.publish_at) == (None, None)
    again = shown | {"seen": seen_in(answer.text)}
    assert desk.post(path, data=again).status_code == 303


def test_an_unready_dialogue_is_refused_and_the_checklist_says_why(desk):
    make_unpublished(slug="neu")
    path = "/redaktion/dialoge/neu/veroeffentlichen"

    shown = {"tat": "veroeffentlichen", "seen": fingerprint(1, fields=[], drafts=[])}
    answer = desk.post(path, data=shown)

    assert answer.status_code == 422
    assert "/redaktion/dialoge/neu/bearbeiten#contact_phone" in answer.text
    assert "Das kann die Administration" in answer.text
    assert "/verwaltung/" not in answer.text


@pytest.mark.parametrize("kind", ["dialoge", "handlungsfelder", "leitsaetze"])
def test_a_withdrawal_asks_why_and_is_taken_back(client, desk, kind):
    principle = make_principle()
    number = {"dialoge": principle.dialogue.slug, "handlungsfelder": principle.field_id}
    path = f"/redaktion/{kind}/{number.get(kind, principle.id)}/zurueckziehen"
    public = f"/dialoge/{principle.dialogue.slug}/leitsaetze/{principle.number}/"

    assert desk.post(path, data={"note": ""}).status_code == 422
    assert "Wir handeln gemeinsam." in client.get(public).text
    assert desk.post(path, data={"note": "Falscher Stand."}).status_code == 303
    page = client.get(public).text
    assert "Wir handeln gemeinsam." not in page
    assert "Falscher Stand." in page
    assert desk.post(path, data={"tat": "wieder-zeigen"}).status_code == 303
    assert "Wir handeln gemeinsam." in client.get(public).text


@pytest.mark.parametrize("kind", ["dialoge", "handlungsfelder", "leitsaetze"])
def test_a_second_withdrawal_never_shows_again_what_the_first_withdrew(client, desk, other, kind):
    principle = make_principle()
    number = {"dialoge": principle.dialogue.slug, "handlungsfelder": principle.field_id}
    path = f"/redaktion/{kind}/{number.get(kind, principle.id)}/zurueckziehen"
    public = f"/dialoge/{principle.dialogue.slug}/leitsaetze/{principle.number}/"
    sent = {"note": "Falscher Stand.", "submission_key": "ein-knopf", "tat": "zurueckziehen"}

    assert [desk.post(path, data=sent).status_code for _click in range(2)] == [303, 303]
    late = other.post(path, data={"note": "Veraltet.", "tat": "zurueckziehen"})

    assert late.status_code == 409
    assert "Das hat inzwischen schon jemand anderes getan." in late.text
    assert "Veraltet." in late.text
    assert "Wir handeln gemeinsam." not in client.get(public).text
    again = {"submission_key": "anderer-knopf", "tat": "wieder-zeigen"}
    assert [desk.post(path, data=again).status_code for _click in range(2)] == [303, 303]
    assert other.post(path, data={"tat": "wieder-zeigen"}).status_code == 409
    assert "Wir handeln gemeinsam." in client.get(public).text


def test_a_public_principle_moves_into_another_field(client, desk):
    principle = make_principle()
    there = make_field(dialogue=principle.dialogue, title="Lernen", position=2)

    desk.post(f"/redaktion/leitsaetze/{principle.id}/", data={"field": str(there.id)})

    db.session.refresh(principle)
    assert principle.field_id == there.id


def test_the_desk_asks_as_much_with_many_drafts_as_with_few(desk):
    field = make_field()
    path = f"/redaktion/dialoge/{field.dialogue.slug}/"

    def asked_with(numbers) -> int:
        for number in numbers:
            make_draft(field, number=number)
            make_principle(field=field, number=number + 500)
        with statements() as asked:
            assert desk.get(path).status_code == 200
        return len(asked)

    assert asked_with(range(1, 4)) == asked_with(range(4, 24))


def test_what_goes_with_its_dialogue_says_so_on_the_desk(desk):
    principle = make_principle()
    path = f"/redaktion/dialoge/{principle.dialogue.slug}/"
    assert "öffentlich, Fassung 1" in desk.get(path).text

    desk.post(f"{path}zurueckziehen", data={"note": "Veraltet.", "tat": "zurueckziehen"})

    page = desk.get(path).text
    assert page.count("mit dem Dialog zurückgezogen") == 2
    assert "öffentlich, Fassung 1" not in page


def test_who_is_overridden_finds_their_words_again_and_is_told(desk, other):
    draft = make_draft()
    path = f"/redaktion/entwuerfe/{draft.id}/"
    kept = other.post(path, data=typed(draft, statement="Ömers wichtiger Satz."))
    mine = typed(draft, statement="Mein Satz.", tat="meines", newest="2")

    assert (kept.status_code, desk.post(path, data=mine).status_code) == (303, 303)

    db.session.refresh(draft)
    assert draft.statement == "Mein Satz."
    found = other.get(path).text
    assert "Ömers wichtiger Satz." in found
    assert "Hier steht Ihr Zwischenstand" in found
    assert "hat um" in found
    assert "Ömers wichtiger Satz." not in desk.get(path).text


def test_a_preview_names_the_comments_behind_a_change_and_who_hears_of_it(desk):
    principle = make_principle()
    draft = begin_revision(principle, by=None)
    draft.comments = [27, 31]
    db.session.commit()

    page = desk.get(f"/redaktion/entwuerfe/{draft.id}/vorschau").text

    assert 'href="/kommentare/27">Kommentar 27</a>' in page
    assert "bekommt mit der Veröffentlichung eine E-Mail." in page


@pytest.mark.parametrize("deed", ["vorschau", "verwerfen"])
def test_a_second_click_leads_where_the_first_did_though_the_draft_is_gone(desk, deed):
    path = f"/redaktion/entwuerfe/{make_draft(make_principle().field).id}/{deed}"
    sent = {"seen": "1", "submission_key": "ein-knopf", "tat": "veroeffentlichen"}

    first, second = (desk.post(path, data=sent) for _click in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert db.session.scalars(db.select(Draft)).all() == []


def test_a_draft_of_a_planned_dialogue_says_when_it_becomes_public(desk):
    draft = make_draft()
    path = f"/redaktion/entwuerfe/{draft.id}/"
    assert "Der ganze Dialog wird am" not in desk.get(path).text

    draft.dialogue.publish_at = now() + timedelta(days=2)

    assert "Der ganze Dialog wird am" in desk.get(path).text


def test_the_desk_tells_how_plain_words_stand_and_takes_a_yes(client, desk):
    principle = make_principle()
    place = f"/redaktion/leitsaetze/{principle.id}/"
    overview = f"/redaktion/dialoge/{principle.dialogue.slug}/"
    missing = desk.get(overview).text
    make_plain_text(principle, "Kurz.")
    current = desk.get(overview).text
    make_revision(principle, 2)
    outdated, page = desk.get(overview).text, desk.get(place).text

    late = desk.post(f"{place}einfache-sprache-passt/1")
    done = desk.post(f"{place}einfache-sprache-passt/2")

    assert "Einfache Sprache: fehlt" in missing
    assert "Einfache Sprache: aktuell" in current
    assert "Einfache Sprache: veraltet gegenüber Fassung 2" in outdated
    assert "Der Text passt auch zu Fassung 2" in page
    assert (late.status_code, done.status_code) == (409, 303)
    assert "Einfache Sprache: aktuell" in desk.get(place).text
    assert "Kurz." in client.get(f"{address_of(principle)}?sprache=einfach").text


def test_an_editor_changes_nothing_but_the_plain_words(client, desk):
    principle = make_principle()
    make_plain_text(principle, "Kurz.")
    begun = desk.post(f"/redaktion/leitsaetze/{principle.id}/neue-fassung").location
    form = desk.get(begun).text
    held = re.search(r'name="based_on_plain" type="hidden" value="([^"]*)"', form)[1]
    words = {"statement": "Wir handeln gemeinsam.", "explanation": "Eine Erläuterung."}
    own = {"seen": "1", "tat": "vorschau", "based_on": "1", "based_on_plain": held}

    preview = desk.post(begun, data=words | own | {"plain_text": "Noch kürzer."}).location
    looked = desk.get(preview).text
    published = desk.post(preview, data={"seen": seen_in(looked), "tat": "veroeffentlichen"})

    assert "Der Text in Einfacher Sprache passt auch zur neuen Fassung" in form
    assert "Es entsteht keine neue Fassung" in looked
    assert "Noch kürzer." in looked
    told = desk.get(published.location).text
    assert f"Der Text in Einfacher Sprache zu Leitsatz {principle.number} ist veröff" in told
    assert "Noch kürzer." in client.get(f"{address_of(principle)}?sprache=einfach").text
    assert "Fassung 1 vom" in client.get(address_of(principle)).text
