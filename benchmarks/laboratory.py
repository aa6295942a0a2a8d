"""What all chapters share: options, databases, servers that end with the run."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from benchmarks import processes
from benchmarks.databases import STORES, Database, PostgresStore, Store
from benchmarks.load import Request
from benchmarks.processes import Server
from benchmarks.rounds import BASE, Target, alternate


@dataclass(frozen=True)
class Options:
    """How large, how often, how long."""

    sizes: tuple[int, ...]
    kinds: tuple[str, ...]
    rounds: int
    seconds: int

    @property
    def smallest(self) -> int:
        """The number of comments everything is compared with."""
        return min(self.sizes)

    @property
    def largest(self) -> int:
        """The number of comments the product has to bear."""
        return max(self.sizes)


@dataclass
class Laboratory:
    """Lends databases and starts servers; `close` ends and removes everything."""

    options: Options
    stores: dict[str, Store] = field(default_factory=dict)
    lent: dict[tuple[str, int], Database] = field(default_factory=dict)

    def store(self, kind: str) -> Store:
        """Return the databases of a kind."""
        if kind not in self.stores:
            self.stores[kind] = STORES[kind]()
        return self.stores[kind]

    def database(self, kind: str, size: int) -> Database:
        """Return this run's copy of a database."""
        if (kind, size) not in self.lent:
            self.lent[kind, size] = self.store(kind).lend(size)
        return self.lent[kind, size]

    def product(self, name: str, kind: str, size: int, **settings: object) -> Server:
        """Serve the product on a database; what PostgreSQL computes for it counts as its own."""
        store = self.store(kind)
        beside = [store.pid] if isinstance(store, PostgresStore) else []
        database = self.database(kind, size)
        return processes.product(f"{kind}-{name}", database, beside=beside, **settings)

    @cached_property
    def const(self) -> Server:
        """The empty view on the product's server."""
        return processes.const(self.database("sqlite", self.options.smallest))

    def base(self) -> Target:
        """The target everything is compared with, for one set of rounds."""
        return Target(BASE, self.const, Request(("/",)))

    def alternate(
        self, targets: Sequence[Target], *, rounds: int | None = None, seconds: int | None = None
    ) -> dict[str, Target]:
        """Visit the empty view and these targets in turns."""
        return alternate(
            [self.base(), *targets],
            rounds=rounds or self.options.rounds,
            seconds=seconds or self.options.seconds,
        )

    def close(self) -> None:
        """End what runs and remove the copies."""
        if "const" in vars(self):
            self.const.stop()
        for store in self.stores.values():
            store.take_back()
            store.stop()


@contextmanager
def running(*starts: Callable[[], Server]) -> Iterator[list[Server]]:
    """Start servers and end them, also when one of them does not start."""
    servers: list[Server] = []
    try:
        for start in starts:
            servers.append(start())
        yield servers
    finally:
        for server in servers:
            server.stop()
