"""The pictures of the handbook: what each shows, and how the product comes to show it."""

from dataclasses import dataclass
from datetime import timedelta

from leitsaetze import clock
from leitsaetze.accounts.models import Person, RoleGrant
from leitsaetze.accounts.queries import person_with
from leitsaetze.accounts.rules import Role
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Status
from leitsaetze.editing.actions import begin_draft, begin_revision
from leitsaetze.editing.queries import drafts_of
from leitsaetze.events.guest_models import Invitation
from leitsaetze.events.queries import upcoming
from leitsaetze.extensions import db
from leitsaetze.moderation.claims import claim
from leitsaetze.principles.actions import found_dialogue, prepare_field
from leitsaetze.principles.queries import principles_of, public_dialogue
from leitsaetze.principles.wording import withdraw
from tests.browser.people import send
from tests.browser.product import Product
from tests.browser.steps import Step, fill, press, tick, unfold

DESK = "/redaktion/dialoge/digitale-leitsaetze/"
SEEN_SOON = "Das Fahrrad ist nur ein Beispiel. Gemeint sind alle Wege bis zur Haltestelle."
TEXT = """Bildung
Ziel: Alle lernen mit.
Leitsatz 21
Lernen geht überall im Landkreis, auch am Abend.
Büchereien und Schulen öffnen ihre Räume.

Leitsatz 22
Niemand wird nach dem Alter gefragt.
Kurse stehen allen offen.

Mobilität
Leitsatz 23
Wer ohne Auto lebt, kommt trotzdem an.
Der Rufbus fährt auch sonntags.

Leitsatz 23
Haltestellen sagen, wann der Bus wirklich kommt.
Auf einer Tafel und zum Mitnehmen auf dem Telefon."""


@dataclass(frozen=True)
class Shot:
    """A picture: whose browser, where, after which steps, and the elements that are cut out."""

    who: str
    address: str
    shown: tuple[str, ...]
    steps: tuple[Step, ...] = ()


def meanwhile(address: str, label: str, words: str) -> Step:
    """Let a colleague open a form and save other words in a field before this page does."""

    def step(page, facts) -> None:
        context = page.context.browser.new_context(base_url=facts["base"], locale="de-DE")
        other = context.new_page()
        sign_in(other, "colleague")
        other.goto(address.format(**facts))
        other.get_by_role("textbox", name=label, exact=True).fill(words)
        send(other, other.get_by_role("button", name="Speichern", exact=True))
        context.close()

    return step


def told(page, _facts) -> None:
    """Wait until the script has asked what will happen."""
    page.locator("#folgen", has_text="wird veröffentlicht").wait_for()


def choose(label: str, number: int) -> Step:
    """Choose an option by its place in the list."""
    return lambda page, _facts: page.get_by_label(label).select_option(index=number)


def sign_in(page, role: str) -> None:
    """Sign in as one of the demonstration's staff."""
    page.goto(f"/demo/anmelden/{role}")
    send(page, page.get_by_role("button", name="Anmelden"))


REASON = fill("Begründung in eigenen Worten", "Nennt die Telefonnummer einer dritten Person.")
SHOTS = {
    "dialog": Shot("editor", DESK, ("#feld-{field}",)),
    "einfuegen": Shot(
        "editor",
        f"{DESK}einfuegen",
        ("nav.found", "nav.found + section"),
        (fill("Ihr Text", TEXT), press("Text durchsehen lassen")),
    ),
    "beide-texte": Shot(
        "editor",
        "/redaktion/entwuerfe/{draft}/",
        (".both",),
        (
            meanwhile("/redaktion/entwuerfe/{draft}/", "Leitsatz", "Wir teilen, was wir bezahlen."),
            fill("Leitsatz", "Was öffentliches Geld bezahlt, gehört allen."),
            press("Speichern"),
        ),
    ),
    "checkliste": Shot(
        "editor",
        "/redaktion/dialoge/in-arbeit/veroeffentlichen",
        (".checklist li:nth-child(-n+7)",),
    ),
    "neue-fassung": Shot(
        "editor",
        "/redaktion/entwuerfe/{revision}/",
        (".kern-form-input:has([name=change_note])", ".kern-form-input:has([name=comments])"),
        (
            fill("Was ändert sich, und warum?", SEEN_SOON),
            fill("Kommentare, die dazu geführt haben", "{named}"),
        ),
    ),
    "zurueckgezogen": Shot(
        "reader",
        "/dialoge/digitale-leitsaetze/leitsaetze/{withdrawn}/",
        (".principle-head", ".principle-head + *"),
    ),
    "absagen": Shot(
        "editor", "/redaktion/veranstaltungen/{event}/absagen", (".consequences", "[name=reason]")
    ),
    "bericht": Shot("editor", f"{DESK}bericht", (".report-table",)),
    "liste": Shot(
        "moderator", "/moderation/", (".desk-head", ".tabs", ".queue > li:nth-child(-n+3)")
    ),
    "entscheiden": Shot(
        "moderator",
        "/moderation/kommentare/{comment}",
        (".consequences", ".consequences + .pair"),
        (
            tick("Veröffentlichen"),
            fill("Antwort der Moderation", "Danke für das Beispiel. Wir sehen uns das an."),
            told,
        ),
    ),
    "ausblenden": Shot(
        "moderator",
        "/moderation/kommentare/{comment}",
        ("fieldset:has([name=verdict])", "details:has([name=rule])"),
        (
            tick("Ausblenden"),
            unfold("Zum Ausblenden"),
            choose("Regel, gegen die der Kommentar verstößt", 3),
            REASON,
        ),
    ),
    "uebernehmen": Shot(
        "moderator", "/moderation/kommentare/{claimed}", ("article > header", "form.notice.pair")
    ),
    "aufmerksamkeit": Shot(
        "administrator", "/verwaltung/", ("section:has(> .listing) > h2", ".listing li")
    ),
    "menschen": Shot("administrator", "/verwaltung/menschen/", (".listing > li",)),
    "erscheinungsbild": Shot(
        "administrator",
        "/verwaltung/einstellungen/erscheinungsbild",
        ("section:has(.sample)",),
        (
            fill("Akzentfarbe freiwillig", "#8a1f5c"),
            press("Vorschau"),
        ),
    ),
    "protokoll": Shot(
        "administrator", "/verwaltung/protokoll/?was=kommentare", (".log > li:nth-child(-n+5)",)
    ),
}


def arrange(product: Product) -> dict[str, str]:
    """Let the demonstration come to where the pictures are taken; return what they are about."""
    with product.behind_the_scenes():
        dialogue = db.session.scalars(public_dialogue(), {"slug": "digitale-leitsaetze"}).one()
        principles = db.session.scalars(principles_of(dialogue.id)).all()
        colleague = staff("colleague")
        db.session.add(RoleGrant(person_id=colleague.id, role=Role.EDITOR))
        new = db.session.scalars(comments(Status.PENDING)).all()
        claim(new[1].id, by=colleague)
        withdraw(principles[13], note="Der Kreistag hat das Thema vertagt.", by=staff("editor"))
        prepare()
        facts = {
            "base": product.address,
            "draft": db.session.scalars(drafts_of(dialogue.id)).one().id,
            "revision": begin_revision(principles[2], by=None).id,
            "named": db.session.scalars(comments(Status.PUBLISHED)).first().id,
            "withdrawn": principles[13].number,
            "field": principles[2].field_id,
            "event": with_guests(),
            "comment": new[0].id,
            "claimed": new[1].id,
        }
    return {name: str(value) for name, value in facts.items()}


def prepare() -> None:
    """Found a dialogue on which somebody still works."""
    opens = clock.now() + timedelta(days=30)
    dialogue = found_dialogue(
        "in-arbeit",
        title="Mobil im Landkreis",
        opens_at=opens,
        closes_at=opens + timedelta(days=21),
        contact_email="mobil@musterland.example",
        published=False,
        by=None,
    )
    begin_draft(prepare_field(dialogue, title="Bus und Bahn", by=None), number=1, by=None)


def with_guests() -> int:
    """The event to come to which most people are invited."""
    invited = {it.event_id for it in db.session.scalars(db.select(Invitation))}
    return next(it.id for it in db.session.scalars(upcoming(clock.now())) if it.id in invited)


def comments(status: Status):
    return db.select(Comment).where(Comment.status == status).order_by(Comment.id)


def staff(role: str) -> Person:
    return db.session.scalars(person_with(f"{role}@musterland.example")).one()
