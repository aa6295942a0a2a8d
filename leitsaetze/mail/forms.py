"""What the pages of the mail room ask."""

from wtforms import HiddenField
from wtforms.validators import AnyOf, Regexp

from leitsaetze.mail.rules import Step
from leitsaetze.web.forms import Form, stripped


class LetterForm(Form):
    """One button beside each letter in trouble; it says what to do with which."""

    choice = HiddenField(
        filters=[stripped],
        validators=[Regexp(rf"({Step.RESEND}|{Step.TICK_OFF}):\d{{1,9}}\Z")],
    )

    @property
    def step(self) -> Step:
        """What to do."""
        return Step(str(self.choice.data).partition(":")[0])

    @property
    def letter_id(self) -> int:
        """With which letter."""
        return int(str(self.choice.data).partition(":")[2])


class WishForm(Form):
    """Whether an address gets letters: one button."""

    wish = HiddenField(filters=[stripped], validators=[AnyOf(["block", "unblock"])])
