"""The coached path's site map."""

from django.urls import path, register_converter

from coaching import steps, views


class StepConverter:
    """A step of the path."""

    regex = "|".join(step.key for step in steps.PATH)

    def to_python(self, value: str) -> str:
        """Return the step's key."""
        return value

    def to_url(self, value: str) -> str:
        """Return the step's key."""
        return value


register_converter(StepConverter, "step")

app_name = "coaching"
urlpatterns = [
    path("", views.sessions, name="sessions"),
    path("new/", views.new, name="new"),
    path("new/cities/", views.cities, name="cities"),
    path("<slug:session_id>/", views.session, name="session"),
    path("<slug:session_id>/details/", views.details, name="details"),
    path("<slug:session_id>/delete/", views.delete, name="delete"),
    path("<slug:session_id>/restore/", views.restore, name="restore"),
    path("<slug:session_id>/<step:step>/", views.step, name="step"),
    path("<slug:session_id>/<step:step>/draft/", views.draft, name="draft"),
    path("<slug:session_id>/<step:step>/help/", views.help_page, name="help"),
    path("<slug:session_id>/<step:step>/accept/", views.accept, name="accept"),
    path("<slug:session_id>/<step:step>/unknown/", views.unknown, name="unknown"),
]
