"""A finished page as it is kept: its bytes in every coding, what proves it, who looks after it."""

from collections.abc import Callable, Iterable
from threading import Lock

from leitsaetze.web.encodings import PLAIN, encoded
from leitsaetze.web.stamps import Proof

OK, UNCHANGED = "200 OK", "304 NOT MODIFIED"
VARY = "Cookie, Accept-Encoding"
WEIGHT = 4_000  # bytes a page takes beside its bodies
Headers = list[tuple[str, str]]
Answer = tuple[str, Headers, Iterable[bytes]]


class Representation:
    """A page in one coding: its bytes, the headers it is sent with, and those of a 304."""

    __slots__ = ("body", "headers", "tag", "unchanged")

    def __init__(self, tag: str, headers: Headers, body: bytes, coding: str) -> None:
        self.tag = f'"{tag}"' if coding == PLAIN else f'"{tag}-{coding}"'
        self.body = body
        self.unchanged = [*headers, ("ETag", self.tag), ("Vary", VARY)]
        self.headers = [*self.unchanged, ("Content-Length", str(len(body)))]
        if coding != PLAIN:
            self.headers.append(("Content-Encoding", coding))


class Page:
    """A finished page with its proof, in every coding somebody asked for so far."""

    __slots__ = ("content", "found", "headers", "looked", "proof", "ready", "turn", "version")

    def __init__(self, proof: Proof, headers: Headers, content: bytes) -> None:
        self.proof = proof
        self.version = proof.version
        self.headers = headers
        self.content = content
        self.ready: dict[str, Representation] = {}
        self.turn = Lock()
        self.looked = 0
        self.found: Page | None = None

    def present(self, look: Callable[["Page"], "Page | None"]) -> "Page | None":
        """Return what `look` finds in place of this page, by a look that begins after the call.

        Many who ask for one page at once share a look: who waits meanwhile needs the next one,
        and the first to get his turn takes it for all. A look that fails has found nothing.
        """
        before = self.looked
        with self.turn:
            if self.looked == before:
                self.looked += 1
                self.found = None
                self.found = look(self)
            return self.found

    def answer(self, coding: str, known: str | None) -> Answer:
        """Return the page in this coding, or that it is still as the reader knows it."""
        made = self.ready.get(coding)
        if made is None:
            body = encoded(self.content, coding)
            made = self.ready[coding] = Representation(self.proof.tag, self.headers, body, coding)
        if known and (made.tag in known or known.strip() == "*"):
            return UNCHANGED, made.unchanged, []
        return OK, made.headers, [made.body]

    @property
    def size(self) -> int:
        """How much memory the page takes, in bytes; two codings take less than half of it.

        Readers choose how long an address is, which is kept as key, in the proof and in questions.
        """
        recipe, once = self.proof.recipe, len(self.content)
        pieces = once + recipe.size if recipe is not None else 0
        return WEIGHT + 3 * len(self.proof.place) + once * 3 // 2 + pieces
