"""What `packs check` says of a flow, and the mend, by the code of the fault."""

from django.utils.translation import gettext_lazy as _

FLOW = {
    "unknown_stage": (_("there is no stage “%(word)s”"), _("name a stage of this flow, or end")),
    "unreachable": (_("nothing leads to “%(word)s”"), _("let an outcome lead here, or remove it")),
    "no_end": (_("no way leads from “%(word)s” to an end"), _("let an outcome lead to end")),
    "join_never": (
        _("“%(word)s” waits for more stages than can be done side by side"),
        _("lower needed, or let one outcome open several stages"),
    ),
    "first_accepts_not": (
        _("the first stage cannot accept"),
        _("give it an outcome of kind accept: the clock starts there"),
    ),
    "back_to_first": (
        _("a stage leads back to the first"),
        _("ask for papers with a supplement instead"),
    ),
    "only_first": (
        _("“%(word)s” belongs to the first stage"),
        _("use pass, grant or refuse"),
    ),
    "leads_nowhere": (_("“%(word)s” leads nowhere"), _("say which stage is next")),
    "ends_and_goes_on": (
        _("“%(word)s” ends the case and cannot lead on"),
        _("use pass for an opinion, or next: end"),
    ),
    "no_without_reason": (
        _("a no needs its reason in writing"),
        _("take away reason: false"),
    ),
    "kind_and_block": (
        _("“%(word)s” goes with the kind of the same name"),
        _("write kind: %(word)s and what it needs, or neither"),
    ),
    "ends_not_by_itself": (
        _("this stage ends by itself with “%(word)s”, which it does not have"),
        _("add an outcome called %(word)s"),
    ),
    "nothing_written_down": (
        _("“%(word)s” writes nothing down"),
        _("give it a form: what was found, and by whom"),
    ),
    "two_visit": (_("a home is visited by two at least"), _("write people: 2")),
    "may_be_stuck": (
        _("every outcome of “%(word)s” has a condition; it may be stuck"),
        _("leave one without when"),
    ),
    "grants_never": (_("no outcome grants anything"), _("give an outcome the kind grant")),
}
