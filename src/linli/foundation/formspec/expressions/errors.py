"""What is wrong with an expression, and where."""

from linli.foundation.errors.values import Words


class ExpressionError(ValueError):
    """An expression that cannot be used; `position` counts characters from 0."""

    def __init__(self, code: str, position: int, message: Words) -> None:
        self.code = code
        self.position = position
        self.message = message
        super().__init__(code)

    def __str__(self) -> str:
        """Say where before what."""
        return f"[{self.code}] {self.position + 1}: {self.message}"
