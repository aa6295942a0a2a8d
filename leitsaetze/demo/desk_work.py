"""What the moderators of the demonstration keep at hand, and what is reported to them."""

from collections.abc import Callable, Iterator, Mapping

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments.handover_rules import last_day_of
from leitsaetze.comments.marking import watch
from leitsaetze.comments.models import Comment
from leitsaetze.demo.desk_facts import (
    ASKED,
    BLOCKS,
    DEPARTMENTS,
    JOINT,
    REPORTS,
    SHORTENED,
    WATCHED,
    Complained,
)
from leitsaetze.demo.moments import Step
from leitsaetze.moderation.actions import carry_out, state_of
from leitsaetze.moderation.blocks import add_block, add_department
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.group_rules import Chosen, Circle
from leitsaetze.moderation.handing_over import Question, hand_over
from leitsaetze.moderation.models import Department
from leitsaetze.moderation.passages import Wish, hide
from leitsaetze.reports.actions import Complaint, take_in
from leitsaetze.reports.models import Report
from leitsaetze.site.models import HouseRule
from leitsaetze.site.office import present_office
from leitsaetze.text import markdown


def desk_work(
    moderator: Person, comments: Mapping[str, Comment], rules: Mapping[int, HouseRule]
) -> Iterator[Step]:
    """Yield what is done at the desk and reported to it, as day, time and deed.

    `comments` by the name above them are looked up only when a deed is done.
    """
    departments: dict[str, Department] = {}
    yield -21, "10:00", lambda: _furnish(moderator, departments)
    yield ASKED.day, ASKED.time, lambda: _ask(comments[ASKED.about], departments, moderator)
    yield SHORTENED.day, SHORTENED.time, lambda: _shorten(comments, rules, moderator)
    yield JOINT.day, JOINT.time, lambda: _answer_together(comments, moderator)
    for said in REPORTS:
        taken: list[Report] = []
        yield said.day, said.time, _reporting(said, comments, rules, taken)
        if said.answer:
            yield said.answered_day, "11:15", _dismissing(said, taken, moderator)


def _furnish(moderator: Person, departments: dict[str, Department]) -> None:
    for heading in DEPARTMENTS:
        departments[heading] = add_department(heading, by=moderator)
    for title, text in BLOCKS.items():
        add_block(title, text, None, by=moderator)
    for word in WATCHED:
        watch(word, by=moderator)


def _ask(comment: Comment, departments: Mapping[str, Department], by: Person) -> None:
    zone = comment.dialogue.time_zone
    day = last_day_of(present_office().after(now(), ASKED.working_days, zone=zone), zone)
    department = departments[ASKED.department]
    question = Question(department, ASKED.name, ASKED.address, ASKED.words, day)
    hand_over(comment, question, by=by, seen=state_of(comment))


def _shorten(comments: Mapping[str, Comment], rules: Mapping[int, HouseRule], by: Person) -> None:
    comment = comments[SHORTENED.about]
    begin = comment.words.text.index(SHORTENED.words)
    spans = [(begin, begin + len(SHORTENED.words))]
    wish = Wish(spans, rules[SHORTENED.rule], SHORTENED.reason)
    hide(comment, wish, by=by, seen=state_of(comment))


def _answer_together(comments: Mapping[str, Comment], by: Person) -> None:
    first, *further = (comments[name] for name in JOINT.about)
    chosen = tuple(Chosen(it.id, it.version, it.name, is_public=True) for it in further)
    deed = Deed(reply=markdown(JOINT.words, reply=True), circle=Circle(chosen, regroups=True))
    carry_out(first, deed, by=by, seen=state_of(first))


def _reporting(
    said: Complained,
    comments: Mapping[str, Comment],
    rules: Mapping[int, HouseRule],
    taken: list[Report],
) -> Callable[[], object]:
    complaint = Complaint(
        rule=rules[said.rule],
        network=said.network,
        words=said.words,
        address=said.address,
        privacy_version=1,
    )
    return lambda: taken.append(take_in(complaint, comments[said.about]))


def _dismissing(said: Complained, taken: list[Report], by: Person) -> Callable[[], object]:
    def dismiss() -> None:
        report = taken[0]
        deed = Deed(dismiss=report.id, dismiss_words=said.answer)
        carry_out(report.comment, deed, by=by, seen=state_of(report.comment))

    return dismiss
