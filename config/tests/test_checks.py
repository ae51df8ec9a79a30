"""The checks of the whole project say what is wrong and how to mend it."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.migrations.recorder import MigrationRecorder

from config.apps import database_is_of_this_version

pytestmark = pytest.mark.django_db


def test_a_database_of_this_version_is_taken() -> None:
    assert database_is_of_this_version(databases=["default"]) == []


def test_a_database_of_an_earlier_version_is_refused_in_words() -> None:
    MigrationRecorder.Migration.objects.create(app="businesses", name="0009_results_and_claims")
    with pytest.raises(SystemCheckError, match=r"(?s)earlier version.*Make it anew: .*var/"):
        call_command("migrate", interactive=False, verbosity=0, skip_checks=False)


def test_what_a_library_migrated_and_dropped_is_no_reason_to_refuse() -> None:
    MigrationRecorder.Migration.objects.create(app="sessions", name="0000_gone")
    assert database_is_of_this_version(databases=["default"]) == []
