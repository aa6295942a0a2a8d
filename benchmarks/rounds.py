"""Alternating rounds: every target once in each, so that what disturbs one disturbs all."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

import click

from benchmarks.load import Request, ask
from benchmarks.processes import Server

NOISY = 0.25  # rounds further apart than this part of their median say little
BASE = "const"
numbers = count(10_000_000, 10_000_000)  # where each load begins to count


@dataclass(frozen=True)
class Ratio:
    """The median of the ratios of all rounds, with the least and the greatest."""

    median: float
    least: float
    greatest: float
    noisy: bool = False

    @classmethod
    def of(cls, values: Sequence[float], *, noisy: bool = False) -> "Ratio":
        """Sum up one value for each round."""
        return cls(statistics.median(values), min(values), max(values), noisy)


@dataclass(frozen=True)
class Round:
    """One visit: units of work for each second, milliseconds of computing for each unit."""

    rate: float
    cpu: float


@dataclass(eq=False)  # two targets are never the same one
class Target:
    """One thing to measure. Several paths are one unit of work unless each is one (`apart`)."""

    name: str
    server: Server
    request: Request
    status: int = 200
    apart: bool = False
    size: int = 0
    encoding: str = ""
    rounds: list[Round] = field(default_factory=list)
    answered: int = 0
    bad: int = 0

    @property
    def requests_per_unit(self) -> int:
        """How many requests one unit of work takes."""
        return 1 if self.apart else len(self.request.paths)

    def look(self) -> None:
        """Ask each path once and keep what comes; complain about any other answer than expected."""
        for number, _path in enumerate(self.request.paths):
            path, headers, body = self.request.filled(next(numbers) + number)
            said = body.decode() if body is not None else None
            answer = self.server.ask(path, self.request.method, said, headers)
            if answer.status != self.status:
                raise RuntimeError(f"{self.name}: {path} answered {answer.status}")
            self.size += len(answer.body)
            self.encoding = answer.headers.get("Content-Encoding", "")

    def visit(self, seconds: int) -> None:
        """Keep the server busy with this for some seconds and note how it went."""
        before = self.server.cpu()
        load = ask(self.server.port, self.request, seconds, next(numbers))
        spent = self.server.cpu() - before
        units = max(load.answered, 1) / self.requests_per_unit
        self.answered += load.answered
        self.bad += load.bad
        self.rounds.append(Round(units / load.seconds, spent * 1000 / units))

    @property
    def noisy(self) -> bool:
        """Whether the rounds lie so far apart that their median says little."""
        rates = [one.rate for one in self.rounds]
        return max(rates) - min(rates) > NOISY * statistics.median(rates)

    @property
    def rate(self) -> float:
        """Units for each second."""
        return statistics.median(one.rate for one in self.rounds)

    @property
    def cpu(self) -> float:
        """Milliseconds of computing for each unit."""
        return statistics.median(one.cpu for one in self.rounds)

    def speed_against(self, other: "Target") -> Ratio:
        """Return how many times as many units this does in a second as the other."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        noisy = self.noisy or other.noisy
        return Ratio.of([mine.rate / theirs.rate for mine, theirs in pairs], noisy=noisy)

    def cost_against(self, other: "Target") -> Ratio:
        """Return how many times the computing of the other a unit of this takes."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return Ratio.of([mine.cpu / max(theirs.cpu, 0.001) for mine, theirs in pairs])


def alternate(targets: Sequence[Target], *, rounds: int, seconds: int) -> dict[str, Target]:
    """Visit all targets in so many rounds, each beginning with another one; by their names."""
    for target in targets:
        target.look()
        target.visit(1)
        target.rounds.clear()  # the first visit finds everything cold
    for turn in range(rounds):
        first = turn * len(targets) // rounds
        for target in [*targets[first:], *targets[:first]]:
            target.visit(seconds)
    for target in targets:
        if target.bad:
            click.echo(f"! {target.name}: {target.bad} of {target.answered} failed", err=True)
    return {target.name: target for target in targets}
