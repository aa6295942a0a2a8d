"""What has to be chosen once for all entries of a batch."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, ValidationError
from wtforms.validators import Length

from leitsaetze.language import DEFAULT
from leitsaetze.moderation.batch_rules import MOST, BatchDeed, read
from leitsaetze.moderation.rules import MAX_WORDS
from leitsaetze.site.models import HouseRule
from leitsaetze.web.forms import Form, Unseen, Words
from leitsaetze.web.languages import language


class BatchForm(Form):
    """Do one thing to many entries. `entries` are those that were shown, with their versions."""

    entries = Unseen()
    rule = SelectField(_l("Regel, gegen die alle verstoßen"), default="")
    reason = Words(
        _l("Begründung in eigenen Worten"),
        description=_l("Geht per E-Mail an alle, die geschrieben haben und eine Adresse angaben."),
        validators=[Length(max=MAX_WORDS, message=_l("Bitte höchstens %(max)d Zeichen."))],
    )
    colleague = SelectField(_l("Wem möchten Sie die Einträge zuteilen?"), default="")

    def __init__(
        self, deed: BatchDeed, rules: list[HouseRule], colleagues: list[tuple[int, str]]
    ) -> None:
        super().__init__()
        self.deed = deed
        self.rules = {str(rule.id): rule for rule in rules}
        choose = ("", gettext("– bitte wählen –"))
        german = {"lang": DEFAULT} if language() != DEFAULT else {}
        self.rule.choices = [
            choose,
            *((key, f"{it.number}. {it.title}", german) for key, it in self.rules.items()),
        ]
        self.colleague.choices = [choose, *((str(number), name) for number, name in colleagues)]

    @property
    def versions(self) -> dict[int, int]:
        """The entries that were shown, each with the version seen of it."""
        return read(self.entries.data)

    def validate_entries(self, field: Unseen) -> None:
        """Refuse more than a page."""
        if len(read(field.data)) > MOST:
            raise ValidationError(
                gettext("Bitte höchstens %(most)s Einträge auf einmal.", most=MOST)
            )

    def validate_rule(self, field: SelectField) -> None:
        """Ask for the rule where one is needed."""
        if self.deed is BatchDeed.SPAM and not field.data:
            raise ValidationError(gettext("Bitte nennen Sie die Regel, gegen die alle verstoßen."))

    def validate_reason(self, field: Words) -> None:
        """Ask for words where they are needed."""
        if self.deed is BatchDeed.SPAM and not field.data:
            raise ValidationError(gettext("Bitte begründen Sie das Ausblenden in eigenen Worten."))

    def validate_colleague(self, field: SelectField) -> None:
        """Ask for whom."""
        if self.deed is BatchDeed.ASSIGN and not field.data:
            raise ValidationError(gettext("Bitte wählen Sie, wem Sie die Einträge zuteilen."))


class ResultForm(Form):
    """Undo a batch, or go on with what was cut short: one button each."""
