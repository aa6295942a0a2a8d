"""Deeds on the site: furnishing, settings, forms that count once, secret links, forgetting."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select, update

from leitsaetze.clock import moved_to, now
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.site import queries
from leitsaetze.site.actions import (
    all_settings,
    change_setting,
    forget_old,
    furnish,
    link_for,
    make_link,
    once,
    publish_text,
    secret_of,
)
from leitsaetze.site.models import AccessLink, HouseRule, SiteText, Stamp, Submission
from leitsaetze.site.rules import SETTINGS, TEXTS, filled_in

pytestmark = pytest.mark.usefixtures("app")


def version_of_site() -> int:
    return db.session.scalars(queries.stamp()).one().version


def number_of(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_a_fresh_installation_is_furnished_once():
    before = number_of(SiteText), number_of(HouseRule), version_of_site()

    furnish()

    assert (number_of(SiteText), number_of(HouseRule), version_of_site()) == before
    assert before[0] == len(TEXTS)
    assert before[1] > 0


@pytest.mark.parametrize("furnished_before", [False, True])
def test_the_stamp_knows_when_a_new_day_changes_the_dates_in_texts(furnished_before):
    db.session.execute(update(Stamp).values(next_change_at=None))
    if not furnished_before:
        db.session.execute(delete(Stamp))
    with moved_to(datetime(2026, 12, 31, 12, tzinfo=UTC)):
        furnish()

    stamp = db.session.scalars(queries.stamp()).one()
    assert stamp.next_change_at == datetime(2026, 12, 31, 23, tzinfo=UTC)


def test_furnishing_never_takes_back_what_the_county_wrote():
    publish_text("impressum", "Impressum", "Unser Impressum")

    furnish()

    assert db.session.scalars(queries.current_text("impressum")).one().source == "Unser Impressum"


def test_a_setting_changes_every_page():
    before = version_of_site()

    change_setting("county", "Landkreis Musterland")

    assert all_settings()["county"] == "Landkreis Musterland"
    assert version_of_site() == before + 1


def test_an_unknown_setting_is_refused():
    with pytest.raises(RuleViolation, match="gibt es nicht"):
        change_setting("landkreis", "Musterland")
    assert all_settings() == SETTINGS


def test_a_new_version_of_a_text_keeps_the_old_ones():
    publish_text("regeln", "Regeln", "Neu")

    assert db.session.scalar(queries.text_version("regeln")) == 2
    assert db.session.scalars(
        select(SiteText.version).where(SiteText.slug == "regeln").order_by(SiteText.version)
    ).all() == [1, 2]


def test_unknown_places_of_a_text_stay_visible():
    assert filled_in("{{county}} {{nichts}}", {"county": "Kreis"}) == "Kreis {{nichts}}"


def test_a_form_sent_twice_is_carried_out_once():
    deeds = []

    def deed() -> str:
        deeds.append("done")
        return f"/beleg/{len(deeds)}"

    answers = [once("a-key", deed), once("a-key", deed), once("another", deed)]

    assert answers == ["/beleg/1", "/beleg/1", "/beleg/2"]


def test_a_link_opens_for_its_purpose_while_it_holds():
    link = make_link("confirm", "comment:7", lifetime=timedelta(days=7))
    secret = secret_of(link)

    assert link_for(secret, "confirm").id == link.id
    assert link_for(secret, "password") is None
    assert link_for(secret[:-1], "confirm") is None
    with moved_to(now() + timedelta(days=7)):
        assert link_for(secret, "confirm") is None


def test_no_two_links_are_alike_and_the_database_knows_no_secret():
    links = [make_link("confirm", "comment:7", lifetime=timedelta(days=7)) for _ in range(2)]

    secrets = [secret_of(link) for link in links]

    assert secrets[0] != secrets[1]
    assert all(len(secret) == 43 for secret in secrets)  # 256 bits
    rows = db.session.execute(select(*AccessLink.__table__.columns)).all()
    kept = {value for row in rows for value in row}
    assert len(rows) == len(links)
    assert not kept & set(secrets)


def test_old_forms_and_links_are_forgotten_in_time():
    once("old", lambda: "/beleg/1")
    make_link("confirm", "comment:7", lifetime=timedelta(days=1))
    db.session.commit()

    with moved_to(now() + timedelta(hours=47)):
        assert not forget_old()
    with moved_to(now() + timedelta(hours=49)):
        once("new", lambda: "/beleg/2")
        db.session.commit()
        assert forget_old()
        db.session.commit()
        assert db.session.scalars(select(Submission.key)).all() == ["new"]
        assert number_of(AccessLink) == 1
    with moved_to(now() + timedelta(days=91, hours=1)):
        assert forget_old()
        db.session.commit()
    assert number_of(AccessLink) == 0
