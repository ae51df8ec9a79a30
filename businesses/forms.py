"""The form of a business."""

from typing import Any

from django import forms

from briefs.forms import TextsForm
from businesses.models import Business
from coaching.forms import sector_choices


class BusinessForm(TextsForm):
    """The name, sector and texts of a business; `seen` is its last change when the page was loaded."""

    seen = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.updated_at.isoformat()
        self.fields["sector"].widget.choices = sector_choices()

    def rebased_on(self, business: Business) -> "BusinessForm":
        """Return a form with the same values that replaces the business as it is now."""
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
