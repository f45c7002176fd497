"""What the case engine refuses, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from linli.foundation.errors.values import ConflictError, ForbiddenError, InvalidError


class AlreadyDoneError(ConflictError):
    """Somebody was faster; the message says who and what."""

    code = "already_done"


class StaleVersionError(ConflictError):
    """The item was published anew since this application was begun."""

    code = "stale_version"
    message = _(
        "This service was updated while you were filling it in. Your answers are kept; "
        "please look at the review page once more."
    )


class IncompleteError(InvalidError):
    """Something that is needed is missing or wrong."""

    code = "incomplete"
    message = _("Something is still missing. Your answers are kept; see the list.")


class NobodyProvenError(ConflictError):
    """Registers are asked only about somebody who has proven who they are."""

    code = "nobody_proven"
    message = _(
        "Registers can be asked once it is proven who you are: show your card at any service "
        "counter. Until then please fill in the form yourself and add the papers."
    )


class NoHandlerError(ConflictError):
    """No office is registered for a stage at this address."""

    code = "no_handler"
    message = _(
        "No office is registered for this address yet. Your answers are kept; please call 12345."
    )


class SecondListError(ForbiddenError):
    """The resident was asked once at this stage; only the superior may ask again."""

    code = "second_list"
    message = _(
        "The resident was already asked once at this stage. Only your superior can ask again, "
        "with a reason; it is counted."
    )


class NotAllowedNowError(ConflictError):
    """The case is not in a state in which this can be done."""

    code = "not_allowed_now"
    message = _("This cannot be done at this point of the case. Please look at it again.")


class NoticeOverError(ConflictError):
    """The days of a public notice are over; objections are not taken any more."""

    code = "notice_over"
    message = _(
        "The days of this notice are over, so objections are no longer taken here. If something "
        "is wrong, please call 12345 or tell the office."
    )


class KeptError(ConflictError):
    """The case must still be kept."""

    code = "must_be_kept"
    message = _("This case must still be kept: its period is not over, or it is still needed.")


class ErasedAloneError(ForbiddenError):
    """Whoever proposed it cannot agree to it."""

    code = "erased_alone"
    message = _("Somebody else must agree: nobody erases a case alone.")


class CodeRefusedError(InvalidError):
    """The code is wrong, was used, or is too old; which of them is not told."""

    code = "code"
    message = _("This code is not right or not valid any more. Please ask for a new one.")


class AskedOftenError(ConflictError):
    """No more messages to this number."""

    code = "asked_often"
    message = _(
        "Enough messages were sent. Please let the family member sign on paper or come to a "
        "counter."
    )


class NotRecalledError(ConflictError):
    """There is no decision that could be recalled, or it is being recalled already."""

    code = "not_recalled"
    message = _(
        "Only a case that was decided can be recalled, and once at a time. An application that was "
        "withdrawn can be handed in again."
    )


class RecheckDecidedError(ConflictError):
    """What decided cannot be opened again as a case: a regular check, or a place that was given."""

    code = "recalled_elsewhere"
    message = _(
        "A regular check is not recalled: put it right where it is paid, or check it again. A "
        "place is given back."
    )


class NotHeardYetError(ConflictError):
    """The resident can still answer, and has not."""

    code = "not_heard_yet"
    message = _("The resident can still answer. Please approve when the answer is here or late.")


class OwnProposalError(ForbiddenError):
    """Whoever proposed a recall does not decide about it."""

    code = "own_proposal"
    message = _("You proposed this. Somebody else has to decide about it.")
