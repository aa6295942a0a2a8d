"""Fixtures: the real product with a real mail server, and browsers that watch what it does."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from shutil import copytree

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import people
from tests.browser.letters import PostOffice
from tests.browser.product import Product
from tests.browser.scenes import Scene
from tests.browser.watch import Watch

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
STAFF = {
    "jana": ("Jana Moderation", "moderator"),
    "oemer": ("Ömer Moderation", "moderator"),
    "pawel": ("Pawel Administration", "administrator"),
    "kirsten": ("Kirsten Redaktion", "editor"),
    "olaf": ("Olaf Redaktion", "editor"),
}


@pytest.fixture(scope="session")
def base_url() -> None:
    """Each product has an address of its own (pytest-base-url's fixture warns with pytest 9)."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    """Chromium as the machine has it; nothing is downloaded."""
    path = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    return browser_type_launch_args | {"executable_path": path, "args": FLAGS.split()}


@pytest.fixture(scope="session")
def post() -> Iterator[PostOffice]:
    office = PostOffice()
    yield office
    office.server.stop()


@pytest.fixture(scope="session")
def original_on(tmp_path_factory, new_postgres, browser) -> Callable[[str], Product]:
    """A product on "sqlite" or "postgresql" with a dialogue and its staff (STAFF), stopped."""

    @cache
    def make(kind: str) -> Product:
        url = new_postgres("original") if kind == "postgresql" else ""
        product = Product(tmp_path_factory.mktemp(kind), prepared=furnish, DATABASE_URL=url)
        for key, (name, role) in STAFF.items():
            employ(product, browser, key, name, role)
        product.stop()
        return product

    return make


@pytest.fixture(scope="module")
def product_on(original_on, tmp_path_factory, new_postgres, post) -> Iterator[Callable]:
    """A copy of the original for each file of tests, whatever other files left in theirs."""
    made: list[Product] = []

    @cache
    def make(kind: str) -> Product:
        original = original_on(kind).settings
        url, folder = original["DATABASE_URL"], tmp_path_factory.mktemp(kind)
        copytree(original["INSTANCE"], folder, dirs_exist_ok=True)
        product = Product(
            folder,
            DATABASE_URL=new_postgres("browser", copy_of=url) if url else "",
            SMTP_HOST="127.0.0.1",
            SMTP_PORT=post.server.port,
            SMTP_TLS="none",
            UNDO_SECONDS=3,  # long enough to be seen, and no journey waits a minute
        )
        made.append(product)
        return product

    yield make
    for product in made:
        product.stop()


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory) -> Iterator[Product]:
    """The demonstration, as `make run` starts it, for each file of tests anew."""
    product = Product(tmp_path_factory.mktemp("demo"), "prepare", "demo", DEMO=True)
    yield product
    product.stop()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Looks at every request and message of the browsers of a test."""
    watch = Watch()
    yield watch
    assert watch.faults == []


@pytest.fixture
def scene(way, product_on, post, new_context, watch) -> Scene:
    """Ask for it with `@both_ways` or `@every_way`."""
    kind, scripts = way
    return Scene(product_on(kind), post, scripts, new_context, watch)


def furnish(product: Product) -> None:
    """Set the database up and import the dialogue."""
    product.command("prepare")
    product.import_dialogue("unterwegs", opens=-7, closes=14)


def employ(product: Product, browser: Browser, key: str, name: str, role: str) -> None:
    """Make a member of the staff, who chooses a password by the one-time link."""
    address = f"{key}@musterland.example"
    printed = product.command("add-staff", address, "--name", name, "--role", role)
    page = browser.new_page()
    page.goto(printed.split()[-1])
    people.choose_password(page)
    expect(page.get_by_text("Ihr Passwort ist gespeichert.")).to_be_visible()
    page.close()
