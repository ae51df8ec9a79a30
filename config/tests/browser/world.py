"""People with nothing, a little and a lot on their accounts, made by the services that pages use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from tempfile import NamedTemporaryFile
from typing import Final

from django.urls import reverse
from playwright.sync_api import FilePayload, Page

from accounts.models import User
from accounts.tests.factories import UserFactory
from businesses.cases import Case
from businesses.models import Business, BusinessBrief
from businesses.play import answer, play, start, take_step
from businesses.services import change_business, create_business, edit_brief
from coaching import services
from coaching.models import CoachingSession
from coaching.tests.sessions import BAKERY, CRATES
from websites.contact import receive
from websites.editing import change
from websites.making import make_site
from websites.models import Site
from websites.operations import SetSite
from websites.publishing import publish
from websites.tests.photos import photo

ROOT: Final = "https://genesis.example/"
LONG: Final = "Anticonstitutionnellement" * 4
WEAK: Final = {"fr": "Être le meilleur, pour tout le monde.", "en": "To be the best, for everyone."}
ELSEWHERE: Final = {"fr": "Texte écrit sur un autre appareil.", "en": "Written on another device."}
TOO_DEAR: Final = {"fr": ("400 F", "40 000 F"), "en": ("GHS 8", "GHS 800")}
CASES: Final = {
    "fr": Case("Caisse Fraîche", "agriculture", "BJ", "Parakou", "fr", CRATES),
    "en": Case("Morning Loaf", "restaurant", "GH", "Accra", "en", BAKERY),
}


@dataclass(frozen=True)
class Look:
    """A page to look at: its name, its address, and what to do there first."""

    name: str
    path: str
    act: Callable[[Page], None] = lambda page: None


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
        Look("briefs-empty", reverse("businesses:briefs")),
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
    services.mark_unknown(by=user, session=puzzled, name="vision", text="", version=0)
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
        Look("briefs", reverse("businesses:briefs")),
        Look("briefs-none-found", f"{reverse('businesses:briefs')}?q=zzz"),
        Look("brief", reverse("businesses:brief", args=[brief.pk])),
        Look("brief-wide", reverse("businesses:brief", args=[wide.pk])),
        Look("brief-all-unknown", reverse("businesses:brief", args=[untouched.pk])),
        Look("logo", reverse("businesses:logo", args=[brief.pk])),
        Look("logo-wide", reverse("businesses:logo", args=[wide.pk])),
        Look("brief-edit", reverse("businesses:brief_edit", args=[brief.pk])),
        Look("brief-edit-refused", reverse("businesses:brief_edit", args=[wide.pk]), _empty_name),
        Look(
            "brief-edit-conflict",
            reverse("businesses:brief_edit", args=[wide.pk]),
            lambda page: _edit_elsewhere(page, user, wide),
        ),
        Look("synthesis-finished", _step(brief.coaching_session, "synthesis")),
        Look("brief-history", reverse("businesses:brief_history", args=[brief.pk])),
        Look("brief-history-empty", reverse("businesses:brief_history", args=[untouched.pk])),
        Look("businesses", reverse("businesses:list")),
        Look("businesses-none-found", f"{reverse('businesses:list')}?q=zzz&status=paused"),
        Look("business", reverse("businesses:business", args=[business.pk])),
        *_site(user, business),
        *_published(user, business, language),
        Look("gallery", reverse("gallery")),
    ]


def _site(user: User, business: Business) -> list[Look]:
    """Return the editor of a site: as it was made, open, refused, and changed elsewhere meanwhile."""
    site = make_site(by=user, business=business)
    editor = reverse("websites:editor", args=[site.pk])
    hero = next(block["id"] for block in site.definition["blocks"] if block["kind"] == "hero")
    photos = reverse("websites:images", args=[site.pk])
    return [
        Look("editor", editor),
        Look("photos-empty", photos),
        Look("photos-refused", f"{photos}?block={hero}", _send_no_photo),
        Look("photos", f"{photos}?block={hero}", lambda page: _send_photos(page, photos, hero)),
        Look("photos-too-large", photos, _send_too_much),
        Look("editor-open", editor, _open_sections),
        Look("editor-refused", editor, _write_too_much),
        Look("editor-conflict", editor, lambda page: _change_elsewhere(page, user, business)),
    ]


def _choose(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("[name=photos]", FilePayload(name=name, mimeType="image/gif", buffer=content))


def _send_no_photo(page: Page) -> None:
    _choose(page, "logo.svg", b"<svg><script>1</script></svg>")
    page.fill(".photo-form [name=alt]", LONG)
    page.click(".photo-form .btn-primary")
    page.wait_for_selector(".error-summary")


def _send_photos(page: Page, photos: str, hero: str) -> None:
    """Show one photo at the top, keep another with a long description, and look at both."""
    for name, address, alt in (("a.jpg", f"{photos}?block={hero}", "Rose"), ("b.jpg", photos, LONG)):
        page.goto(page.url.partition("/sites/")[0] + address)
        sides = (900, 600) if name == "a.jpg" else (400, 800)
        _choose(page, name, photo(*sides))
        page.fill(".photo-form [name=alt]", alt)
        with page.expect_navigation():
            page.click(".photo-form .btn-primary")
    page.goto(page.url.partition("/sites/")[0] + f"{photos}?block={hero}")
    page.click(".photos li:first-child summary")


def _send_too_much(page: Page) -> None:
    with NamedTemporaryFile(suffix=".gif") as file:  # by its path: as a value it would travel for seconds
        file.truncate(25 * 1024 * 1024)
        page.set_input_files("[name=photos]", file.name)
        page.click(".photo-form .btn-primary")
        page.get_by_text("413").wait_for(timeout=60_000)


def _open_sections(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.blocks details').forEach(one => { one.open = true; })")


def _write_too_much(page: Page) -> None:
    page.click(".blocks li:nth-child(2) summary")
    page.fill(".blocks li:nth-child(2) input[type=text]", LONG * 3)
    page.click(".blocks li:nth-child(2) .btn-primary")
    page.wait_for_selector(".invalid-feedback")


def _change_elsewhere(page: Page, user: User, business: Business) -> None:
    """Write here what another tab changes first."""
    site = Site.objects.get(business=business)
    change(by=user, site=site, version=site.version, operation=SetSite(aspect="title", value=LONG[:80]))
    page.click(".blocks li:nth-child(2) summary")
    page.fill(".blocks li:nth-child(2) input[type=text]", LONG)
    page.click(".blocks li:nth-child(2) .btn-primary")
    page.wait_for_selector("#refused")


def _published(user: User, business: Business, language: str) -> list[Look]:
    """Put a site online, change it since, let two visitors write; return what its people and visitors see."""
    site = make_site(by=user, business=business)
    online = publish(by=user, site=site, version=site.version, root=ROOT)
    for reach, text in (("+221 77 123 45 67", ELSEWHERE[language]), ("moussa@example.org", LONG * 5)):
        receive(online, root=ROOT, name="Moussa", reach=reach, text=text)
    Site.objects.filter(pk=site.pk).update(version=site.version + 1)
    page, state = (
        reverse("websites_public:page", args=[site.slug]),
        reverse("websites:publish", args=[site.pk]),
    )
    return [
        Look("site-publish", state),
        Look("site-address-refused", state, _take_a_bad_address),
        Look("site-messages", reverse("websites:messages", args=[site.pk])),
        Look("site-online", page),
        Look("site-message-refused", page, _write_too_little),
        Look("site-message-sent", page, _write_to_the_owner),
        Look("site-nowhere", reverse("websites_public:page", args=["nobody-was-ever-here"])),
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


def _take_a_bad_address(page: Page) -> None:
    page.fill("#id_address", "Admin")
    page.click("#address .btn-secondary")
    page.wait_for_selector("#address .invalid-feedback")


def _write_too_little(page: Page) -> None:
    page.evaluate("document.querySelector('form[action]').noValidate = true")
    page.click("form[action] button")
    page.wait_for_selector(".error-summary")


def _write_to_the_owner(page: Page) -> None:
    for name, value in (("name", "Moussa"), ("reach", "moussa@example.org"), ("text", LONG)):
        page.fill(f"[name={name}]", value)
    page.click("form[action] button")
    page.wait_for_selector("h1")


def _empty_name(page: Page) -> None:
    page.fill("[name=business_name]", " ")
    page.click("main form .btn-primary")
    page.wait_for_selector(".error-summary")
