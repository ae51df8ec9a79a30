"""The contact form of published sites.

A published page is one file for everybody: it holds no token and no time at which it was shown. What keeps
robots off instead is a field that people never see, limits for each address and each site
(`messages.services`), and the origin of the request (`views.public`). No cookie is read, so a forged form
can do no more than anybody could do by hand.
"""

import re
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.canonical import canonical, is_mailable

#: The hidden field; only robots fill it.
TRAP: Final = "website"

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class _Text(forms.CharField):
    """A text without control characters and direction overrides, with "\n" line ends."""

    def to_python(self, value: object) -> str:
        """Return the cleaned text; its length is validated after cleaning."""
        text = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        return _CONTROLS.sub("", text).strip()


class _Line(_Text):
    """A text on one line, so that it is safe in a mail header."""

    def to_python(self, value: object) -> str:
        """Return the cleaned line; its length is validated after cleaning."""
        return " ".join(super().to_python(value).split())


class ContactForm(forms.Form):
    """A visitor’s name, a way to answer them, and their message."""

    name = _Line(
        label=_("Your name"),
        max_length=120,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, so that we know whom to answer.")},
    )
    reach = _Line(
        label=_("Your e-mail address or phone number"),
        max_length=200,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write an e-mail address or a phone number, so that we can answer.")},
    )
    text = _Text(
        label=_("Your message"),
        max_length=4000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write your message.")},
    )
    website = forms.CharField(required=False)

    def clean_reach(self) -> str:
        """Return the canonical address or the number; refuse what is neither."""
        reach: str = self.cleaned_data["reach"]
        if is_email(reach):
            return canonical(reach)
        digits = sum(letter.isdigit() for letter in reach)
        if digits < 6:  # the shortest numbers of the region have eight
            raise ValidationError(
                _("This looks like neither an e-mail address nor a phone number. Check it, please.")
            )
        return reach

    @property
    def is_trapped(self) -> bool:
        """Whether the hidden field was filled, as robots do."""
        return bool(self.data.get(TRAP, ""))


def is_email(reach: str) -> bool:
    """Say whether the text is an e-mail address that mail can be sent to."""
    return is_mailable(canonical(reach))
