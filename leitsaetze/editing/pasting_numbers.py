"""Which numbers in a pasted text are those of principles, and which those of lists. Pure Python."""

from collections.abc import Sequence
from dataclasses import dataclass

from leitsaetze.editing import pasting_marks as marks
from leitsaetze.editing.pasting_flow import Paper
from leitsaetze.editing.pasting_marks import Mark

FAMILIES = ("nr", "l", "parens", "paren", "dot", "tab")
UNMISTAKABLE = {"nr", "l", "parens"}


@dataclass(frozen=True)
class _Candidate:
    """A number at the beginning of a line."""

    place: int
    mark: Mark

    @property
    def number(self) -> int:
        """The number."""
        return int(self.mark.number)


def principles_of(paper: Paper) -> dict[int, Mark]:
    """Return the signs of principles by the places of their lines."""
    strong, candidates = {}, []
    for place, line in enumerate(paper.lines):
        if paper.goes_on(place):
            continue
        if mark := marks.principle(line.text):
            strong[place] = mark
        elif not marks.field(line.text) and (mark := marks.weak(line.text)):
            candidates.append(_Candidate(place, mark))
    if strong:
        return strong | _filling(strong, candidates)
    chosen = _one_family(candidates)
    return {one.place: one.mark for one in _without_lists(chosen)}


def _filling(strong: dict[int, Mark], candidates: Sequence[_Candidate]) -> dict[int, Mark]:
    """Return the weak signs that say just the numbers missing between the strong ones."""
    taken = {mark.number for mark in strong.values()}
    found: dict[int, Mark] = {}
    standing = sorted(strong)
    at, before = 0, 0
    for one in candidates:
        while at < len(standing) and standing[at] < one.place:
            before = int(strong[standing[at]].number or before)
            at += 1
        if one.mark.number not in taken and one.number == before + 1 and before:
            found[one.place] = one.mark
            taken.add(one.mark.number)
            before = one.number
    return found


def _one_family(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the candidates of the kind of sign by which the text counts its principles."""
    by_family = {
        family: [one for one in candidates if one.mark.family == family] for family in FAMILIES
    }
    several = {family: found for family, found in by_family.items() if len(found) > 1}
    for family in FAMILIES:
        if family in UNMISTAKABLE and family in several:
            return several[family]
    if not several:
        return list(candidates)
    return min(several.values(), key=lambda found: found[0].place)


def _without_lists(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the candidates that are no points of a list in the text of a principle.

    A list counts from 1 line by line and its numbers occur again among those that have a text of
    their own below them.
    """
    runs = _runs(candidates)
    lists = [run for run in runs if len(run) > 1 and run[0].number == 1]
    alone = {one.number for run in runs if run not in lists for one in run}
    if len(alone) <= 1 and lists:
        alone = {one.number for run in lists[:1] for one in run}
        lists = lists[1:]
    accepted: list[_Candidate] = []
    for run in runs:
        for one in run:
            follows = one.number == (accepted[-1].number + 1 if accepted else 1)
            if run not in lists or (one.number not in alone and follows):
                accepted.append(one)
    return accepted


def _runs(candidates: Sequence[_Candidate]) -> list[list[_Candidate]]:
    """Return the candidates, those together that count on from line to line."""
    runs: list[list[_Candidate]] = []
    for one in candidates:
        last = runs[-1][-1] if runs else None
        if last and one.place == last.place + 1 and one.number == last.number + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs
