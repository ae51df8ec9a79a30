"""The hosting partner: adapter and fake keep one contract, a person asks, the partner reads."""

from __future__ import annotations

import gzip
import json
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from accounts.tests.factories import UserFactory
from agents.schemas import RESULTS
from audit.models import Activity
from briefs.models import BusinessBrief
from briefs.tests.factories import BusinessBriefFactory, ClaimFactory
from config.tests.ours import ROOT
from hosting import services
from hosting.models import PartnerWebsite
from hosting.partner import (
    BOUNDS,
    DigitalCloud360,
    Hosting,
    HostingLocked,
    HostingRefused,
    HostingUnavailable,
    partner_settings,
)
from hosting.services import business_brief
from hosting.tests.factories import PartnerWebsiteFactory
from hosting.tests.fakes import FakeHosting
from outbound.tests.servers import Door, Service, drips, listening

SECRET = "a-secret-that-both-sides-know"
SignIn = Callable[[User], Client]


class Partner(Service):
    """The partner: each key is one website."""

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[str, int] = {}

    def reply(self, door: Door) -> None:
        if door.headers["X-Service-Secret"] != SECRET:
            door.answer(401, b"{}")
            return
        number = self.made.setdefault(door.headers["Idempotency-Key"], len(self.made) + 1)
        told = {"website_id": number, "url": f"https://sites.example/{number}"}
        door.answer(201, json.dumps(told).encode())


@pytest.fixture
def partner() -> Iterator[Partner]:
    """Give a partner that listens on loopback."""
    yield from listening(Partner())


def real(partner: Partner, secret: str = SECRET, seconds: float = 2) -> DigitalCloud360:
    bounds = replace(BOUNDS, part=seconds, whole=5 * seconds)
    return DigitalCloud360(partner.url, secret, bounds=bounds, sleep=lambda _: None)


@pytest.fixture(params=["real", "fake"])
def hosting(request: pytest.FixtureRequest, partner: Partner) -> Hosting:
    """Give the adapter and the fake in turn: both keep the same promises."""
    return real(partner) if request.param == "real" else FakeHosting()


def test_a_brief_becomes_a_website(hosting: Hosting) -> None:
    placed = hosting.publish({"business_name": "Jardin de Khady"}, key="one")
    assert (placed.website_id, placed.url) == (1, "https://sites.example/1")


def test_the_same_key_makes_nothing_twice(hosting: Hosting) -> None:
    first, again = (hosting.publish({"n": 1}, key="one") for _ in range(2))
    assert first == again
    assert hosting.publish({"n": 2}, key="two").website_id == 2


def test_the_request_carries_secret_key_and_json(partner: Partner) -> None:
    real(partner).publish({"business_name": "Chez Awa"}, key="one")
    [asked] = partner.asked
    assert asked["path"] == "/api/v1/websites"
    assert asked["body"] == {"business_name": "Chez Awa"}
    assert (asked["headers"]["X-Service-Secret"], asked["headers"]["Idempotency-Key"]) == (SECRET, "one")


@pytest.mark.parametrize(
    "trouble",
    [
        lambda door: door.answer(500, b"oops"),
        lambda door: door.answer(503, b"", Retry_After="1"),
        lambda door: door.answer(429, b"", Retry_After="99999999"),
        lambda door: door.answer(200, b"<html>not json</html>"),
        lambda door: door.answer(200, b'{"website_id": "many"}'),
        lambda door: door.answer(200, b'{"website_id": 1, "url": "javascript:alert(1)"}'),
        lambda door: door.answer(200, b"x" * (BOUNDS.largest + 1)),
        lambda door: door.answer(200, gzip.compress(b" " * 10**6), Content_Encoding="gzip"),
        lambda door: door.connection.close(),
        lambda door: time.sleep(0.6),
        drips(b"HTTP/1.1 200 OK\r\nX-Slow: "),
    ],
    ids=[
        "500",
        "503",
        "429",
        "html",
        "garbage-id",
        "script-address",
        "endless",
        "packed",
        "closed",
        "slow",
        "drips",
    ],
)
def test_trouble_that_passes_is_tried_again(trouble: Callable[[Door], None], partner: Partner) -> None:
    partner.script = [trouble]
    assert real(partner, seconds=0.3).publish({}, key="one").website_id == 1
    assert len(partner.asked) == 2


def test_trouble_that_stays_is_unavailable_after_four_tries(partner: Partner) -> None:
    partner.script = [lambda door: door.answer(502, b"")] * 9
    with pytest.raises(HostingUnavailable, match="502"):
        real(partner).publish({}, key="one")
    assert len(partner.asked) == 4


@pytest.mark.parametrize(
    ("status", "error"), [(400, HostingRefused), (302, HostingRefused), (403, HostingLocked)]
)
def test_a_refusal_is_not_tried_again(status: int, error: type[Exception], partner: Partner) -> None:
    partner.script = [lambda door: door.answer(status, b"", Location="http://127.0.0.1:1/steal")]
    with pytest.raises(error):
        real(partner).publish({}, key="one")
    assert len(partner.asked) == 1


def test_a_wrong_secret_is_told_apart(partner: Partner) -> None:
    with pytest.raises(HostingLocked):
        real(partner, secret="another").publish({}, key="one")


@pytest.mark.parametrize("secret", ["clé’", "two\r\nX-Evil: 1"])
def test_a_secret_that_fits_no_header_is_told_as_a_wrong_one(secret: str, partner: Partner) -> None:
    with pytest.raises((HostingLocked, HostingUnavailable)):
        real(partner, secret=secret).publish({}, key="one")
    assert not partner.asked


def test_no_log_and_no_error_holds_the_secret(partner: Partner, caplog: pytest.LogCaptureFixture) -> None:
    partner.script = [lambda door: door.answer(500, SECRET.encode())] * 4
    with caplog.at_level(logging.DEBUG), pytest.raises(HostingUnavailable) as failed:
        real(partner).publish({}, key="one")
    assert caplog.records
    assert SECRET not in caplog.text + repr(failed.value) + repr(failed.value.__cause__)


# --- A person asks for a website ---------------------------------------------------------------------------


@pytest.fixture
def brief(owner: User, settings: Any) -> BusinessBrief:
    """Give a brief that is ready, on a server that has a partner."""
    settings.DC360_URL, settings.DC360_SECRET = "https://partner.example", SECRET
    made: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner, is_ready_for_website=True)
    return made


@pytest.mark.django_db
def test_asking_enqueues_one_job_however_often_one_clicks(
    brief: BusinessBrief, owner: User, client_of: SignIn
) -> None:
    address = reverse("hosting:order", args=[brief.pk])
    for _ in range(2):
        assert client_of(owner).post(address).status_code == 302
    assert PartnerWebsite.objects.get(brief=brief).status == "queued"
    assert ProcrastinateJob.objects.filter(task_name=services.JOB).count() == 1


@pytest.mark.django_db
def test_the_job_stores_the_website(brief: BusinessBrief, owner: User) -> None:
    row, fake = services.order(by=owner, brief=brief), FakeHosting()
    services.place(row.pk, fake)
    services.place(row.pk, fake)
    row.refresh_from_db()
    brief.refresh_from_db()
    assert (row.status, row.url, brief.dc360_website_id) == ("placed", "https://sites.example/1", 1)
    assert len(fake.websites) == 1


@pytest.mark.django_db
def test_changed_content_is_a_new_request_and_the_same_is_not(brief: BusinessBrief, owner: User) -> None:
    row, fake = services.order(by=owner, brief=brief), FakeHosting()
    services.place(row.pk, fake)
    assert services.order(by=owner, brief=brief).status == "placed"
    brief.vision = "Une autre vision."
    brief.save()
    changed = services.order(by=owner, brief=brief)
    assert (changed.status, changed.idempotency_key != row.idempotency_key) == ("queued", True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "told"), [(HostingRefused("no"), "refused"), (HostingLocked("no"), "locked")]
)
def test_a_refusal_is_kept_for_the_person(
    error: HostingRefused, told: str, brief: BusinessBrief, owner: User
) -> None:
    row = services.order(by=owner, brief=brief)
    services.place(row.pk, FakeHosting(error))
    row.refresh_from_db()
    assert (row.status, row.error) == ("failed", told)
    assert Activity.objects.filter(action="hosting.website.failed").exists()


@pytest.mark.django_db
def test_a_partner_that_is_down_is_asked_again_and_then_given_up(brief: BusinessBrief, owner: User) -> None:
    row = services.order(by=owner, brief=brief)
    fake = FakeHosting(*[HostingUnavailable("down")] * 3)
    for _ in range(2):
        with pytest.raises(HostingUnavailable):
            services.place(row.pk, fake)
    services.place(row.pk, fake)
    row.refresh_from_db()
    assert (row.status, row.error, row.attempts) == ("failed", "unavailable", 3)
    assert services.order(by=owner, brief=brief).status == "queued"


@pytest.mark.django_db
def test_an_error_that_nobody_foresaw_is_given_up_too(brief: BusinessBrief, owner: User) -> None:
    row = services.order(by=owner, brief=brief)
    broken: Any = type("Broken", (), {"publish": lambda *_, **__: 1 / 0})()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            services.place(row.pk, broken)
    services.place(row.pk, broken)
    row.refresh_from_db()
    assert (row.status, row.error) == ("failed", "unavailable")


@pytest.mark.django_db
def test_a_request_whose_workers_keep_dying_fails_in_the_end(brief: BusinessBrief, owner: User) -> None:
    row = services.order(by=owner, brief=brief)
    PartnerWebsite.objects.update(attempts=services.MOST_ATTEMPTS)
    services.place(row.pk, FakeHosting())
    row.refresh_from_db()
    assert row.status == "failed"


@pytest.mark.django_db
def test_what_is_ordered_while_an_earlier_order_is_under_way_is_placed_too(
    brief: BusinessBrief, owner: User
) -> None:
    fake = FakeHosting()

    class Slow:
        def publish(self, content: Any, *, key: str) -> Any:
            brief.vision = "Une autre vision."
            brief.save()
            services.order(by=owner, brief=brief)
            return fake.publish(content, key=key)

    row = services.order(by=owner, brief=brief)
    services.place(row.pk, Slow())
    assert PartnerWebsite.objects.get().status == "queued"
    services.place(row.pk, fake)
    assert [content["texts"]["vision"] for _, content in fake.websites.values()][1] == "Une autre vision."


@pytest.mark.django_db
def test_an_edit_after_the_order_is_not_sent(brief: BusinessBrief, owner: User) -> None:
    row, fake, before = services.order(by=owner, brief=brief), FakeHosting(), brief.vision
    BusinessBrief.objects.update(vision="Pas encore.")
    services.place(row.pk, fake)
    [(_, content)] = fake.websites.values()
    assert content["texts"]["vision"] == before


@pytest.mark.django_db
def test_nothing_leaves_without_a_confirmed_address(brief: BusinessBrief) -> None:
    with pytest.raises(services.NotPublishable, match="adresse e\u2011mail"):
        services.order(by=UserFactory.create(verified=False), brief=brief)


@pytest.mark.django_db
def test_a_request_without_its_job_gets_a_new_one(
    brief: BusinessBrief, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.order(by=owner, brief=brief)
    jobs = ProcrastinateJob.objects.filter(task_name=services.JOB)
    jobs._raw_delete("default")  # by hand: the model itself refuses
    services.enqueue_lost()
    assert not jobs.exists()
    monkeypatch.setattr(services, "LOST_AFTER", timedelta(0))
    services.enqueue_lost()
    services.enqueue_lost()
    assert jobs.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_orders_at_the_same_instant_make_one_request(brief: BusinessBrief, owner: User) -> None:
    def ask(_: int) -> None:
        try:
            services.order(by=owner, brief=brief)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(4)))
    assert ProcrastinateJob.objects.filter(task_name=services.JOB).count() == 1


@pytest.mark.django_db
def test_a_figure_to_verify_keeps_the_brief_here(
    brief: BusinessBrief, owner: User, client_of: SignIn
) -> None:
    ClaimFactory.create(brief=brief, kind="to_verify")
    page = client_of(owner).post(reverse("hosting:order", args=[brief.pk]), follow=True)
    assert "à vérifier" in page.content.decode()
    assert not PartnerWebsite.objects.exists()


@pytest.mark.django_db
def test_an_unready_brief_and_a_server_without_partner_refuse(
    brief: BusinessBrief, owner: User, settings: Any
) -> None:
    BusinessBrief.objects.update(is_ready_for_website=False)
    brief.refresh_from_db()
    with pytest.raises(services.NotPublishable):
        services.order(by=owner, brief=brief)
    settings.DC360_URL = ""
    with pytest.raises(services.NotPublishable):
        services.order(by=owner, brief=brief)


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["", "queued", "placed", "failed"])
def test_the_brief_says_where_its_website_stands(
    status: str, brief: BusinessBrief, owner: User, client_of: SignIn
) -> None:
    if status:
        error = "refused" if status == "failed" else ""
        PartnerWebsiteFactory.create(brief=brief, status=status, error=error)
    page = client_of(owner).get(reverse("briefs:brief", args=[brief.pk])).content.decode()
    told = {"": "Publier", "queued": "prépare", "placed": "sites.example/1", "failed": "refusé"}
    assert told[status] in page


@pytest.mark.django_db
def test_without_a_partner_nothing_is_offered(owner: User, client_of: SignIn) -> None:
    made = BusinessBriefFactory.create(coaching_session__user=owner)
    page = client_of(owner).get(reverse("briefs:brief", args=[made.pk]))
    assert "DigitalCloud360" not in page.content.decode()


@pytest.mark.parametrize(
    ("url", "secret", "found"),
    [
        ("", "", []),
        ("https://partner.example", SECRET, []),
        ("http://127.0.0.1:9000", SECRET, []),
        ("https://partner.example", "", ["hosting.E001"]),
        ("https://partner.example", "short", ["hosting.E002"]),
        ("http://partner.example", SECRET, ["hosting.E003"]),
    ],
)
def test_half_or_unsafe_settings_are_refused_at_the_start(
    url: str, secret: str, found: list[str], settings: Any
) -> None:
    settings.DC360_URL, settings.DC360_SECRET = url, secret
    assert [message.id for message in partner_settings()] == found


# --- The partner reads -------------------------------------------------------------------------------------


def read(brief: BusinessBrief, secret: str | None = SECRET) -> Any:
    headers = {} if secret is None else {"X-Service-Secret": secret}
    return Client().get(reverse("hosting:read", args=[brief.pk]), headers=headers)


@pytest.mark.django_db
def test_the_partner_reads_a_brief_that_was_handed_over(brief: BusinessBrief) -> None:
    PartnerWebsiteFactory.create(brief=brief)
    response = read(brief)
    assert response.json() == business_brief(brief)
    assert response["Cache-Control"].startswith("max-age=0")
    assert not response.cookies


@pytest.mark.django_db
def test_the_partner_reads_what_was_handed_over_and_no_edit_since(brief: BusinessBrief) -> None:
    PartnerWebsiteFactory.create(brief=brief)
    BusinessBrief.objects.update(vision="Déjà 3 417 clientes.")
    assert "3 417" not in read(brief).content.decode()


@pytest.mark.django_db
def test_each_reading_stands_in_the_trail_and_a_refused_one_does_not(brief: BusinessBrief) -> None:
    PartnerWebsiteFactory.create(brief=brief)
    read(brief)
    read(brief, "wrong")
    assert Activity.objects.about(brief).filter(action="hosting.website.read").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "é"])
def test_a_wrong_secret_is_refused(secret: str | None, brief: BusinessBrief) -> None:
    PartnerWebsiteFactory.create(brief=brief)
    response = read(brief, secret)
    assert (response.status_code, response.json()) == (401, {"error": "wrong_secret"})


@pytest.mark.django_db
def test_without_a_secret_of_ours_nobody_comes_in(brief: BusinessBrief, settings: Any) -> None:
    PartnerWebsiteFactory.create(brief=brief)
    settings.DC360_SECRET = ""
    assert read(brief, "").status_code == 401


@pytest.mark.django_db
def test_a_brief_that_nobody_handed_over_is_not_found(brief: BusinessBrief) -> None:
    assert read(brief).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(("secret", "allowed", "code"), [(SECRET, 120, 200), ("wrong", 20, 401)])
def test_too_many_requests_are_told_to_wait(
    secret: str, allowed: int, code: int, brief: BusinessBrief, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hosting.views.time.time", lambda: 1_800_000_000.0)
    PartnerWebsiteFactory.create(brief=brief)
    codes = [read(brief, secret).status_code for _ in range(allowed + 1)]
    assert (codes[:-1], codes[-1]) == ([code] * allowed, 429)


def documented() -> str:
    return (ROOT / "docs" / "partner-api.md").read_text()


def shape(value: Any) -> Any:
    """Return a value's keys and kinds; results are by item key, which differ from brief to brief."""
    if not isinstance(value, dict):
        return type(value).__name__
    return {key: "items" if key == "results" else shape(inner) for key, inner in value.items()}


@pytest.mark.django_db
def test_the_documented_answer_has_the_fields_of_the_real_one(brief: BusinessBrief) -> None:
    PartnerWebsiteFactory.create(brief=brief)
    told = json.loads(documented().split("```json")[1].split("```")[0])
    assert shape(told) == shape(read(brief).json())
    assert set(told["results"]) <= set(RESULTS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "code", "error"),
    [("queued", 200, ""), ("", 404, "not_found"), ("queued", 401, "wrong_secret"), ("", 429, "too_many")],
)
def test_each_status_is_documented_with_its_error(
    row: str, code: int, error: str, brief: BusinessBrief, monkeypatch: pytest.MonkeyPatch
) -> None:
    if row:
        PartnerWebsiteFactory.create(brief=brief, status=row)
    monkeypatch.setattr("hosting.views._allows", lambda *_: code != 429)
    response = read(brief, "wrong" if code == 401 else SECRET)
    assert response.status_code == code
    assert f"| {code} |" in documented()
    if error:
        assert f"`{response.json()['error']}`" in documented()


@pytest.mark.django_db
def test_the_documented_request_is_the_one_that_is_sent(brief: BusinessBrief, partner: Partner) -> None:
    real(partner).publish(business_brief(brief), key="one")
    [asked] = partner.asked
    assert f"`POST {{DC360_URL}}{asked['path']}`" in documented()
    assert all(f"`{name}`" in documented() for name in ("X-Service-Secret", "Idempotency-Key"))
    assert f"`Content-Type: {asked['headers']['Content-Type']}`" in documented()
