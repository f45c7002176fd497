"""The office's pages: my queue, one case with everything on it, my line, taking in for somebody."""

from django.urls import path

from linli.engines.cases.desk import (
    acts,
    correcting,
    documents,
    intake,
    keeping,
    letters,
    ratings,
    reading,
    recalling,
    recording,
    supplementing,
)
from linli.engines.cases.desk.authorising import counter
from linli.engines.cases.portal import applying, authorising, following, reviewing
from linli.engines.cases.portal.recalling import answer as answer_recall

app_name = "cases"
urlpatterns = [
    path("", reading.queue, name="queue"),
    path("line/", reading.line, name="line"),
    path("ratings/", ratings.statistics, name="ratings"),
    path("all/", reading.in_scope, name="all"),
    path("archive/", keeping.archive, name="archive"),
    path("family-agrees/", counter, name="counter"),
    path("intake/", intake.mine, name="mine"),
    path("intake/<uuid:person_id>/", intake.person, name="intake"),
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
    path("<uuid:case_id>/", reading.case, name="case"),
    path("<uuid:case_id>/correction/", correcting.correct, name="correct"),
    path("<uuid:case_id>/recall/", recalling.propose, name="recall"),
    path("<uuid:case_id>/recall/answer/", answer_recall, name="heard"),
    path("<uuid:case_id>/package/", keeping.pack, name="pack"),
    path("<uuid:case_id>/erasure/", keeping.propose_erasure, name="propose_erasure"),
    path("<uuid:case_id>/erasure/decision/", keeping.decide_erasure, name="decide_erasure"),
    path("<uuid:case_id>/documents/", following.issue, name="issue"),
    path("<uuid:case_id>/letter/", documents.letter, name="letter"),
    path("<uuid:case_id>/letters/", letters.choose, name="letters"),
    path("<uuid:case_id>/letters/<slug:letter>/", letters.write, name="write_letter"),
    path("<uuid:case_id>/documents/<uuid:document_id>/revoke/", documents.revoke, name="revoke"),
    path("<uuid:case_id>/documents/again/", documents.again, name="again"),
    path("<uuid:case_id>/receipt/", reading.receipt, name="receipt"),
    path("<uuid:case_id>/told/", reading.told, name="told"),
    path("<uuid:case_id>/answer/", following.supplement, name="answer"),
    path("<uuid:case_id>/promised/<slug:material>/", following.follow, name="follow"),
    path("<uuid:case_id>/reveal/", acts.reveal, name="reveal"),
    path("<uuid:case_id>/approval/", acts.request_reading, name="request_reading"),
    path("<uuid:case_id>/notices/<uuid:supplement_id>/", reading.told_once, name="told_once"),
    path(
        "<uuid:case_id>/tasks/<uuid:task_id>/supplement/",
        supplementing.supplement,
        name="supplement",
    ),
    path("<uuid:case_id>/tasks/<uuid:task_id>/contact/", ratings.contact, name="contact"),
    path("<uuid:case_id>/tasks/<uuid:task_id>/reassign/", acts.reassign, name="reassign"),
    path("<uuid:case_id>/tasks/<uuid:task_id>/recall/", recalling.decide, name="decide_recall"),
    path("<uuid:case_id>/tasks/<uuid:task_id>/record/", recording.record, name="record"),
    path("<uuid:case_id>/tasks/<uuid:task_id>/sheet/", recording.sheet, name="sheet"),
    path("<uuid:case_id>/tasks/<uuid:task_id>/<slug:act>/", acts.act, name="act"),
]
