"""How much work something is, on a machine that others use at the same time."""

import time
from collections.abc import Callable

TRIES = 3


def seconds_of(work: Callable[[], object], *, at_most: float) -> float:
    """Return the processor time `work` needs: the least of up to three tries, one if it is enough.

    What stalls does so each time; a neighbour on the machine or a collection of garbage does not.
    """
    least = float("inf")
    for _try in range(TRIES):
        began = time.process_time()
        work()
        least = min(least, time.process_time() - began)
        if least < at_most:
            break
    return least
