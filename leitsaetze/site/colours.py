"""An accent colour people can read: contrast, the nearest shade that passes, the style sheet.

Contrast by WCAG 2.2, 1.4.3; shades in OKLCH, where a colour keeps its hue while it darkens.
Pure Python.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from math import atan2, cos, hypot, sin

from leitsaetze.errors import RuleViolation
from leitsaetze.language import translatable

ENOUGH = 4.5  # WCAG 2.2, 1.4.3
COMFORTABLE = 7.0  # WCAG 2.2, 1.4.6; for a shade nobody chose
_HEX = re.compile(r"#[0-9a-f]{6}")
_TINT = 0.12  # how much of the colour a quiet button shows below the pointer
_NEARLY = 1e-4
_Triple = tuple[float, float, float]


class Scheme(StrEnum):
    """The look a reader's system asks for."""

    LIGHT = "light"
    DARK = "dark"


# The design system's white, neutral-025, black, neutral-950; a test compares them with its file.
PAPERS = {Scheme.LIGHT: ("#ffffff", "#f3f4f7"), Scheme.DARK: ("#000000", "#131525")}
ON_ACCENT = {Scheme.LIGHT: "#ffffff", Scheme.DARK: "#000000"}
DEFAULT_ACCENT = {Scheme.LIGHT: "#2044aa", Scheme.DARK: "#97afe1"}
SHOWN_AS = {
    Scheme.LIGHT: translatable("in heller Darstellung"),
    Scheme.DARK: translatable("in dunkler Darstellung"),
}


def on_paper(chosen: str) -> str:
    """Return the colour of pages for paper and of pictures: the county's own, or the default."""
    return chosen or DEFAULT_ACCENT[Scheme.LIGHT]


@dataclass(frozen=True)
class Accent:
    """A checked pair of colours and the style sheet that puts them in place of the default."""

    light: str
    dark: str

    @classmethod
    def of(cls, light: str, dark: str) -> "Accent | None":
        """Return the pair chosen by two settings; an empty dark one is derived. None for none."""
        derived = dark or passing(light, Scheme.DARK, COMFORTABLE) if light else ""
        return cls(light, derived) if light else None

    @classmethod
    def named(cls, name: str) -> "Accent | None":
        """Return the pair whose style sheet has this name, if there can be one."""
        found = re.fullmatch(r"([0-9a-f]{6})-([0-9a-f]{6})-[0-9a-f]{12}", name)
        pair = cls(f"#{found[1]}", f"#{found[2]}") if found else None
        return pair if pair and pair.name == name else None

    @property
    def style(self) -> str:
        """The style sheet. The print is always light; .kern-light and .kern-dark are samples."""
        colour = "--kern-color-action-default"
        return (
            f":root,.kern-light{{{colour}:{self.light}}}\n"
            f"@media screen and (prefers-color-scheme:dark){{:root{{{colour}:{self.dark}}}}}\n"
            f".kern-light{{{colour}:{self.light}}}\n.kern-dark{{{colour}:{self.dark}}}\n"
            f"@media print{{:root{{--kern-color-action-visited:{self.light}}}}}\n"
        )

    @property
    def name(self) -> str:
        """The name of the style sheet, which changes with every byte of it."""
        digest = hashlib.sha256(self.style.encode()).hexdigest()[:12]
        return f"{self.light[1:]}-{self.dark[1:]}-{digest}"


def tidy(value: str) -> str:
    """Return a colour as #rrggbb in small letters; raises RuleViolation for anything else."""
    raw = value.strip().lower().removeprefix("#")
    whole = "#" + ("".join(2 * letter for letter in raw) if len(raw) == 3 else raw)  # noqa: PLR2004  #abc is short for #aabbcc
    if not _HEX.fullmatch(whole):
        raise RuleViolation(
            "Bitte geben Sie die Farbe als Raute mit sechs Zeichen aus den Ziffern 0–9 und "
            "den Buchstaben a–f an, zum Beispiel #204597."
        )
    return whole


def refuse_unreadable(value: str, scheme: Scheme) -> None:
    """Raise RuleViolation for a colour too few people could read, naming the nearest that will do.

    Text stands in the colour on paper, and buttons show white (on dark: black) words on it.
    """
    colour = tidy(value)
    if weakest(colour, scheme) >= ENOUGH:
        return
    raise RuleViolation(
        "Die Farbe %(colour)s ist %(scheme)s zu schlecht zu lesen: Ihr Kontrast beträgt "
        "%(contrast)s zu 1, nötig sind mindestens 4,5 zu 1. Der nächste Ton, der genügt, ist "
        "%(better)s.",
        colour=colour,
        scheme=SHOWN_AS[scheme],
        contrast=f"{weakest(colour, scheme):.2f}"[:-1].replace(".", ","),
        better=passing(colour, scheme),
    )


def weakest(colour: str, scheme: Scheme) -> float:
    """Return the lowest contrast in which the colour appears: on both papers, with a tint, below.

    That is text in the colour on each paper, a quiet button below the pointer, words on a button.
    """
    papers = PAPERS[scheme]
    grounds = [*papers, _mixed(colour, papers[0], _TINT), ON_ACCENT[scheme]]
    return min(contrast(colour, ground) for ground in grounds)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def passing(colour: str, scheme: Scheme, enough: float = ENOUGH) -> str:
    """Return the nearest shade of a colour that can be read; the colour itself if it can."""
    if weakest(colour, scheme) >= enough:
        return colour
    lightness, chroma, hue = _oklch(colour)
    near, far = lightness, 0.0 if scheme is Scheme.LIGHT else 1.0
    while abs(near - far) > _NEARLY:
        middle = (near + far) / 2
        passes = weakest(_shade(middle, chroma, hue), scheme) >= enough
        near, far = (near, middle) if passes else (middle, far)
    return _shade(far, chroma, hue)


def _channels(colour: str) -> _Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _linear(colour: str) -> _Triple:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  sRGB
        for value in _channels(colour)
    )
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(channels: _Triple) -> str:
    return "#" + "".join(f"{round(min(1, max(0, value)) * 255):02x}" for value in channels)


def _mixed(colour: str, paper: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(paper), strict=True)
    red, green, blue = (own * share + other * (1 - share) for own, other in pairs)
    return _hex((red, green, blue))


def _oklch(colour: str) -> _Triple:
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    mid = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * mid + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * mid - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * mid - 0.0040720468 * short
    return lightness, hypot(a, b), atan2(b, a)


def _shade(lightness: float, chroma: float, hue: float) -> str:
    """Return a colour of this lightness and hue, as strong as a screen can show it."""
    while chroma > _NEARLY:
        channels = _of_oklch(lightness, chroma, hue)
        if all(-_NEARLY <= value <= 1 + _NEARLY for value in channels):
            return _hex(channels)
        chroma *= 0.95
    return _hex(_of_oklch(lightness, 0, hue))


def _of_oklch(lightness: float, chroma: float, hue: float) -> _Triple:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    mid = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red, green, blue = (
        1.055 * value ** (1 / 2.4) - 0.055 if value > 0.0031308 else 12.92 * value  # noqa: PLR2004  sRGB
        for value in (
            4.0767416621 * long - 3.3077115913 * mid + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * mid - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * mid + 1.7076147010 * short,
        )
    )
    return red, green, blue
