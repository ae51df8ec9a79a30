"""The form of a business."""

from typing import Any

from django import forms

from briefs.forms import TextsForm
from businesses.models import Business
from coaching.forms import sector_choices


class BusinessForm(TextsForm):
    """A business: its name, sector and texts; `seen` is the last change that the page knew of.

    The status has buttons of its own.
    """

    seen = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.updated_at.isoformat()
        sector = self.fields["sector"]
        assert isinstance(sector, forms.ModelChoiceField)  # noqa: S101  # narrows the type
        sector.widget.choices = sector_choices()

    def rebased_on(self, business: Business) -> "BusinessForm":
        """Return the same values as a form that saves over the business as it is now."""
        values = {**self.cleaned_data, "sector": self.cleaned_data["sector"].pk}
        return BusinessForm({**values, "seen": business.updated_at.isoformat()}, instance=business)

    class Meta:
        model = Business
        fields = [
            "business_name",
            "sector",
            "vision",
            "mission",
            "target_audience",
            "differentiation",
            "value_proposition",
        ]
