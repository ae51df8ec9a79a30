"""The whole path as one person walks it, from the landing page to a site with its first message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core import mail
from playwright.sync_api import expect

from accounts.tests.factories import PASSWORD
from config.tests.browser.devices import Person
from config.tests.workers import work_off


@dataclass(frozen=True)
class Story:
    """What the person types on the way."""

    email: str
    start: Mapping[str, str]
    sector: str
    answers: Mapping[str, str]
    weak: str
    searched: str
    command: str
    headline: str
    message: str


class Walk:
    """One person, one story; each method is one leg of the path."""

    def __init__(self, person: Person, story: Story) -> None:
        self.person, self.page, self.story = person, person.page, story

    def sign_up(self) -> None:
        """Land, open an account, arrive at the start form."""
        self.person.go("/")
        self.person.press("Start with my idea")
        self.person.fill(email=self.story.email, password1=PASSWORD)
        self.person.press("Start")
        self.page.wait_for_url("**/coaching/new/")

    def start(self) -> None:
        """Say what the coach must know; arrive at the first question."""
        self.person.fill(business_name=self.story.start["business_name"], city=self.story.start["city"])
        self.page.check(f"main [name=sector][value={self.story.sector}]")
        self.page.select_option("main [name=country]", self.story.start["country"])
        self.page.check(f"main [name=language][value={self.person.language}]")
        self.person.press("Go to the first question")
        self.page.wait_for_url("**/vision/")

    def answer(self, text: str) -> int:
        """Send an answer and return the score that the coach gives."""
        editor = self.page.input_value("#answer [name=editor]")
        is_again = self.page.locator("#review").count()
        self.page.fill("#id_text", text)
        self.person.press("Ask the coach again" if is_again else "Ask the coach", inside="#answer")
        expect(self.page.locator("#answer [name=editor]")).not_to_have_value(editor)
        return int(self.page.text_content("#review .score text") or 0)

    def go_on(self, label: str, to: str) -> None:
        """Press what leads to the next step."""
        self.person.press(label)
        self.page.wait_for_url(f"**/{to}/")

    def six_steps(self) -> None:
        """Improve the vision, go on against advice once, leave one step unknown, arrive at the synthesis."""
        answers = self.story.answers
        weak = self.answer(self.story.weak)
        assert self.answer(answers["vision"]) > weak
        self.go_on("Next step", "mission")
        self.answer(answers["mission"])
        self.go_on("Next step", "clientele")
        self.answer(self.story.weak)
        self.go_on("Continue anyway", "differentiation")
        self.go_on("I do not know yet", "offre")
        self.answer(answers["offre"])
        self.go_on("Next step", "synthesis")

    def finish(self) -> None:
        """Make the brief, let the agents work, make the business."""
        self.person.press("Finish and make my brief")
        self.page.wait_for_url("**/briefs/*/progress/")
        work_off()
        self.page.wait_for_url("**/progress/", wait_until="load")
        expect(self.page.locator("main")).to_contain_text(self.person.word("Your brief is ready."))
        self.person.press("Open the brief")
        self.page.wait_for_url(re.compile(r"/briefs/[^/]+/$"))
        assert self.story.answers["vision"] in self.page.inner_text(".brief")
        self.person.press("Create the business")
        self.page.wait_for_url("**/businesses/*/")

    def find_and_pause(self) -> None:
        """Find the business without its accents, set it active, pause it."""
        self.person.go("/businesses/?q=nothing")  # a list as short as this one shows no search of its own
        self.person.fill(q=self.story.searched)
        self.person.press("Search")
        self.page.click(f"main h2 a:has-text({self.story.start['business_name']!r})")
        self.person.press("Set active")
        self.person.press("Pause")
        expect(self.page.locator("main .badge").first).to_have_text(self.person.word("Paused"))

    def make_the_site(self) -> None:
        """Make the site and change its headline by one typed line."""
        self.person.press("Make the website")
        self.page.wait_for_url("**/sites/*/")
        self.page.fill("#command", self.story.command)
        self.person.press("Do it")
        expect(self.page.locator("#editor")).to_contain_text(self.story.headline)

    def publish(self) -> str:
        """Confirm the address by the link in the mail, put the site online and return its address."""
        self.person.press("Publish")
        self.page.wait_for_url("**/publish/")
        here = self.page.url
        assert not self.page.get_by_role("button", name=self.person.word("Publish my site")).count()
        link = re.search(r"\S+/confirm-email/\S+", str(mail.outbox[0].body))
        assert link
        self.person.go(link[0])
        self.person.press("Yes, confirm it")
        self.person.go(here)
        self.person.press("Publish my site")
        self.page.locator("#public-address").wait_for()
        return str(self.page.inner_text("#public-address"))

    def visit(self, address: str) -> None:
        """Read the site as a visitor does and write to its owner."""
        here = self.page.url
        self.person.go(address)
        assert self.story.headline in self.person.text()
        for name, value in (
            ("name", "Moussa"),
            ("reach", "moussa@example.org"),
            ("text", self.story.message),
        ):
            self.page.fill(f"[name={name}]", value)
        self.page.click("form[action] button")
        self.page.wait_for_url("**/contact/")
        self.person.go(here)

    def read_and_take_away(self) -> bytes:
        """Read the visitor's message, take the site as a file, and take it off line; return the file."""
        with self.page.expect_download() as taken:
            self.person.press("Download the site")
        self.page.click("main a[href$='/messages/']")
        assert self.story.message in self.person.text()
        self.page.go_back()
        self.person.press("Take the site off line")
        self.page.locator("main").get_by_role("button", name=self.person.word("Take off line")).click()
        expect(self.page.locator("h1")).to_have_text(self.person.word("Publish your site"))
        return Path(taken.value.path()).read_bytes()
