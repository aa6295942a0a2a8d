"""Which encoding a browser gets: the smallest it accepts (RFC 9110, 12.5.3)."""

import pytest

from leitsaetze.web.encodings import preferred


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
    ],
)
def test_the_smallest_accepted_encoding_is_sent(accepted, encoding):
    assert preferred(accepted) == encoding


def test_what_does_not_lie_ready_is_not_sent():
    assert preferred("br, gzip", ("identity",)) == "identity"
    assert preferred("br, gzip", ("identity", "gzip")) == "gzip"
