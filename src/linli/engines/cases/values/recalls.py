"""Recalling a wrong decision: why, and how long the resident can be heard before."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The pack's parameter: working days in which the resident can answer before a recall. Where the
# pack says nothing: five, as for asking for a hearing (行政许可法 47, 82). That the same holds for
# a recall is an assumption.
RECALL_HEARING_DAYS = "recall_hearing_days"
RECALL_HEARING_WORKING_DAYS = 5
# Working days for the superior, once the resident was heard: an assumption.
RECALL_DECISION_WORKING_DAYS = 5


class RecallGround(TextChoices):
    """Why a decision is recalled (行政许可法 69, 行政诉讼法 70, 社会救助暂行办法 68)."""

    FACTS = "facts", _("The facts were not as the decision says")
    CONDITIONS = "conditions", _("The conditions of the service were judged wrongly")
    LAW = "law", _("The wrong rule was applied, or an amount was worked out wrongly")
    PROCEDURE = "procedure", _("A step that the law demands was left out")
    POWERS = "powers", _("Another office should have decided")
    DUTY = "duty", _("Somebody in the office neglected or abused their duty")
    DECEIT = "deceit", _("It was obtained by false statements or papers")
