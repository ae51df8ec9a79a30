"""The development mailbox."""

from django.urls import path

from accounts import mailbox

app_name = "mailbox"
urlpatterns = [
    path("", mailbox.show_all, name="list"),
    path("clear/", mailbox.clear, name="clear"),
    path("<slug:name>/", mailbox.show, name="mail"),
    path("<slug:name>/raw/", mailbox.show_raw, name="raw"),
]
