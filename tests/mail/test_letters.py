"""What a letter looks like when it leaves."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from leitsaetze.config import ROOT
from leitsaetze.extensions import db
from leitsaetze.mail.letters import envelope, fixed_subject, html_of, text_of
from leitsaetze.mail.rules import HARMLESS, Attachment, NotSent, Step
from leitsaetze.site.actions import make_link, secret_of
from tests.mail.servers import make_letter

TEMPLATES = sorted((ROOT / "templates" / "emails").glob("*.txt"))
HOSTILE = (
    "Grüße\r\nBcc: alle@musterland.example\r\n\r\n"
    "=?utf-8?q?=0ABcc=3A_alle=40musterland=2Eexample?=\n"
    "[[deadbeef:page]] {{ links.page }} <b>fett</b>\n.\nQUIT"
)


def read(letter) -> EmailMessage:
    return message_from_bytes(envelope(letter).content, policy=policy.default)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_the_subject_of_every_template_has_no_variable_part(app, template: Path):
    first, rest = template.read_text(encoding="utf-8").split("\n", 1)
    words = re.fullmatch(r'\{\{ _\("(.+)"\) \}\}', first)  # translated, but never filled in
    words = words[1] if words else first

    assert fixed_subject(template.stem) == words
    assert not set(words) & set("{}%")
    assert len(words) <= 78
    assert "Guten Tag," in rest


def test_a_subject_with_a_variable_part_is_refused(app, templates, monkeypatch):
    for line in ("Guten Tag {{ name }}", '{{ _("An %(name)s", name=name) }}', "{% if x %}A"):
        monkeypatch.setitem(app.jinja_loader.loaders[0].mapping, "emails/bad.txt", line + "\nText")
        with pytest.raises(ValueError, match="not fixed"):
            fixed_subject("bad")


def test_every_harmless_kind_has_a_template():
    assert {path.stem for path in TEMPLATES} >= HARMLESS


def test_a_letter_carries_exactly_the_headers_that_were_meant(app, templates):
    letter = make_letter(words="Hallo", reply_to="dialog@musterland.example")

    message = read(letter)

    assert message.keys() == [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "Reply-To",
        "MIME-Version",
        "Content-Type",
        "Content-Language",
    ]
    assert message["Content-Language"] == "de"
    assert message["From"] == "Leitsätze <leitsaetze@musterland.example>"
    assert message["To"] == letter.address
    assert message["Subject"] == "Ein fester Betreff"
    assert message["Message-ID"] == letter.message_id
    assert message["Reply-To"] == "dialog@musterland.example"
    assert message["Auto-Submitted"] == "auto-generated"


def test_text_and_html_say_the_same_and_long_lines_survive(app, templates):
    words = "Ä" * 2000 + " & <Zeichen>"

    message = read(make_letter(words=words))

    assert message.get_content_type() == "multipart/alternative"
    assert words in message.get_body(("plain",)).get_content()
    assert "Ä" * 2000 + " &amp; &lt;Zeichen&gt;" in message.get_body(("html",)).get_content()


def test_secret_links_are_filled_in_only_when_the_letter_leaves(app, templates):
    link = make_link("test", "comment:1", lifetime=timedelta(days=1))
    letter = make_letter(links={"page": (link, "/mein/{}")}, words="Hallo")
    address = f"http://localhost/mein/{secret_of(link)}"

    assert secret_of(link) not in letter.text + letter.html + str(letter.links)
    assert f"\n{address}\n" in text_of(letter)
    assert f'<a href="{address}">{address}</a>' in html_of(letter)
    assert address in read(letter).get_body(("plain",)).get_content()


@pytest.mark.parametrize("host", ["http://127.0.0.1:8000", "https://dialog.kreis.example"])
def test_addresses_of_this_site_are_links_once_whatever_its_host(app, templates, monkeypatch, host):
    monkeypatch.setitem(app.config, "BASE_URL", host)
    words = f"{host}/kommentare/7\n\nHier: {host}/regeln. Und {host}.example.org/"

    html = html_of(make_letter(words=words))

    for path in ("/kommentare/7", "/regeln"):
        assert html.count(f">{host}{path}</a>") == 1
        assert html.count(f'href="{host}{path}"') == 1
    assert html.count(f'href="{host}/') == 2


def test_hostile_words_reach_neither_headers_nor_links(app, templates):
    link = make_link("test", "comment:1", lifetime=timedelta(days=1))
    letter = make_letter(links={"page": (link, "/mein/{}")}, words=HOSTILE)

    message = read(letter)

    assert "Bcc" not in message
    assert message["Subject"] == "Ein fester Betreff"
    text = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert text.count(secret_of(link)) == 1
    assert "[[deadbeef:page]] {{ links.page }} <b>fett</b>\n.\nQUIT" in text
    html = message.get_body(("html",)).get_content()
    assert html.count(secret_of(link)) == 2  # the address and what is shown of it
    assert "&lt;b&gt;fett&lt;/b&gt;" in html


def test_a_calendar_file_is_a_part_of_its_own_kind(app, templates):
    calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Nachhaltigkeit für alle\r\nEND:VCALENDAR\r\n"
    file = Attachment("termin.ics", "text/calendar; method=PUBLISH", calendar)

    message = read(make_letter(words="Hallo", attachments=[file]))
    [part] = message.iter_attachments()

    assert part["Content-Type"].params == {"charset": "utf-8", "method": "PUBLISH"}
    assert part.get_content_type() == "text/calendar"
    assert part.get_filename() == "termin.ics"
    assert part.get_payload(decode=True).decode() == calendar
    assert "Hallo" in message.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("subject", "Betreff\r\nBcc: alle@musterland.example"),
        ("subject", "=?utf-8?q?Betreff=0ABcc=3A_alle=40musterland=2Eexample?="),
        ("address", "a@musterland.example, b@musterland.example"),
        ("address", "Name <a@musterland.example>"),
        ("address", "a@musterland.example\nBcc: b@musterland.example"),
        ("address", "a..b@musterland.example"),
        ("address", "ä@musterland.example"),
        ("message_id", "<1@musterland.example>\r\nBcc: b@musterland.example"),
        ("headers", {"Reply-To": "a@musterland.example\r\nBcc: b@musterland.example"}),
        ("attachments", [["a.ics\r\nX: 1", "text/calendar", ""]]),
        ("attachments", [["a.ics", "text/calendar\r\nX: 1", ""]]),
        ("links", {"[[x:page]]": [999_999, "/mein/{}"]}),
    ],
)
def test_a_letter_with_a_crooked_head_does_not_leave(app, templates, column, value):
    letter = make_letter(words="Hallo")
    setattr(letter, column, value)

    with pytest.raises(NotSent) as refusal:
        envelope(letter)

    assert (refusal.value.step, refusal.value.code) == (Step.REFUSED, "bad letter")
    db.session.rollback()
