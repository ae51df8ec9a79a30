"""Pages about a person's own account; sign-in itself is allauth's, in our templates."""

app_name = "accounts"
urlpatterns: list[object] = []
