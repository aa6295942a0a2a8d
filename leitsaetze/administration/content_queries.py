"""Questions about texts, rules and settings, with the names of those who published them."""

from datetime import datetime

from sqlalchemy import Select, exists, func, select

from leitsaetze.accounts.models import Person
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.queries import is_public
from leitsaetze.site.models import Setting, SiteText


def versions_of(slug: str) -> Select[SiteText, str]:
    """All versions of a text, newest first, each with who published it."""
    return (
        select(SiteText, func.coalesce(Person.name, ""))
        .outerjoin(Person, Person.id == SiteText.by_id)
        .where(SiteText.slug == slug)
        .order_by(SiteText.version.desc())
    )


def version_of(slug: str, version: int) -> Select[SiteText, str]:
    """One version of a text, with who published it."""
    return versions_of(slug).where(SiteText.version == version)


def present_texts() -> Select[SiteText, str]:
    """The newest version of every text, with who published it."""
    newest = select(func.max(SiteText.id)).group_by(SiteText.slug).scalar_subquery()
    return (
        select(SiteText, func.coalesce(Person.name, ""))
        .outerjoin(Person, Person.id == SiteText.by_id)
        .where(SiteText.id.in_(newest))
    )


def last_change_of(names: list[str]) -> Select[str, datetime]:
    """Who changed one of these settings last, and when."""
    return (
        select(func.coalesce(Person.name, ""), Setting.changed_at)
        .outerjoin(Person, Person.id == Setting.changed_by)
        .where(Setting.name.in_(names))
        .order_by(Setting.changed_at.desc())
        .limit(1)
    )


def any_dialogue_open(at: datetime) -> Select[bool]:
    """Whether a public dialogue takes comments now."""
    under_way = Dialogue.opens_at <= at, Dialogue.closes_at > at
    return select(exists().where(is_public(), *under_way))
