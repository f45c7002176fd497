import json

import pytest
from django.core.management import CommandError
from django.db.migrations.recorder import MigrationRecorder

from linli.config import setup

CALLS = ("collectstatic", "packs", "demo")


@pytest.fixture
def calls(monkeypatch, settings, tmp_path):
    """Return the commands that setup calls; none of them is carried out."""
    made = []

    def call(*command, stdout=None, **_options):
        made.append(command[0])
        if command[0] == "demo":
            stdout.write("clerk / open sesame\n")
        if command[0] == "collectstatic":
            settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
            (settings.STATIC_ROOT / "staticfiles.json").touch()

    monkeypatch.setattr(setup, "call_command", call)
    monkeypatch.setattr(setup, "get_commands", lambda: dict.fromkeys(CALLS, "x"))
    settings.VAR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.PACK = tmp_path / "pack"
    settings.PACK.mkdir()
    settings.DEFAULT_DATABASE_URL = settings.DATABASE_URL = "sqlite:///a"
    return made


def prepare(**choice):
    said: list[str] = []
    setup.prepare(say=said.append, **{"wants_demo": False, "wants_empty": False} | choice)
    return said


@pytest.mark.django_db
def test_default_database_gets_the_demonstration(calls):
    assert prepare()[-1] == "clerk / open sesame"
    assert calls == ["collectstatic", "packs", "demo"]


@pytest.mark.django_db
def test_second_start_does_nothing_and_says_the_sign_ins(calls):
    prepare()
    calls.clear()
    assert prepare() == ["clerk / open sesame"]
    assert calls == []


@pytest.mark.django_db
def test_changed_pack_is_loaded_again(calls, settings):
    prepare()
    calls.clear()
    (settings.PACK / "item.yaml").write_text("changed")
    prepare()
    assert calls == ["packs"]


@pytest.mark.django_db
def test_other_database_gets_no_known_passwords(calls, settings):
    settings.DATABASE_URL = "postgres://city"
    prepare()
    assert "demo" not in calls


@pytest.mark.django_db
def test_other_database_gets_them_where_asked(calls, settings):
    settings.DATABASE_URL = "postgres://city"
    prepare(wants_demo=True)
    assert "demo" in calls


@pytest.mark.django_db
def test_empty_city_stays_empty(calls):
    prepare(wants_empty=True)
    prepare()
    assert "demo" not in calls


@pytest.mark.django_db
def test_demonstration_does_not_become_empty(calls):
    prepare()
    with pytest.raises(CommandError, match="holds the demonstration"):
        prepare(wants_empty=True)


@pytest.mark.django_db
def test_new_database_at_the_same_address_is_filled(calls):
    prepare()
    calls.clear()
    MigrationRecorder.Migration.objects.all().delete()
    prepare()
    assert calls == ["migrate", "createcachetable", "packs", "demo"]


@pytest.mark.django_db
def test_choice_is_told_to_the_server(calls, settings):
    prepare(wants_empty=True)
    assert json.loads((settings.VAR / "setup.json").read_text())["is_demo"] is False


@pytest.mark.django_db
def test_stamps_tell_no_password(calls, settings):
    settings.DATABASE_URL = "postgres://city:sesame@host/db"
    prepare()
    stamps = json.loads((settings.VAR / "setup.json").read_text())
    assert "host" not in str(stamps)


def test_digest_changes_with_a_name(tmp_path):
    (tmp_path / "a").write_text("x")
    before = setup.digest([tmp_path])
    (tmp_path / "a").rename(tmp_path / "b")
    assert setup.digest([tmp_path]) != before
