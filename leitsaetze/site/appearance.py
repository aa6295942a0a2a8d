"""Deeds on the look of the site: keeping a picture that may become the logo."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from leitsaetze.clock import now
from leitsaetze.extensions import changed, db
from leitsaetze.site import queries
from leitsaetze.site.actions import all_settings
from leitsaetze.site.models import Picture
from leitsaetze.site.pictures import Logo, recognised

KEPT_UNUSED = timedelta(days=1)  # long enough to look at a preview and save


def keep_picture(content: bytes) -> Logo:
    """Keep a picture and return what a setting says to show it; nobody sees it before.

    Raises RuleViolation for what can be no logo. The same picture is kept once.
    """
    logo = recognised(content)
    moment = now()
    if not changed(update(Picture).where(Picture.digest == logo.digest).values(kept_at=moment)):
        _add(Picture(digest=logo.digest, kind=logo.kind, content=content, kept_at=moment))
    forget_unused()
    return logo


def forget_unused() -> None:
    """Remove pictures no setting names and nobody is about to save."""
    settings = all_settings()
    shown = [Logo.of(settings[name]) for name in ("logo", "logo_dark")]
    digests = [logo.digest for logo in shown if logo is not None]
    db.session.execute(queries.pictures_but(digests, before=now() - KEPT_UNUSED))


def _add(picture: Picture) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(picture)
    except IntegrityError:
        pass  # somebody else looks at the same picture at this moment: it is kept
