"""An editor, and the browser in which they are signed in."""

import pytest

from leitsaetze.accounts.rules import Role
from tests.accounts.makers import make_staff


@pytest.fixture
def editor(app):
    return make_staff(Role.EDITOR, name="Kirsten Redaktion")


@pytest.fixture
def desk(app, editor):
    return app.test_client().sign_in(editor)
