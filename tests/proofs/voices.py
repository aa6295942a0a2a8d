"""What citizens say to each other in a small county: replies, and support for a comment."""

from leitsaetze.accounts.models import Person
from leitsaetze.comments import actions, intake, supporting
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Verdict
from leitsaetze.comments.support_models import SupportRequest
from leitsaetze.extensions import db
from leitsaetze.text import plain
from tests.proofs.world import World


def shared(world: World) -> Comment:
    """A public comment that no deed of a desk has made public, so that none takes it back."""
    comment = world.say("Das finde ich auch.")
    actions.decide(comment, Verdict.PUBLISH, by=None)
    db.session.commit()
    return comment


def reply_to(world: World, parent: Comment, text: str = "Ich auch.", **said) -> Comment:
    """A reply to a comment that waits for the moderators."""
    author: Person | None = said.pop("author", None)
    contribution = intake.Contribution(**{"words": plain(text), "name": "Noch jemand"} | said)
    place = world.dialogue, parent.principle
    comment = intake.submit(contribution, *place, author=author, parent=parent)
    db.session.commit()
    return comment


def wish_for(comment: Comment, address: str = "stimme@musterland.example") -> SupportRequest:
    """What waits for a click in an e-mail, so that somebody joins in."""
    supporting.ask_to_confirm(comment, address, locale="de")
    db.session.commit()
    return db.session.scalars(db.select(SupportRequest).order_by(SupportRequest.id.desc())).first()
