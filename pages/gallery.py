"""The gallery of components: every component in every state, with invented texts."""

import re
from typing import Final

from django import forms
from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from coaching.presentation import CriterionRow, Segment, radar_points, render_segments

#: The names of the colours in `tokens.css`.
_SWATCHES: Final = (
    *("paper", "surface", "sunken", "ink", "ink-soft", "accent"),
    *("accent-soft", "mark", "thread", "good", "warn", "bad"),
)


class SampleForm(forms.Form):
    """A form with one field of every kind."""

    answer = forms.CharField(
        label=gettext_lazy("Who are your customers?"),
        help_text=gettext_lazy("One group of people, described so that a stranger would know them."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    price = forms.IntegerField(label=gettext_lazy("Price of one unit, in FCFA"), min_value=1)
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), choices=[("", "—"), ("SN", "Sénégal"), ("GH", "Ghana")]
    )
    style = forms.ChoiceField(
        label=gettext_lazy("How should the coach talk to you?"),
        choices=[("warm", gettext_lazy("Encouraging")), ("short", gettext_lazy("Short and direct"))],
        widget=forms.RadioSelect,
    )
    agree = forms.BooleanField(label=gettext_lazy("I have read the conditions"))


@staff_member_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state; `?page=` turns the sample pages."""
    sprite = (settings.BASE_DIR / "static" / "img" / "icons.svg").read_text()
    steps, scores = _steps(), [82, 64, 71, 48, 77]
    context = {
        "swatches": _SWATCHES,
        "icon_names": re.findall(r'<symbol id="([a-z-]+)"', sprite),
        "longest": "Entrepreneuriatcommunautairetransfrontalieretinterprofessionnel",
        "steps": steps,
        "scores": [0, 34, 52, 71, 92],
        "plain_form": SampleForm(prefix="plain"),
        "wrong_form": SampleForm({"wrong-email": "ama@", "wrong-price": "0"}, prefix="wrong"),
        "crispy_form": SampleForm({"crispy-price": "0"}, prefix="crispy"),
        "radar_points": radar_points(scores),
        "radar_rows": [
            {"label": one["title"], "score": score} for one, score in zip(steps, scores, strict=False)
        ],
        "page": Paginator(range(60), 20).get_page(request.GET.get("page", 2)),
        "crumbs": [{"label": _("Your coaching"), "url": "#words"}, {"label": "Jardin de Khady", "url": ""}],
        "table_head": [_("Offer"), _("Price"), _("Cost of one unit"), _("Units a month")],
        "table_rows": [
            [_("Basket for two"), "2 500", "1 600", "89"],
            [_("Family basket"), "4 000", "2 750", "64"],
        ],
        "examples_list": [_("Vegetables from the Niayes, delivered to neighbours before noon.")] * 3,
        **_review(),
    }
    return render(request, "pages/gallery.html", context)


def _steps() -> list[dict[str, str]]:
    """Return the six steps, of which the third is the current one."""
    titles = [_("Vision"), _("Mission"), _("Customers"), _("Difference"), _("Offer"), _("Synthesis")]
    states = ["done", "done", "now", "open", "open", "open"]
    return [
        {"title": title, "state": state, "url": "" if state == "open" else "#words"}
        for title, state in zip(titles, states, strict=True)
    ]


def _review() -> dict[str, object]:
    """Return an answer with its marked quotes, and the criteria."""
    first, second = _("women who sell cooked food near the bus station"), _("three times a week")
    pieces = [
        Segment(_("Our customers are "), None),
        Segment(first, "1"),
        Segment(_(". They lose the unsold part of their stock "), None),
        Segment(second, "2"),
        Segment(".", None),
    ]
    question, source = _("Whom did you ask, and what did they say?"), "Aulet, Disciplined Entrepreneurship"
    return {
        "marked": render_segments(pieces),
        "criteria": [
            CriterionRow(_("One group of people"), 2, first, "1"),
            CriterionRow(_("How much it hurts"), 1, second, "2", _("What does one lost day cost them?")),
            CriterionRow(_("People you have spoken to"), 0, advice=question, source=source, weight="3"),
        ],
    }
