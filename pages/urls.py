"""URLs of the landing page, the component gallery and the development mailbox."""

from django.urls import path

from pages import gallery, landing, mailbox

urlpatterns = [
    path("", landing.home, name="home"),
    path("gallery/", gallery.gallery, name="gallery"),
]

#: The development mailbox with its namespace, for `include()`.
mailbox_urls = (
    [
        path("", mailbox.show_all, name="list"),
        path("clear/", mailbox.clear, name="clear"),
        path("<slug:name>/", mailbox.show, name="mail"),
        path("<slug:name>/raw/", mailbox.show_raw, name="raw"),
    ],
    "mailbox",
)
