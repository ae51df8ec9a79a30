"""URLs of the hosting partner."""

from django.urls import path

from hosting import views

app_name = "hosting"
urlpatterns = [
    path("briefs/<uuid:brief_id>/partner/", views.order, name="order"),
    path("api/v1/business-brief/<uuid:brief_id>", views.read, name="read"),
]
