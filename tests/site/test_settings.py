"""One list of settings: what each holds, what follows from it, what is still missing."""

import pytest
from holidays import country_holidays

from leitsaetze.errors import RuleViolation
from leitsaetze.mail.letters import BARE_ADDRESS
from leitsaetze.site.actions import TEXT_FOLDER
from leitsaetze.site.rules import SETTINGS, filled_in, open_places, passages_about
from leitsaetze.site.settings import (
    BY_NAME,
    FOLLOWERS,
    GROUPS,
    KNOWN,
    Kind,
    defaults,
    fillable,
    fitting,
    followed,
    of_group,
    still_open,
    version_of,
)
from leitsaetze.site.states import STATES

SHIPPED = {path.stem: path.read_text("utf-8") for path in TEXT_FOLDER.glob("*.md")}


def test_every_setting_stands_once_and_on_one_page_of_the_desk():
    names = [it.name for it in KNOWN]
    on_pages = [it.name for group in GROUPS for it in of_group(group)]

    assert len(names) == len(set(names))
    followers = {follower for follower, _values in FOLLOWERS.values()}
    assert set(on_pages) | followers == set(names)
    assert {it.name for it in KNOWN if it.kind is Kind.FOLLOWER} == followers


def test_all_sixteen_states_have_holidays_and_something_to_propose():
    assert len(STATES) == 16
    for code, state in STATES.items():
        assert country_holidays("DE", subdiv=code, years=2026)
        assert all(state.proposals.values())
        assert set(state.proposals) <= set(SETTINGS)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("county_email", "post@musterland"),
        ("county_email", "post musterland@a.example"),
        ("county_email", "a,b@c.example"),
        ("county_email", "<x@y.example>"),
        ("county_email", "ü@ö.example"),
        ("county_email", '"x@y.example'),
        ("privacy_officer_email", "a@b@c.example"),
        ("feedback_answer_days", "0"),
        ("feedback_answer_days", "366"),
        ("feedback_answer_days", "3" * 5000),
        ("state_code", "XX"),
        ("municipality", "Dorf"),
        ("accent", "#ffff00"),
        ("accent_dark", "#000066"),
        ("logo", "bild.png"),
        ("unbekannt", "x"),
    ],
)
def test_a_value_a_setting_cannot_hold_is_refused(name, value):
    with pytest.raises(RuleViolation):
        fitting(name, value)


def test_a_value_is_kept_in_one_spelling_and_can_be_taken_away():
    assert fitting("accent", "204597") == "#204597"
    assert [fitting(name, "") for name in ("accent", "county_email", "state_code")] == [""] * 3


def test_an_address_is_kept_as_letters_can_carry_it():
    kept = fitting("county_email", "Post@landkreis-köln.example")

    assert kept == "Post@xn--landkreis-kln-smb.example"
    assert BARE_ADDRESS.fullmatch(kept)


def test_a_new_state_brings_its_proposals_but_never_over_the_countys_own_words():
    before = defaults("NI") | {"state_code": "NI", "enforcement_body": "Unsere Stelle"}
    typed = {
        "state_code": "SN",
        "supervisory_authority": before["supervisory_authority"],
        "enforcement_body": "Unsere Stelle",
        "legal_basis": "",
    }

    assert followed(typed, before) == {
        "state_code": "SN",
        "supervisory_authority": STATES["SN"].supervisory_authority,
        "enforcement_body": "Unsere Stelle",
        "legal_basis": STATES["SN"].proposals["legal_basis"],
    }


def test_what_a_county_must_say_is_open_until_it_said_it():
    fresh = still_open(defaults())
    said = defaults("SN") | {"state_code": "SN", "county": "Landkreis Musterland"}

    assert {it.name for it in fresh} == {it.name for it in KNOWN if it.needed}
    left = {it.name for it in still_open(said)}
    assert not left & {"county", "state_code", "supervisory_authority", "legal_basis"}
    assert "county_address" in left


def test_texts_show_words_only_line_by_line_and_never_as_markup():
    places = fillable(SETTINGS | {"county_address": "Am *Markt* 1\n01234 Ort", "accent": "#204597"})

    assert filled_in("{{county_address}} {{ accent }}", places) == (
        "Am \\*Markt\\* 1  \n01234 Ort {{ accent }}"
    )


def test_open_places_are_told_once_each_by_what_is_wrong_with_them():
    source = "{{county}} {{county_phone}} {{ county_phone }} {{landrat}} {{accent}}"

    found = open_places(source, fillable(SETTINGS))

    assert (found.unset, found.unknown) == (["county_phone"], ["landrat", "accent"])
    assert not open_places("{{county}}", fillable(SETTINGS))


def test_a_preview_shows_the_paragraphs_that_change():
    source = "Eins {{county}}.\n\nZwei {{state}}.\n\nDrei."

    assert passages_about(source, {"state"}) == "Zwei {{state}}."


@pytest.mark.parametrize("slug", SHIPPED)
def test_the_shipped_texts_name_only_settings_there_are(slug):
    full = dict.fromkeys(fillable(SETTINGS), "x")

    assert not open_places(SHIPPED[slug], full)


def test_the_version_of_a_form_changes_with_each_of_its_settings():
    first = version_of(SETTINGS, ["county", "site_name"])

    assert version_of(SETTINGS | {"county": "Neu"}, ["site_name", "county"]) != first
    assert version_of(SETTINGS | {"state": "Neu"}, ["site_name", "county"]) == first
    assert version_of(SETTINGS, BY_NAME) == version_of(SETTINGS, reversed(list(BY_NAME)))
