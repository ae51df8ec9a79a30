"""People with nothing, a little and a lot on their accounts, made by the services that pages use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from accounts.tests.factories import UserFactory
from briefs.models import BusinessBrief
from briefs.services.briefs import edit_brief
from businesses.demo.cases import Case
from businesses.demo.play import answer, play, start, take_step
from businesses.services import change_business, create_business
from coaching import services
from coaching.models import CoachingSession
from coaching.tests.sessions import CRATES
from config.tests.browser.looks import CASES, ELSEWHERE, LONG, TOO_DEAR, WEAK, Look
from config.tests.browser.world_sites import editor_of, published


def visitors(language: str) -> list[Look]:
    """Return what anybody can see."""
    empty: Callable[[Page], None] = lambda page: page.locator("main form button").last.click()  # noqa: E731
    return [
        Look("home", "/"),
        Look("signup", reverse("account_signup")),
        Look("signup-refused", reverse("account_signup"), _sign_up_badly),
        Look("login", reverse("account_login")),
        Look("login-refused", reverse("account_login"), _sign_in_badly),
        Look("forgotten", reverse("account_reset_password")),
        Look("forgotten-refused", reverse("account_reset_password"), empty),
        Look("forgotten-done", reverse("account_reset_password_done")),
        Look("link-too-old", reverse("account_reset_password_from_key", args=["1", "set-password"])),
        Look("mail-sent", reverse("account_email_verification_sent")),
        Look("confirm-too-old", reverse("account_confirm_email", args=["nonsense"])),
        Look("lost", "/nowhere/"),
    ]


def newcomer(language: str) -> tuple[User, list[Look]]:
    """Return somebody who has only just signed up, and their pages."""
    user = UserFactory.create(email=f"new-{language}@example.org", name="", verified=False)
    session = start(by=user, case=replace(CASES[language], business_name="…"))
    services.delete_session(by=user, session=session)
    return user, [
        Look("sessions-empty", reverse("coaching:sessions")),
        Look("session-deleted", f"{reverse('coaching:sessions')}?deleted={session.session_id}"),
        Look("new", reverse("coaching:new")),
        Look("new-refused", reverse("coaching:new"), lambda page: page.click("main .btn-primary")),
        Look("briefs-empty", reverse("briefs:briefs")),
        Look("businesses-empty", reverse("businesses:list")),
        Look("profile", reverse("accounts:profile")),
        Look("address", reverse("account_email")),
        Look("password", reverse("account_change_password")),
        Look("sign-out", reverse("account_logout")),
        Look("forbidden-gallery", reverse("gallery")),
    ]


def busy(language: str) -> tuple[User, list[Look]]:
    """Return somebody in the middle of the path, and the wizard's pages in every state."""
    user = UserFactory.create(email=f"busy-{language}@example.org", name=LONG)
    case = CASES[language]
    fresh = start(by=user, case=case)
    weak = _at(user, case, "vision", WEAK[language])
    solid = _at(user, case, "vision", str(case.answers["vision"]))
    offer = _all_the_way(user, case)
    puzzled = start(by=user, case=case)
    services.mark_unknown(by=user, session_id=puzzled.session_id, name="vision", text="", version=0)
    wide = start(by=user, case=replace(case, business_name=LONG, city=LONG[:80]))
    answer(by=user, session=wide, name="vision", text=f"{LONG}. {LONG}")
    for number in range(8):
        start(by=user, case=replace(case, business_name=f"{case.business_name} {number}"))
    return user, [
        Look("sessions", reverse("coaching:sessions")),
        Look("sessions-2", f"{reverse('coaching:sessions')}?page=2"),
        Look("session-details", reverse("coaching:details", args=[wide.session_id])),
        Look("step-fresh", _step(fresh, "vision")),
        Look("step-refused", _step(fresh, "vision"), _send_nothing),
        Look("step-conflict", _step(fresh, "vision"), lambda page: _write_elsewhere(page, fresh, language)),
        Look("step-weak", _step(weak, "vision")),
        Look("step-solid", _step(solid, "vision")),
        Look("step-unknown", _step(puzzled, "vision")),
        Look("step-wide", _step(wide, "vision")),
        Look("step-offer", _step(offer, "offre")),
        Look("help-in-place", _step(weak, "vision"), _ask_for_help),
        Look("help", reverse("coaching:help", args=[weak.session_id, "vision"])),
        Look("help-wide", reverse("coaching:help", args=[wide.session_id, "vision"])),
        Look("help-synthesis", reverse("coaching:help", args=[offer.session_id, "synthesis"])),
        Look("synthesis", _step(offer, "synthesis")),
    ]


def settled(language: str) -> tuple[User, list[Look]]:
    """Return somebody with briefs and businesses, and their pages."""
    user = UserFactory.create(email=f"settled-{language}@example.org", is_staff=True)
    brief = play(by=user, case=CASES[language]).brief
    edit_brief(by=user, brief=brief, version=brief.version, values={"summary": ELSEWHERE[language]})
    wide = _wide_brief(user, language)
    business = create_business(by=user, brief=brief)
    change_business(by=user, business=business, values={"status": "active"})
    create_business(by=user, brief=wide)
    untouched = play(by=user, case=replace(CASES[language], answers=dict.fromkeys(CRATES))).brief
    return user, [
        Look("briefs", reverse("briefs:briefs")),
        Look("briefs-none-found", f"{reverse('briefs:briefs')}?q=zzz"),
        Look("brief", reverse("briefs:brief", args=[brief.pk])),
        Look("brief-wide", reverse("briefs:brief", args=[wide.pk])),
        Look("brief-all-unknown", reverse("briefs:brief", args=[untouched.pk])),
        Look("logo", reverse("briefs:logo", args=[brief.pk])),
        Look("logo-wide", reverse("briefs:logo", args=[wide.pk])),
        Look("brief-edit", reverse("briefs:brief_edit", args=[brief.pk])),
        Look("brief-edit-refused", reverse("briefs:brief_edit", args=[wide.pk]), _empty_name),
        Look(
            "brief-edit-conflict",
            reverse("briefs:brief_edit", args=[wide.pk]),
            lambda page: _edit_elsewhere(page, user, wide),
        ),
        Look("synthesis-finished", _step(brief.coaching_session, "synthesis")),
        Look("brief-history", reverse("briefs:brief_history", args=[brief.pk])),
        Look("brief-history-empty", reverse("briefs:brief_history", args=[untouched.pk])),
        Look("businesses", reverse("businesses:list")),
        Look("businesses-none-found", f"{reverse('businesses:list')}?q=zzz&status=paused"),
        Look("business", reverse("businesses:business", args=[business.pk])),
        *editor_of(user, business),
        *published(user, business, language),
        Look("gallery", reverse("gallery")),
    ]


def _wide_brief(user: User, language: str) -> BusinessBrief:
    wide = play(by=user, case=replace(CASES[language], business_name=LONG, city=LONG[:80])).brief
    return edit_brief(by=user, brief=wide, version=wide.version, values={"vision": LONG * 3})


def _at(user: User, case: Case, name: str, text: str) -> CoachingSession:
    session = start(by=user, case=case)
    answer(by=user, session=session, name=name, text=text)
    return session


def _all_the_way(user: User, case: Case) -> CoachingSession:
    """Answer every step, the offer at a price that nobody can pay and the difference not at all."""
    session = start(by=user, case=case)
    for name, text in case.answers.items():
        given = None if name == "differentiation" else str(text).replace(*TOO_DEAR[case.language])
        take_step(by=user, session=session, name=name, text=given)
    return session


def _step(session: CoachingSession, name: str) -> str:
    return reverse("coaching:step", args=[session.session_id, name])


def _send_nothing(page: Page) -> None:
    page.click("#answer .btn-primary")
    page.wait_for_selector(".error-summary")


def _write_elsewhere(page: Page, session: CoachingSession, language: str) -> None:
    """Type here while another device saves first."""
    services.save_draft(session=session, name="vision", text=ELSEWHERE[language], version=-1)
    page.fill("#id_text", WEAK[language])
    page.click("#answer .btn-primary")
    page.wait_for_selector("#conflict")


def _ask_for_help(page: Page) -> None:
    page.click("#answer [value=help]")
    page.wait_for_selector("#help .help")


def _edit_elsewhere(page: Page, user: User, brief: BusinessBrief) -> None:
    """Edit here what another tab saves first."""
    brief.refresh_from_db()
    edit_brief(by=user, brief=brief, version=brief.version, values={"mission": f"{brief.mission} {LONG}"})
    page.fill("[name=vision]", LONG)
    page.click("main form .btn-primary")
    page.wait_for_selector(".alert-warning")


def _sign_up_badly(page: Page) -> None:
    page.fill("[name=email]", "awa@example.org")
    page.fill("[name=password1]", "short")
    page.click("main form button[type=submit]")
    page.wait_for_selector(".error-summary")


def _sign_in_badly(page: Page) -> None:
    page.fill("[name=login]", "awa@example.org")
    page.fill("[name=password]", "not-the-one")
    page.click("main form button[type=submit]")
    page.wait_for_selector(".error-summary")


def _empty_name(page: Page) -> None:
    page.fill("[name=business_name]", " ")
    page.click("main form .btn-primary")
    page.wait_for_selector(".error-summary")
