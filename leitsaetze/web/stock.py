"""Where finished files lie: made once from what they are made of, afterwards only read."""

import fcntl
import hashlib
import logging
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

log = logging.getLogger(__name__)

SUFFIXES = {"br": ".br", "gzip": ".gz"}  # of a file's compressed twins
SEAL = "seal"


def fingerprint_of(body: bytes) -> str:
    """Return the digest by which a file's address changes with its content."""
    return hashlib.sha256(body).hexdigest()[:12]


def address_of(name: str, fingerprint: str) -> str:
    """Return the address of a file; the same in every language."""
    return f"/static/{name}?v={fingerprint}"


def stocked(place: Path, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    """Return the files in the folder `place`; where they are missing or damaged, make them first.

    Of several processes that miss them one makes them, and the others wait. What else lies beside
    `place` is of another version and goes. Where nothing can be written, each makes its own.
    """
    found = read(place)
    if found is not None:
        return found
    with suppress(OSError), _alone(place.parent):
        found = read(place)
        if found is None:
            found = make()
            write(place, found)
        return found
    log.warning("%s cannot be written: its files are made anew with every start", place.parent)
    return found or make()


def read(place: Path) -> dict[str, bytes] | None:
    """Return the content of the files in a folder by name, None unless they are as once written."""
    try:
        paths = sorted(path for path in place.rglob("*") if path.is_file())
        files = {path.relative_to(place).as_posix(): path.read_bytes() for path in paths}
    except OSError:  # somebody tidies it away at this moment
        return None
    seal = files.pop(SEAL, b"")
    return files if seal == _seal(files) else None


def write(place: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder that is there with all of them or not at all."""
    for other in place.parent.iterdir():
        if other.is_dir():
            shutil.rmtree(other)
    draft = place.with_name(f"{place.name}.draft")
    for name, body in {**files, SEAL: _seal(files)}.items():
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    draft.rename(place)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _seal(files: Mapping[str, bytes]) -> bytes:
    digest = hashlib.sha256()
    for name, body in sorted(files.items()):
        digest.update(f"{name} {len(body)}\n".encode() + body)
    return digest.hexdigest().encode()
