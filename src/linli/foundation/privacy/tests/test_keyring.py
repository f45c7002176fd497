"""The key file: made once, private, grows."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command

from linli.foundation.privacy import keyfile, keyring
from linli.foundation.privacy import services as privacy
from linli.foundation.privacy.values import KeyMissingError


def test_file_is_made_at_first_start_for_its_owner_only(own_keys):
    privacy.encrypt("x", purpose="p")
    assert own_keys.stat().st_mode & 0o777 == 0o600
    assert own_keys.parent.stat().st_mode & 0o077 == 0


def test_drafts_do_not_stay(own_keys):
    keyring.add_key()
    assert [path.name for path in own_keys.parent.iterdir()] == ["master.json"]


def test_processes_that_start_together_agree(own_keys):
    def start(_number):
        keyfile.write_first(own_keys, keyring._first_content())
        return keyring._read(own_keys).current

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(start, range(8)))) == 1


def test_added_key_encrypts_and_the_old_one_still_decrypts(own_keys):
    old = privacy.encrypt("x", purpose="p")
    key_id = keyring.add_key()
    new = privacy.encrypt("x", purpose="p")
    assert privacy.decrypt(old, purpose="p") == "x"
    assert privacy.key_id(new) == key_id


def test_index_survives_a_rotation(own_keys):
    before = privacy.blind_index("x", purpose="p")
    keyring.add_key()
    assert privacy.blind_index("x", purpose="p") == before


def test_rewrapped_case_key_opens_the_same_document(own_keys):
    key = privacy.new_case_key()
    blob = privacy.seal(key, {"a": 1}, bound_to="1")
    key_id = keyring.add_key()
    again = privacy.rewrap(key)
    assert privacy.key_id(again) == key_id
    assert privacy.unseal(again, blob, bound_to="1") == {"a": 1}


def test_key_added_by_another_process_is_found(own_keys):
    privacy.encrypt("x", purpose="p")
    known = keyring.keyring()
    keyring.add_key()
    token = privacy.encrypt("x", purpose="p")
    keyring.keyring.cache_clear()
    fresh = json.loads(own_keys.read_text())
    own_keys.write_text(
        json.dumps(
            fresh
            | {
                "keys": {known.current.hex(): fresh["keys"][known.current.hex()]},
                "current": known.current.hex(),
            }
        )
    )
    keyring.keyring()
    own_keys.write_text(json.dumps(fresh))
    assert privacy.decrypt(token, purpose="p") == "x"


def test_lost_key_is_said(own_keys):
    token = privacy.encrypt("x", purpose="p")
    own_keys.unlink()
    keyring.keyring.cache_clear()
    with pytest.raises(KeyMissingError):
        privacy.decrypt(token, purpose="p")


def test_command_adds_a_key_and_shows_no_secret(own_keys, capsys):
    call_command("keys", "--add")
    shown = capsys.readouterr().out
    content = json.loads(own_keys.read_text())
    assert f"{content['current']}  encrypts" in shown
    assert not any(secret in shown for secret in content["keys"].values())
