"""Tables of the index: what can be found, the words it is found by, where each word stands."""

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leitsaetze.extensions import Base
from leitsaetze.search.rules import Kind


class SearchEntry(Base):
    """One thing that can be found; later ones were public later.

    `version` is the one of the words it is found by: of any other it is not found. `words` are the
    numbers of these words (search.bits); none, and version 0, while there is nothing to be found.
    """

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "thing_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind]
    thing_id: Mapped[int]
    version: Mapped[int] = mapped_column(default=0)
    words: Mapped[bytes] = mapped_column(LargeBinary, default=b"")


class SearchWord(Base):
    """A word, or a mark of where a thing belongs (search.rules.mark), by which it is found.

    `word` is what all its forms have in common (search.rules.key), in UTF-8: bytes are compared in
    the same way by every database. `times` is how many entries have it.
    """

    __tablename__ = "search_word"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    times: Mapped[int] = mapped_column(default=0)


class SearchEnding(Base):
    """A word from one of the places on where a part of it can begin (search.compounds)."""

    __tablename__ = "search_ending"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  read by SQLAlchemy

    ending: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    word_id: Mapped[int] = mapped_column(primary_key=True)


class SearchPlaces(Base):
    """In which entries of one block a word stands (search.bits)."""

    __tablename__ = "search_places"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  read by SQLAlchemy

    word_id: Mapped[int] = mapped_column(primary_key=True)
    block: Mapped[int] = mapped_column(primary_key=True)
    places: Mapped[bytes] = mapped_column(LargeBinary)
