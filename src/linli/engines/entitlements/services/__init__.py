"""The writes of what was granted: one function for each thing that can be done."""

from linli.engines.entitlements.services.acts import (
    change_account,
    correct,
    keep,
    resume,
    stop,
    suspend,
)
from linli.engines.entitlements.services.lists import build_list, close_list, fetch_list
from linli.engines.entitlements.services.recovery import claim_back, record_repayment, waive
from linli.engines.entitlements.services.reports import answer_report, report_change

__all__ = [
    "answer_report",
    "build_list",
    "change_account",
    "claim_back",
    "close_list",
    "correct",
    "fetch_list",
    "keep",
    "record_repayment",
    "report_change",
    "resume",
    "stop",
    "suspend",
    "waive",
]
