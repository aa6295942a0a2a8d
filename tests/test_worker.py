"""The worker: jobs again and again, none of which stops the others, idle without a write."""

import os
import signal
import subprocess
import sys
import time
from threading import Event, Thread

import pytest
from sqlalchemy import event, select

from leitsaetze import worker
from leitsaetze.audit.actions import record
from leitsaetze.audit.models import AuditEntry
from leitsaetze.config import ROOT
from leitsaetze.extensions import begin_writing, db
from leitsaetze.site.actions import all_settings, change_setting
from leitsaetze.worker import Job, carry_out, jobs_of, run
from tests.factories import make_comment


def write_county(_stop) -> None:
    begin_writing()
    change_setting("county", "Landkreis Musterland")


def fail(_stop) -> None:
    begin_writing()
    change_setting("county", "Geheime Worte")
    raise ValueError("Geheime Worte")


def test_what_a_job_does_is_committed(app):
    assert carry_out(app, Job("county", write_county), Event())

    assert all_settings()["county"] == "Landkreis Musterland"


def test_a_job_that_fails_leaves_nothing_behind_and_tells_no_words(app, caplog):
    assert not carry_out(app, Job("broken", fail), Event())

    assert all_settings()["county"] == "Landkreis"
    assert "job broken failed: ValueError in test_worker.py" in caplog.text
    assert "Geheime Worte" not in caplog.text


@pytest.fixture
def quick(monkeypatch):
    """A worker that pauses a hundredth of a second."""
    monkeypatch.setattr(worker, "PAUSE", 0.01)
    monkeypatch.setattr(worker, "RETRY_AFTER", 0.01)


def run_for(seconds: float, app, jobs) -> None:
    stop = Event()
    thread = Thread(target=run, args=(app, jobs, stop))
    thread.start()
    time.sleep(seconds)
    stop.set()
    thread.join(timeout=5)
    assert not thread.is_alive()


def test_a_failing_job_stops_no_other_and_is_tried_again(app, quick, caplog):
    done = []
    jobs = [Job("broken", fail, every=0), Job("whole", lambda _stop: done.append(1), every=0)]

    run_for(0.3, app, jobs)

    assert len(done) > 1
    assert caplog.text.count("job broken failed") > 1


def test_each_job_has_its_own_pace(app, quick):
    done = []
    jobs = [
        Job("often", lambda _stop: done.append("often"), every=0),
        Job("seldom", lambda _stop: done.append("seldom"), every=60),
    ]

    run_for(0.3, app, jobs)

    assert done.count("often") > 2
    assert done.count("seldom") == 1


def test_the_job_in_hand_is_finished_and_no_other_begun(app):
    stop, done = Event(), []
    jobs = [
        Job("in hand", lambda stop: (stop.set(), done.append("in hand"))),
        Job("next", lambda _stop: done.append("next")),
    ]

    run(app, jobs, stop)

    assert done == ["in hand"]


def test_an_idle_worker_never_asks_for_the_right_to_write(app):
    stop, statements = Event(), []
    for job in jobs_of(app):
        assert carry_out(app, job, stop)

    def remember(_connection, _cursor, statement, *_more) -> None:
        statements.append(statement.split(None, 2)[:2])

    event.listen(db.engine, "before_cursor_execute", remember)
    failed = [job.name for job in jobs_of(app) if not carry_out(app, job, stop)]
    event.remove(db.engine, "before_cursor_execute", remember)

    assert failed == []
    assert {words[0] for words in statements} <= {"SELECT", "BEGIN"}
    assert ["BEGIN", "IMMEDIATE"] not in statements


def test_the_command_does_every_job_once(app, flask):
    record("comment.note", make_comment(), by=None)

    result = flask("worker", "--once")

    assert result.exit_code == 0
    assert db.session.scalars(select(AuditEntry.seq)).all() == [1]


def test_the_jobs_have_names_of_their_own(app):
    names = [job.name for job in jobs_of(app)]
    assert len(set(names)) == len(names)


@pytest.mark.crash
def test_the_command_ends_calmly_when_asked(app):
    record("comment.note", make_comment(), by=None)
    db.session.commit()
    names = ("DATABASE_URL", "INSTANCE", "SECRET_KEY")
    settings = {f"LEITSAETZE_{name}": app.config[name] for name in names}
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "worker"],
        cwd=ROOT,
        env=os.environ | settings,
        stderr=subprocess.PIPE,
    )

    while db.session.scalar(select(AuditEntry.seq)) is None and process.poll() is None:
        db.session.rollback()
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)

    _, errors = process.communicate(timeout=10)
    assert (process.returncode, errors) == (0, b"")
