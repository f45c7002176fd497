"""The writes of enquiries: one function for each thing that can be done."""

from linli.engines.enquiries.services.asking import ask, record
from linli.engines.enquiries.services.ending import answer, close, reopen, take_in
from linli.engines.enquiries.services.handing import accept, hand_over, send_back

__all__ = [
    "accept",
    "answer",
    "ask",
    "close",
    "hand_over",
    "record",
    "reopen",
    "send_back",
    "take_in",
]
