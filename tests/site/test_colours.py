"""A colour is taken only when people can read it; if not, the nearest shade is named."""

import re

import pytest

from leitsaetze.errors import RuleViolation
from leitsaetze.site.colours import (
    COMFORTABLE,
    DEFAULT_ACCENT,
    ENOUGH,
    PAPERS,
    Accent,
    Scheme,
    contrast,
    passing,
    refuse_unreadable,
    tidy,
    weakest,
)
from leitsaetze.web.sources import _kern

LIGHT, DARK = Scheme
COLOURS = ["#ffcc00", "#e30613", "#009640", "#87ceeb", "#ff00ff", "#000000", "#ffffff", "#7f7f7f"]


@pytest.mark.parametrize(
    ("one", "other", "right"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#ffffff", "#777777", 4.48),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_the_guidelines(one, other, right):
    assert round(contrast(one, other), 2) == right


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("colour", COLOURS)
def test_the_shade_that_is_proposed_passes_and_is_near(colour, scheme):
    better = passing(colour, scheme)

    assert weakest(better, scheme) >= ENOUGH
    assert refuse_unreadable(better, scheme) is None
    if weakest(colour, scheme) >= ENOUGH:
        assert better == colour
    else:
        assert weakest(better, scheme) < ENOUGH + 0.2


def test_what_cannot_be_read_is_refused_with_contrast_and_a_better_shade():
    with pytest.raises(RuleViolation, match=r"1,3 zu 1.* der genügt, ist #[0-9a-f]{6}\.$"):
        refuse_unreadable("#ffcc00", LIGHT)
    assert refuse_unreadable("#ffcc00", DARK) is None


def test_a_contrast_just_too_low_is_not_rounded_up_to_enough():
    narrow = next(
        f"#{grey:02x}{grey:02x}{grey:02x}"
        for grey in range(255)
        if weakest(f"#{grey:02x}{grey:02x}{grey:02x}", LIGHT) < ENOUGH
    )

    with pytest.raises(RuleViolation, match=r"beträgt 4,[0-4] zu 1"):
        refuse_unreadable(narrow, LIGHT)


@pytest.mark.parametrize(
    ("typed", "kept"), [("#ABC", "#aabbcc"), (" 204597 ", "#204597"), ("#204597", "#204597")]
)
def test_a_colour_is_kept_in_one_spelling(typed, kept):
    assert tidy(typed) == kept


@pytest.mark.parametrize(
    "typed", ["blau", "#12345", "#12345g", "rgb(1,2,3)", "#204597}", "#²04597"]
)
def test_what_is_no_colour_is_refused(typed):
    with pytest.raises(RuleViolation, match="#204597"):
        tidy(typed)


def test_the_dark_shade_follows_from_the_light_one_and_is_easy_to_read():
    accent = Accent.of("#204597", "")

    assert weakest(accent.dark, DARK) >= COMFORTABLE
    assert Accent.of("#204597", "#ffcc00").dark == "#ffcc00"
    assert Accent.of("", "#ffcc00") is None


def test_a_style_sheet_has_one_address_which_changes_with_it():
    accent = Accent.of("#204597", "#8fa8e8")

    assert Accent.named(accent.name) == accent
    assert Accent.named(accent.name[:-1] + "0") is None or accent.name.endswith("0")
    assert Accent.named("204597-8fa8e8-000000000000") is None
    assert Accent.named("../../etc/passwd") is None
    assert set(re.findall(r"#[0-9a-f]+", accent.style)) == {"#204597", "#8fa8e8"}


def test_the_papers_are_those_of_the_design_system():
    source = (_kern() / "kern.css").read_text("utf-8")
    shade = r"oklch\((\d+\.\d+)%"
    neutral = {
        name: float(re.search(rf"--kern-color-neutral-{name}: {shade}", source)[1])
        for name in ("025", "950")
    }

    assert neutral == {"025": 96.72, "950": 20.23}
    assert [PAPERS[LIGHT][1], PAPERS[DARK][1]] == ["#f3f4f7", "#131525"]
    assert all(weakest(colour, scheme) >= ENOUGH for scheme, colour in DEFAULT_ACCENT.items())
