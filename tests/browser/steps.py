"""The small steps by which a page reaches the state in which it is looked at."""

from collections.abc import Callable, Mapping

from playwright.sync_api import Page

from tests.browser import people

Facts = Mapping[str, str]
Step = Callable[[Page, Facts], None]


def fill(label: str, words: str) -> Step:
    """Type words into a field; those in braces are taken from the facts."""
    return lambda page, facts: page.get_by_role("textbox", name=label).fill(words.format(**facts))


def fill_first(label: str, words: str) -> Step:
    """Type words into the first of several fields of one name."""
    return lambda page, _facts: page.get_by_role("textbox", name=label).first.fill(words)


def tick(label: str) -> Step:
    """Tick a box or choose one of several."""
    return lambda page, _facts: page.get_by_label(label).check()


def choose(label: str, words: str) -> Step:
    """Choose the option that contains these words."""
    return lambda page, _facts: people.Mouse(page).pick(page.get_by_label(label), words)


def press(button: str) -> Step:
    """Press a button and wait for the page it leads to."""
    return lambda page, _facts: people.send(page, page.get_by_role("button", name=button).first)


def await_words(words: str) -> Step:
    """Wait for what a script says."""
    return lambda page, _facts: page.get_by_text(words).first.wait_for()


def go(address: str) -> Step:
    """Go to another page."""
    return lambda page, _facts: page.goto(address)


def unfold(words: str) -> Step:
    """Open the first details with these words."""
    return lambda page, _facts: page.locator("summary", has_text=words).first.click()


def take_time(page: Page, _facts: Facts) -> None:
    """Be no program."""
    people.take_time(page)


def outdate(form: str) -> Step:
    """Let a form have seen an older version than there ever was."""
    script = "it => { it.value = it.value.includes('.') ? '0.0' : '99'; }"
    return lambda page, _facts: page.locator(f"{form} input[name=seen]").first.evaluate(script)


def lead_elsewhere(form: str, address: str) -> Step:
    """Let a form be about something else than when it was opened."""
    script = "(it, address) => { it.action = address; }"
    return lambda page, _facts: page.locator(form).evaluate(script, address)


def colour(value: str) -> Step:
    """Type an accent colour."""
    return lambda page, _facts: page.get_by_label("Akzentfarbe freiwillig").fill(value)


def lose_the_session(page: Page, _facts: Facts) -> None:
    """Let the session end while the form is open."""
    page.context.clear_cookies()


def enter_password(page: Page, _facts: Facts) -> None:
    """Sign in on the page that asks for it."""
    people.fill_in_password(page, "colleague@musterland.example")
