"""A stage for one journey, and the ways in which journeys are walked."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

import pytest
from playwright.sync_api import BrowserContext, Page

from leitsaetze.comments.actions import decide
from leitsaetze.comments.confirming import confirm
from leitsaetze.comments.intake import Contribution, submit
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.principles.queries import public_principle
from leitsaetze.text import plain
from tests.browser import people
from tests.browser.letters import PostOffice
from tests.browser.product import Product
from tests.browser.watch import Watch

households = count(1)
names = count(1)

SCRIPTS = pytest.param(("sqlite", True), id="scripts")
NO_SCRIPTS = pytest.param(("sqlite", False), id="no-scripts")
POSTGRESQL = pytest.param(("postgresql", True), id="postgresql")
both_ways = pytest.mark.parametrize("way", [SCRIPTS, NO_SCRIPTS])
every_way = pytest.mark.parametrize("way", [SCRIPTS, NO_SCRIPTS, POSTGRESQL])


@dataclass
class Scene:
    """One journey: the product, the post, and browsers with scripts on or off."""

    product: Product
    post: PostOffice
    scripts: bool
    new_context: Callable[..., BrowserContext]
    watch: Watch

    def visitor(self) -> Page:
        """A browser of somebody nobody knows yet, in a household of their own."""
        context = self.new_context(
            base_url=self.product.address,
            java_script_enabled=self.scripts,
            extra_http_headers={"X-Forwarded-For": f"192.0.2.{next(households)}"},
            locale="de-DE",
        )
        self.watch.follow(context, self.product.address)
        return context.new_page()

    def moderator(self, key: str = "jana") -> Page:
        """A browser in which a moderator, or who else is meant by `key`, is signed in."""
        page = self.visitor()
        people.sign_in(page, f"{key}@musterland.example")
        return page

    def citizen(self) -> "Citizen":
        """Somebody whom no other journey knows, with an address of their own."""
        number = next(names)
        return Citizen(
            f"Frieda Fahrrad {number}",
            f"frieda{number}@post.example",
            f"Bei uns hört der Radweg Nummer {number} am Ortsschild auf.",
        )

    def comment_of(self, citizen: "Citizen", *, published: bool = False) -> int:
        """Let somebody have written and confirmed a comment that wants invitations."""
        with self.product.behind_the_scenes():
            principle = db.session.scalars(
                public_principle(), {"slug": "unterwegs", "number": 2}
            ).one()
            said = Contribution(
                plain(citizen.words),
                citizen.name,
                address=citizen.address,
                wants_invitations=True,
            )
            comment = submit(said, principle.dialogue, principle)
            confirm(comment)
            if published:
                decide(comment, Verdict.PUBLISH, by=None)
            return comment.id


@dataclass(frozen=True)
class Citizen:
    """Who writes a comment, and what."""

    name: str
    address: str
    words: str
