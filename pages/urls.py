"""The landing page and the gallery: the site map."""

from django.urls import path

from pages import views

urlpatterns = [
    path("", views.home, name="home"),
    path("gallery/", views.gallery, name="gallery"),
]
