"""Pictures that may become the logo are kept once, whoever looks at them."""

from datetime import timedelta

import pytest
from time_machine import travel

from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.site.appearance import KEPT_UNUSED, forget_unused, keep_picture
from leitsaetze.site.models import Picture
from leitsaetze.site.pictures import recognised
from tests.races import somebody_else_adding
from tests.site.makers import png


def pictures() -> list[bytes]:
    return list(db.session.scalars(db.select(Picture.content)))


def test_a_picture_looked_at_again_is_kept_once_and_for_longer(app):
    keep_picture(png())
    db.session.commit()

    with travel(now() + KEPT_UNUSED - timedelta(hours=1)):
        keep_picture(png())
        db.session.commit()
    with travel(now() + KEPT_UNUSED + timedelta(hours=1)):
        forget_unused()

    assert pictures() == [png()]


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_two_who_look_at_the_same_picture_at_the_same_moment_both_may(app):
    other = Picture(digest=recognised(png()).digest, kind="png", content=png())

    with somebody_else_adding(other):
        logo = keep_picture(png())
        db.session.commit()

    assert logo == recognised(png())
    assert pictures() == [png()]
