"""docs/import.md says what the command does."""

import pytest

from leitsaetze.config import ROOT
from leitsaetze.exchange import keys
from leitsaetze.exchange.checking import check
from leitsaetze.exchange.rules import Remarks
from tests.exchange.files import example

HANDBOOK = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
TABLES = ["DATEI", "DIALOG", "STEPS", "CONTACT", "SECOND", "HANDLUNGSFELD", "LEITSATZ"]
TABLES += ["VERANSTALTUNG", "ANSPRECHPERSON", "REIHE"]


@pytest.mark.parametrize("table", TABLES)
def test_every_key_is_explained(table):
    assert [word for word in getattr(keys, table) if f"`{word}`" not in HANDBOOK] == []


def test_the_faults_of_the_handbook_are_those_of_the_command():
    remarks = Remarks()

    check(
        example(
            ("moderation: vorher", "moderation: nie"),
            ("aussage: Wir laden", "ausage: Wir laden"),
            ("ende: 2027-05-20 19:00", "ende: 2027-05-20 16:00"),
        ),
        remarks,
    )

    assert "\n".join(str(fault) for fault in sorted(remarks.faults)) in HANDBOOK
