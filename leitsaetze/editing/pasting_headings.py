"""Which lines of a pasted text are headings of fields of action. Pure Python."""

from collections.abc import Mapping
from itertools import pairwise

from leitsaetze.editing import pasting_marks as marks
from leitsaetze.editing.pasting_flow import Paper
from leitsaetze.editing.pasting_marks import Mark


def fields_of(paper: Paper, principles: Mapping[int, Mark]) -> dict[int, Mark]:
    """Return the headings of fields of action by the places of their lines.

    A line that says so is one unless it only lists what comes later; a line that is merely short
    is one right above a principle or a goal.
    """
    said = {
        place: mark
        for place, line in enumerate(paper.lines)
        if place not in principles and not paper.goes_on(place) and (mark := marks.field(line.text))
    }
    said = _without_lists(said, principles)
    lettered = {} if said else _lettered(paper, principles)
    return said | lettered | _merely_short(paper, principles, said | lettered)


def _without_lists(said: Mapping[int, Mark], principles: Mapping[int, Mark]) -> dict[int, Mark]:
    """Return the headings without those that stand in a list of headings which come again."""
    places = sorted(said)
    again = {said[place].rest.casefold(): place for place in places}
    following = dict(pairwise(places))
    return {
        place: mark
        for place, mark in said.items()
        if again[mark.rest.casefold()] == place
        or any(place < at < following.get(place, place) for at in principles)
    }


def _lettered(paper: Paper, principles: Mapping[int, Mark]) -> dict[int, Mark]:
    """Return headings that are only counted ("A. …"), unless they are points of a list."""
    lines = paper.lines
    counted = {
        place: mark
        for place, line in enumerate(lines)
        if place not in principles
        and not paper.goes_on(place)
        and (mark := marks.lettered(line.text))
    }
    last = max(principles, default=-1)
    return {
        place: mark
        for place, mark in counted.items()
        if place < last and place - 1 not in counted and place + 1 not in counted
    }


def _merely_short(
    paper: Paper, principles: Mapping[int, Mark], known: Mapping[int, Mark]
) -> dict[int, Mark]:
    """Return short lines right above a principle or a goal."""
    lines = paper.lines
    untitled = {place + 1 for place, mark in known.items() if not mark.rest}
    bare = {place + 1 for place, mark in principles.items() if not mark.rest}
    found = {}
    for place in range(len(lines) - 1):
        below = lines[place + 1].text
        if place in principles or place in known or place in bare or place in untitled:
            continue
        above_goal = marks.goal(below) is not None and not marks.goal(lines[place].text)
        if place + 1 not in principles and not (above_goal and place + 1 not in known):
            continue
        if above_goal and place - 1 in known:
            continue
        mark = marks.heading(lines[place].text)
        if mark and not marks.overview(lines[place].text) and not marks.label(lines[place].text):
            found[place] = mark
    return {place: mark for place, mark in found.items() if not paper.goes_on(place)}
