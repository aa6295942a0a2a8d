"""Deeds on what forms say about data."""

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.site.models import DataWording
from leitsaetze.site.processings import Words
from leitsaetze.site.wording import publish_wording


def reword(processing: str, words: Words, *, by: Person, seen: int) -> DataWording:
    """Publish new words of a processing. Raises what `publish_wording` raises."""
    row = publish_wording(processing, words, seen=seen, by_id=by.id)
    record("data_wording.published", row, by=by, processing=processing, version=row.version)
    return row
