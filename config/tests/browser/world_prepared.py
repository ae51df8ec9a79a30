"""Somebody whose briefs and sites stand at every point after the coaching: at work, failed, done, gone."""

from __future__ import annotations

from typing import Final

from allauth.account.models import EmailAddress
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from accounts.tests.factories import UserFactory
from briefs.models import AgentRun, BusinessBrief, Claim
from briefs.services.briefs import edit_brief
from businesses.demo.play import play
from businesses.services import create_business, delete_business
from config.tests.browser.looks import CASES, ELSEWHERE, LONG, ROOT, Look
from hosting.models import PartnerWebsite
from websites.definition.operations import WriteBlock
from websites.generation.site import make_site
from websites.models import Site
from websites.publishing.services import publish, unpublish
from websites.services import change, definition_of

AGENTS: Final = ("research", "content", "logo", "seo", "template")
UNKNOWN: Final = {
    "fr": "Plus de 5 321 clients.",
    "en": "Over 5,321 customers; 40% return.",
}
COMMAND: Final = {"fr": "fais-moi un café", "en": "make me a coffee"}
S = AgentRun.Status


def prepared(language: str) -> tuple[User, list[Look]]:
    """Return somebody whose briefs stand at every point after the coaching, and their pages."""
    user = UserFactory.create(email=f"prepared-{language}@example.org", verified=False)
    brief = play(by=user, case=CASES[language]).brief
    brief = edit_brief(
        by=user, brief=brief, version=brief.version, values={"target_audience": ELSEWHERE[language]}
    )
    return user, [
        *_at_work(user, language),
        *_results(brief),
        *_partner(user, language),
        *_sites(user, brief),
    ]


def _at_work(user: User, language: str) -> list[Look]:
    """Return the agents' page while they work, when one failed, when all failed, and when all is done."""
    stands = {
        "running": {"research": S.SUCCEEDED, "content": S.RUNNING, "logo": S.RUNNING, "seo": S.QUEUED},
        "failed": dict.fromkeys(AGENTS, S.SUCCEEDED) | {"logo": S.FAILED},
        "useless": dict.fromkeys(AGENTS, S.FAILED),
        "done": dict.fromkeys(AGENTS, S.SUCCEEDED),
    }
    looks = []
    for name, runs in stands.items():
        made = play(by=user, case=CASES[language]).brief
        for agent, status in runs.items():
            percent = {S.SUCCEEDED: 100, S.RUNNING: 40}.get(status, 0)
            error = "error" if status == S.FAILED else ""
            rows = AgentRun.objects.filter(brief=made, agent=agent)
            rows.update(status=status, progress=percent, error=error)
        looks.append(Look(f"progress-{name}", reverse("briefs:progress", args=[made.pk])))
        if name == "failed":
            looks.append(Look("brief-in-part", reverse("briefs:brief", args=[made.pk])))
    return looks


def _results(brief: BusinessBrief) -> list[Look]:
    """Return what was prepared, after the brief was edited, and where its figures come from."""
    of = {agent: reverse("briefs:result", args=[brief.pk, agent]) for agent in AGENTS}
    return [
        Look("results", reverse("briefs:results", args=[brief.pk])),
        *(Look(f"result-{agent}", path) for agent, path in of.items()),
        Look("result-open", of["content"], _open_folds),
        Look("claims", reverse("briefs:claims", args=[brief.pk])),
    ]


def _partner(user: User, language: str) -> list[Look]:
    """Return briefs that wait for the partner, are online there, and were refused there."""
    looks = []
    for status, error, url in (
        ("queued", "", ""),
        ("placed", "", f"{ROOT}{LONG}"),
        ("failed", "unavailable", ""),
    ):
        made = play(by=user, case=CASES[language]).brief
        PartnerWebsite.objects.create(
            organization=made.organization,
            brief=made,
            status=status,
            error=error,
            url=url,
            created_by=user,
            updated_by=user,
        )
        looks.append(Look(f"partner-{status}", reverse("briefs:brief", args=[made.pk])))
    return looks


def _sites(user: User, brief: BusinessBrief) -> list[Look]:
    """Return a site with open figures that its person may not publish yet, its previews, and one off line."""
    business = create_business(by=user, brief=brief)
    fresh = Look("business-without-site", reverse("businesses:business", args=[business.pk]))
    site = make_site(by=user, business=business)
    about = next(block.id for block in definition_of(site).blocks if block.kind == "about")
    write = WriteBlock(block=about, texts={"text": UNKNOWN[brief.language]})
    site = change(by=user, site=site, version=site.version, operation=write).site
    _open_figures(brief)
    names = ("editor", "preview", "themes", "publish", "messages")
    of = {name: reverse(f"websites:{name}", args=[site.pk]) for name in names}
    return [
        Look("editor-not-understood", of["editor"], lambda page: _command(page, COMMAND[brief.language])),
        Look("editor-to-review", of["editor"], _open_folds),
        Look("site-preview", of["preview"]),
        Look("site-preview-tried", f"{of['preview']}?theme=vitrine&palette="),
        Look("site-themes", of["themes"]),
        Look("site-publish-blocked", of["publish"]),
        Look("claims-open", reverse("briefs:claims", args=[brief.pk])),
        Look("site-messages-none", of["messages"]),
        *_gone(user, brief),
        fresh,
    ]


def _open_figures(brief: BusinessBrief) -> None:
    """Leave the figures of the site without an origin, as those of an agent may be."""
    rows = Claim.objects.filter(brief=brief, place__startswith="site/")
    assert rows.update(kind="to_verify", step="", quote="")


def _gone(user: User, brief: BusinessBrief) -> list[Look]:
    """Return a site that was taken off line, as visitors and its people find it, and a deleted business."""
    business = create_business(by=user, brief=play(by=user, case=CASES[brief.language]).brief)
    site = make_site(by=user, business=business)
    addresses = EmailAddress.objects.filter(user=user)
    addresses.update(verified=True)
    publish(by=user, site=site, version=site.version)
    unpublish(by=user, site=Site.objects.get(pk=site.pk))
    addresses.update(verified=False)
    deleted = create_business(by=user, brief=play(by=user, case=CASES[brief.language]).brief)
    delete_business(by=user, business=deleted)
    return [
        Look("site-offline", reverse("websites_public:page", args=[site.slug])),
        Look("site-publish-again", reverse("websites:publish", args=[site.pk])),
        Look("business-deleted", f"{reverse('businesses:list')}?deleted={deleted.pk}"),
    ]


def _command(page: Page, text: str) -> None:
    page.fill("#command", text)
    page.click("#do-it")
    page.wait_for_selector(".command .alert")


def _open_folds(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
