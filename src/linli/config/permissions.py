"""The page that says which role may do what, made from the permissions of every room."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from linli.foundation.actors.values import Permission

HEAD = """# Permissions

Made by `script/linli permissions > docs/permissions.md`; a test compares the two.
A permission without a role is held by every signed-in resident.
What somebody sees with it is decided by scope, case by case.

| permission | roles |
|---|---|
"""


def every() -> list[Permission]:
    """Return the permissions of every installed room, sorted by code."""
    for config in apps.get_app_configs():
        if config.name.startswith("linli.") and find_spec(f"{config.name}.values"):
            import_module(f"{config.name}.values")
    enums = [enum for enum in Permission.__subclasses__() if ".tests." not in enum.__module__]
    return sorted((one for enum in enums for one in enum), key=lambda one: one.code)


def page() -> str:
    """Return the page as Markdown."""
    rows = [
        f"| `{one.code}` | {', '.join(sorted(one.roles)) or 'every resident'} |" for one in every()
    ]
    return HEAD + "\n".join(rows) + "\n"
