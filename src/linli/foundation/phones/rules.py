"""Pure decisions: is it a phone number, and how is it kept."""

import re
import unicodedata

from phonenumbers import (
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberType,
    format_number,
    is_valid_number,
    national_significant_number,
    number_type,
    parse,
)

HOME, HOME_CODE = "CN", 86
LONGEST = 30
MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
WITHOUT_ZERO = re.compile(r"1\d{10}|[48]00\d{7}")  # mobile, and those the whole country dials alike


def normalised(text: str) -> str:
    """Return 13812345678, 02223456789, abroad +85223456789; empty for what is no phone number."""
    number = _read(text)
    return _kept(number) if number else ""


def mobile(text: str) -> str:
    """Return the normalised number if it can receive a text message, else empty."""
    number = _read(text)
    return _kept(number) if number and number_type(number) in MOBILE else ""


def _read(text: str) -> PhoneNumber | None:
    typed = unicodedata.normalize("NFKC", text).strip()
    if len(typed) > LONGEST:
        return None
    try:
        number = parse(typed, HOME)
    except NumberParseException:
        return None
    return None if number.extension or not is_valid_number(number) else number


def _kept(number: PhoneNumber) -> str:
    if number.country_code != HOME_CODE:
        return str(format_number(number, PhoneNumberFormat.E164))
    digits = national_significant_number(number)
    return digits if WITHOUT_ZERO.fullmatch(digits) else "0" + digits
