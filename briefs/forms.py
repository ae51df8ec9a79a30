"""The forms of briefs, and the base of forms with a brief's texts."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.forms import FieldsHelper
from briefs.choices import NO_TRADE
from briefs.models import TEXT_FIELDS, BusinessBrief
from coaching.answers import clean_answer
from reference.models import fold
from reference.packs import sector_pack, trades

#: The most characters of a text, as in the coaching.
MAX_LENGTH: int = 5_000

HELP = {
    "summary": _("The whole plan in a few lines: what a reader remembers."),
    "vision": _("Where the business is going."),
    "mission": _("What it does today, for whom and what for."),
    "target_audience": _("Who buys first, and what they need."),
    "differentiation": _("Why they choose you rather than what they do today."),
    "value_proposition": _("What they get, at what price."),
}


class TextsForm(forms.ModelForm):
    """The base of forms with a brief's texts: layout, help texts, and cleaning of control characters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.update(rows=5, maxlength=MAX_LENGTH)
                field.help_text = HELP.get(name, "")
        self.fields["business_name"].error_messages["required"] = _(
            "Give your business a name; a working title will do."
        )
        self.helper = FieldsHelper()

    def clean(self) -> dict[str, Any]:
        """Remove control characters; add errors for texts that are too long, or empty where required."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name, value in list(cleaned.items()):  # an error takes its field out of `cleaned`
            if isinstance(value, str):
                cleaned[name] = text = clean_answer(value).text.strip()
                if len(text) > MAX_LENGTH:
                    self.add_error(name, _("Shorten this text to 5,000 characters at most."))
                elif self.fields[name].required and not text:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned


class BriefForm(TextsForm):
    """The form of a brief's texts."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.required = False

    def rebased_on(self, brief: BusinessBrief) -> "BriefForm":
        """Return a form with the same texts that replaces the brief's current version."""
        return BriefForm({**self.cleaned_data, "version": brief.version}, instance=brief)

    class Meta:
        model = BusinessBrief
        fields = TEXT_FIELDS


def trade_choices() -> list[tuple[str, Any]]:
    """Return the trades as choices, by sector, in the language of the page."""
    language = get_language() or "fr"
    groups: dict[str, list[tuple[str, str]]] = {}
    for trade in trades().values():
        sector = sector_pack(trade.sector).name.get(language[:2])
        groups.setdefault(sector, []).append((trade.key, trade.name.get(language[:2])))
    listed = [(sector, sorted(rows, key=lambda row: fold(row[1]))) for sector, rows in groups.items()]
    return [("", _("Choose your trade")), (NO_TRADE, _("Another trade")), *sorted(listed)]


class TradeForm(forms.Form):
    """The trade of a business, which a person corrects when Genesis read it wrong."""

    trade = forms.ChoiceField(
        label=_("Your trade"),
        choices=trade_choices,
        help_text=_("Read from your name and your answers. What you choose here stays."),
        widget=forms.Select(attrs={"class": "form-select"}),
    )


class SearchForm(forms.Form):
    """The search of a list by name, sector and status; an invalid choice is ignored."""

    q = forms.CharField(
        label=_("Search by name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        sectors: Callable[[], Iterable[tuple[str, str]]],
        statuses: Iterable[tuple[str, Any]] = (),
    ) -> None:
        super().__init__(data)
        anything = ("", _("All"))
        fields: dict[str, Any] = self.fields
        fields["sector"].choices = lambda: [anything, *sectors()]
        fields["status"].choices = [anything, *statuses]
        if not statuses:
            del fields["status"]

    def valid(self) -> dict[str, str]:
        """Return the valid values that are not empty."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
