"""Views of the user's own account; those of authentication are allauth's."""

from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from accounts import services
from accounts.adapter import set_language_cookie
from accounts.addresses import primary_address
from accounts.forms import ProfileForm
from accounts.http import PersonRequest, posted_next
from accounts.models import SESSION_TIMEZONE
from accounts.unsaved import keeps_unsaved_form, posted_or_unsaved


@keeps_unsaved_form
@require_http_methods(["GET", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    """Show and save the profile; a new language and time zone take effect at once."""
    form = ProfileForm(posted_or_unsaved(request), instance=request.user.profile)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        request.session[SESSION_TIMEZONE] = saved.timezone_id
        response = redirect("accounts:profile")
        set_language_cookie(response, saved.preferred_language)
        with override(saved.preferred_language):
            messages.success(request, _("Saved."))
        return response
    context = {"form": form, "address": primary_address(request.user)}
    return render(request, "accounts/profile.html", context)


@require_POST
def send_confirmation(request: PersonRequest) -> HttpResponse:
    """Send the confirmation link again, at most every three minutes; the response is always the same."""
    address = primary_address(request.user)
    if address and not address.verified:
        send_verification_email_to_address(request, address)
    messages.success(
        request, _("A mail with the link is on its way. You can ask for another one in three minutes.")
    )
    return HttpResponseRedirect(posted_next(request, reverse("accounts:profile")))


@require_POST
def sign_out_everywhere(request: PersonRequest) -> HttpResponse:
    """End the user's sessions on other devices."""
    services.sign_out_everywhere(user=request.user, by=request.user)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Your other devices are signed out."))
    return redirect("accounts:profile")
