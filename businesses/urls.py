"""URLs of businesses."""

from django.urls import path

from businesses import views

app_name = "businesses"
urlpatterns = [
    path("briefs/<uuid:brief_id>/business/", views.business_create, name="business_create"),
    path("businesses/", views.business_list, name="list"),
    path("businesses/<uuid:business_id>/", views.business, name="business"),
    path("businesses/<uuid:business_id>/status/", views.business_status, name="business_status"),
    path("businesses/<uuid:business_id>/delete/", views.business_delete, name="business_delete"),
    path("businesses/<uuid:business_id>/restore/", views.business_restore, name="business_restore"),
]
