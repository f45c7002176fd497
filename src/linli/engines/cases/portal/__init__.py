"""The resident's pages: applying, and following what was applied for."""

from django.urls import path

from linli.engines.cases.portal import (
    announced,
    applying,
    authorising,
    following,
    rating,
    recalling,
    reviewing,
    verifying,
)

app_name = "cases"
urlpatterns = [
    path("", following.my_cases, name="mine"),
    path("documents/", following.documents, name="documents"),
    path("announced/", announced.announced, name="announced"),
    path("announced/<uuid:notice_id>/", announced.notice, name="notice"),
    path("announced/<uuid:notice_id>/paper/", announced.notice_paper, name="notice_paper"),
    path("verify/", verifying.verify, name="verify"),
    path("verify/keys.json", verifying.keys, name="keys"),
    path("verify/offline/", verifying.offline, name="offline"),
    path("apply/<str:code>/", applying.start, name="start"),
    path("drafts/<uuid:draft_id>/", applying.overview, name="draft"),
    path("drafts/<uuid:draft_id>/registers/", applying.look_up, name="look_up"),
    path("drafts/<uuid:draft_id>/papers/", applying.papers, name="papers"),
    path("drafts/<uuid:draft_id>/papers/remove/", applying.remove_paper, name="remove_paper"),
    path("drafts/<uuid:draft_id>/family-agrees/", authorising.agreements, name="agreements"),
    path(
        "drafts/<uuid:draft_id>/family-agrees/<int:place>/form/",
        authorising.blank,
        name="agreement_form",
    ),
    path("drafts/<uuid:draft_id>/review/", reviewing.review, name="review"),
    path("drafts/<uuid:draft_id>/discard/", applying.discard, name="discard"),
    path("drafts/<uuid:draft_id>/<slug:section>/", applying.section, name="section"),
    path("<uuid:case_id>/", following.case, name="case"),
    path("<uuid:case_id>/documents/", following.issue, name="issue"),
    path("agree/<uuid:agreement_id>/", authorising.agree, name="agree"),
    path("<uuid:case_id>/family-agrees/", authorising.ask_again, name="ask_again"),
    path("<uuid:case_id>/receipt/", following.receipt, name="receipt"),
    path("<uuid:case_id>/supplement/", following.supplement, name="supplement"),
    path("<uuid:case_id>/promised/<slug:material>/", following.follow, name="follow"),
    path("<uuid:case_id>/withdraw/", following.withdraw, name="withdraw"),
    path("<uuid:case_id>/place/", following.give_up_place, name="give_up_place"),
    path("<uuid:case_id>/question/", following.ask, name="ask"),
    path("<uuid:case_id>/reply/", following.answer, name="reply"),
    path("<uuid:case_id>/recall/", recalling.answer, name="heard"),
    path("<uuid:case_id>/rating/", rating.rate, name="rate"),
    path("<uuid:case_id>/rating/answer/", rating.answer, name="answer_rating"),
    path("<uuid:case_id>/notices/", following.told, name="told"),
]
