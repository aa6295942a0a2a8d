"""What administrators publish: versions that stay, nobody overwritten unawares, a trace of each."""

from datetime import date, timedelta

import pytest
import time_machine

from leitsaetze.accounts.rules import Role
from leitsaetze.administration.publishing import (
    change_settings,
    publish,
    publish_rules,
    take_down,
)
from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import now
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.site import queries
from leitsaetze.site.actions import all_settings
from leitsaetze.site.appearance import KEPT_UNUSED, forget_unused, keep_picture
from leitsaetze.site.models import HouseRule, Picture, SiteText
from leitsaetze.site.rulebook import Wish
from leitsaetze.site.rules import Draft
from leitsaetze.site.settings import version_of
from leitsaetze.site.states import STATES
from tests.factories import make_person
from tests.site.makers import png

EASY = {"checked_by": "Prüfgruppe Mitte", "checked_on": date(2026, 1, 31)}


@pytest.fixture
def pawel(app):
    return make_person(Role.ADMINISTRATOR, name="Pawel")


def version_of_site() -> int:
    return db.session.scalars(queries.stamp()).one().version


def deeds() -> list[tuple[str, str]]:
    found = db.session.execute(db.select(AuditEntry.deed, AuditEntry.subject).order_by("id"))
    return [(deed, subject) for deed, subject in found]


def rules(edition: int = 0) -> dict[int, tuple[int, str]]:
    found = db.session.scalars(queries.house_rules(edition))
    return {rule.number: (rule.version, rule.title) for rule in found}


def test_a_new_version_tells_who_when_and_why_and_keeps_the_old_one(pawel):
    before = version_of_site()

    text = publish("impressum", Draft("Neu"), note="Neue Anschrift", seen="1", by=pawel)

    assert (text.version, text.by_id, text.note) == (2, pawel.id, "Neue Anschrift")
    assert db.session.scalars(queries.text_in_version("impressum", 1)).one().source
    assert version_of_site() == before + 1
    assert deeds() == [("text.published", f"site_text:{text.id}")]


def test_of_two_who_publish_from_the_same_version_the_second_is_told(pawel):
    publish("impressum", Draft("Pawels Worte"), note="Neu", seen="1", by=pawel)

    with pytest.raises(Conflict, match="Ihr Text steht noch hier"):
        publish("impressum", Draft("Meine Worte"), note="Neu", seen="1", by=pawel)

    assert db.session.scalars(queries.current_text("impressum")).one().source == "Pawels Worte"


def test_what_came_with_the_product_is_reviewed_by_publishing_it_once(pawel):
    shipped = db.session.scalars(queries.current_text("impressum")).one().source

    publish("impressum", Draft(shipped, title="Impressum"), note="", seen="1", by=pawel)

    with pytest.raises(RuleViolation, match="nichts geändert"):
        publish("impressum", Draft(shipped, title="Impressum"), note="", seen="2", by=pawel)
    with pytest.raises(RuleViolation, match="was sich geändert hat"):
        publish("impressum", Draft("Anders", title="Impressum"), note="", seen="2", by=pawel)


@pytest.mark.parametrize(
    ("slug", "draft", "sentence"),
    [
        ("impressum", Draft(""), "schreiben Sie einen Text"),
        ("leichte-sprache", Draft("Das ist leicht."), "erst, wenn der Text geprüft ist"),
        ("leichte-sprache", Draft("Leicht.", checked_by="Gruppe"), "wann der Text geprüft"),
        (
            "leichte-sprache",
            Draft("Leicht.", checked_by="Gruppe", checked_on=date(2999, 1, 1)),
            "in der Zukunft",
        ),
        ("gebaerdensprache", Draft("", link="javascript:alert(1)"), "https://"),
        ("gebaerdensprache", Draft(""), "schreiben Sie einen Text"),
    ],
)
def test_a_text_that_says_less_than_it_must_is_not_published(pawel, slug, draft, sentence):
    seen = str(db.session.scalar(queries.text_version(slug)))
    with pytest.raises(RuleViolation, match=sentence):
        publish(slug, draft, note="Neu", seen=seen, by=pawel)

    assert str(db.session.scalar(queries.text_version(slug))) == seen


def test_a_text_the_county_added_can_be_taken_down_and_come_back(pawel):
    publish("leichte-sprache", Draft("Leicht.", **EASY), note="", seen="0", by=pawel)
    assert db.session.scalars(queries.published_slots()).all() == ["leichte-sprache"]

    take_down("leichte-sprache", seen="1", by=pawel)
    assert db.session.scalars(queries.published_slots()).all() == []
    with pytest.raises(RuleViolation, match="nicht veröffentlicht"):
        take_down("leichte-sprache", seen="2", by=pawel)
    publish("leichte-sprache", Draft("Leicht.", **EASY), note="Wieder da", seen="2", by=pawel)

    assert db.session.scalars(queries.published_slots()).all() == ["leichte-sprache"]
    assert [deed for deed, _ in deeds()] == ["text.published", "text.taken_down", "text.published"]


def test_what_every_site_must_have_cannot_be_taken_down(pawel):
    with pytest.raises(RuleViolation):
        take_down("impressum", seen="1", by=pawel)


def test_rules_are_published_together_and_every_edition_stays(pawel):
    before = rules()
    wishes = [
        Wish(1, "Kurz fassen", "Bitte."),
        Wish(2, *before[2], holds=False),
        Wish(9, "Freundlich", "Immer.", four_eyes=True),
    ]

    edition = publish_rules("So reden wir.", wishes, note="Klarer", seen="1", by=pawel)

    assert edition.version == 2
    assert rules(1) == before
    kept = {number: rule for number, rule in before.items() if number not in {1, 2}}
    assert rules() == rules(2) == kept | {1: (2, "Kurz fassen"), 9: (1, "Freundlich")}
    published = set(db.session.scalars(db.select(HouseRule.published_at).filter_by(edition=2)))
    assert published == {edition.published_at}


def test_a_number_is_never_used_again_and_a_retired_rule_can_return(pawel):
    words = db.session.scalars(queries.house_rules()).first()
    gone = Wish(1, words.title, words.text, words.four_eyes, holds=False)
    back = Wish(1, "Beim Thema", "Wieder da.")
    publish_rules("Text.", [gone], note="Weg", seen="1", by=pawel)

    publish_rules("Text.", [back], note="Zurück", seen="2", by=pawel)

    assert [1 in rules(edition) for edition in (1, 2, 3)] == [True, False, True]
    assert rules()[1] == (2, "Beim Thema")


def test_rules_are_not_published_half_or_not_at_all_or_unchanged(pawel):
    everyone = [
        Wish(rule.number, rule.title, rule.text, rule.four_eyes, holds=False)
        for rule in db.session.scalars(queries.house_rules())
    ]
    with pytest.raises(RuleViolation, match="Mindestens eine"):
        publish_rules("Text.", everyone, note="Alle weg", seen="1", by=pawel)
    with pytest.raises(RuleViolation, match="Regel 9 braucht"):
        publish_rules("Text.", [Wish(9, "Nur Titel", "")], note="Neu", seen="1", by=pawel)
    with pytest.raises(Conflict):
        publish_rules("Text.", [], note="Neu", seen="0", by=pawel)
    publish_rules("Text.", [], note="Neu", seen="1", by=pawel)
    with pytest.raises(RuleViolation, match="nichts geändert"):
        publish_rules("Text.", [], note="Neu", seen="2", by=pawel)

    assert db.session.scalar(queries.text_version("regeln")) == 2


def test_settings_change_together_and_leave_a_trace_without_their_words(pawel):
    typed = {"county": "Landkreis Musterland", "site_name": "Leitsätze"}

    changed = change_settings(typed, by=pawel)

    assert changed == ["county"]
    assert all_settings()["county"] == "Landkreis Musterland"
    entry = db.session.scalars(db.select(AuditEntry)).one()
    assert (entry.deed, entry.subject, entry.by_id) == (
        "setting.changed",
        "setting:county",
        pawel.id,
    )
    assert "Musterland" not in str(entry.details)


def test_who_changes_settings_from_an_older_form_is_told(pawel):
    seen = str(version_of(all_settings(), ["county", "site_name"]))
    change_settings({"county": "Landkreis Neu", "site_name": "Leitsätze"}, seen=seen, by=pawel)

    with pytest.raises(Conflict, match="Ihre Angaben stehen noch hier"):
        change_settings({"county": "Alt", "site_name": "Leitsätze"}, seen=seen, by=pawel)

    assert all_settings()["county"] == "Landkreis Neu"


def test_the_state_brings_its_name_and_authorities_and_the_next_one_its_own(pawel):
    change_settings({"state_code": "NI"}, by=pawel)
    assert all_settings()["state"] == "Niedersachsen"
    assert all_settings()["legal_basis"] == STATES["NI"].proposals["legal_basis"]

    own = {"enforcement_body": "Unsere Stelle"}
    untouched = {"supervisory_authority": all_settings()["supervisory_authority"]}
    change_settings({"state_code": "SN"} | own | untouched, by=pawel)

    assert all_settings()["supervisory_authority"] == STATES["SN"].supervisory_authority
    assert all_settings()["enforcement_body"] == "Unsere Stelle"


def test_the_term_for_municipalities_has_its_plural(pawel):
    change_settings({"municipality": "Amt"}, by=pawel)

    assert all_settings()["municipalities"] == "Ämter"


def test_a_picture_nobody_shows_is_forgotten_and_the_logo_stays(pawel):
    shown, tried = keep_picture(png()), keep_picture(png(grey=1))
    change_settings({"logo": shown.value}, by=pawel)
    db.session.commit()

    forget_unused()
    assert {it.digest for it in db.session.scalars(db.select(Picture))} == {
        shown.digest,
        tried.digest,
    }
    with time_machine.travel(now() + KEPT_UNUSED + timedelta(seconds=1), tick=False):
        forget_unused()

    assert [it.digest for it in db.session.scalars(db.select(Picture))] == [shown.digest]


def test_all_versions_of_a_text_can_be_told_apart(pawel):
    publish("start", Draft("Eins", title="Worum es geht"), note="", seen="0", by=pawel)
    publish("start", Draft("Zwei", title="Worum"), note="Kürzer", seen="1", by=pawel)

    found = db.session.scalars(db.select(SiteText).filter_by(slug="start").order_by("version"))
    assert [(it.version, it.title, it.source) for it in found] == [
        (1, "Worum es geht", "Eins"),
        (2, "Worum", "Zwei"),
    ]
