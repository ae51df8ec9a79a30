"""The forms of accounts: login, addresses, passwords, profile."""

from collections.abc import Mapping
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
from accounts.canonical import AddressField
from accounts.models import User, UserProfile
from reference.models import Country, Timezone

_LABELS: Final = {
    "login": gettext_lazy("E-mail address"),
    "email": gettext_lazy("E-mail address"),
    "password": gettext_lazy("Password"),
    "oldpassword": gettext_lazy("Current password"),
    "password1": gettext_lazy("New password"),
}
_PASSWORD_HELP = gettext_lazy(
    "10 characters or more. Four words that only you would put together are easy to keep."
)


class _AccountForm(forms.Form):
    """The base of the forms of authentication: our texts, no placeholders, passwords that can be revealed."""

    labels: Mapping[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)  # a password that can be revealed need not be repeated
        for name, field in self.fields.items():
            if isinstance(field, forms.EmailField):
                self.fields[name] = field = AddressField(widget=field.widget)
                field.error_messages["required"] = gettext_lazy("Write your e-mail address.")
            field.label = {**_LABELS, **self.labels}.get(name, field.label)
            field.help_text = _PASSWORD_HELP if name == "password1" else ""
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field.widget, forms.PasswordInput):
                field.widget.attrs["data-reveal"] = ""
                field.error_messages["required"] = gettext_lazy("Write the password.")


class SignupForm(_AccountForm, allauth_forms.SignupForm):  # type: ignore[misc]  # allauth ships no types
    """Sign-up with address and password."""

    labels = {"password1": _LABELS["password"]}

    def clean(self) -> dict[str, Any]:
        """Apply the rate limit of sign-ups with one address, taken or not."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not ratelimit.consume(
            context.request, action="signup_address", key=cleaned["email"]
        ):
            raise get_adapter().validation_error("rate_limited")
        return cleaned

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """Create the account, also with a taken address; see `accounts.addresses`."""
        adapter = get_adapter()
        user: User = adapter.save_user(request, adapter.new_user(request), self)
        address = EmailAddress.objects.create(user=user, email=self.cleaned_data["email"], primary=True)
        EmailAddress.objects.fill_cache_for_user(user, [address])
        return user


class LoginForm(_AccountForm, allauth_forms.LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Login with address and password."""


class ReauthenticateForm(_AccountForm, allauth_forms.ReauthenticateForm):  # type: ignore[misc]  # no types
    """The password again, before a sensitive action."""


class RequestResetForm(_AccountForm, allauth_forms.ResetPasswordForm):  # type: ignore[misc]  # no types
    """The address for a link to a new password."""

    def clean_email(self) -> str:
        """Set `users` to the active accounts that confirmed the address, or else to all that have it."""
        email: str = self.cleaned_data["email"]
        people = [user for user in users_of(email) if user.is_active]
        confirmed = EmailAddress.objects.filter(email=email, verified=True).values_list("user_id", flat=True)
        self.users = [user for user in people if user.pk in set(confirmed)] or people
        return email


class ChangePasswordForm(_AccountForm, allauth_forms.ChangePasswordForm):  # type: ignore[misc]  # no types
    """The current password and a new one."""

    def save(self) -> None:
        """Save the password and cancel pending changes of address."""
        super().save()
        _finish_new_password(self.user)


class SetPasswordForm(_AccountForm, allauth_forms.SetPasswordForm):  # type: ignore[misc]  # no types
    """A first password."""


class NewPasswordFromMailForm(_AccountForm, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]  # no types
    """A new password by a mailed link."""

    def save(self) -> None:
        """Save the password, cancel pending changes, and confirm the address, as the link was sent to it."""
        super().save()
        _finish_new_password(self.user)
        address = primary_address(self.user)
        if address and not address.verified:
            services.confirm_address(address)


def _finish_new_password(user: User) -> None:
    """Cancel pending changes of address, and show a message, as our adapter drops those of allauth."""
    services.cancel_address_changes(user)
    messages.success(context.request, _("Your new password is saved."))


class ChangeAddressForm(_AccountForm, allauth_forms.AddEmailForm):  # type: ignore[misc]  # no types
    """A new address in place of the current one."""

    labels = {"email": gettext_lazy("New e-mail address")}

    def clean_email(self) -> str:
        """Refuse only the current address; whether another account has the new one is not revealed."""
        email: str = self.cleaned_data["email"]
        current = primary_address(self.user)
        if current and current.email == email:
            raise get_adapter().validation_error("duplicate_email")
        return email

    def save(self, request: HttpRequest) -> EmailAddress:
        """Store the new address and send the confirmation link."""
        address = services.change_address(user=self.user, email=self.cleaned_data["email"])
        send_verification_email_to_address(request, address)
        messages.success(request, _("A mail is on its way to %(email)s.") % {"email": address.email})
        return address


class FieldsHelper(FormHelper):  # type: ignore[misc]  # crispy ships no types
    """Lays out the fields only: the template has the form tag, the CSRF token and the button."""

    field_template = "components/field.html"
    form_tag = False
    disable_csrf = True


#: The questions about culture: key in `cultural_context`, label, help text.
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
    """The profile, with the user's name and the questions about culture."""

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
        self.fields["name"].initial = self.instance.user.name
        for name, codes in (("country", Country), ("timezone", Timezone)):
            self.fields[name].widget.choices = [("", _("Not said")), *codes.objects.choices()]
        for key, label, help_text in CULTURE:
            self.fields[key] = forms.CharField(
                label=label,
                help_text=help_text,
                max_length=300,
                required=False,
                initial=self.instance.cultural_context.get(key, ""),
            )
        self.helper = FieldsHelper()
        self.helper.layout = Layout(
            Fieldset(_("You"), "name", "country", "city", "region", "timezone"),
            Fieldset(_("Language and manner"), "preferred_language", "coaching_style"),
            Fieldset(
                _("What the coach should respect"),
                HTML("{% include 'accounts/_culture_why.html' %}"),
                *(key for key, _label, _help in CULTURE),
            ),
        )

    @transaction.atomic
    def save(self, commit: bool = True) -> UserProfile:
        """Save profile, name and cultural context, without empty answers."""
        answers = {key: self.cleaned_data[key].strip() for key, _label, _help in CULTURE}
        culture = self.instance.cultural_context | answers
        self.instance.cultural_context = {key: value for key, value in culture.items() if value}
        user = self.instance.user
        user.name = self.cleaned_data["name"].strip()
        user.save(update_fields=["name"])
        profile: UserProfile = super().save(commit)
        return profile
