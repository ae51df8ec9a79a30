"""The forms of the coaching app: the details of a session, an answer, a draft."""

from __future__ import annotations

import re
import time
from typing import Any, Final, TypedDict

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coaching.answers import CleanAnswer, check_answer, check_draft, clean_answer
from coaching.errors import AnswerRefused
from coaching.models import CoachingSession
from reference.folding import fold
from reference.models import Country, Sector
from reference.packs import country_pack, country_packs

#: ISO 3166 codes of the countries that the list shows first: those of our first users.
WEST_AFRICA: Final = (
    "BJ", "BF", "CV", "CI", "GM", "GH", "GN", "GW", "LR", "ML", "MR", "NE", "NG", "SN", "SL", "TG",
)  # fmt: skip
_SESSION_ID: Final = re.compile(r"[A-Za-z0-9_-]{22}")
_SMALL_INTEGER: Final = 2**31 - 1


class CleanCharField(forms.CharField):
    """A CharField that removes hidden characters."""

    def to_python(self, value: Any) -> str:
        """Return the text as `clean_answer` cleans it."""
        return super().to_python(clean_answer(str(value)).text if value else value) or ""


class StartForm(forms.Form):
    """The details of a session, which the person gives before the first step."""

    template_name_div = "components/field.html"
    business_name = CleanCharField(
        label=_("Name of your business"),
        max_length=120,
        help_text=_("A working title will do; you can change it later."),
        error_messages={"required": _("Give your business a name; a working title will do.")},
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "organization"}),
    )
    sector = forms.ChoiceField(
        label=_("Your line of business"),
        error_messages={"required": _("Choose the line of business that is closest to yours.")},
        widget=forms.RadioSelect,
    )
    country = forms.ChoiceField(
        label=_("Country"),
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
    session_id = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = sector_choices()  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["country"].choices = country_choices()  # type: ignore[attr-defined]  # a ChoiceField

    def clean_session_id(self) -> str:
        """Return the posted id, or an empty string when it has another format."""
        value: str = self.cleaned_data["session_id"]
        return value if _SESSION_ID.fullmatch(value) else ""

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


class HiddenIntegerField(forms.IntegerField):
    """A hidden integer field; an invalid value counts as missing."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, max_value=_SMALL_INTEGER)

    def clean(self, value: Any) -> int | None:
        """Return the integer, or None when it is missing or invalid."""
        try:
            number: int | None = super().clean(value)
        except forms.ValidationError:
            return None
        return number

    def bound_data(self, data: Any, initial: Any) -> int | None:
        """Return the value to show when the form is displayed again."""
        return self.clean(data)


class HiddenTokenField(forms.CharField):
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


class AnswerForm(forms.Form):
    """The answer to a step, with the version of the step that the page showed."""

    text = AnswerField(required=False)
    version = HiddenIntegerField()
    editor = HiddenTokenField(r"[0-9a-f]{1,16}")
    opened = HiddenIntegerField()
    #: The clean text, also when the form is invalid.
    answer = CleanAnswer("", removed=False)

    @staticmethod
    def check(text: str) -> None:
        """Raise AnswerRefused when the text is empty or longer than ANSWER_LIMIT."""
        check_answer(text)

    def clean_text(self) -> str:
        """Return the text; a refused one is invalid with the message of AnswerRefused."""
        self.answer = self.cleaned_data["text"]
        try:
            self.check(self.answer.text)
        except AnswerRefused as error:
            raise forms.ValidationError(str(error)) from error
        return self.answer.text

    @property
    def error(self) -> str:
        """The first error of the text, or an empty string."""
        return str(next(iter(self.errors.get("text", ())), ""))

    def submission(self) -> Submission:
        """Return the posted values; `version` is -1 when the page posted none."""
        version = self.cleaned_data["version"]
        return {
            "text": self.answer.text,
            "version": -1 if version is None else version,
            "editor": self.cleaned_data["editor"],
        }

    def seconds(self) -> int:
        """Return how long the page was open, in seconds."""
        opened = self.cleaned_data["opened"]
        return max(0, int(time.time()) - opened) if opened else 0


class DraftForm(AnswerForm):
    """A draft. `then` is what to do next; `starter` and `take` are what the person picked in the help."""

    then = HiddenTokenField("leave|help|compare|keep|drop")
    starter = HiddenTokenField(r"[^\0]{1,200}")
    take = HiddenTokenField(r"reformulation|summary|proposal-[0-9]{1,2}")

    @staticmethod
    def check(text: str) -> None:
        """Raise AnswerRefused when the text is longer than DRAFT_LIMIT."""
        check_draft(text)


def sector_choices() -> list[tuple[str, str]]:
    """Return the active sectors as choices, with the catch-all sector last."""
    return sorted(Sector.objects.choices(), key=lambda row: row[0] in {"default", "other"})


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
    return sorted({city.name for pack in country_packs() for city in pack.cities}, key=fold)


def default_language() -> str:
    """Return the coach's language that matches the language of the interface."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"
