"""My family: my household, whom I act for and who acts for me."""

from django.urls import path

from linli.registers.people.portal import family, mandates

app_name = "people"
urlpatterns = [
    path("", family.family, name="family"),
    path("lookups/", family.lookups, name="lookups"),
    path("contact/", family.contact, name="contact"),
    path("mandates/new/", mandates.grant, name="grant"),
    path("mandates/accept/", mandates.accept, name="accept"),
    path("mandates/form/", mandates.mandate_form, name="mandate_form"),
    path("mandates/<uuid:mandate_id>/", mandates.mandate, name="mandate"),
    path("mandates/<uuid:mandate_id>/renew/", mandates.renew, name="renew"),
    path("mandates/<uuid:mandate_id>/revoke/", mandates.revoke, name="revoke"),
]
