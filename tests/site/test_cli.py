"""Commands of the site."""

from leitsaetze.extensions import db
from leitsaetze.factory import create_app
from leitsaetze.site import queries
from leitsaetze.site.actions import all_settings, publish_text
from tests.conftest import SETTINGS


def test_preparing_is_repeatable(flask):
    publish_text("impressum", "Impressum", "Unser Impressum")

    result = flask("prepare")

    assert (result.exit_code, result.output) == (0, "")
    assert db.session.scalars(queries.current_text("impressum")).one().source == "Unser Impressum"


def test_settings_are_listed_shown_and_changed(flask):
    changed = flask("setting", "county", "Landkreis Musterland")

    assert changed.output == "county = Landkreis Musterland\n"
    assert all_settings()["county"] == "Landkreis Musterland"
    assert flask("setting", "county").output == changed.output
    assert changed.output in flask("setting").output


def test_an_unknown_setting_is_named(flask):
    for words in (["landkreis"], ["landkreis", "Musterland"]):
        result = flask("setting", *words)
        assert result.exit_code == 1
        assert result.output == "Error: Diese Einstellung gibt es nicht: landkreis\n"


def test_without_database_preparing_says_so_in_one_line(tmp_path):
    nowhere = "postgresql://nobody@127.0.0.1:9/none"
    app = create_app(SETTINGS | {"DATABASE_URL": nowhere, "INSTANCE": str(tmp_path)})

    result = app.test_cli_runner().invoke(args=["prepare"])

    assert result.exit_code == 1
    assert result.output.startswith("Error: Die Datenbank ist nicht erreichbar: connection failed")
