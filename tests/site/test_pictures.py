"""A logo is recognised by what is in it; a drawing may draw and nothing else."""

import pytest

from leitsaetze.errors import RuleViolation
from leitsaetze.site.pictures import LARGEST, Logo, recognised
from tests.site.makers import jpeg, png, svg


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (png(), "png"),
        (jpeg(), "jpg"),
        (svg(), "svg"),
        (svg(attributes="width='40px' height='30'"), "svg"),
        (b"<?xml version='1.0' encoding='UTF-8'?>\n<!-- Wappen -->" + svg(), "svg"),
        (svg("<style>.a{fill:url(#g)}</style><use href='#a'/>"), "svg"),
    ],
)
def test_a_picture_is_known_by_its_content_with_its_size(content, kind):
    logo = recognised(content)

    assert (logo.kind, logo.width, logo.height) == (kind, 40, 30)
    assert Logo.of(logo.value) == logo


def test_a_small_drawing_keeps_its_shape():
    logo = recognised(svg(attributes="viewBox='0 0 4 2'"))

    assert (logo.width, logo.height) == (32, 16)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + b"\0" * 100,
        b"<html><body>Hallo</body></html>",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n",
        png()[:-12],
        png()[:16] + b"IEND",
        png()[:24] + b"IEND",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\xff\xff",
        svg()[:-6],
        svg(attributes=""),
        svg(attributes="viewBox='0 0 0 0'"),
        svg(attributes="viewBox='0 0 1e999 2'"),
        svg(attributes="viewBox='0 0 1e-320 1e-320'"),
        svg(attributes="viewBox='0 0 1e308 1'"),
        b"<svg viewBox='0 0 4 4'/>",
        svg().replace(b"circle", b"\xff\xfe"),
        png(width=8),
        png(width=4001),
    ],
)
def test_what_is_no_picture_we_can_show_is_refused(content):
    with pytest.raises(RuleViolation):
        recognised(content)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<g onload='alert(1)'/>",
        "<a href='https://boese.example'><circle/></a>",
        "<image href='https://boese.example/x.png'/>",
        "<image xmlns:x='http://www.w3.org/1999/xlink' x:href='//boese.example/x.png'/>",
        "<use href='javascript:alert(1)'/>",
        "<style>@import 'https://boese.example/x.css';</style>",
        "<rect style='fill:url(https://boese.example/x)'/>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>Hallo</p></foreignObject>",
        "<animate attributeName='r'/>",
        "<g>" * 200 + "</g>" * 200,
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(inside):
    with pytest.raises(RuleViolation, match="mehr als eine Zeichnung"):
        recognised(svg(inside))


def test_a_drawing_with_entities_is_refused_before_anything_reads_it():
    bomb = b"<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>" + svg("&b;")

    with pytest.raises(RuleViolation, match="Dokumenttyp"):
        recognised(bomb)


def test_a_picture_above_the_limit_is_refused_and_says_the_limit():
    with pytest.raises(RuleViolation, match="200 kB"):
        recognised(png() + b"\0" * LARGEST)


@pytest.mark.parametrize("value", ["", "x", "../../x.png 1x1", "a" * 32 + ".gif 4x4"])
def test_only_what_we_kept_counts_as_a_logo(value):
    assert Logo.of(value) is None
