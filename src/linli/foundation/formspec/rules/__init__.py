"""Pure decisions on forms: what is shown, what is right, what a definition may say."""

from linli.foundation.formspec.rules.checking import check, with_consents, without_consents
from linli.foundation.formspec.rules.files import files_in
from linli.foundation.formspec.rules.includes import IncludeError, resolve_includes
from linli.foundation.formspec.rules.naming import RowNames, typed_parts
from linli.foundation.formspec.rules.publishing import definition_problems, row_types, types
from linli.foundation.formspec.rules.sheet import names
from linli.foundation.formspec.values import Checked, Context

__all__ = [
    "Checked",
    "Context",
    "IncludeError",
    "RowNames",
    "check",
    "definition_problems",
    "files_in",
    "names",
    "resolve_includes",
    "row_types",
    "typed_parts",
    "types",
    "with_consents",
    "without_consents",
]
