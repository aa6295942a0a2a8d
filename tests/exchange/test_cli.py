"""The command as county staff see it."""

import pytest

from leitsaetze.extensions import db
from leitsaetze.principles.models import Dialogue
from tests.exchange.files import EXAMPLE, everything, example


@pytest.fixture
def run(app, tmp_path):
    """Runs `flask import-dialogue` on a file with this content."""

    def run(content: bytes):
        file = tmp_path / "dialog.yaml"
        file.write_bytes(content)
        db.session.rollback()
        result = app.test_cli_runner().invoke(args=["import-dialogue", str(file)])
        db.session.expire_all()
        return result

    return run


def test_the_command_takes_a_file_and_says_what_became_of_it(run):
    first, second = run(EXAMPLE.encode()), run(EXAMPLE.encode())

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output == (
        "Dialog „dorf-digital“: 1 Dialog neu, 2 Handlungsfelder neu, 3 Leitsätze neu, "
        "1 Reihe neu, 1 Ort neu, 3 Veranstaltungen neu.\n"
    )
    assert "3 Leitsätze unverändert" in second.output
    assert db.session.scalars(db.select(Dialogue.slug)).all() == ["dorf-digital"]


def test_a_file_with_faults_ends_with_one_and_leaves_everything(run):
    before = everything()

    result = run(
        example(("moderation: vorher", "moderation: nie"), ("art: schulung", "art: x")).encode()
    )

    assert result.exit_code == 1
    assert result.stderr.splitlines()[0].startswith("Zeile 16, „moderation“: „nie“ ist hier nicht")
    assert result.stderr.splitlines()[-1] == (
        "Error: dialog.yaml: 2 Fehler – es wurde nichts übernommen."
    )
    assert everything() == before


def test_another_encoding_is_one_sentence(run):
    result = run(EXAMPLE.encode("latin-1", "replace"))

    assert result.exit_code == 1
    assert "nicht als UTF-8 gespeichert" in result.stderr
    assert "1 Fehler – es wurde nichts übernommen" in result.stderr


def test_a_time_shown_twice_is_mentioned(run):
    result = run(example(("beginn: 2027-06-01", "beginn: 2026-10-25 02:30")).encode())

    assert result.exit_code == 0
    assert "Hinweis: Zeile" in result.output
    assert "gibt es an diesem Tag zweimal" in result.output


def test_a_file_that_is_not_there_is_one_sentence(app):
    result = app.test_cli_runner().invoke(args=["import-dialogue", "gibt-es-nicht.yaml"])

    assert result.exit_code == 1
    assert "gibt-es-nicht.yaml lässt sich nicht lesen" in result.stderr
