"""Tables point downwards only, and nothing points back."""

import pytest
from django.apps import apps

from tests.house.house import FLOORS

OURS = [model for model in apps.get_models() if model.__module__.startswith("linli.")]


def place(model):
    return model.__module__.split(".")[1:3]


def relations():
    return [
        (model, field)
        for model in OURS
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model in OURS
    ]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_key_points_downwards(model):
    upwards = [
        field.name
        for owner, field in relations()
        if owner is model
        and FLOORS.index(place(field.related_model)[0]) > FLOORS.index(place(model)[0])
    ]
    assert upwards == []


def test_no_table_of_another_room_gets_a_way_back():
    backwards = [
        f"{model._meta.label}.{field.name}"
        for model, field in relations()
        if place(model) != place(field.related_model) and not field.remote_field.hidden
    ]
    assert backwards == []


def test_no_ring_among_rooms():
    waiting: dict[tuple[str, ...], set[tuple[str, ...]]] = {
        tuple(place(model)): set() for model in OURS
    }
    for model, field in relations():
        if place(model) != place(field.related_model):
            waiting[tuple(place(model))].add(tuple(place(field.related_model)))
    while free := {room for room, below in waiting.items() if not below}:
        waiting = {room: below - free for room, below in waiting.items() if room not in free}
    assert waiting == {}
