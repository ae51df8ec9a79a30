"""Briefs and businesses: the site map."""

from django.urls import path

from businesses import views

app_name = "businesses"
urlpatterns = [
    path("coaching/<slug:session_id>/finish/", views.finish, name="finish"),
    path("briefs/", views.briefs, name="briefs"),
    path("briefs/<uuid:brief_id>/", views.brief, name="brief"),
    path("briefs/<uuid:brief_id>/edit/", views.brief_edit, name="brief_edit"),
    path("briefs/<uuid:brief_id>/delete/", views.brief_delete, name="brief_delete"),
    path("briefs/<uuid:brief_id>/history/", views.brief_history, name="brief_history"),
    path("briefs/<uuid:brief_id>/brief.json", views.brief_json, name="brief_json"),
    path("briefs/<uuid:brief_id>/business/", views.business_create, name="business_create"),
    path("businesses/", views.business_list, name="list"),
    path("businesses/<uuid:business_id>/", views.business, name="business"),
    path("businesses/<uuid:business_id>/status/", views.business_status, name="business_status"),
    path("businesses/<uuid:business_id>/delete/", views.business_delete, name="business_delete"),
    path("businesses/<uuid:business_id>/restore/", views.business_restore, name="business_restore"),
]
