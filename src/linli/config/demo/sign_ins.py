"""Who signs in how: printed by `linli demo`, and by script/server at every start."""

from linli.config.demo.cast import PASSWORD, RESIDENTS, STAFF
from linli.config.demo.neighbours import MAIL

WIDTHS = (23, 29)


def page() -> str:
    """Return role, e-mail address and what is seen, line by line, and the one password."""
    staff = [
        (_role(seat.role.value, is_backup=seat.is_backup), seat.email, seat.sees) for seat in STAFF
    ]
    own = [("resident", f"{login}@{MAIL}", sees) for login, sees in RESIDENTS.items()]
    lines = [_line("role", "sign in with", "sees"), _line("-" * 22, "-" * 28, "-" * 40)]
    lines += [_line(*row) for row in own + staff]
    return "\n".join(
        [
            "The demonstration city: nobody in it is real.",
            "",
            *lines,
            "",
            f"Password of all: {PASSWORD}",
        ]
    )


def _role(role: str, *, is_backup: bool) -> str:
    return role.replace("_", " ") + (" (B)" if is_backup else "")


def _line(role: str, email: str, sees: str) -> str:
    return f"{role:<{WIDTHS[0]}} {email:<{WIDTHS[1]}} {sees}"
