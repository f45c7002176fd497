"""What is compared with what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scenario:
    """Subjects that are measured in turn with one reference. `prepare` has a function so named."""

    name: str
    about: str
    reference: str
    subjects: tuple[str, ...]


SCENARIOS = {
    scenario.name: scenario
    for scenario in (
        Scenario(
            "submit",
            "an application through the API with everything it owes, against one inserted row",
            reference="trivial",
            subjects=("application", "plain"),
        ),
        Scenario(
            "pages",
            "pages of residents and offices, against an empty page in the same layout",
            reference="hello",
            subjects=("home", "guide", "mine", "case", "queue", "desk_case"),
        ),
    )
}
