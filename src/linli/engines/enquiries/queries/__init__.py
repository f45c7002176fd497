"""The reads of enquiries: named, scoped by the actor, bounded."""

from linli.engines.enquiries.queries.offices import items_to_ask, offices_to_ask, receivers
from linli.engines.enquiries.queries.rows import (
    TABS,
    EnquiryPage,
    EnquiryRow,
    desk_enquiries,
    my_enquiries,
)
from linli.engines.enquiries.queries.views import (
    DeskEnquiryView,
    EnquiryView,
    desk_enquiry,
    my_enquiry,
)

__all__ = [
    "TABS",
    "DeskEnquiryView",
    "EnquiryPage",
    "EnquiryRow",
    "EnquiryView",
    "desk_enquiries",
    "desk_enquiry",
    "items_to_ask",
    "my_enquiries",
    "my_enquiry",
    "offices_to_ask",
    "receivers",
]
