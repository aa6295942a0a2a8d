"""The log as people read it: sentences, filters, pages, a table; and what it costs."""

import csv
import re
from datetime import timedelta
from io import StringIO

import pytest
from sqlalchemy import insert, text, update

from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import Role
from leitsaetze.administration import log_queries
from leitsaetze.administration.deed_phrases import Kind
from leitsaetze.administration.log_queries import Filter
from leitsaetze.administration.sentences import deeds_of
from leitsaetze.audit.actions import record
from leitsaetze.audit.models import AuditEntry
from leitsaetze.audit.sealing import seal
from leitsaetze.clock import moved_to, now
from leitsaetze.comments.actions import decide
from leitsaetze.comments.books import enter
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.site.queries import house_rules
from tests.accounts.makers import make_staff
from tests.factories import make_comment, make_moderator, make_person, make_principle
from tests.pages.makers import statements

LOG = "/verwaltung/protokoll/"
LONG = 20_000


@pytest.fixture
def boss(app) -> Person:
    return make_staff(Role.ADMINISTRATOR, name="Bea Boss")


@pytest.fixture
def desk(client, boss):
    return client.sign_in(boss)


def sentences(page: str) -> list[str]:
    """The sentences of a page without their markup."""
    found = re.findall(r"</time> <span>(.*?)</span></p>", page)
    return [re.sub(r"<[^>]+>", "", sentence) for sentence in found]


def test_an_empty_log_says_what_will_stand_here(desk):
    db.session.execute(db.delete(AuditEntry))

    assert "Noch ist nichts geschehen" in desk.get(LOG).text


def test_a_hiding_is_told_with_its_rule_and_leads_to_the_comment(desk):
    moderator = make_moderator(name="Jana Beispiel")
    comment = make_comment()
    enter(comment)
    decide(comment, Verdict.PUBLISH, by=moderator)
    rule = db.session.scalars(house_rules()).all()[2]
    decide(comment, Verdict.HIDE, by=moderator, rule=rule, words="Grund")

    page = desk.get(LOG).text

    said = f"Jana Beispiel hat Kommentar {comment.id} ausgeblendet (Regel {rule.number})"
    assert said in sentences(page)
    assert f'href="/kommentare/{comment.id}"' in page
    assert "Grund" not in page


def test_a_link_leads_only_where_its_reader_may_go(app):
    moderating = make_staff(Role.ADMINISTRATOR, Role.MODERATOR)
    waiting, principle = make_comment(), make_principle(number=7)
    for thing in (waiting, principle, moderating, make_person()):
        record("comment.note", thing, by=None)
    alone = make_staff(Role.ADMINISTRATOR)

    own = app.test_client().sign_in(moderating).get(LOG).text
    others = app.test_client().sign_in(alone).get(LOG).text

    assert f'href="/moderation/kommentare/{waiting.id}"' in own
    assert f"/kommentare/{waiting.id}" not in others
    assert f'href="/dialoge/{principle.dialogue.slug}/leitsaetze/7/"' in others
    assert len(re.findall(r'href="/verwaltung/menschen/\d+"', others)) == 1


def test_names_outlive_the_account_and_citizens_have_a_number(desk):
    gone, citizen = make_moderator(name="Ging Fort", disabled_at=now()), make_person()
    record("claim.taken_over", make_comment(), by=gone)
    record("consent.given", citizen, by=citizen)
    record("tat.von.morgen", make_comment(), by=gone)

    said = sentences(desk.get(LOG).text)

    assert any(s.startswith("Ging Fort hat Kommentar") for s in said)
    assert any(s.startswith(f"Konto {citizen.id} hat") for s in said)
    assert len(said) == 4  # the unknown deed, too, and the sign-in of the reader


def test_names_are_escaped(desk):
    record("comment.note", make_comment(), by=make_moderator(name="<b>Eva</b> %(thing)s"))

    page = desk.get(LOG).text

    assert "&lt;b&gt;Eva&lt;/b&gt; %(thing)s" in page
    assert "<b>Eva" not in page


def test_filters_stand_in_the_address_and_combine(desk, boss):
    jana, comment, other = make_moderator(name="Jana"), make_comment(), make_comment()
    principle = make_principle(number=7)
    record("comment.note", comment, by=jana)
    record("comment.note", other, by=boss)
    record("principle.revised", principle, by=jana)
    record("comment.not_confirmed", comment, by=None)
    with moved_to(now() - timedelta(days=40)):
        record("comment.note", comment, by=jana)

    def number(**asked: object) -> int:
        return len(sentences(desk.get(LOG, query_string=asked).text))

    week_ago = (now() - timedelta(days=7)).date()
    assert number(wer=jana.id) == 3
    assert number(wer="niemand") == 1
    assert number(was="kommentare") == 3
    assert number(wer=jana.id, was="kommentare") == 2
    assert number(art="comment", nummer=comment.id) == 3
    assert number(art="comment", nummer=comment.id, wer=jana.id, was="kommentare") == 2
    assert number(art="comment", nummer=comment.id, wer="niemand") == 1
    assert number(art="principle", nummer=7) == 1
    assert number(art="principle", nummer=8) == 0
    assert number(wer=jana.id, von=week_ago) == 2
    assert number(wer=jana.id, bis=week_ago) == 1


@pytest.mark.parametrize(
    "strange",
    [
        "wer=x&was=y&art=z&nummer=-1",
        "von=gestern&bis=9999-12-31",
        "von=0001-01-01&nach=99999999999",
    ],
)
def test_what_no_log_has_means_all(desk, strange):
    record("comment.note", make_comment(), by=None)

    assert len(sentences(desk.get(f"{LOG}?{strange}").text)) == 2


def test_pages_follow_one_another_without_gap_or_repetition(app, desk, monkeypatch):
    monkeypatch.setattr(log_queries, "PAGE", 4)
    comment, at = make_comment(), now()
    with moved_to(at):
        for _ in range(9):
            record("comment.note", comment, by=None)
    db.session.commit()

    address, found = f"{LOG}?was=kommentare", []
    while address:
        page = desk.get(address).text
        found += re.findall(r'id="eintrag-(\d+)"', page)
        following = re.search(r'href="([^"]*nach=\d+[^"]*)">Ältere anzeigen', page)
        address = following[1].replace("&amp;", "&") if following else ""

    assert found == sorted(found, key=int, reverse=True)
    assert len(set(found)) == 9


def test_the_table_holds_every_entry_and_no_formula(desk, boss):
    boss.name = "=HYPERLINK(1)"
    comment = make_comment()
    for _ in range(log_queries.PAGE + 5):
        record("comment.note", comment, by=boss)

    answer = desk.get(f"{LOG}protokoll.csv?was=kommentare")

    rows = list(csv.reader(StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert len(rows) == log_queries.PAGE + 6
    assert {row[2] for row in rows[1:]} == {"'=HYPERLINK(1)"}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_looking_at_the_log_does_not_walk_the_chain(desk):
    record("comment.note", make_comment(), by=None)
    db.session.commit()
    seal()
    db.session.execute(update(AuditEntry).where(AuditEntry.seq == 1).values(deed="comment.hide"))

    page = desk.get(LOG).text

    assert "Bisher hat sie niemand geprüft" in page


def test_walking_the_chain_is_written_down_and_finds_changes(desk):
    record("comment.note", make_comment(), by=None)
    db.session.commit()
    seal()
    db.session.commit()
    assert desk.post(f"{LOG}pruefen").status_code == 303
    assert "unverändert" in desk.get(LOG).text

    db.session.execute(update(AuditEntry).where(AuditEntry.seq == 1).values(deed="comment.hide"))
    desk.post(f"{LOG}pruefen")

    assert "verändert, ab Eintrag 1" in desk.get(LOG).text
    verified = db.select(AuditEntry.details).filter_by(deed="audit.verified")
    assert [d["broken_at"] for d in db.session.scalars(verified.order_by(AuditEntry.id))] == [
        None,
        1,
    ]


def test_a_noted_fingerprint_the_chain_does_not_know_is_told(desk):
    record("comment.note", make_comment(), by=None)
    db.session.commit()
    seal()

    assert desk.post(f"{LOG}pruefen", data={"noted": "kurz"}).status_code == 422
    desk.post(f"{LOG}pruefen", data={"noted": "0" * 64})

    assert "Es fehlen Einträge" in desk.get(LOG).text


def test_a_page_asks_as_much_with_many_entries_as_with_few(desk, boss):
    def asked_with(more: int) -> int:
        for _ in range(more):
            things = make_comment(), make_principle(), boss
            for thing in (*things, things[1].dialogue):
                record("comment.note", thing, by=boss)
        db.session.commit()
        with statements() as asked:
            assert desk.get(LOG).status_code == 200
        return len(asked)

    assert asked_with(3) == asked_with(20)


@pytest.fixture
def long_log(app, boss) -> int:
    """Many entries of one person and kind, few of everything else."""
    at = now() - timedelta(days=400)
    rows = [
        {
            "at": at + timedelta(minutes=number),
            "by_id": boss.id if number % 500 else None,
            "deed": "comment.publish" if number % 400 else "person.invited",
            "subject": f"comment:{number % 3000}",
            "details": {},
        }
        for number in range(LONG)
    ]
    db.session.execute(insert(AuditEntry), rows)
    db.session.commit()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("ANALYZE audit_entry"))
    return boss.id


FILTERS = {
    "all": {},
    "nobody": {"nobody": True},
    "who": {"by_id": 1},
    "kind": {"deeds": tuple(deeds_of(Kind.PEOPLE))},
    "who and kind": {"by_id": 1, "deeds": tuple(deeds_of(Kind.COMMENTS))},
    "thing": {"subjects": ("comment:7",)},
    "thing, who, kind": {"subjects": ("comment:7",), "by_id": 1, "deeds": ("comment.publish",)},
    "period": {"since": now() - timedelta(days=390), "until": now() - timedelta(days=389)},
}


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_is_served_by_an_index(long_log, name):
    given = FILTERS[name] | ({"by_id": long_log} if "by_id" in FILTERS[name] else {})
    place = now() - timedelta(days=380), LONG
    for question in (
        log_queries.entries(Filter(**given)),
        log_queries.entries(Filter(**given), after=place),
        log_queries.count(Filter(**given)),
    ):
        plan = explained(question)
        assert "ix_audit_entry_" in plan, plan
        assert not re.search(r"SCAN audit_entry(?! USING)|Seq Scan on audit_entry", plan), plan


def explained(question) -> str:
    """How the database would answer a question."""
    compiled = question.compile(db.engine, compile_kwargs={"render_postcompile": True})
    verb = "EXPLAIN QUERY PLAN" if db.engine.dialect.name == "sqlite" else "EXPLAIN"
    connection = db.session.connection()
    values = compiled.construct_params()
    processors = compiled._bind_processors
    bound = {k: processors[k](v) if k in processors else v for k, v in values.items()}
    if compiled.positional:
        bound = tuple(bound[name] for name in compiled.positiontup)
    return "\n".join(str(row) for row in connection.exec_driver_sql(f"{verb} {compiled}", bound))
