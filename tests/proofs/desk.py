"""What stands on the editors' desk of a small county: a thing of its own for every form there."""

from datetime import timedelta

from leitsaetze.clock import now
from leitsaetze.editing.actions import begin_draft
from leitsaetze.editing.models import Draft
from leitsaetze.extensions import db
from leitsaetze.principles.actions import add_field, found_dialogue, prepare_field
from leitsaetze.principles.models import Dialogue
from tests.proofs.world import SECRET, World

PERIOD = {"opens_day": "2030-04-29", "closes_day": "2030-05-19"}
MOST_NUMBERS = 900
DRAFTED = "discard draft shift preview".split()


def arguments(world: World) -> dict[str, dict[str, object]]:
    """What stands in the address of each route of the desk, by endpoint."""
    secret = _dialogue("entwurf-der-redaktion", published=False)
    other = _dialogue("zweiter-dialog")
    hidden, gone = (prepare_field(world.dialogue, title=SECRET, by=None) for _ in range(2))
    shown = add_field(other, title="Ein Feld", position=9, by=None)
    own = {"slug": secret.slug}
    drafts = [{"draft_id": _draft(hidden, n).id} for n in range(len(DRAFTED))]
    _draft(prepare_field(secret, title=SECRET, by=None), 0)
    db.session.commit()
    return {
        "desk_fields.edit": {"field_id": hidden.id},
        "desk_fields.new": own,
        "desk_fields.publish": {"field_id": hidden.id},
        "desk_fields.remove": {"field_id": gone.id},
        "desk_fields.shift": {"field_id": hidden.id, "way": "hoch"},
        "desk_fields.withdraw": {"field_id": shown.id},
        "desk_principles.discard": drafts[0],
        "desk_principles.draft": drafts[1],
        "desk_principles.shift": drafts[2] | {"way": "hoch"},
        "desk_principles.new_revision": {"principle_id": world.principles[0].id},
        "desk_principles.plain_fits": {"principle_id": world.principles[0].id, "n": 2},
        "desk_principles.principle": {"principle_id": world.principles[0].id},
        "desk_principles.withdraw": {"principle_id": world.principles[1].id},
        "desk_publishing.dialogue": own,
        "desk_publishing.preview": drafts[3],
        "desk_publishing.preview_all": own,
        "desk_publishing.withdraw": {"slug": other.slug},
        "editing.dialogue": own,
        "editing.edit_dialogue": own,
        "editing.new_principle": {"field_id": hidden.id},
        "editing.number_anew": own,
    }


def fields(world: World) -> dict[str, dict[str, str]]:
    """What an editor would send of each form, so that it is carried out."""
    facts = {"title": "Neu", "contact_email": "dialog@musterland.example"} | PERIOD
    more = {"time_zone": "Europe/Berlin", "moderation": "before", "responsible_id": "0"}
    numbers = {"reply_within_days": "5", "edit_window_minutes": "0", "stand_in_id": "0"}
    words = {"statement": "Wir tun.", "explanation": "Weil es nötig ist.", "seen": "1"}
    drafts = db.select(Draft).where(Draft.dialogue_id == world.dialogue.id).order_by(Draft.id)
    draft = db.session.scalars(drafts).all()[1]
    place = {"number": str(draft.number), "field": str(draft.field_id)}
    buttons = "fields.publish fields.remove fields.shift principles.shift"
    return {
        **{f"desk_{name}": {} for name in buttons.split()},
        "desk_fields.edit": {"title": "Umbenannt", "seen": "1"},
        "desk_fields.new": {"title": "Noch ein Feld"},
        "desk_fields.withdraw": {"note": "Neu gefasst."},
        "desk_hints.look": {"plain_text": "Der Weg wird gebaut."},
        "desk_principles.discard": {"seen": "1"},
        "desk_principles.draft": words | place,
        "desk_principles.new_revision": {},
        "desk_principles.plain_fits": {},
        "desk_principles.principle": {"field": str(world.principles[0].field_id)},
        "desk_principles.withdraw": {"note": "Neu gefasst."},
        "desk_publishing.dialogue": {"tat": "nicht-planen"},
        "desk_publishing.preview": {"seen": "1"},
        "desk_publishing.withdraw": {"note": "Neu gefasst."},
        "editing.edit_dialogue": facts | more | numbers | {"seen": "1"},
        "editing.new_dialogue": facts | {"slug": "ganz-neu"},
        "editing.new_principle": {},
        "editing.number_anew": {},
    }


def _dialogue(slug: str, **given) -> Dialogue:
    period = {"opens_at": now() - timedelta(days=1), "closes_at": now() + timedelta(days=9)}
    title = "Zweiter Dialog" if not given else SECRET
    facts = {"title": title, "contact_email": "dialog@musterland.example", "by": None}
    return found_dialogue(slug, **facts | period | given)


def _draft(field, n: int) -> Draft:
    words = {"statement": f"Entwurf: {SECRET}", "explanation": SECRET, "by": None}
    return begin_draft(field, number=MOST_NUMBERS + n, **words)
