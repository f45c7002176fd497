"""What comes in and goes out of the API of the case engine."""

from linli.engines.cases.schemas.case import CaseOut, CasePage, DocumentsOut, Filed, VerifiedOut
from linli.engines.cases.schemas.drafts import DraftOut, DraftsOut, SectionSaved
from linli.engines.cases.schemas.given import (
    Application,
    CallbackClosed,
    DraftStart,
    ExtensionDecision,
    OutcomeGiven,
    PaperSeen,
    Paused,
    QueueAsked,
    RatingGiven,
    Reassigned,
    RevealAsked,
    SectionAnswers,
    Submission,
    SupplementAnswer,
    SupplementAsked,
)
from linli.engines.cases.schemas.office import (
    AnswerRowOut,
    DeskCaseOut,
    LineOut,
    Made,
    QueueOut,
    RatingFiguresOut,
)
from linli.foundation.calls.schemas import ReasonGiven

__all__ = [
    "AnswerRowOut",
    "Application",
    "CallbackClosed",
    "CaseOut",
    "CasePage",
    "DeskCaseOut",
    "DocumentsOut",
    "DraftOut",
    "DraftStart",
    "DraftsOut",
    "ExtensionDecision",
    "Filed",
    "LineOut",
    "Made",
    "OutcomeGiven",
    "PaperSeen",
    "Paused",
    "QueueAsked",
    "QueueOut",
    "RatingFiguresOut",
    "RatingGiven",
    "ReasonGiven",
    "Reassigned",
    "RevealAsked",
    "SectionAnswers",
    "SectionSaved",
    "Submission",
    "SupplementAnswer",
    "SupplementAsked",
    "VerifiedOut",
]
