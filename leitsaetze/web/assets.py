"""Own styles and scripts, and the design system served from its installed package."""

import hashlib
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from posixpath import normpath

from flask import Blueprint, Flask, Response, abort, request, send_from_directory

from leitsaetze.config import ROOT
from leitsaetze.web.access import Audience, open_to

YEAR = 365 * 24 * 3600
KERN_FILES = frozenset(
    {
        "kern.min.css",
        "fonts/fira-sans/FiraSans-Regular.woff2",
        "fonts/fira-sans/FiraSans-SemiBold.woff2",
    }
)
bp = Blueprint("assets", __name__)


def init_app(app: Flask) -> None:
    """Serve /static/ with content-hashed addresses and give templates `asset(path)`."""
    app.register_blueprint(bp)
    app.jinja_env.globals["asset"] = address
    app.config["RELEASE"] = release()


@bp.get("/static/<path:path>")
@open_to(Audience.ANYBODY)
def file(path: str) -> Response:
    """Send an own file or one of the design system's that the pages use."""
    folder, name = _place(path)
    if folder is None:
        abort(404)
    response = send_from_directory(folder, name, conditional=True)
    fresh = request.args.get("v") == fingerprint(path)
    response.headers["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if fresh else "public, no-cache"
    )
    return response


def address(path: str) -> str:
    """Return the address of an asset, which changes with its content."""
    return f"/static/{path}?v={fingerprint(path)}"  # the same in every language


@lru_cache(maxsize=256)
def fingerprint(path: str) -> str:
    """Return a short digest of the content of an asset."""
    folder, name = _place(path)
    if folder is None or not (folder / name).is_file():
        return ""
    return hashlib.sha256((folder / name).read_bytes()).hexdigest()[:12]


def release(root: Path = ROOT) -> str:
    """Return a digest of all that makes a page: code, texts, templates, styles, libraries."""
    digest = hashlib.sha256((root / "requirements.txt").read_bytes())
    for folder in ("leitsaetze", "templates", "static"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def _kern() -> Path:
    found = find_spec("mkdocs_kern_ux")
    if found is None or found.origin is None:
        raise RuntimeError("the design system is not installed")
    return Path(found.origin).parent / "kern-ux" / "vendor" / "kern"


def _place(path: str) -> tuple[Path | None, str]:
    if path != normpath(path):  # another spelling of a path is another file
        return None, path
    if not path.startswith("kern/"):
        return ROOT / "static", path
    name = path.removeprefix("kern/")
    return (_kern(), name) if name in KERN_FILES else (None, name)
