"""Tables of what lets similar comments be answered together."""

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from leitsaetze.extensions import Base


class CommentStem(Base):
    """A number that stands for the stem of a word in an open comment (stems.words_by_stem).

    Only of what waits for the county; `text_version` is the text it was taken from.
    """

    __tablename__ = "comment_stem"
    __table_args__ = (
        Index("ix_comment_stem_dialogue_id_stem", "dialogue_id", "stem", "comment_id"),
    )

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    stem: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    dialogue_id: Mapped[int]
    text_version: Mapped[int]


class ProposalComment(Base):
    """A further comment the answer of a proposal is for, beside the one it was written at."""

    __tablename__ = "proposal_comment"
    __table_args__ = ()

    proposal_id: Mapped[int] = mapped_column(ForeignKey("reply_proposal.id"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True, index=True)
