"""What people fill in on the coached path; forms return values of the domain and know nothing of pages."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coaching.answers import clean_answer
from coaching.models import CoachingSession
from reference.folding import fold
from reference.models import Country, Sector
from reference.packs import country_pack, country_packs

#: ISO 3166 codes of the countries of our first users, shown before all others.
WEST_AFRICA: Final = (
    "BJ", "BF", "CV", "CI", "GM", "GH", "GN", "GW", "LR", "ML", "MR", "NE", "NG", "SN", "SL", "TG",
)  # fmt: skip
_SESSION_ID: Final = re.compile(r"[A-Za-z0-9_-]{22}")
_EDITOR: Final = re.compile(r"[0-9a-f]{1,16}")
_DIGITS: Final = re.compile(r"[0-9]{1,10}")
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


class Sent(NamedTuple):
    """What came with an answer: `version` is -1 when the page did not say which state it had seen."""

    text: str
    version: int
    editor: str
    seconds: int
    removed: bool


class AnswerForm:
    """What a step's page sends: the text, and which state of the step that page had seen.

    Read by hand: it is never shown, no field of it is ever refused, and every answer passes here.
    """

    def __init__(self, data: Mapping[str, str]) -> None:
        self.data = data

    def sent(self) -> Sent:
        """Return what was sent; a field that makes no sense counts as not sent, the text is always kept."""
        text, removed = clean_answer(self.data.get("text", ""))
        version, opened = self._number("version"), self._number("opened")
        editor = self.data.get("editor", "")
        return Sent(
            text=text,
            version=-1 if version is None else version,
            editor=editor if _EDITOR.fullmatch(editor) else "",
            seconds=max(0, int(time.time()) - opened) if opened else 0,
            removed=removed,
        )

    def _number(self, name: str) -> int | None:
        """Return a whole number that PostgreSQL's `integer` holds, or None."""
        typed = self.data.get(name, "").strip()
        number = int(typed) if _DIGITS.fullmatch(typed) else -1
        return number if 0 <= number <= _SMALL_INTEGER else None


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
