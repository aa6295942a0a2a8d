"""Which encoding a browser gets: the smallest it accepts (RFC 9110, 12.5.3)."""

import gzip

import brotli
import pytest

from leitsaetze.web.encodings import encoded, preferred

UNDO = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
WORDS = "Grüße aus dem Landkreis. ".encode() * 40


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", "identity"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("BR, GZIP", "br"),
        ("*", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, *", "gzip"),
        ("gzip;q=0, br;q=0", "identity"),
        ("*;q=0", "identity"),
        ("identity", "identity"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("deflate, zstd", "identity"),
        ("br;q=viel, gzip", "gzip"),
        (";;, ,=", "identity"),
        ("identity;q=0", "identity"),
        ("brx, xgzip", "identity"),
        ("gzip," * 400, "gzip"),
    ],
)
def test_the_smallest_accepted_encoding_is_sent(accepted, encoding):
    assert preferred(accepted) == encoding


def test_what_does_not_lie_ready_is_not_sent():
    assert preferred("br, gzip", ("identity",)) == "identity"
    assert preferred("br, gzip", ("identity", "gzip")) == "gzip"


@pytest.mark.parametrize("content", [WORDS, b""], ids=["words", "nothing"])
def test_each_encoding_is_undone_to_the_same_bytes(content):
    assert {UNDO[name](encoded(content, name)) for name in UNDO} == {content}


@pytest.mark.parametrize("encoding", UNDO)
def test_the_same_words_are_the_same_bytes_every_time(encoding):
    """Two workers send the same page under the same tag."""
    assert encoded(WORDS, encoding) == encoded(WORDS, encoding)
