"""The development mailbox."""

urlpatterns: list[object] = []
