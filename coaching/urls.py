"""The URLs of the coaching app."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from coaching.steps import PATH
from coaching.views import sessions, wizard


class StepConverter(StringConverter):
    """The key of a step."""

    regex = "|".join(step.key for step in PATH)


register_converter(StepConverter, "step")

app_name = "coaching"
urlpatterns = [
    path("", sessions.session_list, name="sessions"),
    path("new/", sessions.new, name="new"),
    path("new/cities/", sessions.cities, name="cities"),
    path("<slug:session_id>/", sessions.session, name="session"),
    path("<slug:session_id>/details/", sessions.details, name="details"),
    path("<slug:session_id>/delete/", sessions.delete, name="delete"),
    path("<slug:session_id>/restore/", sessions.restore, name="restore"),
    path("<slug:session_id>/<step:step>/", wizard.step, name="step"),
    path("<slug:session_id>/<step:step>/draft/", wizard.draft, name="draft"),
    path("<slug:session_id>/<step:step>/help/", wizard.help_page, name="help"),
    path("<slug:session_id>/<step:step>/accept/", wizard.accept, name="accept"),
    path("<slug:session_id>/<step:step>/unknown/", wizard.unknown, name="unknown"),
]
