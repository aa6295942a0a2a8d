"""The hash chain of the audit trail: whatever is changed afterwards is found."""

import pytest
from sqlalchemy import delete, select, update

from leitsaetze.audit import sealing
from leitsaetze.audit.actions import record
from leitsaetze.audit.models import AuditEntry
from leitsaetze.audit.rules import BEGINNING, fingerprint
from leitsaetze.audit.sealing import seal, verify
from leitsaetze.extensions import db
from tests.factories import make_comment, make_moderator

ENTRY = {"seq": 1, "prev_hash": BEGINNING, "deed": "comment.publish", "details": {"ä": 1, "b": []}}


def test_a_fingerprint_covers_every_word_and_no_order_of_keys():
    assert fingerprint(ENTRY) == fingerprint(dict(reversed(ENTRY.items())))
    assert fingerprint(ENTRY) != fingerprint(ENTRY | {"deed": "comment.hide"})
    assert fingerprint(ENTRY) != fingerprint(ENTRY | {"prev_hash": "1" * 64})


@pytest.fixture
def chain(app) -> list[AuditEntry]:
    """Four sealed entries."""
    moderator, comment = make_moderator(), make_comment()
    for number in range(4):
        record("comment.note", comment, by=moderator, words="Worte", number=number, codes=["ä"])
    db.session.commit()
    seal()
    db.session.commit()
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.seq)).all()


def test_entries_are_sealed_in_their_order_and_only_once(chain):
    assert [entry.seq for entry in chain] == [1, 2, 3, 4]
    assert [entry.prev_hash for entry in chain] == [BEGINNING, *(e.hash for e in chain[:3])]
    assert [entry.id for entry in chain] == sorted(entry.id for entry in chain)
    assert seal() == 0


def test_a_later_entry_continues_the_chain(chain):
    record("comment.note", make_comment(), by=None)
    db.session.commit()

    assert seal() == 1
    db.session.commit()

    assert verify().length == 5
    assert verify().broken_at is None
    assert verify(noted=chain[3].hash).knows_note


def test_a_long_trail_is_sealed_in_several_rounds(app, monkeypatch):
    monkeypatch.setattr(sealing, "AT_ONCE", 3)
    for _ in range(4):
        record("comment.note", make_comment(), by=None)
    db.session.commit()

    rounds = [seal() for _ in range(3) if db.session.commit() is None]
    db.session.commit()

    assert rounds == [3, 1, 0]
    assert verify().length == 4


TAMPERING = {
    "another deed": (update(AuditEntry).where(AuditEntry.seq == 2).values(deed="comment.hide"), 2),
    "another person": (update(AuditEntry).where(AuditEntry.seq == 3).values(by_id=None), 3),
    "other details": (update(AuditEntry).where(AuditEntry.seq == 1).values(details={}), 1),
    "one removed": (delete(AuditEntry).where(AuditEntry.seq == 2), 2),
    "the first removed": (delete(AuditEntry).where(AuditEntry.seq == 1), 1),
    "another hash": (update(AuditEntry).where(AuditEntry.seq == 4).values(hash="0" * 64), 4),
}


@pytest.mark.parametrize("tampering", TAMPERING)
def test_tampering_is_found_where_it_was_done(chain, flask, tampering):
    statement, place = TAMPERING[tampering]
    db.session.execute(statement)
    db.session.commit()

    assert verify().broken_at == place
    result = flask("audit", "verify")
    assert result.exit_code == 1
    assert result.output == f"Error: Das Protokoll wurde verändert, ab Eintrag {place}.\n"


def test_a_chain_cut_short_is_found_by_a_fingerprint_noted_earlier(chain, flask):
    noted = chain[3].hash
    db.session.execute(delete(AuditEntry).where(AuditEntry.seq == 4))
    db.session.commit()

    assert flask("audit", "verify").exit_code == 0
    result = flask("audit", "verify", noted)
    assert result.exit_code == 1
    assert "fehlen Einträge" in result.output


def test_a_whole_chain_is_reported_with_its_end(chain, flask):
    result = flask("audit", "verify", chain[1].hash)

    assert result.exit_code == 0
    assert result.output == (
        f"Das Protokoll ist unverändert: 4 Einträge, Prüfwert {chain[3].hash}\n"
    )
