"""Forms of briefs, and what forms of their texts share."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from briefs.history import SHOWN
from briefs.models import BusinessBrief
from coaching.answers import clean_answer

#: The longest text of a brief, in characters, as in the coaching.
LONGEST: int = 5_000

HELP = {
    "summary": _("The whole plan in a few lines: what a reader remembers."),
    "vision": _("Where the business is going."),
    "mission": _("What it does today, for whom and what for."),
    "target_audience": _("Who buys first, and what they need."),
    "differentiation": _("Why they choose you rather than what they do today."),
    "value_proposition": _("What they get, at what price."),
}


class TextsForm(forms.ModelForm):
    """Common ground: areas that fit their text, bounded and cleaned, help above each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.update(rows=5, maxlength=LONGEST)
                field.help_text = HELP.get(name, "")
        self.fields["business_name"].error_messages["required"] = _(
            "Give your business a name; a working title will do."
        )
        self.helper = FormHelper()
        self.helper.field_template = "components/field.html"
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self) -> dict[str, Any]:
        """Take control characters out of the texts and refuse what is too long or, where it counts, empty."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name, value in list(cleaned.items()):  # an error takes its field out of `cleaned`
            if isinstance(value, str):
                cleaned[name] = text = clean_answer(value).text.strip()
                self._refuse(name, text)
        return cleaned

    def _refuse(self, name: str, text: str) -> None:
        """Say what keeps a cleaned text from being saved, if anything does."""
        if len(text) > LONGEST:
            self.add_error(name, _("Shorten this text to 5,000 characters at most."))
        elif self.fields[name].required and not text:
            self.add_error(name, self.fields[name].error_messages["required"])


class BriefForm(TextsForm):
    """The brief in the person's own words."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.required = False  # what is not known yet stays open in the brief too

    def on_top_of(self, brief: BusinessBrief) -> "BriefForm":
        """Return the same texts as a form that saves over the brief as it is now."""
        return BriefForm({**self.cleaned_data, "version": brief.version}, instance=brief)

    class Meta:
        model = BusinessBrief
        fields = SHOWN


class SearchForm(forms.Form):
    """The list's search: by name, sector and status; a wrong choice is ignored."""

    q = forms.CharField(label=_("Search by name"), required=False, max_length=120)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)

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
        for field in fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"
        fields["sector"].choices = lambda: [anything, *sectors()]
        fields["status"].choices = [anything, *statuses]
        if not statuses:
            del fields["status"]

    def valid(self) -> dict[str, str]:
        """Return what can be used of the search; the rest is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
