"""The peer: the six steps as a user of Django would build them, a django-formtools wizard with one template.

Its pages carry the sentences of ours. It reviews nothing, locks nothing and keeps answers in the web session.
"""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from formtools.wizard.views import NamedUrlSessionWizardView

from coaching.coach import rubric
from coaching.steps import ANSWER_LIMIT, BY_KEY, PATH
from reference.packs import examples


class AnswerForm(forms.Form):
    """The answer of a step, laid out by crispy; the template owns the form tag and the buttons."""

    text = forms.CharField(
        label=_("Your answer"),
        required=False,
        max_length=ANSWER_LIMIT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    helper = FormHelper()
    helper.form_tag = False


class Peer(NamedUrlSessionWizardView):  # type: ignore[misc]  # django-formtools ships no types
    """The wizard; an answered step shows a review that is the same for every answer."""

    template_name = "bench/peer.html"
    form_list = [(step.key, AnswerForm) for step in PATH]

    def get_context_data(self, form: AnswerForm, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows of a step beside its form."""
        step, language = BY_KEY[self.steps.current], get_language() or "fr"
        answers = self.storage.data["step_data"]
        context: dict[str, Any] = super().get_context_data(form, **kwargs)
        return {
            **context,
            "business": "Jardin de Khady",
            "here": step,
            "path": [(other, other.text(language)) for other in PATH],
            "texts": step.text(language),
            "rubric": rubric(step.key, language),
            "examples": examples(step.key, "agriculture", language)[:3],
            "answered": answers,
            "answer": form["text"].value() if step.key in answers else "",
            "limit": ANSWER_LIMIT,
        }

    def done(self, form_list: list[AnswerForm], **kwargs: Any) -> HttpResponse:
        """Start again."""
        return HttpResponseRedirect(self.get_step_url(PATH[0].key))


peer = Peer.as_view(url_name="bench:peer")
