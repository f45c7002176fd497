"""The shape of a form in a pack. Each fault names its place; nothing unknown is passed over."""

from linli.foundation.formspec.schemas.field import Field
from linli.foundation.formspec.schemas.form import Form, Section
from linli.foundation.formspec.schemas.words import Expr, Words

__all__ = ["Expr", "Field", "Form", "Section", "Words"]
