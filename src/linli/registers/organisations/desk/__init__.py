"""Organisations at the desk: the register, and the seals of offices."""

from django.urls import path

from linli.registers.organisations.desk import register, seals

app_name = "organisations"
urlpatterns = [
    path("", register.found, name="list"),
    path("add/", register.add, name="add"),
    path("seals/<uuid:seal_id>/decision/", seals.decide, name="decide_seal"),
    path("seals/<uuid:seal_id>/withdraw/", seals.withdraw, name="withdraw_seal"),
    path("<uuid:public_id>/", register.organisation, name="organisation"),
    path("<uuid:public_id>/change/", register.change, name="change"),
    path("<uuid:public_id>/close/", register.close, name="close"),
    path("<uuid:public_id>/seals/", seals.seals, name="seals"),
    path("<uuid:public_id>/seals/offer/", seals.offer, name="offer_seal"),
]
