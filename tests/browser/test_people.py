"""An administrator lets a colleague in and keeps them out; everybody looks after their sessions."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from leitsaetze.accounts.queries import person_with
from leitsaetze.clock import now
from leitsaetze.extensions import db
from tests.browser.letters import PASSWORD_CHANGED, STAFF_INVITATION, Letter
from tests.browser.people import (
    choose_password,
    fill_in_password,
    invite,
    open_entry,
    send,
    sign_in,
)
from tests.browser.scenes import both_ways, every_way

pytestmark = pytest.mark.browser

FIRST = "Regenschirm Lokomotive Pfefferminz"
SECOND = "Gießkanne Sternwarte Butterbrot"


@every_way
def test_from_the_invitation_to_the_last_click(scene, boss):
    colleague, citizen = scene.citizen(), scene.citizen()
    scene.comment_of(citizen)
    name = f"Nele Neu {colleague.address[:8]}"
    invite(boss, colleague.address, name)
    expect(boss.get_by_role("main")).to_contain_text("eingeladen bis")

    page = scene.visitor()
    page.goto(scene.post.letter(colleague.address, STAFF_INVITATION).link("/passwort/"))
    choose_password(page, FIRST)
    fill_in_password(page, colleague.address, FIRST)
    open_entry(page, citizen.name)
    oemer = scene.moderator("oemer")
    oemer.goto("/moderation/")
    entry = oemer.get_by_role("button", name=citizen.name)
    expect(entry).to_contain_text(f"In Bearbeitung bei {name}")

    boss.reload()
    expect(boss.get_by_role("main")).to_contain_text("aktiv")
    expect(boss.get_by_role("region", name="Sitzungen")).to_contain_text("Chrome auf Linux")
    boss.get_by_role("link", name="Ausschalten …").click()
    expect(boss.get_by_role("heading", level=1)).to_contain_text(f"von {name} ausschalten?")
    send(boss, boss.get_by_role("button", name="Jetzt ausschalten"))
    expect(boss.get_by_text("Das Konto ist ausgeschaltet.")).to_be_visible()

    oemer.reload()
    expect(entry).not_to_contain_text("In Bearbeitung")
    page.goto("/moderation/")
    expect(page.get_by_role("heading", name="Anmelden", exact=True)).to_be_visible()
    fill_in_password(page, colleague.address, FIRST)
    expect(page.get_by_role("alert")).to_contain_text("passen nicht zusammen")
    boss.get_by_role("link", name="Was an diesem Konto geändert wurde").click()
    told = boss.get_by_role("main")
    expect(told).to_contain_text(f"hat {name} eingeladen (Moderation)")
    expect(told).to_contain_text(f"hat das Konto von {name} ausgeschaltet (Moderation)")


@pytest.fixture
def alone(scene) -> Iterator[None]:
    """Lets the other administrator of the product be away for the length of a test."""

    def set_away(at) -> None:
        with scene.product.behind_the_scenes():
            db.session.scalars(person_with("pawel@musterland.example")).one().disabled_at = at

    set_away(now())
    yield
    set_away(None)


@both_ways
def test_the_only_administrator_cannot_go_and_is_told_what_to_do(scene, boss, alone):
    boss.get_by_role("link", name="Bea Boss").click()
    boss.get_by_label("Administration").uncheck()
    boss.get_by_label("Redaktion").check()
    send(boss, boss.get_by_role("button", name="Speichern"))

    expect(boss.get_by_role("alert")).to_contain_text("die einzige Person in der Administration")
    boss.goto("/verwaltung/menschen/")
    expect(boss.get_by_role("heading", name="Menschen")).to_be_visible()


@both_ways
def test_a_new_password_keeps_this_browser_and_ends_the_other(scene):
    colleague = scene.citizen()
    employed(scene, colleague.address, "Paula Passwort", "editor")
    here, elsewhere = scene.visitor(), scene.visitor()
    for page in (elsewhere, here):
        sign_in(page, colleague.address, FIRST)
    here.goto("/mein/konto/")
    expect(here.get_by_role("region", name="Meine Sitzungen")).to_contain_text("diese Sitzung")

    here.get_by_role("link", name="Passwort ändern").click()
    here.get_by_label("Ihr jetziges Passwort").fill(FIRST)
    choose_password(here, SECOND)

    expect(here.get_by_text("Ihr neues Passwort gilt.")).to_be_visible()
    elsewhere.goto("/redaktion/")
    expect(elsewhere.get_by_role("heading", name="Anmelden", exact=True)).to_be_visible()
    first, second = both_letters(scene, colleague.address)
    assert "Auf allen Geräten sind Sie jetzt abgemeldet" in first.text
    assert "Auf allen anderen Geräten sind Sie jetzt abgemeldet" in second.text


@both_ways
def test_somebody_ends_the_session_of_a_lost_device(scene):
    colleague = scene.citizen()
    employed(scene, colleague.address, "Gerda Gerät", "editor")
    lost, here = scene.visitor(), scene.visitor()
    for page in (lost, here):
        sign_in(page, colleague.address, FIRST)
    here.goto("/mein/konto/")

    send(here, here.get_by_role("button", name="Beenden", exact=True))

    expect(
        here.get_by_text("Die Sitzung ist beendet. Dort sind Sie jetzt abgemeldet.")
    ).to_be_visible()
    lost.goto("/redaktion/")
    expect(lost.get_by_role("heading", name="Anmelden", exact=True)).to_be_visible()
    send(here, here.get_by_role("button", name="Überall abmelden"))
    expect(here.get_by_role("heading", name="Sie sind abgemeldet")).to_be_visible()


@both_ways
def test_the_log_is_filtered_and_proven(scene, boss):
    boss.goto("/verwaltung/protokoll/?was=menschen")
    expect(boss.get_by_label("Was")).to_have_value("menschen")
    expect(boss.get_by_role("main")).to_contain_text("Rollen")
    boss.get_by_text("Jetzt prüfen").click()
    send(boss, boss.get_by_role("button", name="Ganze Kette prüfen"))

    expect(boss.get_by_role("status")).to_contain_text("Das Protokoll ist unverändert.")
    expect(boss.get_by_role("region", name="Ist das Protokoll echt?")).to_contain_text(
        re.compile(r"Geprüft am .*: unverändert, \d+ Eintr")
    )


@pytest.fixture
def boss(scene) -> Page:
    """A browser with the list of colleagues, in which the only administrator is signed in."""
    employed(scene, "bea@musterland.example", "Bea Boss", "administrator")
    page = scene.visitor()
    sign_in(page, "bea@musterland.example", FIRST)
    page.goto("/verwaltung/menschen/")
    return page


def employed(scene, address: str, name: str, role: str) -> None:
    """Let somebody work here with the password FIRST."""
    printed = scene.product.command("add-staff", address, "--name", name, "--role", role)
    page = scene.visitor()
    page.goto(printed.split()[-1])
    choose_password(page, FIRST)
    page.close()


def both_letters(scene, address: str) -> list[Letter]:
    """Wait for the letters about the password chosen by link and about the changed one."""
    for _ in range(150):
        found = scene.post.letters(address, PASSWORD_CHANGED)
        if len(found) == 2:
            return found
        time.sleep(0.1)
    raise AssertionError(scene.post.subjects(address))
