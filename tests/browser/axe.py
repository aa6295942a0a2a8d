"""What every page must be: free of what axe finds, at home on a small screen, light and dark."""

from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# A phone by day and a desk at night: each rule sees both layouts and both sets of colours.
VIEWS = {"light": (360, 740), "dark": (1280, 900)}
WCAG = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa".split()
FACTS = """() => ({
  lang: document.documentElement.lang,
  titled: document.title.trim() !== "",
  headings: document.querySelectorAll("h1").length,
})"""
# Waits for the changes of colour a new scheme sets off, then asks axe.
RUN = """async rules => {
  await Promise.all(document.getAnimations().map(it => it.finished));
  const found = await axe.run({
    runOnly: rules,
    rules: { "target-size": { enabled: true } },
    resultTypes: ["violations"],
    preload: false,
  });
  return found.violations.flatMap(it => it.nodes.map(
    node => `${it.id}: ${node.target} ${node.failureSummary.replaceAll("\\n", " ")}`));
}"""
NARROWEST = 320  # WCAG 2.2, criterion 1.4.10: reflow
WIDER = "() => document.scrollingElement.scrollWidth > window.innerWidth"


def faults_of_page(page: Page) -> list[str]:
    """Return all that is wrong with the page as it stands, at each width and in each scheme."""
    facts = page.evaluate(FACTS)
    lang = "en" if urlsplit(page.url).path.startswith("/en/") else "de"
    found = [] if facts == {"lang": lang, "titled": True, "headings": 1} else [f"{facts}"]
    return found + faults_of_document(page, [*WCAG, "best-practice"])


def faults_of_document(page: Page, rules: list[str]) -> list[str]:
    """Return what axe finds by these rules, and widths at which one must scroll sideways."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = [f"sideways at {NARROWEST}"] if _scrolls(page, NARROWEST, 740) else []
    for scheme, (width, height) in VIEWS.items():
        page.emulate_media(color_scheme=scheme)
        found += [f"sideways at {width}"] if _scrolls(page, width, height) else []
        found += [f"{width} {scheme} {fault}" for fault in page.evaluate(RUN, rules)]
    return found


def _scrolls(page: Page, width: int, height: int) -> bool:
    """Tell whether one must scroll sideways to read the page at this width."""
    page.set_viewport_size({"width": width, "height": height})
    return page.evaluate(WIDER)
