"""The reads of the case engine: named, scoped by the actor, bounded."""

from linli.engines.cases.queries.archive import ArchiveRow, archive, archived, due_numbers
from linli.engines.cases.queries.authorisations import (
    AgreementView,
    Asked,
    asked,
    at_counter,
)
from linli.engines.cases.queries.authorisations import (
    of_draft as agreements,
)
from linli.engines.cases.queries.beginning import asked_for, choices
from linli.engines.cases.queries.cases import (
    CaseRow,
    CaseView,
    home,
    my_case,
    my_cases,
)
from linli.engines.cases.queries.corrections import to_correct
from linli.engines.cases.queries.desk import DeskCaseView, desk_case
from linli.engines.cases.queries.documents import my_documents
from linli.engines.cases.queries.drafts import DraftView, draft, drafts
from linli.engines.cases.queries.figures import line_figures
from linli.engines.cases.queries.granted import granted, recalled
from linli.engines.cases.queries.letters import letter_draft, letter_templates
from linli.engines.cases.queries.measures import Counted, Span
from linli.engines.cases.queries.outside import happened, outside_facts, outside_heads
from linli.engines.cases.queries.queue import (
    QueueFilter,
    QueuePage,
    items_at_desk,
    line_tasks,
    offices_for,
    tasks_for,
)
from linli.engines.cases.queries.ratings import CallbackContact, callback_contact, uncalled
from linli.engines.cases.queries.recording import RecordPage, record_page
from linli.engines.cases.queries.scope import CaseFilter, cases_in_scope
from linli.engines.cases.queries.standing import (
    NoticeView,
    notice_paper,
    public_notice,
    public_notices,
)
from linli.engines.cases.queries.statistics import (
    BY,
    RatingRow,
    guide_note,
    rating_figures,
    rating_statistics,
)
from linli.engines.cases.queries.supplements import SupplementForm, supplement_form
from linli.engines.cases.queries.told import told_about, told_to_parties
from linli.engines.cases.queries.totals import Tally, Totals, totals, totals_for_comparison
from linli.engines.cases.queries.verify import (
    Answer,
    Verified,
    checked_code,
    checked_file,
    checked_serial,
    offline_page,
    published_keys,
    verified,
)
from linli.engines.catalogue.queries import published as item_of

__all__ = [
    "BY",
    "AgreementView",
    "Answer",
    "ArchiveRow",
    "Asked",
    "CallbackContact",
    "CaseFilter",
    "CaseRow",
    "CaseView",
    "Counted",
    "DeskCaseView",
    "DraftView",
    "NoticeView",
    "QueueFilter",
    "QueuePage",
    "RatingRow",
    "RecordPage",
    "Span",
    "SupplementForm",
    "Tally",
    "Totals",
    "Verified",
    "agreements",
    "archive",
    "archived",
    "asked",
    "asked_for",
    "at_counter",
    "callback_contact",
    "cases_in_scope",
    "checked_code",
    "checked_file",
    "checked_serial",
    "choices",
    "desk_case",
    "draft",
    "drafts",
    "due_numbers",
    "granted",
    "guide_note",
    "happened",
    "home",
    "item_of",
    "items_at_desk",
    "letter_draft",
    "letter_templates",
    "line_figures",
    "line_tasks",
    "my_case",
    "my_cases",
    "my_documents",
    "notice_paper",
    "offices_for",
    "offline_page",
    "outside_facts",
    "outside_heads",
    "public_notice",
    "public_notices",
    "published_keys",
    "rating_figures",
    "rating_statistics",
    "recalled",
    "record_page",
    "supplement_form",
    "tasks_for",
    "to_correct",
    "told_about",
    "told_to_parties",
    "totals",
    "totals_for_comparison",
    "uncalled",
    "verified",
]
