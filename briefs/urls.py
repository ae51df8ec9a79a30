"""Briefs: the site map."""

from django.urls import path

from briefs.views import briefs, claims, logo, progress, results

app_name = "briefs"
urlpatterns = [
    path("coaching/<slug:session_id>/finish/", briefs.finish, name="finish"),
    path("briefs/", briefs.briefs, name="briefs"),
    path("briefs/<uuid:brief_id>/", briefs.brief, name="brief"),
    path("briefs/<uuid:brief_id>/edit/", briefs.brief_edit, name="brief_edit"),
    path("briefs/<uuid:brief_id>/delete/", briefs.brief_delete, name="brief_delete"),
    path("briefs/<uuid:brief_id>/history/", briefs.brief_history, name="brief_history"),
    path("briefs/<uuid:brief_id>/logo/", logo.logo, name="logo"),
    path("briefs/<uuid:brief_id>/logo/<slug:style>.svg", logo.logo_svg, name="logo_svg"),
    path("briefs/<uuid:brief_id>/logo/<slug:style>.png", logo.logo_png, name="logo_png"),
    path("briefs/<uuid:brief_id>/logo/<slug:style>.zip", logo.logo_zip, name="logo_zip"),
    path("briefs/<uuid:brief_id>/logo/<slug:style>/favicon.ico", logo.logo_favicon, name="logo_favicon"),
    path("briefs/<uuid:brief_id>/logo/<slug:style>/icon-<int:side>.png", logo.logo_icon, name="logo_icon"),
    path("briefs/<uuid:brief_id>/brief.json", briefs.brief_json, name="brief_json"),
    path("briefs/<uuid:brief_id>/brief.pdf", briefs.brief_pdf, name="brief_pdf"),
    path("briefs/<uuid:brief_id>/progress/", progress.progress, name="progress"),
    path("briefs/<uuid:brief_id>/progress/again/", progress.agents_again, name="agents_again"),
    path("briefs/<uuid:brief_id>/progress/mail/", progress.progress_mail, name="progress_mail"),
    path("briefs/<uuid:brief_id>/results/", results.results, name="results"),
    path("briefs/<uuid:brief_id>/results/again/", results.results_again, name="results_again"),
    path("briefs/<uuid:brief_id>/results/choose/", results.choose, name="choose"),
    path("briefs/<uuid:brief_id>/results/<slug:agent>/", results.result_page, name="result"),
    path("briefs/<uuid:brief_id>/results/<slug:agent>/decide/", results.item_decide, name="item_decide"),
    path("briefs/<uuid:brief_id>/claims/", claims.claims, name="claims"),
    path("briefs/<uuid:brief_id>/claims/<uuid:claim_id>/", claims.claim_confirm, name="claim_confirm"),
]
