"""Published vectors: RFC 8998 appendix A.1 (SM4-GCM), GB/T 32905 (SM3)."""

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from linli.foundation.privacy.provider import SoftwareProvider
from linli.foundation.privacy.values import TamperedError

KEY = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
NONCE = bytes.fromhex("00001234567800000000ABCD")
BOUND_TO = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
TEXT = bytes.fromhex(
    "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
    "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"
)
CIPHER = bytes.fromhex(
    "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
    "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
)
TAG = bytes.fromhex("83DE3541E4C2B58177E065A9BF7B62EC")

software = SoftwareProvider()


def test_decrypts_the_vector_of_rfc_8998():
    assert software.decrypt(KEY, NONCE + CIPHER + TAG, bound_to=BOUND_TO) == TEXT


def test_library_encrypts_the_vector_of_rfc_8998():
    encryptor = Cipher(algorithms.SM4(KEY), modes.GCM(NONCE)).encryptor()
    encryptor.authenticate_additional_data(BOUND_TO)
    assert encryptor.update(TEXT) + encryptor.finalize() == CIPHER
    assert encryptor.tag == TAG


def test_sm3_of_abc_is_the_standards():
    digest = hashes.Hash(hashes.SM3())
    digest.update(b"abc")
    standard = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert digest.finalize().hex() == standard


def sm3(text):
    digest = hashes.Hash(hashes.SM3())
    digest.update(text)
    return digest.finalize()


def test_mac_is_hmac_as_rfc_2104_builds_it():
    padded = KEY.ljust(64, b"\0")
    inner = sm3(bytes(byte ^ 0x36 for byte in padded) + b"text")
    outer = sm3(bytes(byte ^ 0x5C for byte in padded) + inner)
    assert software.mac(KEY, b"text") == outer


def test_nonce_is_never_used_twice():
    blobs = {software.encrypt(KEY, b"", bound_to=b"")[:12] for _ in range(200)}
    assert len(blobs) == 200


@pytest.mark.parametrize("length", [0, 11, 27])
def test_short_blob_is_refused(length):
    with pytest.raises(TamperedError):
        software.decrypt(KEY, b"\0" * length, bound_to=b"")
