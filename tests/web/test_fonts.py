"""The two fonts are small and still have every letter our texts and people's names are made of."""

from io import BytesIO
from itertools import chain

import pytest
from fontTools.ttLib import TTFont

from leitsaetze.config import ROOT
from leitsaetze.web.assets import assets
from leitsaetze.web.finishing import finished
from leitsaetze.web.sources import files_in, words_in

FONTS = [path for path in files_in() if path.endswith(".woff2")]
NAMES = """
    Jürgen Groß GROẞ Ännchen Öztürk Üwe Zoë Renée François Noël Cœur Ÿves Łukasz Wałęsa Żółć Śćąęńź
    Dvořák Čapek Šťastný Ďuriš Ľubomír Ňachajová Ůřad Őrsi Űr Şahin Çelik İbrahim ıldız Ğül Əliyev
    Ștefan Țepeș Šķēle Ģirts Žemaitė Ūla Ąžuolas Đoković Žižek Ñuñez João Ærø Åse Þór Ðiana Għar
    Nguyễn Thị Phượng Đặng Lǐ Lǚ Ŵyn Ĉu Ħaż Ŋ
""".split()
TYPOGRAPHY = "„“‚‘’”»«›‹–—…·•§€%‰°²³½×−±≤≥←↑→↓™©₂ﬁﬂ\xa0\xad"
TEXTS = [ROOT / "templates", *(ROOT / "leitsaetze" / name for name in "site help demo".split())]
TEXTS.append(ROOT / "leitsaetze/translations")
SUFFIXES = {".html", ".txt", ".md", ".yaml", ".po"}


def font_of(body: bytes) -> TTFont:
    return TTFont(BytesIO(body))


@pytest.fixture(scope="module", params=FONTS)
def pair(request) -> tuple[TTFont, TTFont]:
    """A font as browsers get it, and as its makers left it."""
    made = font_of(assets()[request.param].bodies["identity"])
    return made, TTFont(files_in()[request.param])


def texts() -> str:
    paths = chain.from_iterable(folder.rglob("*") for folder in TEXTS)
    return "".join(path.read_text("utf-8") for path in paths if path.suffix in SUFFIXES)


def test_there_are_two_weights_of_less_than_a_quarter_of_their_size():
    assert len(FONTS) == 2
    for path in FONTS:
        small, whole = assets()[path].bodies["identity"], files_in()[path].read_bytes()
        assert len(small) < len(whole) / 4


def test_names_and_typography_are_set_in_it(pair):
    made, _whole = pair
    assert {*TYPOGRAPHY, *"".join(NAMES)} - {chr(code) for code in made.getBestCmap()} == set()


def test_whatever_of_our_own_texts_the_whole_font_could_set_the_small_one_can(pair):
    """The marks of lists in pasted texts are read by the code and shown to nobody."""
    made, whole = ({chr(code) for code in font.getBestCmap()} for font in pair)

    assert (set(texts()) & whole) - made == set()


def test_what_makes_a_text_well_set_is_kept(pair):
    made, _whole = pair
    assert {"kern", "liga", "calt", "locl", "tnum"} <= features(made)
    tabular = {glyph: made["hmtx"][glyph][0] for glyph in figures(made)}
    assert len(tabular) == 10
    assert len(set(tabular.values())) == 1


def test_widths_are_those_of_the_whole_font(pair):
    made, whole = (
        {code: font["hmtx"][name][0] for code, name in font.getBestCmap().items()} for font in pair
    )
    assert {code: width for code, width in made.items() if whole[code] != width} == {}


def test_lines_and_fields_measured_by_the_font_keep_their_size(pair):
    made, whole = pair
    for table, measures in {
        "head": "unitsPerEm xMin yMin xMax yMax",
        "hhea": "ascent descent lineGap advanceWidthMax",
        "OS/2": "xAvgCharWidth sTypoAscender sTypoDescender usWinAscent sxHeight usWeightClass",
    }.items():
        for measure in measures.split():
            assert getattr(made[table], measure) == getattr(whole[table], measure), measure


def test_a_font_that_was_changed_does_not_bear_its_makers_name(pair):
    """The licence (OFL 1.1, 3) reserves it for the font as it was; copyright and licence stay."""
    made, whole = (font["name"] for font in pair)

    assert [record for record in made.names if record.nameID in {1, 3, 4, 6, 16}]
    for record in made.names:
        if record.nameID in {1, 3, 4, 6, 16}:
            assert "Fira" not in str(record)
    for kept in (0, 7, 13, 14):
        assert made.getDebugName(kept) == whole.getDebugName(kept)


def test_files_are_the_same_each_time_they_are_made():
    made = finished(files_in(), words_in())
    suffixes = {"identity": "", "br": ".br", "gzip": ".gz"}
    assert made == {
        path + suffixes[encoding]: body
        for path, asset in assets().items()
        for encoding, body in asset.bodies.items()
    }


def features(font: TTFont) -> set[str]:
    records = chain.from_iterable(
        font[it].table.FeatureList.FeatureRecord for it in "GSUB GPOS".split()
    )
    return {record.FeatureTag for record in records}


def figures(font: TTFont) -> set[str]:
    """Names of the ten figures of equal width."""
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    zero_to_nine = {font.getBestCmap()[ord(it)] for it in "0123456789"}
    subtables = chain.from_iterable(table.LookupList.Lookup[it].SubTable for it in lookups)
    mappings = [getattr(it, "ExtSubTable", it).mapping for it in subtables]
    return {new for mapping in mappings for old, new in mapping.items() if old in zero_to_nine}
