"""One small typed language for conditions and amounts: parsed once, never evaluated as code.

`parse(text)` gives a frozen `Expression` with `.names` and `.evaluate(names)`; `check_types`
refuses at publishing what could only go wrong later.
"""

from linli.foundation.formspec.expressions.errors import ExpressionError
from linli.foundation.formspec.expressions.expression import Expression, parse
from linli.foundation.formspec.expressions.types import Kind, Type, check_types
from linli.foundation.formspec.values import UNKNOWN

__all__ = ["UNKNOWN", "Expression", "ExpressionError", "Kind", "Type", "check_types", "parse"]
