"""What a letter looks like: from its template into the outbox, from the outbox onto the wire."""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from functools import cache
from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale, get_locale, gettext
from jinja2 import Environment
from markupsafe import Markup, escape

from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.language import DEFAULT, prefix
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import Attachment, Envelope, NotSent, Recipient, Step
from leitsaetze.site.actions import Link, secret_of
from leitsaetze.site.models import AccessLink
from leitsaetze.text import plain
from leitsaetze.web.languages import lasting

SENDER_NAME = "Leitsätze"
UNSUBSCRIBE = "List-Unsubscribe"
# The first line of a template: plain words, or plain words to be translated. Never a variable.
SUBJECT = re.compile(r"""\{\{ _\("(?P<marked>[^"{}%\\]+)"\) \}\}|(?P<bare>[^{}%]+)""")
BARE_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(\.[\w-]+)+", re.ASCII)
ATTACHMENT = re.compile(r"[\w.-]+", re.ASCII)
CONTENT_TYPE = re.compile(r"(?P<main>\w+)/(?P<sub>[\w.+-]+)(?P<rest>(; [\w-]+=[\w.-]+)*)", re.ASCII)
BROKEN_LINE_END = re.compile(rb"(?<!\r)\n|\r(?!\n)")
HEADER_START = re.compile(rb"\r\n(?![ \t])")


class Unfolded(policy.EmailPolicy):
    """Letters as SMTP takes them, with the address that ends them on one line however long it is.

    Folded it would be written in an encoding that mail clients do not look for (RFC 8058).
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return a header as it is sent."""
        if name == UNSUBSCRIBE:
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


POLICY = Unfolded(linesep="\r\n")


def compose(
    kind: str,
    to: Recipient,
    *,
    deed: str,
    about: str,
    reply_to: str = "",
    links: Mapping[str, tuple[Link, str]] | None = None,
    attachments: Sequence[Attachment] = (),
    unsubscribe: str = "",
    later: bool = False,
    **context: Any,
) -> OutgoingMail:
    """Return a letter made from emails/<kind>.txt, not yet in the outbox.

    The letter holds placeholders for its secret links that no typed text can imitate. `unsubscribe`
    names the link by which mail clients end such letters. With `later` its words are still to come
    (`put_into_words`).
    """
    nonce = secrets.token_hex(12)
    marks = {name: f"[[{nonce}:{name}]]" for name in links or {}}
    with force_locale(to.locale):
        subject = fixed_subject(kind)
        text, html = ("", "") if later else _words(kind, marks, context)
    return OutgoingMail(
        kind=kind,
        deed_key=deed,
        person_id=to.id,
        address=to.address,
        about=about,
        subject=subject,
        text=text,
        html=html,
        headers=_headers(to.locale, reply_to)
        | ({UNSUBSCRIBE: marks[unsubscribe]} if unsubscribe else {}),
        attachments=[[a.name, a.content_type, a.content] for a in attachments],
        links={
            marks[name]: [link.id, prefix(to.locale) + path]
            for name, (link, path) in (links or {}).items()
        },
        message_id=f"<{secrets.token_hex(16)}@{sender_address().rpartition('@')[2]}>",
    )


def put_into_words(letter: OutgoingMail, **context: Any) -> None:
    """Fill a letter that was made without words, with what is true now."""
    marks = {mark.strip("[]").partition(":")[2]: mark for mark in letter.links}
    with force_locale(letter.locale):
        letter.text, letter.html = _words(letter.kind, marks, context)


def fixed_subject(kind: str) -> str:
    """Return the Subject of a kind: the template's first line, translated but never filled in.

    Raises ValueError for a line with a variable part (trust.md, "Input": no user text in Subject).
    """
    return str(gettext(_subject_in(current_app.jinja_env, kind)))


@cache  # the template itself is read only once, too
def _subject_in(environment: Environment, kind: str) -> str:
    source = current_app.create_global_jinja_loader().get_source(environment, f"emails/{kind}.txt")
    found = SUBJECT.fullmatch(source[0].partition("\n")[0])
    if found is None:
        raise ValueError(f"the first line of emails/{kind}.txt is not fixed")
    return found["marked"] or found["bare"].strip()


def sender_address() -> str:
    """Return the address letters come from; bounces go there."""
    return parseaddr(current_app.config["MAIL_FROM"])[1] or "leitsaetze@leitsaetze.example"


def text_of(letter: OutgoingMail) -> str:
    """Return the words of a letter with its secret links filled in."""
    text = letter.text
    for mark, address in _addresses(letter):
        text = text.replace(mark, address)
    return text


def html_of(letter: OutgoingMail) -> str:
    """Return the HTML of a letter with its secret links filled in."""
    html = letter.html
    for mark, address in _addresses(letter):
        html = html.replace(mark, str(escape(address)))
    return html


def envelope(letter: OutgoingMail) -> Envelope:
    """Return the letter as it goes to the server.

    Raises NotSent when its addresses or headers are not exactly what was meant.
    """
    try:
        message = _message(letter)
        content = message.as_bytes()
    except (ValueError, MessageError) as error:  # so the email package refuses a header
        raise NotSent(Step.REFUSED, "bad letter") from error
    names = [
        line.partition(b":")[0].decode("ascii", "replace")
        for line in HEADER_START.split(content.partition(b"\r\n\r\n")[0])
    ]
    if names != message.keys() or BROKEN_LINE_END.search(content):
        raise NotSent(Step.REFUSED, "bad letter")
    return Envelope(sender_address(), letter.address, content)


def _words(kind: str, marks: Mapping[str, str], context: Mapping[str, Any]) -> tuple[str, str]:
    """Return text and HTML of a letter in the present language."""
    page = render_template(f"emails/{kind}.txt", links=marks, **context)
    text = page.partition("\n")[2].strip() + "\n"
    return text, _html(text, marks.values())


def _headers(locale: str, reply_to: str) -> dict[str, str]:
    language = {"Content-Language": locale} if locale != DEFAULT else {}
    return language | ({"Reply-To": reply_to} if reply_to else {})


def _message(letter: OutgoingMail) -> EmailMessage:
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(SENDER_NAME, addr_spec=_bare(sender_address()))
    message["To"] = Address(addr_spec=_bare(letter.address))
    message["Subject"] = _fixed(letter.subject)
    message["Date"] = format_datetime(now())
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    if "Reply-To" in letter.headers:
        message["Reply-To"] = Address(addr_spec=_bare(letter.headers["Reply-To"]))
    if UNSUBSCRIBE in letter.headers:
        message[UNSUBSCRIBE] = f"<{dict(_addresses(letter))[letter.headers[UNSUBSCRIBE]]}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(text_of(letter), cte="quoted-printable")
    message.add_alternative(html_of(letter), subtype="html", cte="quoted-printable")
    for name, content_type, content in letter.attachments:
        _attach(message, Attachment(name, content_type, content))
    message["Content-Language"] = letter.locale  # earlier it would go into the first part
    return message


def _attach(message: EmailMessage, file: Attachment) -> None:
    kind = CONTENT_TYPE.fullmatch(file.content_type)
    if kind is None or not ATTACHMENT.fullmatch(file.name):
        raise ValueError("an attachment of unknown kind")
    given = (parameter.split("=") for parameter in kind["rest"].split("; ")[1:])
    message.add_attachment(
        file.content.encode(),
        maintype=kind["main"],
        subtype=kind["sub"],
        filename=file.name,
        params={"charset": "utf-8"} | dict(given),
    )


def _addresses(letter: OutgoingMail) -> Iterable[tuple[str, str]]:
    for mark, (link_id, path) in letter.links.items():
        link = db.session.get(AccessLink, link_id)
        if link is None:
            raise NotSent(Step.REFUSED, "bad letter")
        yield mark, lasting(path.replace("{}", secret_of(link)))


def _bare(address: str) -> str:
    if not BARE_ADDRESS.fullmatch(address):
        raise ValueError("not a bare address")
    return address


def _fixed(subject: str) -> str:
    if not subject.isprintable() or "=?" in subject:
        raise ValueError("not a subject of ours")
    return subject


def _html(text: str, marks: Iterable[str]) -> str:
    html = plain(text).html
    for mark in marks:
        html = html.replace(mark, f'<a href="{mark}">{mark}</a>')
    html = _own_addresses().sub(r'<a href="\g<0>">\g<0></a>', html)
    return render_template(
        "emails/letter.html",
        body=Markup(html),  # noqa: S704  made by text.plain
        language=str(get_locale() or "de"),
    )


def _own_addresses() -> re.Pattern[str]:
    """Addresses of this site that are no links yet: `plain` knows only hosts of public domains."""
    base = re.escape(current_app.config["BASE_URL"])
    return re.compile(rf'(?<!")(?<!">){base}/(?:[^\s<]*[^\s<.,;:!?)])?')
