"""The writes of the case engine: one function for each thing that can be done."""

from linli.engines.cases.services.drafts import (
    attach,
    detach,
    discard,
    save_section,
    show_paper,
    start,
)
from linli.engines.cases.services.papers import store_uploads
from linli.engines.cases.services.ratings import close_callback, rate
from linli.engines.cases.services.reveal import request_reading, reveal
from linli.engines.cases.services.stages import record_outcome
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
    "answer_supplement",
    "ask_extension",
    "attach",
    "claim",
    "close_callback",
    "decide_extension",
    "detach",
    "discard",
    "pause",
    "rate",
    "reassign",
    "record_outcome",
    "release",
    "request_reading",
    "request_supplement",
    "resume",
    "return_task",
    "reveal",
    "save_section",
    "show_paper",
    "start",
    "store_uploads",
    "submit",
    "submit_application",
    "withdraw",
]
