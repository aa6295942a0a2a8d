"""Minutes: written at the desk, public when published, corrected where everybody sees it."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import Role
from leitsaetze.clock import now
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Lane, Source, Status
from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.editing.models import Draft
from leitsaetze.events import minutes_queries, results
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.invitations import answer
from leitsaetze.events.minutes_models import EventResult, Minutes, MinutesEdition, Task
from leitsaetze.events.rules import Answer, EventStatus
from leitsaetze.events.seat_rules import Seat
from leitsaetze.extensions import db
from leitsaetze.principles.models import Principle
from tests.accounts.makers import make_staff
from tests.events.makers import arrive, letters, make_invitation
from tests.events.test_seats import at_once
from tests.factories import make_dialogue, make_event, make_field, make_person, make_principle

TASKS = "/redaktion/veranstaltungen/aufgaben/"
SECRET = "Noch nicht öffentlich"
RESULTS = {"result_1": "Der Bus fährt auch abends.", "result_2": "Mehr Plätze im Hort."}


@pytest.fixture
def principle(app):
    return make_principle(number=7, field=make_field(dialogue=make_dialogue()))


@pytest.fixture
def event(app, principle):
    return make_event(
        title="Werkstatt Oberau",
        starts_at=now() - timedelta(days=2),
        dialogues=[principle.field.dialogue],
        fields=[principle.field],
        principles=[principle],
    )


def of(event, rest="protokoll/"):
    return f"/redaktion/veranstaltungen/{event.id}/{rest}"


def page_of(event, rest="protokoll/"):
    return f"/veranstaltungen/{event.id}/{rest}"


def write(desk, event, seen=0, **typed):
    given = {"text": "Wir haben **lange** geredet.", "participants": "12"} | RESULTS | typed
    ids = {"fields": [it.id for it in event.fields], "principles": [event.principles[0].id]}
    return desk.post(of(event, "protokoll/bearbeiten"), data=given | ids | {"seen": str(seen)})


def publish(desk, event, seen=1, **typed):
    return desk.post(of(event), data={"seen": str(seen), **typed})


def pdf_of(client, event, prefix=""):
    found = client.get(f"{prefix}{page_of(event, 'protokoll.pdf')}")
    assert (found.status_code, found.mimetype) == (200, "application/pdf")
    return PdfReader(BytesIO(found.data))


def words_on(pdf):
    return " ".join(page.extract_text() for page in pdf.pages).replace("\n", " ")


def tags_in(node):
    """The names of all tags below one, as readers of the PDF meet them."""
    below = node.get("/K", [])
    found = [str(node["/S"])] if "/S" in node else []
    for one in below if isinstance(below, list) else [below]:
        kid = one.get_object()
        found += tags_in(kid) if isinstance(kid, dict) else []
    return found


def lists_in(node):
    """The lists below a node of the tags, each as its items; a list follows the item it is in."""
    below = node.get("/K", [])
    kids = [it.get_object() for it in (below if isinstance(below, list) else [below])]
    found = [(kid, lists_in(kid)) for kid in kids if isinstance(kid, dict)]
    kinds = {"/L", "/LI"}
    return [it for kid, inside in found for it in ([inside] if kid.get("/S") in kinds else inside)]


def the(table):
    return db.session.scalars(db.select(table)).one()


def test_nobody_reads_them_before_they_are_published(client, desk, event):
    assert write(desk, event, text=SECRET).location == of(event)

    assert SECRET in desk.get(of(event)).text
    assert the(Minutes).said.results == tuple(RESULTS.values())
    for path in ("protokoll/", "protokoll.pdf", "protokoll/fassungen/1"):
        assert client.get(page_of(event, path)).status_code == 404
    assert SECRET not in client.get(page_of(event, "")).text
    assert "Protokoll" not in client.get(page_of(event, "")).text


def test_published_they_stand_on_a_page_of_their_own_and_on_that_of_the_event(client, desk, event):
    write(desk, event)
    before = client.get(page_of(event, ""))
    publish(desk, event)

    found = client.get(page_of(event))
    shown = client.get(page_of(event, ""), headers={"If-None-Match": before.headers["ETag"]})

    assert shown.status_code == found.status_code == 200
    for words in ("<strong>lange</strong>", "12 Personen", "Ergebnis 2", RESULTS["result_1"]):
        assert words in found.text
    assert event.fields[0].title in found.text
    assert event.principles[0].revision.statement in found.text
    assert RESULTS["result_2"] in shown.text
    english = client.get(f"/en{page_of(event)}").text
    assert "Result 2" in english
    assert f'lang="de">{RESULTS["result_1"]}' in english


def test_a_correction_is_a_new_edition_and_numbers_stay(client, desk, event):
    write(desk, event)
    publish(desk, event)
    write(desk, event, 1, result_1="", result_3="Ein Hort mehr.")

    refused = publish(desk, event, 2)
    done = publish(desk, event, 2, note="Ergebnis 1 galt nicht.")

    assert (refused.status_code, done.status_code) == (422, 303)
    page = client.get(page_of(event)).text
    assert "Dieses Ergebnis ist gestrichen." in page
    assert re.findall(r'id="ergebnis-(\d)"', page) == ["1", "2", "3"]
    assert "Berichtigt: Ergebnis 1 galt nicht." in page
    earlier = client.get(page_of(event, "protokoll/fassungen/1")).text
    assert RESULTS["result_1"] in earlier
    assert "Das ist eine frühere Fassung." in earlier
    numbers = db.session.scalars(db.select(EventResult.number).order_by(EventResult.number))
    assert numbers.all() == [1, 2, 3]


def test_before_they_are_public_results_move_up(desk, event):
    write(desk, event, result_1="")

    assert the(Minutes).results == [RESULTS["result_2"]]


def test_nothing_new_is_not_published_twice(desk, event):
    write(desk, event)
    publish(desk, event)

    assert "Es hat sich nichts geändert" in publish(desk, event, 1, note="Nur so").text
    assert db.session.scalar(db.select(db.func.count(MinutesEdition.id))) == 1


@pytest.mark.parametrize(
    "given",
    [
        {"starts_at": now() + timedelta(days=400)},
        {"starts_at": now() - timedelta(days=2), "status": EventStatus.CANCELLED},
        {"starts_at": now() - timedelta(days=2), "status": EventStatus.DRAFT},
    ],
)
def test_only_what_has_begun_and_takes_place_has_minutes(desk, given):
    event = make_event(**given)

    page = desk.get(of(event)).text
    refused = desk.post(of(event, "protokoll/bearbeiten"), data={"text": "X", "seen": "0"})

    assert "Protokoll schreiben" not in page
    assert (refused.status_code, refused.location) == (422, None)
    assert db.session.get(Minutes, event.id) is None


def test_two_editors_lose_nothing(desk, event):
    write(desk, event)

    refused = write(desk, event, 0, text="Meine Worte")

    assert refused.status_code == 409
    assert "Meine Worte" in refused.text
    assert "Was inzwischen gespeichert ist" in refused.text
    assert the(Minutes).text == "Wir haben **lange** geredet."
    assert write(desk, event, 1, text="Meine Worte").status_code == 303


def test_what_is_typed_is_kept_and_can_be_looked_at(desk, event):
    typed = {"text": "Halb *fertig*", "result_1": "Erstes", "seen": "0"}
    desk.post(of(event, "protokoll/bearbeiten"), data=typed | {"tat": "zwischenstand"})
    assert the(WorkingCopy).about == f"event:{event.id}:protokoll"
    assert "Halb *fertig*" in desk.get(of(event, "protokoll/bearbeiten")).text

    looked = desk.post(of(event, "protokoll/bearbeiten"), data=typed | {"tat": "vorschau"})

    assert "<em>fertig</em>" in looked.text
    assert db.session.get(Minutes, event.id) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"participants": "viele"}, "Bitte geben Sie eine ganze Zahl ein."),
        ({"participants": "999999"}, "Diese Zahl ist zu groß."),
        ({"result_2": "x" * 601}, "Der Text ist zu lang"),
    ],
)
def test_what_cannot_be_kept_is_said_at_the_field(desk, event, typed, said):
    found = write(desk, event, **typed)

    assert found.status_code == 422
    assert said in found.text


def test_a_result_becomes_a_comment_once(client, desk, event, principle):
    write(desk, event)
    publish(desk, event)
    way, place = of(event, "protokoll/ergebnisse/2/kommentar"), f"leitsatz {principle.id}"
    typed = {"place": place, "words": RESULTS["result_2"]}

    assert RESULTS["result_2"] in desk.get(way).text
    assert desk.post(way, data=typed).location == of(event)
    again = desk.post(way, data=typed)

    comment = the(Comment)
    assert (comment.status, comment.source) == (Status.PUBLISHED, Source.EVENT)
    assert (comment.author_id, comment.name) == (None, "Werkstatt Oberau")
    assert (comment.principle_id, the(QueueEntry).lane) == (principle.id, Lane.AWAITING_REPLY)
    assert "schon ein Kommentar geworden" in again.text
    link = f'href="/veranstaltungen/{event.id}/protokoll/#ergebnis-2"'
    dialogue = principle.field.dialogue
    assert link in client.get(f"/kommentare/{comment.id}").text
    moderator = desk.application.test_client().sign_in(make_staff(Role.MODERATOR))
    assert link in moderator.get(f"/moderation/kommentare/{comment.id}").text
    assert link in client.get(f"/dialoge/{dialogue.slug}/leitsaetze/{principle.number}/").text
    assert f'href="/kommentare/{comment.id}"' in client.get(page_of(event)).text
    assert f'href="/kommentare/{comment.id}"' in client.get(page_of(event, "")).text


def test_a_closed_dialogue_takes_results_but_one_that_has_not_begun_does_not(desk, event):
    dialogue = event.dialogues[0]
    dialogue.opens_at, dialogue.closes_at = (now() - timedelta(days=n) for n in (30, 9))
    coming = make_dialogue(opens_at=now() + timedelta(days=9), closes_at=now() + timedelta(days=20))
    event.dialogues.append(coming)
    db.session.commit()
    write(desk, event)
    publish(desk, event)
    way = of(event, "protokoll/ergebnisse/1/kommentar")

    assert f'value="dialog {coming.id}"' not in desk.get(way).text
    refused = desk.post(way, data={"place": f"dialog {coming.id}", "words": "X"})
    done = desk.post(way, data={"place": f"dialog {dialogue.id}", "words": "X"})

    assert (refused.status_code, done.status_code) == (422, 303)
    assert the(Comment).principle_id is None


def test_a_struck_result_becomes_nothing(desk, event):
    write(desk, event)
    publish(desk, event)
    write(desk, event, 1, result_1="")
    publish(desk, event, 2, note="Falsch.")

    for deed in ("kommentar", "aufgabe", "entwurf"):
        assert desk.get(of(event, f"protokoll/ergebnisse/1/{deed}")).status_code == 404
        assert desk.get(of(event, f"protokoll/ergebnisse/9/{deed}")).status_code == 404


def test_a_result_becomes_a_task_that_gets_done(client, desk, event):
    write(desk, event)
    publish(desk, event)
    way = of(event, "protokoll/ergebnisse/1/aufgabe")
    typed = {"words": "Fahrplan prüfen", "responsible": "Amt für Verkehr", "due_day": "2027-06-30"}

    assert desk.post(way, data={"words": "", "seen": "0"}).status_code == 422
    desk.post(way, data=typed | {"seen": "0"})
    open_page, listed = client.get(page_of(event)).text, desk.get(TASKS).text
    stale = desk.post(way, data=typed | {"done_day": "2027-05-01", "seen": "0"})
    done = desk.post(way, data=typed | {"done_day": "2027-05-01", "seen": "1"})

    assert "Aufgabe: Fahrplan prüfen" in open_page
    assert "bis 30. Juni 2027" in open_page
    assert "Fahrplan prüfen" in listed
    assert (stale.status_code, done.status_code) == (409, 303)
    assert the(Task).done_on == date(2027, 5, 1)
    assert "erledigt am 1. Mai 2027" in client.get(page_of(event)).text
    assert "Fahrplan prüfen" not in desk.get(TASKS).text
    assert "Fahrplan prüfen" in desk.get(f"{TASKS}?ansicht=erledigt").text


def test_a_result_goes_into_a_revision_and_both_pages_say_so(client, desk, event, principle):
    write(desk, event)
    publish(desk, event)
    way = of(event, "protokoll/ergebnisse/1/entwurf")

    begun = desk.post(way, data={"target": f"Principle {principle.id}"})
    draft = the(Draft)
    assert begun.location == f"/redaktion/entwuerfe/{draft.id}/"
    assert draft.change_note == RESULTS["result_1"]
    assert "Ergebnis 1" in desk.get(begun.location).text
    assert "steht schon in einem Entwurf" in desk.get(way).text
    assert "steht schon" in desk.post(way, data={"target": f"Principle {principle.id}"}).text
    assert "Fassung 2" not in client.get(page_of(event)).text
    draft.statement, draft.explanation = "Busse fahren abends.", "Darum."
    db.session.commit()
    publishing = {"seen": str(draft.version), "confirmed": "y", "tat": "veroeffentlichen"}
    desk.post(f"/redaktion/entwuerfe/{draft.id}/vorschau", data=publishing)

    assert db.session.scalars(db.select(Draft)).all() == []
    place = f"/dialoge/{principle.field.dialogue.slug}/leitsaetze/{principle.number}/"
    assert f'href="{place}fassungen/2"' in client.get(page_of(event)).text
    for path in (place, f"{place}fassungen/2"):
        page = client.get(path).text
        assert f'href="/veranstaltungen/{event.id}/protokoll/#ergebnis-1"' in page
        assert "Werkstatt Oberau" in page


def test_a_discarded_draft_lets_the_result_go(desk, event, principle):
    write(desk, event)
    publish(desk, event)
    way = of(event, "protokoll/ergebnisse/1/entwurf")
    desk.post(way, data={"target": f"FieldOfAction {principle.field_id}"})
    draft = the(Draft)
    assert draft.statement == RESULTS["result_1"]

    desk.post(f"/redaktion/entwuerfe/{draft.id}/verwerfen", data={"seen": str(draft.version)})

    assert db.session.scalars(db.select(Draft)).all() == []
    assert "In den Entwurf übernehmen" in desk.get(way).text


def test_the_pdf_says_the_same_and_is_tagged(client, desk, event):
    text = "## Ablauf\n\nErst _so_ #panic $1$.\n\n- eins\n- zwei\n\n1. erstens\n2. zweitens"
    write(desk, event, text=text)
    publish(desk, event)
    desk.post(
        of(event, "protokoll/ergebnisse/1/aufgabe"),
        data={"words": "Prüfen", "responsible": "Amt", "due_day": "2027-06-30", "seen": "0"},
    )

    pdf = pdf_of(client, event)

    root, said = pdf.trailer["/Root"], words_on(pdf)
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("de", True)
    assert pdf.metadata.title == "Protokoll: Werkstatt Oberau"
    for words in ("12 Personen", "Ablauf", "so #panic $1$.", "zweitens", "Ergebnis 2", "Prüfen"):
        assert words in said
    tags = tags_in(root["/StructTreeRoot"])
    assert [tags.count(it) for it in ("/H1", "/L", "/LI")] == [1, 3, 5]
    assert tags.count("/H2") == 3
    assert "Result 2" in words_on(pdf_of(client, event, "/en"))


def test_lists_inside_lists_stand_so_on_paper(client, desk, event):
    write(
        desk,
        event,
        text="3. Wege\n    - Radweg\n        1. Belag\n    - Fußweg\n4. Busse\n\nSchluss",
    )
    publish(desk, event)

    pdf = pdf_of(client, event)

    assert "3. Wege • Radweg 1. Belag • Fußweg 4. Busse Schluss" in words_on(pdf)
    item: list[list] = []
    below_radweg = [item]
    below_wege = [item, below_radweg, item]
    assert lists_in(pdf.trailer["/Root"]["/StructTreeRoot"])[1] == [item, below_wege, item]


def test_what_has_public_minutes_has_taken_place(desk, event):
    desk.post(of(event, "absagen"), data={"reason": "Krank", "seen": str(event.sequence)})
    assert event.status is EventStatus.CANCELLED
    event.status = EventStatus.PUBLISHED
    write(desk, event)
    assert "Veranstaltung absagen" in desk.get(of(event, "")).text
    publish(desk, event)

    refused = desk.post(of(event, "absagen"), data={"reason": "Krank", "seen": str(event.sequence)})

    assert refused.status_code == 422
    assert event.status is EventStatus.PUBLISHED
    assert "Veranstaltung absagen" not in desk.get(of(event, "")).text
    assert "noch kein öffentliches Protokoll" in desk.get(of(event, "absagen")).text


def test_of_several_at_once_one_makes_something_of_a_result(app, desk, editor, event, principle):
    write(desk, event)
    publish(desk, event)
    by_id, place, first = editor.id, principle.id, event.id

    def commenting():
        result = db.session.scalar(minutes_queries.result_of(first, 1))
        where = db.session.get(Principle, place)
        by = db.session.get(Person, by_id)
        results.make_comment(result, "Der Bus fährt.", where.dialogue, where, by=by)

    def taking_on():
        result = db.session.scalar(minutes_queries.result_of(first, 2))
        promise = results.Promise("Prüfen", "Amt", date(2027, 6, 30))
        results.take_on(result, promise, by=db.session.get(Person, by_id))

    for deed in (commenting, taking_on):
        refused = at_once(app, [deed] * 4)
        assert sorted(map(bool, refused)) == [False, True, True, True]
    db.session.expire_all()
    assert the(Comment).source is Source.EVENT
    assert the(Task).words == "Prüfen"


def test_who_took_part_is_thanked_once_if_the_editor_says_so(app, desk, principle, event):
    event.starts_at = event.ends_at = now() + timedelta(hours=1)
    event.ends_at += timedelta(hours=1)
    db.session.commit()
    came, stayed = make_invitation(event), make_invitation(event)
    waits = Registration(event=event, person=make_person(), name="Ada", state=Seat.WAITING)
    db.session.add(waits)
    answer(came, Answer.YES)
    answer(stayed, Answer.NO)
    db.session.commit()
    arrive()
    event.starts_at = now() - timedelta(hours=1)
    db.session.commit()
    write(desk, event)

    assert publish(desk, event).status_code == 422
    publish(desk, event, tell="ja")
    write(desk, event, 1, text="Anders")
    publish(desk, event, 2, note="Tippfehler", tell="ja")

    told = [it for it in letters() if it.kind == "event_minutes"]
    assert [it.person_id for it in told] == [came.guest_id]
    assert f"/veranstaltungen/{event.id}/protokoll/" in told[0].text
