"""Grades and call-backs."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Grade(IntegerChoices):
    """The five grades of the service rating; the lowest two are poor (国办发〔2019〕51号)."""

    VERY_SATISFIED = 5, _("Very satisfied")
    SATISFIED = 4, _("Satisfied")
    BASICALLY = 3, _("Basically satisfied")
    DISSATISFIED = 2, _("Dissatisfied")
    VERY_DISSATISFIED = 1, _("Very dissatisfied")


class RatingStage(TextChoices):
    """What is rated: what has a time limit is rated twice (GB/T 39735)."""

    ACCEPTANCE = "acceptance", _("How handing in went")
    RESULT = "result", _("How it ended")


class CallbackOutcome(TextChoices):
    """What came out of a call-back (国办发〔2019〕51号, 四)."""

    MENDED = "mended", _("Mended at once")
    LEDGER = "ledger", _("To be mended by a day; it stays open until then")
    EXPLAINED = "explained", _("Explained: the rules do not allow what was wished")
    MISTAKEN = "mistaken", _("Rated by mistake: ask the superior to set it aside")


POOR_GRADES = frozenset({Grade.DISSATISFIED, Grade.VERY_DISSATISFIED})
CALLBACK_WORKING_DAYS = 5
APPEAL_WORKING_DAYS = 5
FEWEST_SHOWN = 5  # figures of fewer ratings point at who rated
FEWEST_PUBLIC = 10
