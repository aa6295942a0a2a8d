"""Questions about the site: settings, texts, rules, stamps, links."""

from datetime import date, datetime
from functools import cache, lru_cache

from sqlalchemy import (
    ColumnElement,
    Delete,
    Select,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
    true,
    update,
)

from leitsaetze.prepared import Prepared
from leitsaetze.site.models import (
    Absence,
    AccessLink,
    DataWording,
    HouseRule,
    Picture,
    Setting,
    SiteText,
    Stamp,
    Submission,
)
from leitsaetze.site.rules import FORMS_COUNT_ONCE_FOR, LINKS_ARE_KEPT_FOR, SITE_SCOPE, SLOTS

# Those asked with nearly every form are put together once.


@cache
def settings() -> Prepared:
    """Names and values of all settings that differ from the default."""
    return Prepared(select(Setting.name, Setting.value))


@cache
def state_and_closed_days() -> Prepared:
    """First and last day of each absence of the team that was not over on the day `since`.

    Each row begins with the state, None while none is set; without any absence there is one row
    that says only this.
    """
    state = select(Setting.value).where(Setting.name == "state_code").scalar_subquery()
    once = select(literal(1).label("once")).subquery()
    lasting = Absence.last_day >= bindparam("since", type_=Absence.last_day.type)
    return Prepared(
        select(state.label("state"), Absence.first_day, Absence.last_day)
        .select_from(once.outerjoin(Absence, lasting))
        .order_by(Absence.first_day)
    )


def absences(since: date) -> Select[Absence]:
    """The absences of the team that were not over on a day, in their order."""
    return select(Absence).where(Absence.last_day >= since).order_by(Absence.first_day, Absence.id)


def current_text(slug: str) -> Select[SiteText]:
    """The version of a text that holds now."""
    return select(SiteText).where(SiteText.slug == slug).order_by(SiteText.version.desc()).limit(1)


@lru_cache
def text_version(slug: str) -> Select[int]:
    """The number of the version of a text that holds now; 0 when there is none."""
    return select(func.coalesce(func.max(SiteText.version), 0)).where(SiteText.slug == slug)


@cache
def text_in_force() -> Prepared:
    """Number and day of the version of the text `slug` that holds now."""
    return Prepared(
        select(SiteText.version, SiteText.published_at)
        .where(SiteText.slug == bindparam("slug"))
        .order_by(SiteText.version.desc())
        .limit(1)
    )


@lru_cache
def data_wordings(processings: tuple[str, ...]) -> Prepared:
    """The words that hold now for these processings, where any were published."""
    newest = select(func.max(DataWording.id)).group_by(DataWording.processing).scalar_subquery()
    return Prepared(
        select(DataWording.processing, DataWording.version, DataWording.words).where(
            DataWording.id.in_(newest), DataWording.processing.in_(processings)
        )
    )


def wording_history(processing: str) -> Select[DataWording]:
    """All versions of the words of a processing, newest first."""
    return (
        select(DataWording)
        .where(DataWording.processing == processing)
        .order_by(DataWording.version.desc())
    )


def text_in_version(slug: str, version: int) -> Select[SiteText]:
    """One version of a text."""
    return select(SiteText).where(SiteText.slug == slug, SiteText.version == version)


@cache
def published_slots() -> Select[str]:
    """The slugs of the texts the county added and still shows."""
    newest = (
        select(func.max(SiteText.id)).where(SiteText.slug.in_(SLOTS)).group_by(SiteText.slug)
    ).scalar_subquery()
    return select(SiteText.slug).where(
        SiteText.id.in_(newest), or_(SiteText.source != "", SiteText.link != "")
    )


def house_rules(edition: int = 0) -> Select[HouseRule]:
    """The rules that hold now, or held in an edition of the rules, by number."""
    published = HouseRule.edition <= edition if edition else true()
    newest = (
        select(func.max(HouseRule.id)).where(published).group_by(HouseRule.number)
    ).scalar_subquery()
    return (
        select(HouseRule)
        .where(HouseRule.id.in_(newest), _holds(edition))
        .order_by(HouseRule.number)
    )


def rules_of_all_numbers() -> Select[HouseRule]:
    """The newest version of every rule there ever was, retired ones too, by number."""
    newest = select(func.max(HouseRule.id)).group_by(HouseRule.number).scalar_subquery()
    return select(HouseRule).where(HouseRule.id.in_(newest)).order_by(HouseRule.number)


def picture(digest: str) -> Select[Picture]:
    """The picture with this digest."""
    return select(Picture).where(Picture.digest == digest)


def pictures_but(digests: list[str], *, before: datetime) -> Delete:
    """The removal of pictures nobody shows, kept before a moment."""
    return delete(Picture).where(Picture.digest.not_in(digests), Picture.kept_at < before)


def stamp(scope: str = SITE_SCOPE) -> Select[Stamp]:
    """The stamp of a scope."""
    return select(Stamp).where(Stamp.scope == scope)


def stamps() -> Select[int, datetime | None, int]:
    """Version, next change and frame of several stamps at once; all only grow, so sums do."""
    return select(func.sum(Stamp.version), func.min(Stamp.next_change_at), func.sum(Stamp.frame))


def frames() -> Select[int, datetime | None]:
    """The same for pages that show nothing of single comments."""
    return select(func.sum(Stamp.frame), func.min(Stamp.next_change_at))


def stamp_of_everything() -> Select[int, datetime | None, int]:
    """What proves pages that show all dialogues."""
    return stamps()


def frame_of_everything() -> Select[int, datetime | None]:
    """What proves pages that show events and the titles of what they belong to."""
    return frames()


def stamp_of_site() -> Select[int, datetime | None]:
    """What proves pages that show nothing but texts of the site."""
    return frames().where(Stamp.scope == SITE_SCOPE)


def submission(key: str) -> Select[Submission]:
    """What became of a form."""
    return select(Submission).where(Submission.key == key)


@cache
def answered() -> Prepared:
    """The note where the form `of` led to: `to`."""
    return Prepared(
        update(Submission).where(Submission.key == bindparam("of")).values(answer=bindparam("to"))
    )


def link_with(digest: str, purpose: str) -> Select[AccessLink]:
    """The link with this digest, for this purpose only."""
    return select(AccessLink).where(AccessLink.digest == digest, AccessLink.purpose == purpose)


def anything_to_forget(moment: datetime) -> Select[bool]:
    """Whether there are forms or links nobody needs any more."""
    forms = select(Submission.key).where(_is_settled(moment)).exists()
    links = select(AccessLink.id).where(_is_long_over(moment)).exists()
    return select(or_(forms, links))


def forgotten(moment: datetime) -> list[Delete]:
    """The removal of forms and links nobody needs any more."""
    return [
        delete(Submission).where(_is_settled(moment)),
        delete(AccessLink).where(_is_long_over(moment)),
    ]


def _is_settled(moment: datetime) -> ColumnElement[bool]:
    return Submission.created_at < moment - FORMS_COUNT_ONCE_FOR


def _is_long_over(moment: datetime) -> ColumnElement[bool]:
    return AccessLink.expires_at < moment - LINKS_ARE_KEPT_FOR


def _holds(edition: int) -> ColumnElement[bool]:
    ended = HouseRule.retired_edition
    return or_(ended.is_(None), ended > edition) if edition else HouseRule.retired_at.is_(None)
