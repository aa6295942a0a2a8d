"""The letters to the author about passages: why one is hidden, that it is shown again."""

from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.own_links import subject_of
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.passage_texts import words_of
from leitsaetze.comments.reviewing import second_look
from leitsaetze.mail.actions import after_undoing, enqueue, stop_letter
from leitsaetze.moderation.review_letters import asking_link


def tell_hidden(passage: HiddenPassage, comment: Comment) -> None:
    """Tell the author which passage is hidden, by which rule and why, and how to have it looked at.

    After DSA, article 17. The letter is about the decision: it says what no other letter may.
    """
    if comment.author is None:
        return
    hiding = passage.hiding
    enqueue(
        "passage_hidden",
        comment.author,
        deed=_deed(hiding),
        about=f"decision:{hiding.id}",
        reply_to=comment.dialogue.contact_email,
        not_before=after_undoing(),
        links={"review": (asking_link(hiding), "/ueberpruefung/{}")},
        comment=comment,
        hiding=hiding,
        passages=words_of(passage),
        review_until=second_look(hiding, latest=True).until,
    )


def tell_shown(passage: HiddenPassage, comment: Comment, decision: Decision) -> None:
    """Tell the author that a passage is shown again, unless nobody has heard that it was hidden."""
    if stop_letter(_deed(passage.hiding)) or comment.author is None:
        return
    enqueue(
        "passage_shown",
        comment.author,
        deed=_deed(decision),
        about=subject_of(comment),
        reply_to=comment.dialogue.contact_email,
        not_before=after_undoing(),
        comment=comment,
        hiding=passage.hiding,
    )


def _deed(decision: Decision) -> str:
    return f"decision:{decision.id}:author"
