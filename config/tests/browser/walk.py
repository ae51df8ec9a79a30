"""The whole path as one person walks it, from the landing page to a paused business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import expect

from accounts.tests.factories import PASSWORD
from config.tests.browser.devices import Person


@dataclass(frozen=True)
class Story:
    """What the person types on the way."""

    email: str
    start: Mapping[str, str]
    sector: str
    answers: Mapping[str, str]
    weak: str
    searched: str


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
        """Make the brief and the business."""
        self.person.press("Finish and make my brief")
        self.page.wait_for_url("**/briefs/*/")
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
        expect(self.page.locator("main .badge")).to_have_text(self.person.word("Paused"))
