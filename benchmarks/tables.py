"""Which columns of which tables the builder fills; the rest takes its defaults."""

from collections.abc import Iterator

from benchmarks.bulk import Rows
from leitsaetze.accounts.models import Person
from leitsaetze.audit.models import AuditEntry
from leitsaetze.comments.book_models import CommentCount, QueueEntry
from leitsaetze.comments.group_models import CommentStem
from leitsaetze.comments.models import Comment, CommentVersion, Confirmation, Decision
from leitsaetze.comments.reply_models import Reply, ReplyComment, ReplyVersion
from leitsaetze.mail.models import OutgoingMail

COMMENT = """id dialogue_id principle_id revision_id author_id name organisation status version
    text_version source receipt_number locale rules_version privacy_version created_at received_at
    published_at due_at"""
CONFIRMATION = """comment_id address wants_invitations consent consent_version letters created_at
    expires_at reminded_at confirmed_at"""
QUEUE_ENTRY = """comment_id dialogue_id principle_id lane urgency waiting_since due_at reported
    review_since marks"""
LETTER = """kind deed_key person_id address about created_at not_before subject headers text html
    attachments links message_id state attempts sent_at"""


class Pages:
    """The rows under way, table by table, those first that others point at."""

    def __init__(self) -> None:
        self.person = Rows(Person, "id address name locale created_at worked_here")
        self.comment = Rows(Comment, COMMENT)
        self.words = Rows(CommentVersion, "comment_id number text html renderer written_at")
        self.confirmation = Rows(Confirmation, CONFIRMATION)
        self.decision = Rows(Decision, "id comment_id verdict rule_id words details by_id at")
        self.reply = Rows(Reply, "id by_id created_at text_version")
        self.reply_words = Rows(ReplyVersion, "reply_id number text html renderer by_id written_at")
        self.reply_comment = Rows(ReplyComment, "reply_id comment_id")
        self.queue = Rows(QueueEntry, QUEUE_ENTRY)
        self.stem = Rows(CommentStem, "comment_id stem dialogue_id text_version")
        self.count = Rows(CommentCount, "dialogue_id principle_id kind number")
        self.audit = Rows(AuditEntry, "id at by_id deed subject details seq prev_hash hash")
        self.letter = Rows(OutgoingMail, LETTER)

    def __iter__(self) -> Iterator[Rows]:
        """Every table."""
        return iter(vars(self).values())
