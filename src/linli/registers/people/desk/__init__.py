"""The desk's pages of people."""

from django.urls import path

from linli.registers.people.desk import (
    family,
    finding,
    judgments,
    mandates,
    merging,
    minors,
    papers,
    records,
)

app_name = "people"
urlpatterns = [
    path("", finding.find, name="find"),
    path("register/", records.register, name="register"),
    path("approvals/", minors.approvals, name="approvals"),
    path("approvals/<uuid:approval_id>/", minors.decide, name="decide"),
    path("<uuid:public_id>/", records.person, name="person"),
    path("<uuid:public_id>/change/", records.change, name="change"),
    path("<uuid:public_id>/phone/", papers.unmask_phone, name="unmask_phone"),
    path("<uuid:public_id>/documents/add/", papers.add_document, name="add_document"),
    path("<uuid:public_id>/documents/<uuid:document_id>/confirm/", papers.confirm, name="confirm"),
    path("<uuid:public_id>/documents/<uuid:document_id>/retire/", papers.retire, name="retire"),
    path("<uuid:public_id>/documents/<uuid:document_id>/number/", papers.unmask, name="unmask"),
    path("<uuid:public_id>/household/", family.household, name="household"),
    path("<uuid:public_id>/household/<uuid:member_id>/leave/", family.leave, name="leave"),
    path("<uuid:public_id>/household/<uuid:member_id>/head/", family.make_head, name="make_head"),
    path("<uuid:public_id>/guardians/add/", family.add_guardian, name="add_guardian"),
    path("<uuid:public_id>/guardians/court/", judgments.add_court_guardian, name="add_judgment"),
    path(
        "<uuid:public_id>/guardians/<uuid:relation_id>/judgment/",
        judgments.judgment,
        name="judgment",
    ),
    path("<uuid:public_id>/relations/add/", family.add_relation, name="add_relation"),
    path(
        "<uuid:public_id>/relations/<uuid:relation_id>/end/",
        family.end_relation,
        name="end_relation",
    ),
    path("<uuid:public_id>/mandates/add/", mandates.add_mandate, name="add_mandate"),
    path("<uuid:public_id>/mandates/form/", mandates.mandate_form, name="mandate_form"),
    path("<uuid:public_id>/mandates/<uuid:mandate_id>/", mandates.mandate, name="mandate"),
    path(
        "<uuid:public_id>/mandates/<uuid:mandate_id>/renew/",
        mandates.renew_mandate,
        name="renew_mandate",
    ),
    path(
        "<uuid:public_id>/mandates/<uuid:mandate_id>/paper/",
        mandates.add_paper,
        name="add_mandate_paper",
    ),
    path(
        "<uuid:public_id>/mandates/<uuid:mandate_id>/revoke/",
        mandates.revoke_mandate,
        name="revoke_mandate",
    ),
    path("<uuid:public_id>/merge/", merging.choose_twin, name="choose_twin"),
    path("<uuid:public_id>/merge/<uuid:other_id>/", merging.merge, name="merge"),
    path("<uuid:public_id>/approval/", minors.request_reading, name="request_reading"),
]
