"""A dialogue goes public when all that is needed is there: at once, or when its moment comes."""

from datetime import timedelta

import pytest
from time_machine import travel

from leitsaetze.accounts.actions import switch_off
from leitsaetze.accounts.rules import Role
from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import now
from leitsaetze.editing import actions, numbering
from leitsaetze.editing.checklist import checklist
from leitsaetze.editing.models import Draft
from leitsaetze.editing.publication import (
    publish_dialogue,
    publish_due,
    schedule_dialogue,
    unschedule_dialogue,
)
from leitsaetze.editing.rules import Answer
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles import wording
from leitsaetze.principles.actions import change_dialogue, prepare_field
from leitsaetze.principles.models import Principle
from leitsaetze.site.actions import change_setting
from leitsaetze.site.models import HouseRule
from leitsaetze.worker import carry_out, jobs_of
from tests.editing.makers import make_draft, make_editor, make_ready, make_unpublished
from tests.factories import make_field, make_principle
from tests.pages.makers import publish, submit

DAY = timedelta(days=1)


def standing(dialogue, answer: Answer) -> list[str]:
    db.session.expire_all()
    return [
        point.words % (point.values or {})
        for point in checklist(dialogue)
        if point.answer is answer
    ]


def work(app) -> None:
    """One round of the worker."""
    job = next(job for job in jobs_of(app) if job.name == "planned publications")
    assert carry_out(app, job, stop=None)
    db.session.rollback()


def test_a_ready_dialogue_is_published_with_fields_and_complete_drafts(app, client):
    dialogue = make_ready(app, slug="mobil")
    make_draft(dialogue.fields[0], number=2, explanation="")
    assert standing(dialogue, Answer.OPEN) == []
    assert standing(dialogue, Answer.RECOMMENDED) == [
        "Alle Entwürfe sind vollständig",
        "Alle vollständigen Leitsätze haben einen Text in Einfacher Sprache",
        "Text in Leichter Sprache, von einer Prüfgruppe gelesen",
    ]
    assert client.get("/dialoge/mobil/").status_code == 404

    assert publish_dialogue(dialogue, by=make_editor()) == 1
    db.session.commit()

    page = client.get("/dialoge/mobil/").text
    assert "„Wir teilen.“" in page
    assert "Bus und Bahn" in page
    assert [draft.number for draft in db.session.scalars(db.select(Draft))] == [2]
    assert "Wir teilen." in client.get("/dialoge/mobil/leitsaetze/1/").text


@pytest.mark.parametrize(
    ("facts", "point"),
    [
        ({"closes_at": now() - DAY, "opens_at": now() - 2 * DAY}, "Zeitraum"),
        ({"contact_phone": ""}, "Kontakt: E-Mail-Adresse und Telefon"),
        ({"responsible_id": None}, "Verantwortlich"),
        ({"second_email": "jana@musterland.example"}, "Zweite Person"),
    ],
)
def test_an_open_point_stands_in_the_way(app, facts, point):
    dialogue = make_ready(app)
    change_dialogue(dialogue, by=None, **facts)

    (missing,) = standing(dialogue, Answer.OPEN)
    assert missing.startswith(point)
    for deed in (publish_dialogue, lambda it, by: schedule_dialogue(it, now() + DAY, by=by)):
        with pytest.raises(RuleViolation, match="Offene Punkte der Liste: 1"):
            deed(dialogue, by=None)
    assert dialogue.published_at is None


def test_what_the_site_lacks_stands_in_the_way(app):
    dialogue = make_ready(app)
    change_setting("state", "")
    change_setting("legal_basis", " ")
    app.config["MAIL_FROM"], kept = "", app.config["MAIL_FROM"]
    db.session.execute(db.delete(HouseRule))

    missing = standing(dialogue, Answer.OPEN)
    app.config["MAIL_FROM"] = kept

    assert missing == [
        "Regeln der Diskussion sind veröffentlicht",
        "„Impressum“ ist vollständig ausgefüllt",
        "„Datenschutz“ ist vollständig ausgefüllt",
        "Rechtsgrundlage für die Verarbeitung der Angaben",
        "E-Mails können verschickt werden",
    ]


def test_an_empty_dialogue_is_not_published_and_wishes_are_no_duties(app):
    dialogue = make_unpublished()

    assert "Mindestens ein Handlungsfeld mit einem vollständigen Leitsatz" in standing(
        dialogue, Answer.OPEN
    )
    assert {"Vorspann und Einleitung", "Vertretung für die Moderation"} <= set(
        standing(dialogue, Answer.RECOMMENDED)
    )


def test_a_published_dialogue_is_not_published_again(app):
    dialogue = make_ready(app)
    publish_dialogue(dialogue, by=None)

    with pytest.raises(RuleViolation, match="schon veröffentlicht"):
        publish_dialogue(dialogue, by=None)


def test_the_worker_publishes_a_dialogue_when_its_moment_has_come(app, client):
    dialogue = make_ready(app, slug="geplant")
    editor = make_editor()
    schedule_dialogue(dialogue, now() + DAY, by=editor)
    db.session.commit()

    work(app)
    assert client.get("/dialoge/geplant/").status_code == 404
    with travel(now() + DAY + timedelta(seconds=1), tick=False):
        work(app)
        assert "Wir teilen." in client.get("/dialoge/geplant/").text
        assert publish_due() == 0

    (principle,) = db.session.scalars(db.select(Principle))
    assert principle.revision.published_by == editor.id


def test_what_cannot_be_published_when_its_moment_comes_stays_and_says_why(app, client):
    dialogue = make_ready(app, slug="geplant")
    schedule_dialogue(dialogue, now() + DAY, by=None)
    change_dialogue(dialogue, contact_phone="", by=None)
    db.session.commit()

    with travel(now() + 2 * DAY, tick=False):
        work(app)
        assert client.get("/dialoge/geplant/").status_code == 404
    db.session.refresh(dialogue)
    assert (dialogue.publish_at, dialogue.published_at) == (None, None)
    desk = app.test_client().sign_in(make_editor())
    page = f"/redaktion/dialoge/{dialogue.slug}/"
    assert "Offene Punkte der Liste: 1" in desk.get(page).text
    assert "Open points on the list: 1" in desk.get(f"/en{page}").text


def test_the_worker_publishes_a_planned_revision(app, client):
    principle = make_principle()
    draft = actions.begin_revision(principle, by=None)
    actions.save_draft(draft, seen=1, by=None, statement="Wir hören zu.", change_note="Besser.")
    actions.schedule(draft, now() + DAY, by=None)
    late = make_draft(principle.field, number=99)
    actions.schedule(late, now() + DAY, by=None)
    wording.add_principle(
        principle.field, number=99, statement="Schneller.", explanation="Ja.", by=None
    )
    db.session.commit()
    address = f"/dialoge/{principle.dialogue.slug}/leitsaetze/{principle.number}/"

    work(app)
    assert "Wir hören zu." not in client.get(address).text
    with travel(now() + DAY + timedelta(seconds=1), tick=False):
        work(app)
        assert "Wir hören zu." in client.get(address).text

    db.session.refresh(late)
    refused = RuleViolation.recalled(late.publish_problem)
    assert str(refused) == "Die Nummer 99 ist schon vergeben."


@pytest.mark.parametrize("leaving", ["switched off", "no editor any more"])
def test_nothing_is_published_in_the_name_of_somebody_who_left(app, client, leaving):
    planner = make_editor()
    dialogue, draft = make_ready(app, slug="geplant"), make_draft()
    schedule_dialogue(dialogue, now() + DAY, by=planner)
    actions.schedule(draft, now() + DAY, by=planner)
    if leaving == "switched off":
        switch_off(planner, by=None)
    else:
        planner.grants[0].role = Role.MODERATOR
    db.session.commit()

    with travel(now() + 2 * DAY, tick=False):
        work(app)
        assert client.get("/dialoge/geplant/").status_code == 404
    assert db.session.scalars(db.select(Principle)).all() == []
    for it in (dialogue, draft):
        db.session.refresh(it)
        assert it.publish_at is None
        assert "gehört nicht mehr zur Redaktion" in str(RuleViolation.recalled(it.publish_problem))


def test_a_plan_ends_with_words_nobody_released(app, client):
    draft = make_draft()
    actions.schedule(draft, now() + DAY, by=None)
    assert not actions.save_draft(draft, seen=1, by=None, statement="Wir teilen.")
    assert draft.publish_at is not None

    actions.save_draft(draft, seen=1, by=None, statement="Wir teilen nichts.")
    db.session.commit()

    assert (draft.publish_at, draft.scheduled_by) == (None, None)
    assert "draft.unscheduled" in db.session.scalars(db.select(AuditEntry.deed)).all()
    with travel(now() + 2 * DAY, tick=False):
        work(app)
    assert db.session.scalars(db.select(Principle)).all() == []
    actions.schedule(draft, now() + DAY, by=None)
    assert draft.publish_problem == ""


def test_a_planned_dialogue_can_be_taken_back(app):
    dialogue = make_ready(app)
    with pytest.raises(RuleViolation, match="schon vorbei"):
        schedule_dialogue(dialogue, now(), by=None)
    schedule_dialogue(dialogue, now() + DAY, by=None)

    assert unschedule_dialogue(dialogue, by=None)
    assert not unschedule_dialogue(dialogue, by=None)


def test_the_comments_behind_a_change_are_public_ones_of_this_dialogue(app):
    principle = make_principle()
    here, elsewhere = publish(principle), publish(make_principle())
    waiting = submit(principle)
    draft = actions.begin_revision(principle, by=None)

    actions.save_draft(draft, seen=1, by=None, comments=[here.id])
    assert draft.comments == [here.id]
    for strange in (elsewhere.id, waiting.id, 999_999):
        with pytest.raises(RuleViolation, match=rf"nicht öffentlich sind: {strange}"):
            actions.save_draft(draft, seen=2, by=None, comments=[here.id, strange])


def test_a_draft_in_a_new_field_takes_the_field_along(app, client):
    field = make_field()
    new = prepare_field(field.dialogue, title="Ganz neu", by=None)
    draft = make_draft(new)
    assert "Ganz neu" not in client.get(f"/dialoge/{field.dialogue.slug}/").text

    actions.publish_draft(draft, by=None)
    db.session.commit()

    assert "Ganz neu" in client.get(f"/dialoge/{field.dialogue.slug}/").text


def test_drafts_change_numbers_but_published_principles_never(app):
    field = make_field()
    other = make_field(dialogue=field.dialogue, title="Lernen", position=2)
    make_principle(field=field, number=2)
    drafts = [make_draft(field, number=n) for n in (1, 5)] + [make_draft(other, number=3)]

    assert numbering.shift(drafts[1], up=True, by=None)
    assert not numbering.shift(drafts[1], up=True, by=None)
    assert [draft.number for draft in drafts] == [5, 1, 3]

    assert numbering.renumber(field.dialogue, by=None) == 2
    assert [draft.number for draft in drafts] == [3, 1, 4]
    assert numbering.renumber(field.dialogue, by=None) == 0
