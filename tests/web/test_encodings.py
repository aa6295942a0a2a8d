"""In which coding an answer is sent: the best the reader takes, else as it is."""

import gzip

import brotli
import pytest

from leitsaetze.web.encodings import BROTLI, GZIP, IDENTITY, encoded, preferred

WORDS = "Grüße aus dem Landkreis. ".encode() * 40


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", IDENTITY),
        ("gzip", GZIP),
        ("gzip, deflate", GZIP),
        ("gzip, deflate, br, zstd", BROTLI),
        ("br;q=0.1, gzip;q=0.9", GZIP),
        ("br;q=0, gzip", GZIP),
        ("br;q=0", IDENTITY),
        ("gzip;q=0, br;q=0, *", IDENTITY),
        ("*", BROTLI),
        ("*;q=0", IDENTITY),
        ("*;q=0, gzip", GZIP),
        ("identity", IDENTITY),
        ("identity;q=0", IDENTITY),
        ("BR", BROTLI),
        ("zstd", IDENTITY),
        ("brx, xgzip", IDENTITY),
        ("br;q=nonsense", IDENTITY),
        (",,;;=", IDENTITY),
    ],
)
def test_the_best_coding_the_reader_takes(accepted, coding):
    assert preferred(accepted) == coding


def test_each_coding_is_undone_to_the_same_bytes():
    undo = {BROTLI: brotli.decompress, GZIP: gzip.decompress, IDENTITY: bytes}

    assert {undo[coding](encoded(WORDS, coding)) for coding in undo} == {WORDS}


@pytest.mark.parametrize("coding", [BROTLI, GZIP, IDENTITY])
def test_the_same_words_are_the_same_bytes_every_time(coding):
    """Two workers send the same page under the same tag."""
    assert encoded(WORDS, coding) == encoded(WORDS, coding)


def test_nothing_is_encoded_too():
    assert brotli.decompress(encoded(b"", BROTLI)) == b""
    assert gzip.decompress(encoded(b"", GZIP)) == b""
