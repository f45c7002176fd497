"""Labels and help of the room's forms; what counts is said by the schemas."""

from linli.registers.people.forms.family import (
    EndForm,
    GuardianForm,
    JudgmentForm,
    MemberForm,
    OpenHouseholdForm,
    RelationForm,
)
from linli.registers.people.forms.mandates import (
    CodeForm,
    CounterMandateForm,
    MandateForm,
    PaperForm,
    RenewForm,
)
from linli.registers.people.forms.parts import DocumentForm, ReasonForm, SchemaForm
from linli.registers.people.forms.records import (
    AddDocumentForm,
    ChangeForm,
    ContactForm,
    FindForm,
    MergeForm,
    RegisterForm,
)

__all__ = [
    "AddDocumentForm",
    "ChangeForm",
    "CodeForm",
    "ContactForm",
    "CounterMandateForm",
    "DocumentForm",
    "EndForm",
    "FindForm",
    "GuardianForm",
    "JudgmentForm",
    "MandateForm",
    "MemberForm",
    "MergeForm",
    "OpenHouseholdForm",
    "PaperForm",
    "ReasonForm",
    "RegisterForm",
    "RelationForm",
    "RenewForm",
    "SchemaForm",
]
