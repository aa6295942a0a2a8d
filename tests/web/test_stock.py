"""Finished files: made once, by one of all who need them, never seen half made."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from leitsaetze.web.stock import read, stocked

FILES = {"css/site.css": b"a{}", "css/site.css.br": b"\x0b", "mark.svg": b"<svg/>"}


class Maker:
    """Counts how often files are made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, bytes]:
        self.times += 1
        return dict(FILES)


@pytest.fixture
def place(tmp_path):
    return tmp_path / "build" / "assets" / "0123456789ab"


def test_what_was_made_once_is_only_read(place):
    make = Maker()

    assert [stocked(place, make), stocked(place, make)] == [FILES, FILES]
    assert make.times == 1
    assert read(place) == FILES


@pytest.mark.parametrize("name", [*FILES, "seal"])
@pytest.mark.parametrize("harm", ["empty", "gone"])
def test_what_is_damaged_is_made_anew(place, name, harm):
    make = Maker()
    stocked(place, make)
    if harm == "empty":
        (place / name).write_bytes(b"")
    else:
        (place / name).unlink()

    assert read(place) is None
    assert stocked(place, make) == FILES
    assert read(place) == FILES
    assert make.times == 2


def test_what_a_killed_process_left_behind_is_no_obstacle(place):
    draft = place.with_name(f"{place.name}.draft")
    draft.mkdir(parents=True)
    (draft / "half").write_bytes(b"made")

    assert stocked(place, Maker()) == FILES
    assert read(place) == FILES
    assert not draft.exists()


def test_of_many_at_once_one_makes_and_the_others_wait(place):
    make, start = Maker(), Barrier(8)

    def begin(_number: int) -> dict[str, bytes]:
        start.wait()
        return stocked(place, make)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(begin, range(8)))

    assert found == [FILES] * 8
    assert make.times == 1


def test_another_version_takes_the_place_of_the_last(place):
    last = place.with_name("fedcba987654")
    stocked(last, Maker())
    stocked(place, Maker())

    assert not last.exists()
    assert read(place) == FILES


def test_where_nothing_can_be_written_files_are_made_for_the_moment(tmp_path, caplog):
    (tmp_path / "build").write_text("Hier ist schon etwas.")
    place, make = tmp_path / "build" / "assets" / "0123456789ab", Maker()

    assert [stocked(place, make), stocked(place, make)] == [FILES, FILES]
    assert make.times == 2
    assert "cannot be written" in caplog.text
