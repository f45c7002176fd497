"""Why something is refused."""

from django.utils.translation import gettext_lazy as _

from linli.foundation.errors.values import ConflictError, ForbiddenError, InvalidError


class NotProvenError(ForbiddenError):
    """The actor's identity is not proven, so nothing of the register is theirs yet."""

    code = "not_proven"
    message = _(
        "First show who you are: bring your identity card to any service counter, once. "
        "Until then nothing here is linked to your account."
    )


class ApprovalNeededError(ForbiddenError):
    """The person is under 14: staff read with approval only (未成年人网络保护条例 36)."""

    code = "approval_needed"
    message = _(
        "This person is under 14. Please ask your supervisor for approval to read the data."
    )


class ReasonMissingError(InvalidError):
    """An act that is logged needs its reason."""

    code = "reason_missing"
    message = _("Please write why you need this. The reason is kept with your name.")


class IdentityError(InvalidError):
    """The number cannot be a number of this kind of document; `code` says why."""

    code = "identity_invalid"
    message = _("This number does not look right. Please compare it with the document.")


class AlreadyRegisteredError(ConflictError):
    """The document belongs to a record that is there already."""

    code = "already_registered"
    message = _(
        "Somebody is registered with this document already. Please find them by its number."
    )


class SelfRelationError(InvalidError):
    """Both sides of a relation or mandate are the same person."""

    code = "same_person"
    message = _("Both are the same person. Nobody can be their own guardian, relative or agent.")


class UnderageGuardianError(InvalidError):
    """A guardian is under 18."""

    code = "guardian_underage"
    message = _("A guardian must be 18 or older. This person is not 18 yet on the first day.")


class ImpossibleDateError(InvalidError):
    """A date before birth, after death, in the future, or an end before its start."""

    code = "date_impossible"
    message = _("This date cannot be right.")


class HouseholdError(ConflictError):
    """A household has one head, a person one household."""

    code = "household_conflict"
    message = _("This person is a member of a household already, or the household has a head.")


class CapacityError(InvalidError):
    """A mandate needs two adults: for a child the guardian acts."""

    code = "mandate_underage"
    message = _(
        "Both must be 18 or older. For somebody younger the guardian acts, without a mandate."
    )


class TooLongError(InvalidError):
    """A mandate is for a time; whoever trusts for longer says so again."""

    code = "mandate_too_long"
    message = _("This is longer than a mandate may hold. Please choose an earlier last day.")


class EndedMandateError(ConflictError):
    """A mandate that has ended, or was renewed already, is not renewed."""

    code = "mandate_not_renewable"
    message = _(
        "This mandate has ended or was renewed already. A new one can be given at any time."
    )


class UnderGuardianError(InvalidError):
    """A court found that the person cannot act alone: the guardian acts (民法典 21-23)."""

    code = "under_guardian"
    message = _("For this person a guardian acts, whom a court's judgment names.")


class AdultWardError(InvalidError):
    """An adult has a guardian only by a court's judgment, a child without one (民法典 24, 27)."""

    code = "ward_age"
    message = _(
        "A child has a guardian by law until 18. For an adult please record the court's judgment."
    )


class BeyondMandateError(ForbiddenError):
    """The mandate does not cover this act."""

    code = "beyond_mandate"
    message = _(
        "What you were trusted with does not include this. Please ask the person you act for: they "
        "can do it themselves, or give you a wider mandate."
    )


class CodeError(InvalidError):
    """The one-time code of a mandate is unknown, used, too old, or one's own."""

    code = "mandate_code_unknown"
    message = _("This code is not known or no longer valid. Please ask for a new one.")


class LastDocumentError(ConflictError):
    """A record keeps at least one document: by its number the person is found."""

    code = "last_document"
    message = _(
        "This is the only document of the record and has to stay. Add the new one first, then take "
        "this one out of use."
    )


class HeadLeavesLastError(HouseholdError):
    """A head does not leave while others stay."""

    code = "head_leaves_last"
    message = _("The head leaves a household last. Make another member its head first.")


class RelationExistsError(ConflictError):
    """The same two are related in this way already."""

    code = "relation_exists"
    message = _("This relation is recorded already.")


class AlreadyRequestedError(ConflictError):
    """The actor's request for the same data waits for a decision."""

    code = "already_requested"
    message = _("You have asked for this already. The request waits for your superior.")


class DecidedError(ConflictError):
    """The request was decided by somebody else."""

    code = "already_decided"
    message = _("This request has been decided already.")
