"""What people do in front of a browser, by mouse or by keyboard."""

import re

from playwright.sync_api import Locator, Page, expect

from leitsaetze.web.public_forms import FASTEST

PASSWORD = "vier Wörter ohne Zusammenhang"
# What stands where the focus is, if one cannot see that; past the last stop it is nowhere.
LOST_FOCUS = """() => {
  const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
  const outlined = style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2;
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return it === document.body || outlined && seen ? "" : it.outerHTML;
}"""


class Mouse:
    """Points and clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, button: Locator) -> None:
        button.click()

    def write(self, field: Locator, words: str) -> None:
        self.reveal(field)
        field.fill(words)

    def tick(self, box: Locator) -> None:
        self.reveal(box)
        box.check()

    def pick(self, field: Locator, option: str) -> None:
        """Choose the option that contains `option`."""
        self.reveal(field)
        field.select_option(_option(field, option))

    def reveal(self, field: Locator) -> None:
        """Open what hides the field."""
        if not field.is_visible():
            self.press(_hiding(field))


class Keyboard(Mouse):
    """Never touches the mouse; must see at every stop where it is."""

    def press(self, button: Locator) -> None:
        self.go_to(button)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, words: str) -> None:
        self.reveal(field)
        self.go_to(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def tick(self, box: Locator) -> None:
        self.reveal(box)
        self.go_to(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def pick(self, field: Locator, option: str) -> None:
        self.reveal(field)
        self.go_to(field)
        wanted = _option(field, option)
        for _ in range(field.locator("option").count()):
            if field.input_value() != wanted:
                self.page.keyboard.press("ArrowDown")
        expect(field).to_have_value(wanted)

    def go_to(self, target: Locator) -> None:
        """Press Tab until `target` has the focus."""
        for _ in range(200):
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(LOST_FOCUS) == ""
            if target.evaluate("it => it === document.activeElement"):
                return
        raise AssertionError(f"{target} cannot be reached by keyboard")


def take_time(page: Page) -> None:
    """Be as slow as people are with a form; faster ones count as programs."""
    page.wait_for_timeout(FASTEST * 1000)


def sign_in(page: Page, address: str, password: str = PASSWORD) -> None:
    """Sign in with a password."""
    page.goto("/anmelden")
    fill_in_password(page, address, password)


def fill_in_password(page: Page, address: str, password: str = PASSWORD) -> None:
    """Fill in the form for staff on the page that asks for it."""
    form = page.get_by_role("region", name="Team der Verwaltung")
    form.get_by_label("E-Mail-Adresse").fill(address)
    form.get_by_label("Passwort").fill(password)
    send(page, form.get_by_role("button", name="Anmelden"))


def choose_password(page: Page, password: str = PASSWORD) -> None:
    """Fill in the page a one-time link leads to."""
    for label in ("Neues Passwort", "Passwort wiederholen"):
        page.get_by_label(label).fill(password)
    send(page, page.get_by_role("button", name="Passwort speichern"))


def invite(page: Page, address: str, name: str, role: str = "Moderation") -> None:
    """Let an administrator invite somebody to the team."""
    page.goto("/verwaltung/menschen/")
    page.get_by_role("link", name="Jemanden einladen").first.click()
    page.get_by_label("E-Mail-Adresse").fill(address)
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label(role).check()
    send(page, page.get_by_role("button", name="Einladung senden"))


def send(page: Page, button: Locator) -> None:
    """Press a button and wait for the page it leads to."""
    with page.expect_navigation():
        button.click()


def open_entry(page: Page, name: str, hands: type[Mouse] = Mouse) -> None:
    """Open the comment of `name` from the list of the queue."""
    page.goto("/moderation/")
    hands(page).press(page.get_by_role("button", name=re.compile(re.escape(name))))
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def decide(page: Page, hands: type[Mouse] = Mouse) -> None:
    """Send the form of the queue and see that it was taken."""
    hands(page).press(page.get_by_role("button", name="Entscheiden und weiter"))
    expect(page.get_by_text("Gespeichert.", exact=False).first).to_be_visible()


def _option(field: Locator, words: str) -> str:
    """Return the value of the one option that contains `words`."""
    return field.locator("option", has_text=words).get_attribute("value")


def _hiding(field: Locator) -> Locator:
    return field.page.locator("details:not([open])", has=field).locator("summary")
