"""What a phone on a bad line must load before it can show a principle with fifty comments."""

import re

import pytest
import yaml

from leitsaetze.config import ROOT
from leitsaetze.pages.rules import PAGE_SIZE
from tests.factories import make_principle
from tests.pages.makers import address_of, publish

BOUND = 130_000  # bytes
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}
LINKED = re.compile(r'<link rel="(?:icon|stylesheet|preload)"[^>]* href="([^"]+)"|src="([^"]+)"')
IN_STYLES = re.compile(r'url\("(/[^"]+)"\)')


@pytest.fixture
def principle():
    """With a full page of comments as people write them."""
    source = (ROOT / "leitsaetze/demo/kommentare.yaml").read_text("utf-8")
    principle = make_principle()
    for written in yaml.safe_load(source)[:PAGE_SIZE]:
        publish(principle, written["text"], name=written.get("name") or "")
    return principle


def test_a_first_visit_loads_little(client, principle):
    page = client.get(address_of(principle))
    linked = [href or source for href, source in LINKED.findall(page.text)]
    styles = "".join(client.get(it).text for it in linked if ".css?" in it)
    asked = [address_of(principle), *linked, *IN_STYLES.findall(styles)]
    sent = {address: client.get(address, headers=BROWSER) for address in asked}
    sizes = {address: len(response.data) for address, response in sent.items()}

    assert page.text.count('class="comment') >= PAGE_SIZE
    assert sum(".woff2?" in address for address in sizes) == 2
    assert {response.status_code for response in sent.values()} == {200}
    assert sum(sizes.values()) <= BOUND, sizes
