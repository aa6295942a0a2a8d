"""A whole month with one moderator and holidays: nothing twice, nothing on a closed day."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine

from leitsaetze.accounts.rules import Role
from leitsaetze.clock import now
from leitsaetze.comments import deadlines, intake
from leitsaetze.comments.absences import add_absence
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation.actions import carry_out, state_of
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.digests import open_work, send_digests
from leitsaetze.moderation.escalations import escalate
from leitsaetze.moderation.models import Escalation
from leitsaetze.site.actions import change_setting
from leitsaetze.site.office import present_office
from leitsaetze.text import markdown
from tests.accounts.makers import make_staff
from tests.comments.test_intake import make_open_principle, said

ZONE = ZoneInfo("Europe/Berlin")
BEGIN = datetime(2026, 12, 7, tzinfo=UTC)
DAYS, STEP = 35, timedelta(hours=1, minutes=40)
AWAY = date(2026, 12, 22), date(2027, 1, 3)
ILL = date(2026, 12, 9), date(2026, 12, 16)  # nobody had time to enter it


def test_a_month_over_christmas(app):
    with time_machine.travel(BEGIN, tick=False):
        moderator, boss = make_staff(Role.MODERATOR), make_staff(Role.ADMINISTRATOR)
        change_setting("state_code", "BY")
        change_setting("escalation_to", str(boss.id))
        add_absence(*AWAY, "Weihnachten", by=moderator)
        period = {"opens_at": now(), "closes_at": now() + timedelta(days=60)}
        principle = make_open_principle(reply_within_days=2, **period)
        db.session.commit()

    moment, written = BEGIN, 0
    while moment < BEGIN + timedelta(days=DAYS):
        with time_machine.travel(moment, tick=False):
            local = moment.astimezone(ZONE)
            if local.hour >= 20 and written <= (moment - BEGIN).days:
                intake.submit(said(), principle.dialogue, principle)
                written += 1
            at_work = present_office().works_on(local.date())
            ill = ILL[0] <= local.date() <= ILL[1]
            if at_work and not ill and 10 <= local.hour < 12:
                work_through(moderator)
            db.session.commit()
            for job in (deadlines.move_on, send_digests, escalate, send_digests, escalate):
                job()
                db.session.commit()
        moment += STEP

    letters = list(db.session.scalars(db.select(OutgoingMail)))
    days = Counter((it.kind, it.created_at.astimezone(ZONE).date()) for it in letters)
    assert set(days.values()) == {1}
    assert {kind for kind, _day in days} == {"digest", "escalation"}
    office = present_office()
    assert all(office.works_on(day) for _kind, day in days)
    assert all(it.created_at.astimezone(ZONE).hour >= 8 for it in letters)
    told = list(db.session.scalars(db.select(Escalation)))
    assert {it.person_id for it in told} == {boss.id}
    # Back at work everything was answered: nothing is left over, nobody waits for anybody.
    assert written == DAYS
    with time_machine.travel(moment, tick=False):
        work_through(moderator)
        assert open_work() == {}
    told_on = {kind: [day for it, day in sorted(days) if it == kind] for kind, _day in days}
    # Every evening somebody writes, so a digest comes on each working day, ill or not.
    evenings = [BEGIN.date() + timedelta(days=n) for n in range(1, DAYS)]
    assert told_on["digest"] == [day for day in evenings if office.works_on(day)]
    # Of Tuesday evening: due on Thursday, and three working days over on the Wednesday after.
    assert told_on["escalation"] == [date(2026, 12, 16), date(2026, 12, 17)]


def work_through(moderator) -> None:
    """Publish and answer everything that is open."""
    for comment in db.session.scalars(db.select(Comment).where(Comment.status == "pending")).all():
        deed = Deed(verdict=Verdict.PUBLISH, reply=markdown("Danke.", reply=True))
        carry_out(comment, deed, by=moderator, seen=state_of(comment))
    db.session.flush()
