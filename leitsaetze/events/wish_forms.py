"""The form on which somebody says for which municipalities they wish to be invited."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from leitsaetze.events.desk_fields import Boxes
from leitsaetze.events.series_models import Municipality
from leitsaetze.web.forms import Form


class WishForm(Form):
    """A box for each municipality."""

    municipalities = Boxes(
        _l("Für diese möchte ich eingeladen werden"),
        description=_l("Ohne Kreuz laden wir Sie für alle ein."),
    )

    def __init__(self, offered: Sequence[Municipality], wished: Sequence[Municipality]) -> None:
        super().__init__(data={"municipalities": [it.id for it in wished]})
        self.municipalities.choices = [(it.id, it.name) for it in offered]

    @property
    def chosen(self) -> list[int]:
        """The numbers of the municipalities that are ticked."""
        return self.municipalities.data or []
