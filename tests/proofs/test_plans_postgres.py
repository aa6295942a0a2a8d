"""PostgreSQL, which plans by statistics, passes over next to nothing to show a page."""

import re
from typing import Any

import pytest
from psycopg import ClientCursor
from sqlalchemy import text as sql

from leitsaetze.comments.rules import Lane
from leitsaetze.extensions import db
from leitsaetze.search.asking import Places, Search, answered
from tests.factories import make_comment, make_principle
from tests.listening import heard
from tests.pages.makers import answer, publish
from tests.proofs.crowd import crowd
from tests.proofs.world import make_world
from tests.search.makers import read_all

pytestmark = pytest.mark.parametrize("app", ["postgresql"], indirect=True)
PASSED_OVER = re.compile(r"Rows Removed by Filter: ([0-9]+)")
MANY, FEW = 6000, 200
PAGES = [
    "leitsaetze/{few}/",
    "leitsaetze/{few}/?sortierung=neueste",
    "leitsaetze/{few}/?nach={first}",
    "leitsaetze/{many}/",
    "leitsaetze/{many}/?nach={middle}",
    "leitsaetze/{many}/?nach={middle}&sortierung=neueste",
    "kommentare/",
    "kommentare/?sortierung=neueste",
]


def passed_over(question: str, values: dict, how: str) -> int:
    """How many rows the question's plan looks at in vain, planned for these values or for any."""
    places = {name: f"${number}" for number, name in enumerate(values, start=1)}
    given = ", ".join(["%s"] * len(values))
    with db.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        with ClientCursor(driver) as cursor:
            cursor.execute(f"SET LOCAL plan_cache_mode = force_{how}_plan")
            cursor.execute(f"PREPARE asked AS {question % places}")
            carried_out = f"EXPLAIN ANALYZE EXECUTE asked {given and f'({given})'}"
            rows = cursor.execute(carried_out, list(values.values())).fetchall()
            cursor.execute("DEALLOCATE asked")
    return sum(int(number) for row in rows for number in PASSED_OVER.findall(row[0]))


@pytest.mark.parametrize("how", ["custom", "generic"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_reads_the_comments_it_shows_however_many_stand_elsewhere(app, page, how):
    world = make_world()
    numbers = crowd(world, MANY, Lane.AWAITING_REPLY)
    few = world.principles[-1]
    first = make_comment(principle=few, status="published").id
    crowd(world, 3, Lane.AWAITING_REPLY, general=True)
    with db.engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    given = {
        "few": few.number,
        "many": world.principles[0].number,
        "first": first - 1,
        "middle": numbers[MANY // 2],
    }
    address = f"/dialoge/{world.dialogue.slug}/{page.format(**given)}"
    with heard() as questions:
        assert app.test_client().get(address).status_code == 200

    over = {it[0]: passed_over(*it, how) for it in questions if it[0].startswith("SELECT")}

    assert over
    assert all(number <= FEW for number in over.values()), over


def test_a_search_is_planned_once_for_whatever_is_looked_for(app):
    """Seven tables joined for a few hits take far longer to plan than to read."""
    principle = make_principle()
    for text in ("Weiher", "Deiche", "Schafe"):
        answer(publish(principle, f"Wir wollen {text}."), f"Gern, {text}.")
    read_all()
    db.engine.dispose()  # what connections have prepared for others is of no interest here
    places = Places.known()
    for text in ("Weiher", "Deiche", "Schafe") * 4:
        assert answered(Search.of({"q": text}, places), places).hits

    plans = db.session.execute(
        sql("SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement ~ :of"),
        {"of": "search_entry.*reply"},
    ).all()

    assert len(plans) >= 2
    assert all(generic and not custom for generic, custom in plans), plans
