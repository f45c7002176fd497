"""What can be wrong with an answer: a stable code, and a sentence that says what to do."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from linli.foundation.errors.values import Problem, Words
from linli.foundation.formspec.values.days import day_words

SENTENCES: dict[str, Words] = {
    "required": _("Please fill this in."),
    "required_choice": _("Please choose one."),
    "required_consent": _("Please tick this if you agree. Without it we cannot go on."),
    "required_file": _("Please add a file."),
    "type": _("This is not of the kind asked for here."),
    "unknown_field": _("This form has no such field."),
    "surrogate": _("This holds half a character. Please type it again."),
    "control_character": _("This holds an invisible control character. Please type it again."),
    "bidi": _("This holds a character that turns the direction of writing. Please type it again."),
    "line_break": _("Please write this in one line."),
    "too_long": _("Please write at most %(max)s characters; there are %(count)s."),
    "too_short": _("Please write at least %(min)s characters."),
    "format_digits": _("Please write digits only."),
    "format_letters_digits": _("Please write letters and digits only."),
    "format_bank_account": _("A bank account has 8 to 30 digits."),
    "format_email": _("An e-mail address looks like name@example.com."),
    "format_postcode": _("A postcode has 6 digits."),
    "format_uscc": _("The credit code has 18 letters and digits; its last one does not fit."),
    "number": _("Please write a number, for example 12."),
    "whole_number": _("Please write a whole number."),
    "decimals": _("Please write at most %(decimals)s decimal places."),
    "too_small": _("This must be at least %(min)s."),
    "too_big": _("This must be at most %(max)s."),
    "money": _("Please write the amount in yuan, for example 1,860 or 1860.50."),
    "money_cents": _("Please write at most two decimal places."),
    "date": _("Please write year, month and day, for example 2026 11 20."),
    "date_incomplete": _("The date must have year, month and day."),
    "no_such_date": _("There is no %(month)s/%(day)s in %(year)s."),
    "month": _("The month must be from 1 to 12."),
    "year": _("Please write the year with four digits, from 1800 to 2999."),
    "in_future": _("This date is in the future."),
    "too_early": _("This must be on or after %(min)s."),
    "too_late": _("This must be on or before %(max)s."),
    "period_order": _("The end must not be before the start."),
    "not_an_option": _("Please choose one of the answers given."),
    "repeated": _("The same answer is given twice."),
    "too_few_choices": _("Please choose at least %(min)s."),
    "too_many_choices": _("Please choose at most %(max)s."),
    "yes_no": _("Please choose yes or no."),
    "phone": _("Please write a phone number, for example 138 1234 5678 or 022 2345 6789."),
    "document_type": _("Please choose the kind of document."),
    "document_number": _("This number does not have the form of the document chosen."),
    "division": _("Please choose the address down to the last list."),
    "no_such_division": _("Please choose the address again: this place is not in the lists."),
    "alone": _("“%(option)s” cannot be chosen together with other answers."),
    "too_few_rows": _("Please add at least %(min)s rows."),
    "too_many_rows": _("There can be at most %(max)s rows."),
    "too_few_files": _("Please add at least %(min)s files."),
    "too_many_files": _("There can be at most %(max)s files."),
    "file": _("This file is not known here. Please add it again."),
}


def problem(path: str, code: str, **values: Any) -> Problem:
    """Return a problem whose sentence is put into the reader's language when it is read."""
    return Problem(path, code, filled(SENTENCES[code], values))


def filled(sentence: Words, values: dict[str, Any]) -> Words:
    """Return a sentence with its values, still translated late."""
    return lazystr(Filled(sentence, values)) if values else sentence


class Filled:
    """A sentence and its values; put together when it is shown."""

    def __init__(self, sentence: Words, values: dict[str, Any]) -> None:
        self.sentence = sentence
        self.values = values

    def __str__(self) -> str:
        """Return the sentence in the language in force."""
        said = {
            name: day_words(value) if isinstance(value, date) else value
            for name, value in self.values.items()
        }
        return str(self.sentence) % said
