"""The forms of the coaching app: the details of a session, an answer, a draft."""

import re
import time
from typing import Any, Final, TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.answers import CleanAnswer, check_answer, check_draft, clean_answer
from coaching.errors import AnswerRefused
from coaching.models import CoachingSession
from nlp.letters import plain
from reference.models import Country, Sector
from reference.packs import country_pack, country_packs

#: ISO 3166 codes of the countries that the list shows first: those of our first users.
WEST_AFRICA: Final = (
    "BJ", "BF", "CV", "CI", "GM", "GH", "GN", "GW", "LR", "ML", "MR", "NE", "NG", "SN", "SL", "TG",
)  # fmt: skip


def sector_choices() -> list[tuple[str, str]]:
    """Return the active sectors as choices, with the sector for all others last."""
    return sorted(Sector.objects.choices(), key=lambda row: row[0] == "other")


def country_choices() -> list[tuple[str, Any]]:
    """Return the active countries as choices in two groups: West Africa, then all others."""
    rows = Country.objects.choices()
    west_africa = [row for row in rows if row[0] in WEST_AFRICA]
    others = [row for row in rows if row[0] not in WEST_AFRICA]
    groups = [(str(_("West Africa")), west_africa), (str(_("All other countries")), others)]
    return [("", _("Choose a country")), *groups]


def cities_of(country: str) -> list[str]:
    """Return the names of a country's known cities, or those of all countries, sorted."""
    if country:
        return [city.name for city in country_pack(country).cities]
    return sorted({city.name for pack in country_packs() for city in pack.cities}, key=plain)


class HiddenField(forms.CharField):
    """A hidden text field; a value that does not match the pattern counts as missing."""

    widget = forms.HiddenInput

    def __init__(self, pattern: str) -> None:
        super().__init__(required=False)
        self.pattern = re.compile(pattern)

    def clean(self, value: Any) -> str:
        """Return the value, or an empty string when it does not match."""
        return value if isinstance(value, str) and self.pattern.fullmatch(value) else ""

    def bound_data(self, data: Any, initial: Any) -> str:
        """Return the value to show when the form is displayed again."""
        return self.clean(data)


class CleanCharField(forms.CharField):
    """A CharField that removes hidden characters."""

    def to_python(self, value: Any) -> str:
        """Return the text as `clean_answer` cleans it."""
        return super().to_python(clean_answer(str(value)).text if value else value) or ""


class StartForm(forms.Form):
    """The details of a session, which the person gives before the first step."""

    business_name = CleanCharField(
        label=_("Name of your business"),
        max_length=120,
        help_text=_("A working title will do; you can change it later."),
        error_messages={"required": _("Give your business a name; a working title will do.")},
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "organization"}),
    )
    sector = forms.ChoiceField(
        label=_("Your line of business"),
        choices=sector_choices,
        error_messages={"required": _("Choose the line of business that is closest to yours.")},
        widget=forms.RadioSelect,
    )
    country = forms.ChoiceField(
        label=_("Country"),
        choices=country_choices,
        error_messages={"required": _("Choose the country where you will work.")},
        widget=forms.Select(attrs={"class": "form-select", "autocomplete": "country"}),
    )
    city = CleanCharField(
        label=_("City"),
        max_length=80,
        error_messages={"required": _("Write the city or the area where you will work.")},
        widget=forms.TextInput(
            attrs={"class": "form-control", "list": "cities", "autocomplete": "address-level2"}
        ),
    )
    language = forms.ChoiceField(
        label=_("The coach speaks"), choices=CoachingSession.Language.choices, widget=forms.RadioSelect
    )
    session_id = HiddenField(r"[A-Za-z0-9_-]{22}")

    def cities(self) -> list[str]:
        """Return the known cities of the chosen country, or of all countries when none is chosen."""
        return cities_of(str(self["country"].value() or ""))


class Submission(TypedDict):
    """A posted text without hidden characters, with the version of the step and the id of its page."""

    text: str
    version: int
    editor: str


class AnswerField(forms.Field):
    """A text of which `clean_answer` has removed hidden characters."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> CleanAnswer:
        """Return the clean text, and whether there were hidden characters."""
        return clean_answer(str(value or ""))

    def bound_data(self, data: Any, initial: Any) -> str:
        """Return the text to show when the form is displayed again."""
        return self.to_python(data).text


class AnswerForm(forms.Form):
    """The answer to a step, with the version of the step that the page showed."""

    text = AnswerField(required=False)
    version = HiddenField(r"[0-9]{1,9}")
    editor = HiddenField(r"[0-9a-f]{1,16}")
    opened = HiddenField(r"[0-9]{1,10}")  # seconds since 1970
    #: The clean text, also when the form is invalid.
    answer = CleanAnswer("", removed=False)
    #: Raises AnswerRefused when the text is empty or too long.
    check_text = staticmethod(check_answer)

    def clean_text(self) -> str:
        """Return the text; a refused one is invalid with the message of AnswerRefused."""
        self.answer = self.cleaned_data["text"]
        try:
            self.check_text(self.answer.text)
        except AnswerRefused as error:
            raise forms.ValidationError(str(error)) from error
        return self.answer.text

    @property
    def error(self) -> str:
        """The first error of the text, or an empty string."""
        return str(next(iter(self.errors.get("text", ())), ""))

    def submission(self) -> Submission:
        """Return the posted values; `version` is -1 when the page posted none."""
        return {
            "text": self.answer.text,
            "version": int(self.cleaned_data["version"] or -1),
            "editor": self.cleaned_data["editor"],
        }

    def seconds(self) -> int:
        """Return how long the page was open, in seconds."""
        opened = int(self.cleaned_data["opened"] or 0)
        return max(0, int(time.time()) - opened) if opened else 0


class DraftForm(AnswerForm):
    """A draft. `then` is what to do next; `starter` and `picked` are what the person picked in the help."""

    then = HiddenField("leave|help|compare|keep|drop")
    starter = HiddenField(r"[^\0]{1,200}")
    picked = HiddenField(r"reformulation|summary|proposal-[0-9]{1,2}")
    #: Raises AnswerRefused when the text is too long; a draft may be empty.
    check_text = staticmethod(check_draft)
