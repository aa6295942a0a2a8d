"""What an address may ask of a list of comments."""

import pytest

from leitsaetze.pages.rules import LARGEST_ID, Order, order_of, place_of


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        (None, Order.OLDEST),
        ("aelteste", Order.OLDEST),
        ("neueste", Order.NEWEST),
        ("zufall", Order.OLDEST),
        ("", Order.OLDEST),
    ],
)
def test_only_known_orders_are_taken(asked, order):
    assert order_of(asked) is order


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        (None, None),
        ("", None),
        ("0", 0),
        ("817", 817),
        ("-1", None),
        ("1.5", None),
        ("1 OR 1=1", None),
        ("٣", None),
        ("²", None),
        ("9" * 5000, LARGEST_ID),
    ],
)
def test_only_numbers_are_places(asked, place):
    assert place_of(asked) == place
