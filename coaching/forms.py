"""What people fill in on the coached path; forms return values of the domain and know nothing of pages."""

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

#: ISO 3166 codes of the countries of our first users, shown before all others.
WEST_AFRICA: Final = (
    "BJ", "BF", "CV", "CI", "GM", "GH", "GN", "GW", "LR", "ML", "MR", "NE", "NG", "SN", "SL", "TG",
)  # fmt: skip
_SESSION_ID: Final = re.compile(r"[A-Za-z0-9_-]{22}")
_SMALL_INTEGER: Final = 2**31 - 1


class CleanText(forms.CharField):
    """Text without hidden characters."""

    def to_python(self, value: Any) -> str:
        """Return the text without control and bidirectional characters."""
        return super().to_python(clean_answer(str(value)).text if value else value) or ""


class StartForm(forms.Form):
    """The first page: what the coach must know before the first question."""

    template_name_div = "components/field.html"
    business_name = CleanText(
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
    city = CleanText(
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
        """Return the id that the form carries, or nothing when it is not one of ours."""
        value: str = self.cleaned_data["session_id"]
        return value if _SESSION_ID.fullmatch(value) else ""

    def cities(self) -> list[str]:
        """Return the known cities of the chosen country, or of all countries while none is chosen."""
        return cities_of(str(self["country"].value() or ""))


class Sent(TypedDict):
    """What a form sent: a text without hidden characters, and what its page knew of the step."""

    text: str
    version: int
    editor: str


class AnswerField(forms.Field):
    """A text in which every character can be seen."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> CleanAnswer:
        """Return the text without hidden characters, and whether there were any."""
        return clean_answer(str(value or ""))

    def bound_data(self, data: Any, initial: Any) -> str:
        """Return what a form shows again of what was typed."""
        return self.to_python(data).text


class PageNumber(forms.IntegerField):
    """A hidden whole number that the page wrote; one that makes no sense counts as not sent."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, max_value=_SMALL_INTEGER)

    def clean(self, value: Any) -> int | None:
        """Return the number, or None."""
        try:
            number: int | None = super().clean(value)
        except forms.ValidationError:
            return None
        return number

    def bound_data(self, data: Any, initial: Any) -> int | None:
        """Return what a form shows again."""
        return self.clean(data)


class PageToken(forms.CharField):
    """A hidden word that the page wrote; one of another pattern counts as not sent."""

    widget = forms.HiddenInput

    def __init__(self, pattern: str) -> None:
        super().__init__(required=False)
        self.pattern = re.compile(pattern)

    def clean(self, value: Any) -> str:
        """Return the word, or nothing."""
        return value if isinstance(value, str) and self.pattern.fullmatch(value) else ""

    def bound_data(self, data: Any, initial: Any) -> str:
        """Return what a form shows again."""
        return self.clean(data)


class AnswerForm(forms.Form):
    """A step's answer: the text, and which state of the step its page had seen."""

    text = AnswerField(required=False)
    version = PageNumber()
    editor = PageToken(r"[0-9a-f]{1,16}")
    opened = PageNumber()
    #: What was typed, also when it is refused; whether hidden characters were taken out of it.
    typed = CleanAnswer("", removed=False)

    @staticmethod
    def check(text: str) -> None:
        """Raise AnswerRefused when the text cannot be taken."""
        check_answer(text)

    def clean_text(self) -> str:
        """Return the text, or refuse it in the words that the service would use."""
        self.typed = self.cleaned_data["text"]
        try:
            self.check(self.typed.text)
        except AnswerRefused as error:
            raise forms.ValidationError(str(error)) from error
        return self.typed.text

    @property
    def error(self) -> str:
        """Why the text was not taken, or nothing."""
        return str(next(iter(self.errors.get("text", ())), ""))

    def sent(self) -> Sent:
        """Return what was sent; `version` is -1 when the page did not say which state it had seen."""
        version = self.cleaned_data["version"]
        return {
            "text": self.typed.text,
            "version": -1 if version is None else version,
            "editor": self.cleaned_data["editor"],
        }

    def seconds(self) -> int:
        """Return how long the page was open."""
        opened = self.cleaned_data["opened"]
        return max(0, int(time.time()) - opened) if opened else 0


class DraftForm(AnswerForm):
    """A text that is being typed. `then` says what follows; `starter` and `take` are picked in the help."""

    then = PageToken("leave|help|compare|keep|drop")
    starter = PageToken(r"[^\0]{1,200}")
    take = PageToken(r"again|summary|proposal-[0-9]{1,2}")

    @staticmethod
    def check(text: str) -> None:
        """Raise AnswerRefused when the text is too long to be kept."""
        check_draft(text)


def sector_choices() -> list[tuple[str, str]]:
    """Return the active sectors, the catch-all last."""
    return sorted(Sector.objects.choices(), key=lambda row: row[0] in {"default", "other"})


def country_choices() -> list[tuple[str, Any]]:
    """Return an empty choice, then West Africa, then all other active countries, each sorted by name."""
    rows = Country.objects.choices()
    near = [row for row in rows if row[0] in WEST_AFRICA]
    far = [row for row in rows if row[0] not in WEST_AFRICA]
    return [("", _("Choose a country")), (str(_("West Africa")), near), (str(_("All other countries")), far)]


def cities_of(country: str) -> list[str]:
    """Return the city names that we know of a country; of all countries when none is given."""
    if country:
        return [city.name for city in country_pack(country).cities]
    return sorted({city.name for pack in country_packs() for city in pack.cities}, key=fold)


def spoken_language() -> str:
    """Return the coach's language that fits the interface: the one preselected."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"
