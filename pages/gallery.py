"""What the component gallery shows: invented texts in every state, none of them from the database."""

import re
from dataclasses import dataclass
from typing import Final

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.presentation import Segment, radar_points, render_segments

SWATCHES: Final = (
    *("paper", "surface", "sunken", "ink", "ink-soft", "accent"),
    *("accent-soft", "mark", "thread", "good", "warn", "bad"),
)
LONGEST: Final = "Entrepreneuriatcommunautairetransfrontalieretinterprofessionnel"


@dataclass(frozen=True)
class Criterion:
    """One line of a review, as `components/criteria.html` takes it."""

    label: str
    points: int
    weight: int
    quote: str = ""
    number: int | None = None
    advice: str = ""
    source: str = ""


@dataclass(frozen=True)
class Card:
    """One card of a list, as `components/card.html` takes it."""

    title: str
    text: str = ""
    badge: str = ""
    tone: str = ""
    percent: int | None = None
    meta: str = ""


class SampleForm(forms.Form):
    """One field of every kind; all texts are for show."""

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


def _icons() -> list[str]:
    """Names of all icons of the sprite."""
    sprite = (settings.BASE_DIR / "static" / "img" / "icons.svg").read_text()
    return re.findall(r'<symbol id="([a-z-]+)"', sprite)


def _steps() -> list[dict[str, str]]:
    """The six steps, the third being the one at hand."""
    titles = [_("Vision"), _("Mission"), _("Customers"), _("Difference"), _("Offer"), _("Synthesis")]
    states = ["done", "done", "now", "open", "open", "open"]
    return [
        {"title": title, "state": state, "url": "" if state == "open" else "#words"}
        for title, state in zip(titles, states, strict=True)
    ]


def _review() -> dict[str, object]:
    """An answer with its earning words, and the criteria that they answer."""
    first, second = _("women who sell cooked food near the bus station"), _("three times a week")
    return {
        "marked": render_segments(
            [
                Segment(_("Our customers are "), None),
                Segment(first, "1"),
                Segment(_(". They lose the unsold part of their stock "), None),
                Segment(second, "2"),
                Segment(".", None),
            ]
        ),
        "criteria": [
            Criterion(_("One group of people"), 2, 3, first, 1),
            Criterion(_("How much it hurts"), 1, 2, second, 2, _("What does one lost day cost them?")),
            Criterion(
                _("People you have spoken to"),
                0,
                3,
                advice=_("Whom did you ask, and what did they say?"),
                source="Aulet, Disciplined Entrepreneurship",
            ),
        ],
    }


def _lists() -> dict[str, object]:
    """Cards, a table, pages, examples."""
    text = _("Vegetables from the Niayes, delivered to neighbours before noon.")
    return {
        "cards": [
            Card("Jardin de Khady", text, _("In progress"), percent=50, meta=_("Yesterday")),
            Card(LONGEST, badge=_("Finished"), tone="good", percent=100),
            Card("Ama’s Kitchen", text),
        ],
        "table": {
            "head": [_("Offer"), _("Price"), _("Cost of one unit"), _("Units a month")],
            "rows": [
                [_("Basket for two"), "2 500", "1 600", "89"],
                [_("Family basket"), "4 000", "2 750", "64"],
            ],
        },
        "examples_list": [text, text, text],
        "crumbs": [{"label": _("Your coaching"), "url": "#words"}, {"label": "Jardin de Khady", "url": ""}],
    }


def samples(request: HttpRequest) -> dict[str, object]:
    """Return the context of `gallery.html`; `?page=` turns the sample pages."""
    steps, scores = _steps(), [82, 64, 71, 48, 77]
    return {
        "swatches": SWATCHES,
        "icon_names": _icons(),
        "longest": LONGEST,
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
        **_review(),
        **_lists(),
    }
