"""Forms of a person's own account: signing in, addresses, passwords, profile."""

from __future__ import annotations

from typing import Any, Final

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.core import context, ratelimit
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import services
from accounts.addresses import primary_address, users_of
from accounts.models import User, UserProfile
from reference.models import Country, Timezone

_LONG_ENOUGH = gettext_lazy(
    "10 characters or more. Four words that only you would put together are easy to keep."
)


class _PlainFields:
    """Labels and help in our words; no placeholder repeats a label; passwords can be shown."""

    labels: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]  # mixed into forms only
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.error_messages["required"] = gettext_lazy("Write your e-mail address.")
                field.error_messages["invalid"] = gettext_lazy(
                    "Write a whole e-mail address, such as awa@example.com."
                )
            if isinstance(field.widget, forms.PasswordInput):
                field.widget.attrs["data-reveal"] = ""
                field.error_messages["required"] = gettext_lazy("Write the password.")


_EMAIL = gettext_lazy("E-mail address")
_PASSWORD = gettext_lazy("Password")
_NEW_PASSWORD = gettext_lazy("New password")


class SignupForm(_PlainFields, allauth_forms.SignupForm):  # type: ignore[misc]  # allauth ships no types
    """An address and a password, nothing else."""

    labels = {"email": _EMAIL, "password1": _PASSWORD}
    helps = {"password1": _LONG_ENOUGH}

    def clean(self) -> dict[str, Any]:
        """Refuse when too many accounts were opened with this address lately, taken or not."""
        cleaned: dict[str, Any] = super().clean()
        if not self.errors:
            request, address = context.request, cleaned["email"].lower()
            if not ratelimit.consume(request, action="signup_address", key=address):
                raise get_adapter().validation_error("rate_limited")
        return cleaned

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """Open the account whether or not the address is taken; see `accounts.addresses`."""
        adapter = get_adapter()
        user: User = adapter.save_user(request, adapter.new_user(request), self)
        address = EmailAddress.objects.create(user=user, email=self.cleaned_data["email"], primary=True)
        EmailAddress.objects.fill_cache_for_user(user, [address])
        return user


class LoginForm(_PlainFields, allauth_forms.LoginForm):  # type: ignore[misc]  # allauth ships no types
    """An address and its password."""

    labels = {"login": _EMAIL, "password": _PASSWORD}


class ReauthenticateForm(_PlainFields, allauth_forms.ReauthenticateForm):  # type: ignore[misc]  # no types
    """The password once more, before something that cannot be taken back."""

    labels = {"password": _PASSWORD}


class RequestResetForm(_PlainFields, allauth_forms.ResetPasswordForm):  # type: ignore[misc]  # no types
    """The address to which a link to a new password goes."""

    labels = {"email": _EMAIL}

    def clean_email(self) -> str:
        """Find the accounts to write to: who confirmed the address, or else everybody who goes by it."""
        email: str = self.cleaned_data["email"].lower()
        people = [user for user in users_of(email) if user.is_active]
        confirmed = EmailAddress.objects.filter(email=email, verified=True).values_list("user_id", flat=True)
        self.users = [user for user in people if user.pk in set(confirmed)] or people
        return email


class _OnePassword(_PlainFields):
    """Asks for a new password once: it can be shown, so typing it twice proves nothing."""

    labels = {"oldpassword": gettext_lazy("Current password"), "password1": _NEW_PASSWORD}
    helps = {"password1": _LONG_ENOUGH}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]  # type: ignore[attr-defined]  # mixed into forms only


class ChangePasswordForm(_OnePassword, allauth_forms.ChangePasswordForm):  # type: ignore[misc]  # no types
    """The present password and the new one."""

    def save(self) -> None:
        """Set the password; what its former knower may have begun ends with it."""
        super().save()
        services.cancel_address_changes(self.user)
        _tell_of_new_password()


class SetPasswordForm(_OnePassword, allauth_forms.SetPasswordForm):  # type: ignore[misc]  # no types
    """A first password for an account that has none."""


class NewPasswordFromMailForm(_OnePassword, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]  # no types
    """A new password by a mailed link."""

    def save(self) -> None:
        """Set the password; whoever opened the link has the mailbox, so the address counts as confirmed."""
        super().save()
        services.cancel_address_changes(self.user)
        address = primary_address(self.user)
        if address and not address.verified:
            services.confirm_address(address)
        _tell_of_new_password()


def _tell_of_new_password() -> None:
    """Say so on the next page, whichever it is: our adapter keeps allauth's own messages back."""
    messages.success(context.request, _("Your new password is saved."))


class ChangeAddressForm(_PlainFields, allauth_forms.AddEmailForm):  # type: ignore[misc]  # no types
    """The address that the person wants instead of the present one."""

    labels = {"email": gettext_lazy("New e-mail address")}

    def clean_email(self) -> str:
        """Refuse only the present address: whether another account has the new one is nobody's business."""
        email: str = self.cleaned_data["email"].lower()
        current = primary_address(self.user)
        if current and current.email == email:
            raise get_adapter().validation_error("duplicate_email")
        return email

    def save(self, request: HttpRequest) -> EmailAddress:
        """Note the wish and mail the link."""
        address = services.change_address(user=self.user, email=self.cleaned_data["email"])
        send_verification_email_to_address(request, address)
        messages.success(request, _("A mail is on its way to %(email)s.") % {"email": address.email})
        return address


#: What a person may tell about their culture: key in `cultural_context`, question, why it is asked.
CULTURE: Final = (
    (
        "customer_languages",
        gettext_lazy("Languages you speak with customers"),
        gettext_lazy("Wolof, Dioula, Twi, Pidgin, Hausa… so that your own words are understood."),
    ),
    (
        "calendar",
        gettext_lazy("Days and feasts you respect"),
        gettext_lazy(
            "Friday prayer, Sunday, Ramadan, Christmas, market days… so that plans keep clear of them."
        ),
    ),
    (
        "family",
        gettext_lazy("How your family takes part"),
        gettext_lazy("Money, work, decisions… so that advice counts them in."),
    ),
)


class ProfileForm(forms.ModelForm):
    """Who the person is and how the coach should speak to them."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)

    class Meta:
        model = UserProfile
        fields = ["country", "city", "region", "timezone", "preferred_language", "coaching_style"]
        widgets = {"coaching_style": forms.RadioSelect}
        labels = {
            "preferred_language": gettext_lazy("Language of the pages and of our mails"),
            "coaching_style": gettext_lazy("How should the coach talk to you?"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profile = self.instance
        self.fields["name"].initial = profile.user.name
        self._choose_from("country", Country.objects.choices())
        self._choose_from("timezone", Timezone.objects.choices())
        for key, label, why in CULTURE:
            self.fields[key] = forms.CharField(
                label=label,
                help_text=why,
                max_length=300,
                required=False,
                initial=profile.cultural_context.get(key, ""),
            )
        self.helper = _profile_layout()

    def _choose_from(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer a code list by its names, sorted, in one query."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.widget.choices = [("", _("Not said")), *choices]

    @transaction.atomic
    def save(self, commit: bool = True) -> UserProfile:
        """Save profile, name and cultural context together; answers left empty are left out."""
        said = {key: self.cleaned_data[key].strip() for key, _label, _why in CULTURE}
        culture = self.instance.cultural_context | said
        self.instance.cultural_context = {key: value for key, value in culture.items() if value}
        user = self.instance.user
        user.name = self.cleaned_data["name"].strip()
        user.save(update_fields=["name"])
        profile: UserProfile = super().save(commit)
        return profile


def _profile_layout() -> FormHelper:
    """Lay the profile out in three parts; the template owns the form tag and the button."""
    helper = FormHelper()
    helper.field_template = "components/field.html"
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(
        Fieldset(_("You"), "name", "country", "city", "region", "timezone"),
        Fieldset(_("Language and manner"), "preferred_language", "coaching_style"),
        Fieldset(
            _("What the coach should respect"),
            HTML("{% include 'accounts/_culture_why.html' %}"),
            *(key for key, _label, _why in CULTURE),
        ),
    )
    return helper
