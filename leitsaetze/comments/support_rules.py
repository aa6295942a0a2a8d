"""What holds for joining in with somebody's comment. Pure Python."""

from datetime import timedelta

CONFIRM_WITHIN = timedelta(days=7)
LINK_HOLDS = timedelta(days=365)  # so long the letter's link also takes the support back
LETTERS_PER_DAY = 3  # to one address
