"""A whole dialogue from one file, on a real database."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitsaetze.events.access import StepFree
from leitsaetze.events.models import Event
from leitsaetze.events.rules import EventKind, Joining
from leitsaetze.exchange.actions import import_dialogue
from leitsaetze.exchange.rules import ImportRefused
from leitsaetze.extensions import db
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.plain_models import PlainText
from leitsaetze.principles.rules import EDIT_WINDOW, Moderation
from leitsaetze.site.models import Stamp
from tests.accounts.makers import make_staff
from tests.exchange.files import EXAMPLE, everything, example, line_of
from tests.factories import make_event, make_person

STATEMENT = "aussage: Wir laden digital ein und treffen uns wirklich."
NEW_STATEMENT = "aussage: Wir laden überall ein und treffen uns wirklich."


def take(source=EXAMPLE, *, by=None):
    summary = import_dialogue(source, by=by)
    db.session.commit()
    return summary


def faults(source):
    with pytest.raises(ImportRefused) as refusal:
        take(source)
    db.session.commit()
    return [str(fault) for fault in refusal.value.faults]


def the(model):
    return db.session.scalars(db.select(model)).one()


def revisions(number):
    rows = db.session.execute(
        db.select(Revision.number, Revision.statement, Revision.change_note)
        .join(Principle)
        .where(Principle.number == number)
        .order_by(Revision.number)
    )
    return [tuple(row) for row in rows]


def event(key):
    return db.session.scalars(db.select(Event).where(Event.key == key)).one()


def test_the_example_makes_a_whole_dialogue(app):
    editor = make_person()

    summary = take(by=editor)

    assert str(summary) == (
        "1 Dialog neu, 2 Handlungsfelder neu, 3 Leitsätze neu, 1 Reihe neu, 1 Ort neu, "
        "3 Veranstaltungen neu"
    )
    dialogue = the(Dialogue)
    assert dialogue.title == "Dorf digital"
    assert dialogue.opens_at == datetime(2027, 4, 29, 6, tzinfo=UTC)
    assert dialogue.closes_at == datetime(2027, 5, 19, 22, tzinfo=UTC)
    assert dialogue.moderation is Moderation.BEFORE
    assert not dialogue.guests_need_address
    assert dialogue.steps[0] == {"title": "Auswertung", "when": "bis 11. Juni"}
    assert dialogue.contact_post == "Landkreis Musterland\nAm Alten Güterbahnhof 4\n01234 Mustern"
    assert "<strong>bevor</strong>" in dialogue.introduction_html
    assert [field.title for field in dialogue.fields] == ["Zusammenkommen", "Unterwegs sein"]
    numbers = db.session.execute(
        db.select(Principle.number, FieldOfAction.title).join(FieldOfAction)
    )
    assert sorted(tuple(row) for row in numbers) == [
        (1, "Zusammenkommen"),
        (2, "Zusammenkommen"),
        (3, "Unterwegs sein"),
    ]
    assert {revision.published_by for revision in db.session.scalars(db.select(Revision))} == {
        editor.id
    }


def test_the_example_announces_its_events(app):
    take()

    meeting, course = event("dorfkalender"), event("lotsenkurs")

    assert (meeting.kind, meeting.joining) == (EventKind.NETWORK_MEETING, Joining.INVITATION)
    assert meeting.starts_at == datetime(2027, 5, 20, 15, tzinfo=UTC)
    assert [field.title for field in meeting.fields] == ["Zusammenkommen"]
    assert [principle.number for principle in meeting.principles] == [1]
    assert [dialogue.slug for dialogue in meeting.dialogues] == ["dorf-digital"]
    assert (meeting.venue, meeting.step_free, meeting.childcare) == (
        "Landratsamt, Sitzungssaal 2, Am Alten Güterbahnhof 4, 01234 Mustern",
        StepFree.YES,
        True,
    )
    assert (meeting.contact_email, meeting.register_by) == (
        "treffen@musterland.example",
        date(2027, 5, 12),
    )
    assert (meeting.all_day, course.all_day) == (False, True)
    assert (course.capacity, course.place) == (None, "")
    assert course.starts_at == datetime(2027, 5, 31, 22, tzinfo=UTC)
    assert course.ends_at == datetime(2027, 6, 3, 22, tzinfo=UTC)


def test_the_same_file_again_changes_nothing_at_all(app):
    take()
    before = everything()

    summary = take()

    assert everything() == before
    assert str(summary) == (
        "1 Dialog unverändert, 2 Handlungsfelder unverändert, 3 Leitsätze unverändert, "
        "1 Reihe unverändert, 1 Ort unverändert, 3 Veranstaltungen unverändert"
    )


def test_the_same_file_with_other_line_ends_changes_nothing_either(app):
    take()
    before = everything()

    take(EXAMPLE.replace("\n", "\r\n"))

    assert everything() == before


def test_a_new_wording_becomes_a_revision_with_its_change_note(app):
    take()
    stamps = {stamp.scope: stamp.version for stamp in db.session.scalars(db.select(Stamp))}

    summary = take(
        example((STATEMENT, f"{NEW_STATEMENT}\n        aenderung: Auch am Aushang, bitte."))
    )

    assert revisions(1) == [
        (1, "Wir laden digital ein und treffen uns wirklich.", ""),
        (2, "Wir laden überall ein und treffen uns wirklich.", "Auch am Aushang, bitte."),
    ]
    assert "2 Leitsätze unverändert, 1 Fassung neu" in str(summary)
    dialogue = the(Dialogue)
    assert dialogue.stamp.version == stamps[dialogue.stamp.scope] + 1


def plain_texts() -> list[tuple[int, str]]:
    """The revisions and the words of all that was written in Einfacher Sprache."""
    found = db.session.scalars(db.select(PlainText).order_by(PlainText.id))
    return [(it.revision_number, it.source) for it in found]


def test_words_in_plain_language_come_along_and_make_no_revision(app):
    written = (
        "Im Kalender steht, was im Dorf los ist. Sie finden ihn im Internet und am Aushang. Sie"
    )
    heard = ("Sie\n          können auch anrufen.", "Rufen\n          Sie an!")
    take()

    summary = take(example(heard))
    again = take(example(heard))

    said = [words.replace("\n", " ") for _revision, words in plain_texts()]
    assert said == [f"{written} können auch anrufen.", f"{written[:-4]} Rufen Sie an!"]
    assert [number for number, _words in plain_texts()] == [1, 1]
    assert [note for _number, _statement, note in revisions(1)] == [""]
    assert "1 Leitsatz geändert" in str(summary)
    assert "geändert" not in str(again).replace("unverändert", "")


def test_a_file_that_says_nothing_in_plain_language_leaves_it_and_an_empty_one_takes_it_off(app):
    begin = EXAMPLE.index("        einfache_sprache: |")
    end = EXAMPLE.index("      - nummer: 2")
    take()

    take(EXAMPLE[:begin] + EXAMPLE[end:])
    left = len(plain_texts())
    take(EXAMPLE[:begin] + "        einfache_sprache:\n" + EXAMPLE[end:])

    assert left == 1
    assert plain_texts()[1:] == [(1, "")]


def test_with_a_new_revision_plain_words_fit_only_if_the_file_says_so(app):
    changed = (STATEMENT, f"{NEW_STATEMENT}\n        aenderung: Auch am Aushang.")
    fits = (
        "        einfache_sprache: |",
        "        einfache_sprache_passt: ja\n        einfache_sprache: |",
    )
    take()

    take(example(changed))
    before = [number for number, _words in plain_texts()]
    take(example(changed, fits))
    take(example(changed, fits))

    assert before == [1]
    assert [number for number, _words in plain_texts()] == [1, 2]


def test_the_file_with_the_change_note_can_be_taken_again(app):
    changed = example((STATEMENT, f"{NEW_STATEMENT}\n        aenderung: Auch am Aushang."))
    take()
    take(changed)
    before = everything()

    take(changed)

    assert everything() == before


def test_a_new_wording_without_change_note_is_refused_with_its_line(app):
    take()
    before = everything()
    source = example((STATEMENT, NEW_STATEMENT), ("Ein gemeinsamer Kalender", "Ein Kalender"))

    assert faults(source) == [
        f"Zeile {line_of(source, NEW_STATEMENT)}, „aenderung“: Der Wortlaut hat sich geändert. "
        "Bitte schreiben Sie dazu, was sich ändert und warum."
    ]
    assert everything() == before


def test_faults_of_the_file_and_of_the_comparison_come_together(app):
    take()
    source = example((STATEMENT, NEW_STATEMENT), ("art: schulung", "art: kurs"))

    assert [fault.split(":")[0] for fault in faults(source)] == [
        f"Zeile {line_of(source, NEW_STATEMENT)}, „aenderung“",
        f"Zeile {line_of(source, 'art: kurs')}, „art“",
    ]


def test_one_fault_keeps_everything_else_out(app):
    before = everything()

    assert len(faults(example(("art: schulung", "art: kurs")))) == 1

    assert everything() == before


def test_a_refusal_by_an_action_undoes_what_came_before_it(app):
    take()
    event("dorfkalender").seats_taken = 20
    db.session.commit()
    before = everything()
    source = example(("titel: Dorf digital", "titel: Anders"), ("plaetze: 25", "plaetze: 10"))

    assert faults(source) == [
        f"Zeile {line_of(source, '- kennung: dorfkalender')}: Es sind schon mehr Plätze vergeben, "
        "als Sie anbieten möchten."
    ]
    assert everything() == before


def test_a_principle_that_is_missing_is_refused_because_numbers_stay(app):
    take()
    source = EXAMPLE.split("      - nummer: 3")[0]

    found = faults(source)

    assert found == [
        f"Zeile {line_of(source, 'handlungsfelder:')}, „handlungsfelder“: Leitsatz 3 fehlt in der "
        "Datei. Nummern bleiben bestehen: Lassen Sie ihn stehen und setzen Sie „zurueckgezogen: "
        "ja“, wenn er nicht mehr gelten soll."
    ]


def test_a_principle_is_withdrawn_and_keeps_its_number(app):
    take()
    withdrawn = example(("- nummer: 3", "- nummer: 3\n        zurueckgezogen: ja"))

    take(withdrawn)
    before = everything()
    take(withdrawn)

    assert everything() == before
    third = db.session.scalars(db.select(Principle).where(Principle.number == 3)).one()
    assert third.withdrawn_at is not None
    take()
    db.session.refresh(third)
    assert third.withdrawn_at is None


def test_a_principle_may_move_to_another_field(app):
    take()
    before, rest = EXAMPLE.split("  - titel: Unterwegs sein")
    second = before[before.index("      - nummer: 2") :]
    head, tail = rest.split("veranstaltungen:")
    moved = before.replace(second, "") + "  - titel: Unterwegs sein" + head.rstrip() + "\n" + second
    source = moved + "\nveranstaltungen:" + tail

    summary = take(source)

    principle = db.session.scalars(db.select(Principle).where(Principle.number == 2)).one()
    assert principle.field.title == "Unterwegs sein"
    assert "1 Leitsatz geändert, 2 Leitsätze unverändert" in str(summary)


def test_a_field_is_renamed_where_it_stands(app):
    take()
    kept = db.session.scalars(db.select(FieldOfAction.id).order_by(FieldOfAction.position)).all()

    take(example(("- titel: Unterwegs sein", "- titel: Mobil sein")))

    fields = db.session.execute(
        db.select(FieldOfAction.id, FieldOfAction.title).order_by(FieldOfAction.position)
    )
    assert [tuple(row) for row in fields] == [(kept[0], "Zusammenkommen"), (kept[1], "Mobil sein")]


def test_a_new_field_in_front_moves_the_others_back(app):
    take()

    summary = take(example(("handlungsfelder:\n", "handlungsfelder:\n  - titel: Lernen\n")))

    titles = db.session.scalars(db.select(FieldOfAction.title).order_by(FieldOfAction.position))
    assert titles.all() == ["Lernen", "Zusammenkommen", "Unterwegs sein"]
    assert "1 Handlungsfeld neu, 2 Handlungsfelder geändert" in str(summary)


def test_a_field_that_is_missing_is_refused(app):
    take()
    first, second = EXAMPLE.split("  - titel: Unterwegs sein")
    principle = "      - nummer: 3" + second.split("      - nummer: 3")[1].split("\n\n")[0]
    source = first + principle + "\n\nveranstaltungen: []\n"

    found = faults(source)

    assert len(found) == 1
    assert "Das Handlungsfeld „Unterwegs sein“ fehlt in der Datei." in found[0]


def test_a_key_that_is_left_out_means_its_default(app):
    take()

    take(example(("    zeiten: Montag bis Donnerstag, 9 bis 15 Uhr\n", "")))

    assert the(Dialogue).contact_hours == ""


def test_a_changed_event_stays_the_same_event(app):
    take()
    before = event("dorfkalender")
    uid, sequence = before.uid, before.sequence

    summary = take(
        example(
            ("    treffpunkt: Landratsamt, Sitzungssaal 2", "    ort: Altes Rathaus"),
            (": [1]", ": [2]"),
        )
    )

    after = event("dorfkalender")
    assert (after.uid, after.sequence, after.place) == (uid, sequence + 1, "Altes Rathaus")
    assert [principle.number for principle in after.principles] == [2]
    assert "1 Veranstaltung geändert, 2 Veranstaltungen unverändert" in str(summary)


def test_an_event_that_is_missing_stays_as_it_is(app):
    take()

    take(EXAMPLE.split("veranstaltungen:")[0])

    assert event("dorfkalender").title == "Vernetzungstreffen: ein Kalender für alle Dörfer"


def test_the_key_of_another_dialogues_event_is_refused(app):
    take()
    source = example(("adresse: dorf-digital", "adresse: stadt-digital"))

    assert faults(source) == [
        f"Zeile {line_of(source, f'- kennung: {key}')}, „kennung“: So heißt schon eine "
        "Veranstaltung eines anderen Dialogs."
        for key in ("dorfkalender", "sprechstunde-mitfahrbank", "lotsenkurs")
    ]


def test_an_event_announced_before_is_taken_over_by_its_key(app):
    known = make_event(key="lotsenkurs", title="Kurs")

    take()

    assert event("lotsenkurs").id == known.id
    assert known.title == "Grundkurs für Digitallotsinnen und Digitallotsen"


def test_the_same_number_named_twice_links_once(app):
    take(example(("leitsaetze: [1]", "leitsaetze: [1, 1]")))

    assert [principle.number for principle in event("dorfkalender").principles] == [1]


def test_two_dialogues_live_side_by_side(app):
    take()

    take(example(("adresse: dorf-digital", "adresse: stadt-digital")).split("veranstaltungen:")[0])

    slugs = db.session.scalars(db.select(Dialogue.slug).order_by(Dialogue.id)).all()
    assert slugs == ["dorf-digital", "stadt-digital"]


def test_umlauts_emoji_and_right_to_left_words_are_kept_to_the_letter(app):
    words = "Grüße aus Ölßen – 🚲 und مرحبا #Bus"

    take(
        example(
            ("aussage: Wir zeigen Bus, Rufbus", f"aussage: {words}, Rufbus"),
        )
    )

    assert revisions(3)[0][1].startswith(words.replace(" #Bus", ""))


def test_raw_html_in_staffs_text_stays_text(app):
    take(example(("**bevor**", "<script>alert(1)</script>")))

    assert "<script>" not in the(Dialogue).introduction_html
    assert "&lt;script&gt;" in the(Dialogue).introduction_html


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=200), st.sampled_from(["**bevor**", "Rufbus", "Landratsamt", "Mustern"]))
def test_any_words_are_taken_or_refused_with_a_line(app, words, place):
    with suppress(ImportRefused):
        import_dialogue(example((place, words)), by=None)
        db.session.flush()
    db.session.rollback()


SECOND = "  zweite_person:\n    name: Ruth Zwei\n    email: ruth@post.example\n"
CONTACT = "    zeiten: Montag bis Donnerstag, 9 bis 15 Uhr\n"


def test_a_file_can_name_the_second_person_and_one_without_leaves_theirs(app):
    summary = take(example((CONTACT, CONTACT + SECOND)))
    assert "1 Dialog neu" in str(summary)
    dialogue = the(Dialogue)
    assert (dialogue.second_name, dialogue.second_email) == ("Ruth Zwei", "ruth@post.example")

    take()
    db.session.refresh(dialogue)
    assert (dialogue.second_name, dialogue.second_email) == ("Ruth Zwei", "ruth@post.example")


def test_a_second_person_without_an_address_is_refused(app):
    without = SECOND.replace("    email: ruth@post.example\n", "")

    (fault,) = faults(example((CONTACT, CONTACT + without)))

    assert "email" in fault
    assert "fehlt" in fault


ANSWERS = "  antworten_zu_zweit: ja\n"


def test_a_file_can_ask_that_two_read_answers_and_one_without_leaves_it_so(app):
    make_staff(), make_staff()
    take(example((CONTACT, CONTACT + ANSWERS)))
    assert the(Dialogue).replies_need_two

    take()
    assert the(Dialogue).replies_need_two

    take(example((CONTACT, CONTACT + ANSWERS.replace("ja", "nein"))))
    assert not the(Dialogue).replies_need_two


MINUTES = "  aendern_in_minuten: 15\n"


def test_a_file_can_say_how_long_comments_can_be_changed_and_one_without_leaves_it(app):
    take()
    assert the(Dialogue).edit_window_minutes == EDIT_WINDOW

    take(example((CONTACT, CONTACT + MINUTES)))
    assert the(Dialogue).edit_window_minutes == 15

    take()
    assert the(Dialogue).edit_window_minutes == 15


def test_without_two_who_moderate_a_file_cannot_ask_for_it(app):
    (fault,) = faults(example((CONTACT, CONTACT + ANSWERS)))

    assert "mindestens zwei" in fault
