"""The fields of the queue's form for one answer to several comments."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, ValidationError

from leitsaetze.comments.models import Comment
from leitsaetze.moderation.batch_rules import read
from leitsaetze.moderation.companions import CHANGED, Candidate, changed_among, listed
from leitsaetze.moderation.group_rules import ADD, MOST_TOGETHER, Chosen, Circle
from leitsaetze.moderation.reading import Reading
from leitsaetze.web.forms import Line
from leitsaetze.web.security import LARGEST_ID

Lookup = Callable[[Iterable[int]], list[Candidate]]


@dataclass(frozen=True)
class GroupChoices:
    """What there is beside one comment.

    `proposed` are the further comments a proposed answer is for, `under` those the standing one
    answers, too; `asked` are the numbers the address names.
    """

    proposed: list[Candidate] = field(default_factory=list)
    under: list[Comment] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    look_up: Lookup = lambda _numbers: []

    @property
    def given(self) -> dict[int, int]:
        """The comments a proposed answer can still be for, with their versions."""
        return {it.comment.id: it.comment.version for it in self.proposed if it.unfit is None}


class Picked(Field):
    """Comments chosen in a form, each with the version seen of it; a template writes the boxes."""

    data: dict[int, int]

    def process_data(self, value: Any) -> None:
        """Begin with what the form is made with."""
        self.data = dict(value or {})

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was sent; nothing of what no form of ours carries."""
        sent = read(" ".join(str(value) for value in valuelist))
        self.data = {number: seen for number, seen in sent.items() if 0 < number <= LARGEST_ID}


class GroupFields:
    """The part of the form for the same answer to other comments; `offer_group` comes first."""

    companions = Picked(_l("Gleiche Antwort auch für"))
    numbers = Line(
        _l("Weitere dazunehmen"),
        description=_l("Nummern von Kommentaren oder Belegen, mit Komma dazwischen."),
    )
    leave_group = BooleanField(
        _l("Die gemeinsame Antwort nur hier wegnehmen"),
        description=_l("Unter den anderen Kommentaren bleibt die gemeinsame Antwort stehen."),
    )
    group: GroupChoices
    found: dict[int, Candidate]
    left_out: list[Candidate]

    def offer_group(self, group: GroupChoices) -> None:
        """Put in what there is; what somebody chose goes before what was proposed."""
        self.group, self.left_out = group, []
        if self.companions.raw_data is None:
            self.companions.data = group.given
        for it in group.look_up(group.asked):
            if it.unfit is None:
                self.companions.data.setdefault(it.comment.id, it.comment.version)
            else:
                self.left_out.append(it)
        self._look_up()

    def renew_group(self) -> None:
        """Carry the present versions after a conflict, and what a colleague proposed meanwhile."""
        self.companions.data |= self.group.given
        self._look_up()
        self.companions.data = {number: it.comment.version for number, it in self.found.items()}

    def add(self, candidate: Candidate) -> None:
        """Choose one more comment."""
        self.companions.data.setdefault(candidate.comment.id, candidate.comment.version)
        self.found[candidate.comment.id] = candidate

    @property
    def adding(self) -> bool:
        """Whether the button was pressed that adds comments by their numbers."""
        return request.method == "POST" and request.form.get("tat") == ADD

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """The comments chosen, in their order."""
        there = sorted(self.companions.data.items())
        return tuple(self.found[it].chosen(seen) for it, seen in there if it in self.found)

    @property
    def circle(self) -> Circle:
        """What the fields here ask for, as part of a deed."""
        regroups = set(self.companions.data) != set(self.group.given)
        form: Any = self  # the whole form
        named = (form.heading.data or "") != form.offered.heading
        says = named or form.reply.data != form.choices.answer or bool(form.event.data)
        matters = regroups or says or form.reading.data == Reading.PUBLISH
        return Circle(self.chosen if matters else (), regroups, leaves=self.leave_group.data)

    def companions_changed(self) -> str:
        """Return what to say if one of the chosen is not what was seen of it; else nothing."""
        changed = changed_among(self.circle.companions, self.found)
        return gettext(CHANGED, numbers=listed(changed)) if changed else ""

    def validate_companions(self, companions: Picked) -> None:
        """Refuse more than one answer can be for."""
        if len(companions.data) + len(self.group.under) >= MOST_TOGETHER:
            raise ValidationError(
                gettext(
                    "Eine Antwort kann für höchstens %(most)s Kommentare gelten.",
                    most=MOST_TOGETHER,
                )
            )

    def validate_numbers(self, numbers: Line) -> None:
        """Nobody answers what they have not seen."""
        if numbers.data and not self.adding:
            raise ValidationError(
                gettext("Bitte wählen Sie „Dazunehmen“, damit Sie sehen, worauf Sie antworten.")
            )

    def _look_up(self) -> None:
        looked = self.group.look_up(self.companions.data)
        self.found = {it.comment.id: it for it in looked}
