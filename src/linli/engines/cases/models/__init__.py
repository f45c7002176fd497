"""Tables of the case engine; private to the room."""

from linli.engines.cases.models.case import Case, CaseAccess, CaseEvent, CaseParty
from linli.engines.cases.models.draft import Draft
from linli.engines.cases.models.household import Authorisation, CaseMember
from linli.engines.cases.models.keeping import Filed
from linli.engines.cases.models.promises import PaperPromise
from linli.engines.cases.models.recall import Recall
from linli.engines.cases.models.result import CaseDocument, Rating
from linli.engines.cases.models.standing import Await, Objection, Place, PublicNotice
from linli.engines.cases.models.work import Supplement, Task

__all__ = [
    "Authorisation",
    "Await",
    "Case",
    "CaseAccess",
    "CaseDocument",
    "CaseEvent",
    "CaseMember",
    "CaseParty",
    "Draft",
    "Filed",
    "Objection",
    "PaperPromise",
    "Place",
    "PublicNotice",
    "Rating",
    "Recall",
    "Supplement",
    "Task",
]
