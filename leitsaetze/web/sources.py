"""What files and pages are made of, and the digests that tell one state of it from another."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from leitsaetze.config import ROOT

KERN: Final = "kern/"  # the paths of the design system's files begin so
KERN_FILES = (
    "kern.min.css",
    "fonts/fira-sans/FiraSans-Regular.woff2",
    "fonts/fira-sans/FiraSans-SemiBold.woff2",
)
SENT = (".css", ".js", ".svg", ".png", ".woff2")  # what else lies in static/ is nobody's business
MAKERS = ("finishing.py", "fonts.py", "pruning.py")
# Without the backslash this line itself would count as a use, of all classes at once. It looks back
# only from where it has found something: 25 times as fast.
WORD = re.compile(rb"kern\-(?<![\w-]kern\-)[\w-]*")


def files_in(root: Path = ROOT) -> dict[str, Path]:
    """Return the files browsers may ask for, own and the design system's, by path."""
    own = {
        path.relative_to(root / "static").as_posix(): path
        for path in sorted((root / "static").rglob("*"))
        if path.suffix in SENT
    }
    return own | {KERN + name: _kern() / name for name in KERN_FILES}


def words_in(root: Path = ROOT) -> list[str]:
    """Return what could be classes of the design system in all that makes or changes pages."""
    words: set[str] = set()
    for path in _below(root, "leitsaetze", "templates", "static/js"):
        # Catalogues have the templates' markup once more, torn apart at the ends of lines.
        if path.suffix != ".po":
            words |= words_of(path.read_bytes())
    return sorted(words)


def words_of(source: bytes) -> set[str]:
    """Return what could be classes of the design system in a template or script.

    A word that ends in a hyphen or underscore is the beginning of a class that is put together.
    """
    return {word.decode() for word in WORD.findall(source)}


def version_of(files: Mapping[str, Path], words: Iterable[str]) -> str:
    """Return a digest of all that decides what finished files are."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in (*(Path(__file__).with_name(name) for name in MAKERS), *files.values()):
        digest.update(path.read_bytes())
    digest.update("\n".join([*files, *words]).encode())
    return digest.hexdigest()[:12]


def release(root: Path = ROOT, finished: Iterable[str] = ()) -> str:
    """Return a digest of all that makes a page: code, texts, templates, styles, libraries.

    `finished` are the fingerprints of the files, which stand in every page.
    """
    digest = hashlib.sha256((root / "requirements.txt").read_bytes())
    digest.update(" ".join(finished).encode())
    for path in _below(root, "leitsaetze", "templates", "static"):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _below(root: Path, *folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield path


@cache
def _kern() -> Path:
    found = find_spec("mkdocs_kern_ux")
    if found is None or found.origin is None:
        raise RuntimeError("the design system is not installed")
    return Path(found.origin).parent / "kern-ux" / "vendor" / "kern"
