"""Who can come in, and what helps them: said of every event. Pure Python."""

from enum import StrEnum
from typing import Protocol

from leitsaetze.language import translatable


class StepFree(StrEnum):
    """Whether one gets in and around without a step; staff may not know yet."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


# What readers see; of what nobody knows nothing is said.
STEP_FREE = {
    StepFree.YES: translatable("stufenlos"),
    StepFree.PARTLY: translatable("teilweise stufenlos"),
    StepFree.NO: translatable("nicht stufenlos"),
    StepFree.UNKNOWN: "",
}
SIGN_LANGUAGE = translatable("Gebärdensprache")
CHILDCARE = translatable("Kinderbetreuung")
STEP_FREE_OF_WORD = {
    "ja": StepFree.YES,
    "teilweise": StepFree.PARTLY,
    "nein": StepFree.NO,
    "unbekannt": StepFree.UNKNOWN,
}


class Accessible(Protocol):
    """Whatever says how one gets in."""

    @property
    def step_free(self) -> StepFree:
        """Whether there is a way without steps."""

    @property
    def sign_language(self) -> bool:
        """Whether somebody interprets into sign language."""

    @property
    def childcare(self) -> bool:
        """Whether somebody looks after children."""


def access_points(event: Accessible) -> list[str]:
    """Return what is known of the access, in words to be translated where they are shown."""
    points = (
        STEP_FREE[event.step_free],
        SIGN_LANGUAGE if event.sign_language else "",
        CHILDCARE if event.childcare else "",
    )
    return [point for point in points if point]
