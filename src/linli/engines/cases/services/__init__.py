"""The writes of the case engine: one function for each thing that can be done."""

from linli.engines.cases.services.authorisations import (
    agree_as_guardian,
    answer_at_counter,
    answer_by_code,
    ask_member,
    send_code,
    sign_on_paper,
)
from linli.engines.cases.services.awaiting import verdict_came
from linli.engines.cases.services.callbacks import (
    close_callback,
    decide_appeal,
    keep_promise,
    reveal_contact,
)
from linli.engines.cases.services.correcting import correct_answer
from linli.engines.cases.services.deciding import record_outcome
from linli.engines.cases.services.drafts import (
    attach,
    detach,
    discard,
    save_section,
    show_paper,
    start,
    use_paper,
)
from linli.engines.cases.services.issuing import issue_document, issue_letter, revoke_document
from linli.engines.cases.services.keeping import decide_erasure, propose_erasure
from linli.engines.cases.services.lookups import look_up_again
from linli.engines.cases.services.packing import pack
from linli.engines.cases.services.papers import store_uploads
from linli.engines.cases.services.places import give_up_place
from linli.engines.cases.services.posting import close_objection, object_to, post_notice
from linli.engines.cases.services.promises import extend_promise, follow_paper, promise_paper
from linli.engines.cases.services.questions import answer_office, answer_question, ask, ask_resident
from linli.engines.cases.services.ratings import answer_rating, rate
from linli.engines.cases.services.recalling import (
    answer_recall,
    decide_recall,
    propose_recall,
)
from linli.engines.cases.services.rechecks import open_recheck
from linli.engines.cases.services.reveal import request_reading, reveal
from linli.engines.cases.services.submit import submit, submit_application
from linli.engines.cases.services.supplements import answer_supplement, request_supplement
from linli.engines.cases.services.tasks import claim, reassign, release, return_task
from linli.engines.cases.services.timing import (
    ask_extension,
    decide_extension,
    pause,
    resume,
    withdraw,
)

__all__ = [
    "agree_as_guardian",
    "answer_at_counter",
    "answer_by_code",
    "answer_office",
    "answer_question",
    "answer_rating",
    "answer_recall",
    "answer_supplement",
    "ask",
    "ask_extension",
    "ask_member",
    "ask_resident",
    "attach",
    "claim",
    "close_callback",
    "close_objection",
    "correct_answer",
    "decide_appeal",
    "decide_erasure",
    "decide_extension",
    "decide_recall",
    "detach",
    "discard",
    "extend_promise",
    "follow_paper",
    "give_up_place",
    "issue_document",
    "issue_letter",
    "keep_promise",
    "look_up_again",
    "object_to",
    "open_recheck",
    "pack",
    "pause",
    "post_notice",
    "promise_paper",
    "propose_erasure",
    "propose_recall",
    "rate",
    "reassign",
    "record_outcome",
    "release",
    "request_reading",
    "request_supplement",
    "resume",
    "return_task",
    "reveal",
    "reveal_contact",
    "revoke_document",
    "save_section",
    "send_code",
    "show_paper",
    "sign_on_paper",
    "start",
    "store_uploads",
    "submit",
    "submit_application",
    "use_paper",
    "verdict_came",
    "withdraw",
]
