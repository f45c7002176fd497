"""The desk's pages of what was granted."""

from django.urls import path

from linli.engines.entitlements.desk import acting, finding, lists, reading

app_name = "entitlements"
urlpatterns = [
    path("", reading.office, name="office"),
    path("totals/", reading.totals, name="totals"),
    path("find/", finding.find, name="find"),
    path("person/<uuid:person_id>/", finding.person, name="person"),
    path("lists/", lists.lists, name="lists"),
    path("lists/<uuid:list_id>/", lists.payment_list, name="list"),
    path("lists/<uuid:list_id>/close/", lists.close, name="close"),
    path("lists/<uuid:list_id>/file/", lists.fetch, name="fetch"),
    path("reports/<uuid:entitlement_id>/<uuid:report_id>/", acting.answer, name="answer"),
    path("claims/<uuid:entitlement_id>/<uuid:claim_id>/", acting.repayment, name="repayment"),
    path("claims/<uuid:claim_id>/waive/", acting.waive, name="waive"),
    path("<uuid:entitlement_id>/", reading.one, name="one"),
    path("<uuid:entitlement_id>/<slug:act>/", acting.act, name="act"),
]
