"""All rooms: tables, views, commands, jobs, checks, neighbours. Only the factory reads this."""

from click import Command
from flask import Blueprint

from leitsaetze.accounts import account, sessions
from leitsaetze.accounts import cli as accounts_commands
from leitsaetze.accounts import models as accounts_tables
from leitsaetze.accounts import views as accounts_views
from leitsaetze.administration import cli as administration_commands
from leitsaetze.administration import (
    data_wordings,
    feedback_desk,
    log,
    people,
    rules_desk,
    settings_desk,
    texts,
)
from leitsaetze.administration import views as administration_views
from leitsaetze.audit import cli as audit_commands
from leitsaetze.audit import models as audit_tables
from leitsaetze.audit.sealing import seal
from leitsaetze.comments import book_models as book_tables
from leitsaetze.comments import cli as comments_commands
from leitsaetze.comments import confirming, deadlines, marking, support_views, supporting
from leitsaetze.comments import fair_play as fair_play_tables
from leitsaetze.comments import group_models as group_tables
from leitsaetze.comments import handover_models as handover_tables
from leitsaetze.comments import hiding_models as hiding_tables
from leitsaetze.comments import models as comments_tables
from leitsaetze.comments import passage_models as passage_tables
from leitsaetze.comments import reply_models as reply_tables
from leitsaetze.comments import review_models as review_tables
from leitsaetze.comments import support_models as support_tables
from leitsaetze.comments import views as comments_views
from leitsaetze.comments.neighbours import Neighbour
from leitsaetze.drafts import actions as drafts
from leitsaetze.drafts import models as drafts_tables
from leitsaetze.editing import easy_desk as editing_easy
from leitsaetze.editing import editions as editing_editions
from leitsaetze.editing import fields as editing_fields
from leitsaetze.editing import hint_desk as editing_hints
from leitsaetze.editing import models as editing_tables
from leitsaetze.editing import pasting_desk as editing_pasting
from leitsaetze.editing import principles as editing_principles
from leitsaetze.editing import publication as editing
from leitsaetze.editing import publishing as editing_publishing
from leitsaetze.editing import result_desk as editing_results
from leitsaetze.editing import views as editing_views
from leitsaetze.events import actions as events
from leitsaetze.events import (
    bulk,
    bulk_desk,
    bulk_letters,
    door_desk,
    door_keeping,
    meeting_place_desk,
    municipality_desk,
    need_desk,
    seat_desk,
    seat_keeping,
    seat_views,
    series_desk,
    series_views,
    wish_views,
)
from leitsaetze.events import cli as events_commands
from leitsaetze.events import desk as events_desk
from leitsaetze.events import door_models as door_tables
from leitsaetze.events import guest_models as guest_tables
from leitsaetze.events import meeting_place_models as place_tables
from leitsaetze.events import minutes_desk as events_minutes_desk
from leitsaetze.events import minutes_models as minutes_tables
from leitsaetze.events import minutes_views as events_minutes
from leitsaetze.events import models as events_tables
from leitsaetze.events import series_models as series_tables
from leitsaetze.events import views as events_views
from leitsaetze.exchange import cli as exchange_commands
from leitsaetze.exchange import views as exchange_views
from leitsaetze.feedback import actions as feedback
from leitsaetze.feedback import models as feedback_tables
from leitsaetze.feedback import views as feedback_views
from leitsaetze.following import actions as following
from leitsaetze.following import feeds as following_feeds
from leitsaetze.following import gathering as following_news
from leitsaetze.following import letters as following_letters
from leitsaetze.following import models as following_tables
from leitsaetze.following import views as following_views
from leitsaetze.help import views as help_views
from leitsaetze.mail import cli as mail_commands
from leitsaetze.mail import health as mail_health
from leitsaetze.mail import models as mail_tables
from leitsaetze.mail import views as mail_views
from leitsaetze.mail.delivery import deliver_waiting
from leitsaetze.mail.rules import Later
from leitsaetze.moderation import (
    absence_desk,
    digests,
    escalations,
    fair_play_desk,
    figures,
    handing_over,
    handover_views,
    passage_desk,
    review_views,
    reviewing,
)
from leitsaetze.moderation import batch_desk as moderation_batches
from leitsaetze.moderation import block_desk as moderation_blocks
from leitsaetze.moderation import models as moderation_tables
from leitsaetze.moderation import undo_desk as moderation_undoing
from leitsaetze.moderation import views as moderation_views
from leitsaetze.pages import easy, own_comments, paper, personal, transparency
from leitsaetze.pages import views as pages_views
from leitsaetze.principles import actions as principles
from leitsaetze.principles import easy_models as easy_tables
from leitsaetze.principles import edition_models as edition_tables
from leitsaetze.principles import models as principles_tables
from leitsaetze.principles import plain_models as plain_tables
from leitsaetze.reports import actions as reports
from leitsaetze.reports import models as reports_tables
from leitsaetze.reports import views as reports_views
from leitsaetze.search import cli as search_commands
from leitsaetze.search import indexing
from leitsaetze.search import models as search_tables
from leitsaetze.search import views as search_views
from leitsaetze.site import cli as site_commands
from leitsaetze.site import health as site_health
from leitsaetze.site import models as site_tables
from leitsaetze.site import views as site_views
from leitsaetze.site.actions import forget_old
from leitsaetze.web.health import Check
from leitsaetze.worker import Job
from leitsaetze.worker import command as worker_command

TABLES = [
    site_tables,
    audit_tables,
    mail_tables,
    accounts_tables,
    drafts_tables,
    feedback_tables,
    principles_tables,
    plain_tables,
    edition_tables,
    easy_tables,
    comments_tables,
    reply_tables,
    book_tables,
    hiding_tables,
    review_tables,
    passage_tables,
    handover_tables,
    fair_play_tables,
    group_tables,
    support_tables,
    series_tables,
    place_tables,
    events_tables,
    guest_tables,
    door_tables,
    minutes_tables,
    reports_tables,
    moderation_tables,
    editing_tables,
    search_tables,
    following_tables,
]
BLUEPRINTS: list[Blueprint] = [
    accounts_views.bp,
    account.bp,
    feedback_views.bp,
    comments_views.bp,
    support_views.bp,
    events_views.bp,
    series_views.bp,
    events_desk.bp,
    series_desk.bp,
    municipality_desk.bp,
    meeting_place_desk.bp,
    events_minutes.bp,
    events_minutes_desk.bp,
    seat_views.bp,
    wish_views.bp,
    seat_desk.bp,
    need_desk.bp,
    door_desk.bp,
    bulk_desk.bp,
    reports_views.bp,
    moderation_views.bp,
    absence_desk.bp,
    review_views.bp,
    passage_desk.bp,
    handover_views.bp,
    fair_play_desk.bp,
    moderation_batches.bp,
    moderation_undoing.bp,
    moderation_blocks.bp,
    editing_views.bp,
    editing_fields.bp,
    editing_principles.bp,
    editing_publishing.bp,
    editing_editions.bp,
    editing_easy.bp,
    editing_results.bp,
    editing_pasting.bp,
    editing_hints.bp,
    administration_views.bp,
    texts.bp,
    rules_desk.bp,
    settings_desk.bp,
    data_wordings.bp,
    feedback_desk.bp,
    people.bp,
    log.bp,
    following_views.bp,
    following_feeds.bp,
    exchange_views.bp,
    search_views.bp,
    help_views.bp,
    pages_views.bp,
    paper.bp,
    easy.bp,
    personal.bp,
    own_comments.bp,
    transparency.bp,
    site_views.bp,
    mail_views.bp,
]
COMMANDS: list[Command] = [
    accounts_commands.add_staff,
    accounts_commands.staff_link,
    administration_commands.staff_off,
    site_commands.prepare,
    administration_commands.setting,
    worker_command,
    audit_commands.audit_cli,
    mail_commands.mail_cli,
    mail_commands.mail_test,
    comments_commands.rebuild_command,
    events_commands.add_event,
    exchange_commands.import_command,
    search_commands.rebuild_command,
]
# Letters first; each job looks before it asks for the right to write (worker.Job).
JOBS = [
    Job("mail", lambda stop: deliver_waiting(stop=stop)),
    Job("dialogue stamps", lambda _stop: principles.advance_stamps()),
    Job("planned publications", lambda _stop: editing.publish_due(), every=10),
    Job("event stamps", lambda _stop: events.advance_stamps()),
    Job("registrations", lambda _stop: seat_keeping.keep_time(), every=5),
    Job("letters to many guests", lambda _stop: bulk_letters.write_due()),
    Job("reminders of events", lambda _stop: bulk.remind_of_events(), every=60),
    Job("marks", lambda _stop: marking.look_through()),
    Job("search", lambda _stop: indexing.read_due()),
    Job("deadlines", lambda _stop: deadlines.move_on(), every=30),
    Job("digests", lambda _stop: digests.send_digests(), every=60),
    Job("escalations", lambda _stop: escalations.escalate(), every=300),
    Job("second looks", lambda _stop: reviewing.keep_going(), every=60),
    Job("questions to departments", lambda _stop: handing_over.keep_going(), every=60),
    Job("confirmations", lambda _stop: confirming.keep_house(), every=30),
    Job("news", lambda _stop: following_news.gather(), every=10),
    Job("following", lambda _stop: following_letters.send_due(), every=5),
    Job("audit chain", lambda _stop: seal(), every=5),
    Job("public account", lambda _stop: figures.take(), every=300),
    Job("old forms and links", lambda _stop: forget_old(), every=600),
    Job("old sign-ins", lambda _stop: sessions.forget_old(), every=600),
    Job("old support", lambda _stop: supporting.forget_old(), every=600),
    Job("forgotten working copies", lambda _stop: drafts.forget_old(), every=600),
    Job("old prints and closures", lambda _stop: marking.forget_old(), every=600),
    Job("old feedback", lambda _stop: feedback.forget_old(), every=600),
    Job("old registrations", lambda _stop: seat_keeping.forget_names(), every=600),
    Job("old needs", lambda _stop: door_keeping.forget_needs(), every=600),
    Job("old walk-ins", lambda _stop: door_keeping.forget_walk_ins(), every=600),
    Job("old reports", lambda _stop: reports.forget_old(), every=600),
    Job("old news", lambda _stop: following.forget_old(), every=600),
]
# What rooms above that of comments have to do with one (comments.neighbours).
NEIGHBOURS = [Neighbour(hear=reports.hear, marks=reports.marks)]
# Kinds of letters that get their words when they leave (mail.actions).
LATER_LETTERS: dict[str, Later] = {following_letters.NEWS: following_letters.words_of}
CHECKS: dict[str, Check] = {
    "database": site_health.database_answers,
    "disk": site_health.disk_has_space,
    "mail": mail_health.letters_leave,
}
