"""The writes: keep a paper, agree to its use, delete it and bring it back, put it to something."""

from linli.registers.library.services.papers import (
    allow,
    delete,
    keep,
    keep_copy,
    purge,
    restore,
    take,
)

__all__ = ["allow", "delete", "keep", "keep_copy", "purge", "restore", "take"]
