"""What a small county holds of second looks and passages: something for each of their forms."""

from leitsaetze.comments.models import Comment
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.moderation import passages
from leitsaetze.moderation.actions import state_of
from leitsaetze.moderation.review_letters import asking_link
from leitsaetze.moderation.reviewing import ask, hand_over, latest_hiding
from leitsaetze.site.actions import secret_of
from leitsaetze.site.models import AccessLink
from tests.accounts.makers import make_staff
from tests.proofs.world import SECRET, World, rule

SECOND = "zweite@musterland.example"
PASSAGE = f"Aber das ist {SECRET}."
TYPED = "Aber das hier nicht."


def arguments(world: World) -> dict[str, dict[str, object]]:
    """What stands in the address of each route about a second look, by endpoint."""
    world.dialogue.second_name, world.dialogue.second_email = "Ruth Zwei", SECOND
    make_staff(address="dritte@musterland.example", name="Frau Dritt")
    own, quiet = (hidden(world, author=world.citizen) for _ in range(2))
    decided, looked, handed = (requested(world) for _ in range(3))
    hand_over(looked, by=world.moderator)
    db.session.commit()
    whole, cut = (world.say(f"Das bleibt. {it}") for it in (TYPED, PASSAGE))
    world.do(whole, verdict=Verdict.PUBLISH)
    return {
        "passages.hide": {"comment_id": whole.id},
        "passages.show": {"comment_id": cut.id, "hiding_id": shortened(world, cut).hiding_id},
        "personal.ask_review": {"comment_id": own.id},
        "reviews.ask": {"token": secret_of(asking_link(latest_hiding(quiet.id)))},
        "reviews.decide": {"comment_id": decided.comment_id},
        "reviews.hand_over": {"comment_id": handed.comment_id},
        "reviews.look": {"token": look_secret(looked)},
    }


def hidden(world: World, *, by=None, **said) -> Comment:
    """A comment that was public and is hidden, by the moderator of the world or by somebody."""
    comment = world.say(f"Noch einmal ansehen: {SECRET}", **said)
    world.hide(comment)
    if by is not None:
        latest_hiding(comment.id).by_id = by.id
        db.session.commit()
    return comment


def shortened(world: World, comment: Comment, words: str = PASSAGE) -> HiddenPassage:
    """What is hidden of a comment that is public, by the moderator of the world."""
    world.do(comment, verdict=Verdict.PUBLISH)
    begin = comment.words.text.index(words)
    wish = passages.Wish([(begin, begin + len(words))], rule(), SECRET)
    passages.hide(comment, wish, by=world.moderator, seen=state_of(comment))
    db.session.commit()
    latest = db.select(HiddenPassage).order_by(HiddenPassage.hiding_id.desc()).limit(1)
    return db.session.scalars(latest).one()


def requested(world: World, **given) -> ReviewRequest:
    """A request about a comment that somebody who has left hid."""
    comment = hidden(world, by=world.left, **given)
    request = ask(latest_hiding(comment.id), f"Bitte: {SECRET}", privacy_version=1)
    db.session.commit()
    return request


def look_secret(request: ReviewRequest) -> str:
    """The secret of the link the second person has."""
    return secret_of(db.session.get_one(AccessLink, request.link_id))
