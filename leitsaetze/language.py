"""The languages of the product, and the mark on texts that are translated where they are shown.

Pure Python, so that rules can mark what they say.
"""

DEFAULT = "de"
# Every other language: its code is the first part of its addresses; its name, as it names itself.
OTHERS = {"en": "English"}
NAMES = {DEFAULT: "Deutsch"} | OTHERS


def translatable(msgid: str) -> str:
    """Return `msgid` as it is; the mark puts it into the catalogues of the other languages.

    For texts that stand in a table and meet gettext only where they are shown.
    """
    return msgid


def prefix(locale: str) -> str:
    """Return what stands before the path of every address in a language: nothing, or "/en"."""
    return f"/{locale}" if locale in OTHERS else ""
