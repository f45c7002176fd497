"""What is wrong with one field, in words, and at which field it is said."""

from django.utils.translation import gettext_lazy as _

from linli.foundation.errors.values import Words

# What is wrong with one field, by code.
FIELD_WORDS: dict[str, Words] = {
    "required": _("Please fill this in."),
    "birth_date_differs": _(
        "The number says another birth date. Please compare both with the document."
    ),
    "sex_differs": _("The number says another sex. Please compare both with the document."),
    "phone_invalid": _(
        "This is not a phone number. A mobile number has 11 digits; a landline needs its area code."
    ),
    "division_unknown": _("This division code is not in force."),
    "item_unknown": _("This service is not offered. Please choose one from the list."),
    "item_missing": _("Please tick what it is for: every service, or only some."),
    "item_either": _("Please tick either every service, or only some of them."),
    "field_unknown": _("There is no such field."),
    "look_again": _("Please look at this field again."),
}

# Why a number was refused. Kept apart from the rules, which know codes only.
IDENTITY_WORDS: dict[str, Words] = {
    "identity_empty": _("Please type the number of the document."),
    "identity_type_unknown": _("Please choose the kind of document."),
    "identity_length": _(
        "A number of this kind has another length. Please compare it with the card."
    ),
    "identity_characters": _("There is a character that such a number cannot have."),
    "identity_check_digit": _(
        "One digit is wrong or two are swapped. Please compare it with the card."
    ),
    "identity_birth_date": _("The birth date inside this number cannot be right."),
    "identity_region": _("The first digits of this number are not a region."),
    "identity_other_type_hmt": _(
        "Numbers that begin with 81, 82 or 83 are residence permits for Hong Kong, Macau and "
        "Taiwan residents. Please choose that kind of document."
    ),
    "identity_other_type_foreign": _(
        "Numbers that begin with 9 are permanent residence cards of foreigners. Please choose that "
        "kind of document."
    ),
    "identity_pattern": _(
        "A number of this kind looks different. Please compare it with the document."
    ),
}

# At which field of a form a refusal is shown.
FIELD_OF_CODE = {
    **dict.fromkeys(IDENTITY_WORDS, "number"),
    "identity_type_unknown": "document_type",
    "identity_other_type_hmt": "document_type",
    "identity_other_type_foreign": "document_type",
    "already_registered": "number",
    "same_person": "number",
    "household_conflict": "number",
    "guardian_underage": "number",
    "mandate_underage": "number",
    "mandate_too_long": "to_on",
    "mandate_not_renewable": "to_on",
    "under_guardian": "number",
    "ward_age": "from_on",
    "reason_missing": "reason",
    "mandate_code_unknown": "code",
}
