"""What the editors' desk needs to be looked at: a dialogue that is ready, drafts, an editor."""

from datetime import timedelta

from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import Role
from leitsaetze.clock import now
from leitsaetze.editing import actions
from leitsaetze.editing.models import Draft
from leitsaetze.extensions import db
from leitsaetze.principles.actions import change_dialogue, found_dialogue, prepare_field
from leitsaetze.principles.models import Dialogue
from leitsaetze.site.actions import change_setting
from tests.accounts.makers import make_staff
from tests.factories import make_field, numbers

WORDS = {"statement": "Wir teilen.", "explanation": "Was einer hat, haben alle."}
COUNTY = {
    "county_address": "Am Markt 1, 01234 Mustern",
    "county_email": "post@musterland.example",
    "county_phone": "01234 567-0",
    "privacy_officer_email": "datenschutz@musterland.example",
    "state": "Musterland",
}


def make_editor(name="Kirsten") -> Person:
    address = f"editor{next(numbers)}@musterland.example"
    return make_staff(Role.EDITOR, address=address, name=name)


def make_draft(field=None, **given) -> Draft:
    values = {"number": 7, "by": None} | WORDS | given
    draft = actions.begin_draft(field or make_field(), **values)
    db.session.commit()
    return draft


def make_unpublished(**given) -> Dialogue:
    """A dialogue nobody but editors knows, with nothing in it."""
    facts = {
        "title": "Neuer Dialog",
        "opens_at": now() + timedelta(days=3),
        "closes_at": now() + timedelta(days=30),
        "contact_email": "dialog@musterland.example",
    }
    slug = given.pop("slug", f"neu-{next(numbers)}")
    dialogue = found_dialogue(slug, by=None, published=False, **facts | given)
    db.session.commit()
    return dialogue


def make_ready(app, **given) -> Dialogue:
    """An unpublished dialogue to which nothing is missing, with a field and a complete draft."""
    app.config["SMTP_HOST"] = "127.0.0.1"
    for name, value in COUNTY.items():
        change_setting(name, value)
    jana, oemer = (
        make_staff(Role.MODERATOR, address=f"{name.lower()}@musterland.example", name=name)
        for name in ("Jana", "Oemer")
    )
    facts = {
        "lead": "Reden Sie mit.",
        "introduction": "Worum es geht.",
        "contact_phone": "01234 567-89",
        "contact_post": "Am Markt 1",
        "contact_hours": "vormittags",
        "responsible_id": jana.id,
        "stand_in_id": oemer.id,
        "second_name": "Ruth",
        "second_email": "ruth@musterland.example",
    }
    dialogue = make_unpublished(**given)
    change_dialogue(dialogue, by=None, **facts)
    make_draft(prepare_field(dialogue, title="Bus und Bahn", by=None), number=1)
    return dialogue
