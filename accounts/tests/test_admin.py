"""Support's pages about people."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.addresses import email_verified
from accounts.models import User
from accounts.tests.factories import UserFactory

ClientOf = Callable[[User], Client]
LIST = "admin:accounts_user_changelist"


@pytest.fixture
def staff(db: None, client_of: ClientOf) -> Client:
    """Give the browser of a superuser."""
    return client_of(User.objects.create_superuser("staff@example.org", "a-long-enough-secret"))


def act(staff: Client, action: str, user: User) -> None:
    """Run an action of the list on one person."""
    staff.post(reverse(LIST), {"action": action, "_selected_action": [str(user.pk)]})


def test_people_are_found_by_an_address_they_only_claim(staff: Client, owner: User) -> None:
    claimant = UserFactory.create(email=None, name="Second Account")
    EmailAddress.objects.create(user=claimant, email="owner@example.org", primary=True)
    html = staff.get(reverse(LIST), {"q": "owner@"}).content.decode()
    assert "Second Account" in html
    assert "Awa Ndiaye" in html


def test_nobody_is_found_by_their_password(staff: Client, owner: User) -> None:
    page = staff.get(reverse(LIST), {"password__startswith": owner.password[:4]})
    assert page.status_code == 400


def test_the_list_costs_the_same_for_many(
    staff: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    UserFactory.create_batch(12)
    with django_assert_max_num_queries(9):
        assert staff.get(reverse(LIST)).status_code == 200


def test_the_list_names_the_country_in_the_language_of_staff(staff: Client, owner: User) -> None:
    page = {"fr": "Pays", "en": "Country"}
    for language, name in page.items():
        html = staff.get(reverse(LIST), headers={"accept-language": language}).content.decode()
        assert f">{name}</a>" in html
        assert "Profile country" not in html


def test_no_password_is_shown(staff: Client, owner: User) -> None:
    html = staff.get(reverse("admin:accounts_user_change", args=[owner.pk])).content.decode()
    assert owner.password not in html
    assert 'name="password"' not in html


def test_signing_somebody_out_ends_their_sessions(staff: Client, owner: User, client_of: ClientOf) -> None:
    hers = client_of(owner)
    act(staff, "sign_out_everywhere", owner)
    assert hers.get(reverse("accounts:profile")).status_code == 302


def test_support_can_confirm_an_address(staff: Client) -> None:
    person = UserFactory.create(email="unsure@example.org", verified=False)
    act(staff, "confirm_addresses", person)
    assert email_verified(person)


def test_an_address_confirmed_by_another_stays_theirs(staff: Client, owner: User) -> None:
    claimant = UserFactory.create(email=None)
    EmailAddress.objects.create(user=claimant, email="owner@example.org", primary=True)
    act(staff, "confirm_addresses", claimant)
    owner.refresh_from_db()
    assert owner.email == "owner@example.org"


def test_a_person_added_by_staff_chooses_a_password_by_mail(staff: Client) -> None:
    staff.post(reverse("admin:accounts_user_add"), {"email": "Added@example.org", "name": "Added"})
    added = User.objects.get(email="added@example.org")
    assert not added.has_usable_password()
    assert added.memberships.count() == 1


def test_staff_without_all_rights_cannot_give_themselves_more(owner: User, client_of: ClientOf) -> None:
    from django.contrib.auth.models import Permission

    owner.is_staff = True
    owner.save()
    owner.user_permissions.set(Permission.objects.filter(codename__in=["change_user", "view_user"]))
    page = reverse("admin:accounts_user_change", args=[owner.pk])
    assert 'name="is_superuser"' not in client_of(owner).get(page).content.decode()


def test_staff_sign_in_where_everybody_does(client: Client) -> None:
    response = client.get(reverse("admin:login"))
    assert response["Location"].startswith(reverse("account_login"))
    assert client.post(reverse("admin:login"), {"username": "x", "password": "y"}).status_code == 302


def test_somebody_signed_in_without_rights_is_refused(owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).get(reverse("admin:login")).status_code == 403


def test_staff_change_their_password_where_everybody_does(staff: Client) -> None:
    assert staff.get(reverse("admin:password_change"))["Location"] == reverse("account_change_password")


def test_a_suspended_person_is_out_at_once(staff: Client, owner: User, client_of: ClientOf) -> None:
    hers = client_of(owner)
    page = reverse("admin:accounts_user_change", args=[owner.pk])
    form = staff.get(page).context["adminform"].form
    profile = {
        "preferred_language": "fr",
        "coaching_style": "gentle",
        "id": owner.profile.pk,
        "user": owner.pk,
    }
    data = {"name": form["name"].value(), "status": "suspended"}
    data |= {f"profile-0-{name}": str(value) for name, value in profile.items()}
    for prefix, count in (("profile", "1"), ("emailaddress_set", "0")):
        data |= {f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": count}
    assert staff.post(page, data).status_code == 302
    assert hers.get(reverse("accounts:profile")).status_code == 302
