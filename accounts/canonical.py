"""The one form of an e-mail address: what is stored, compared, counted and mailed to.

Two spellings of one address have the same form, so that whoever types a look-alike reaches the mailbox of the
stored address and no other. The form is ASCII: an address that has none cannot be mailed and is refused.
"""

import re
import unicodedata
from typing import Any, Final

import idna
from django import forms
from django.core.exceptions import ValidationError
from django.core.mail.message import sanitize_address
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

#: The most characters of an address and of what stands before its @ (RFC 5321).
LONGEST: Final = 254
_LONGEST_NAME: Final = 64
#: ASCII that is seen, without the quotation marks in which blanks may stand.
_SENDABLE: Final = re.compile(r"[!#-~]+")
WHOLE_ADDRESS: Final = _("Write a whole e-mail address, such as awa@example.com.")


def canonical(text: str) -> str:
    """Return an address without blanks and invisible characters, in small letters, with its host in IDNA.

    A text that is no address comes back alike; `validate_mailable` refuses it.
    """
    letters = unicodedata.normalize("NFKC", text)
    seen = (char for char in letters if not char.isspace() and unicodedata.category(char) != "Cf")
    name, at, host = "".join(seen).lower().rpartition("@")
    return f"{name}{at}{_ascii_host(host)}"


def _ascii_host(host: str) -> str:
    """Return a host in ASCII, or as it is when it has no such form."""
    try:
        return host if host.isascii() else idna.encode(host, uts46=True, std3_rules=True).decode()
    except idna.IDNAError:
        return host


def validate_mailable(address: str) -> None:
    """Raise ValidationError, which says why, for a canonical address that no mail can be sent to."""
    name = address.rpartition("@")[0]
    if not name.isascii():
        raise ValidationError(
            _("No mail can be sent to this address: before the @ there are letters without accents only."),
            code="unmailable",
        )
    try:
        validate_email(address)
        sanitize_address(address, "utf-8")  # what will send the mail
    except (ValidationError, ValueError) as error:
        raise ValidationError(WHOLE_ADDRESS, code="invalid") from error
    if not _SENDABLE.fullmatch(address) or len(address) > LONGEST or len(name) > _LONGEST_NAME:
        raise ValidationError(_("No mail can be sent to this address. Check it, please."), code="unmailable")


def is_mailable(address: str) -> bool:
    """Say whether mail can be sent to a canonical address."""
    try:
        validate_mailable(address)
    except ValidationError:
        return False
    return True


class AddressField(forms.EmailField):
    """An e-mail address; its value is canonical."""

    default_validators = [validate_mailable]

    def to_python(self, value: Any) -> str:
        """Return the canonical address."""
        return canonical(super().to_python(value) or "")
