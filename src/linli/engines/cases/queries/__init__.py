"""The reads of the case engine: named, scoped by the actor, bounded."""

from linli.engines.cases.queries.applying import choices
from linli.engines.cases.queries.archive import ArchiveRow, archive, due_numbers
from linli.engines.cases.queries.cases import (
    CaseRow,
    CaseView,
    home,
    my_case,
    my_cases,
    my_documents,
)
from linli.engines.cases.queries.desk import (
    DeskCaseView,
    desk_case,
)
from linli.engines.cases.queries.drafts import DraftView, draft, drafts
from linli.engines.cases.queries.figures import (
    line_figures,
    rating_figures,
)
from linli.engines.cases.queries.measures import Counted, Span
from linli.engines.cases.queries.queue import (
    QueueFilter,
    QueuePage,
    items_at_desk,
    line_tasks,
    offices_for,
    tasks_for,
)
from linli.engines.cases.queries.recording import RecordPage, record_page
from linli.engines.cases.queries.scope import CaseFilter, cases_in_scope
from linli.engines.cases.queries.standing import NoticeView, public_notice, public_notices
from linli.engines.cases.queries.supplements import SupplementForm, supplement_form
from linli.engines.cases.queries.totals import Tally, Totals, totals, totals_for_comparison
from linli.engines.cases.queries.verify import Verified, verified
from linli.engines.catalogue.queries import published as item_of

__all__ = [
    "ArchiveRow",
    "CaseFilter",
    "CaseRow",
    "CaseView",
    "Counted",
    "DeskCaseView",
    "DraftView",
    "NoticeView",
    "QueueFilter",
    "QueuePage",
    "RecordPage",
    "Span",
    "SupplementForm",
    "Tally",
    "Totals",
    "Verified",
    "archive",
    "cases_in_scope",
    "choices",
    "desk_case",
    "draft",
    "drafts",
    "due_numbers",
    "home",
    "item_of",
    "items_at_desk",
    "line_figures",
    "line_tasks",
    "my_case",
    "my_cases",
    "my_documents",
    "offices_for",
    "public_notice",
    "public_notices",
    "rating_figures",
    "record_page",
    "supplement_form",
    "tasks_for",
    "totals",
    "totals_for_comparison",
    "verified",
]
