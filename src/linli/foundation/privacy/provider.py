"""The cipher behind the room.

A protocol, so that a certified module can take the software's place.
"""

import os
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from linli.foundation.privacy.values import TamperedError

NONCE_BYTES = 12
TAG_BYTES = 16
KEY_BYTES = 16


class Provider(Protocol):
    """Authenticated encryption and a keyed hash.

    `key` is whatever the keyring keeps for the key: here the key itself, with a hardware module
    its handle.
    """

    def new_key(self) -> bytes:
        """Return a new key (or handle)."""
        ...

    def encrypt(self, key: bytes, text: bytes, *, bound_to: bytes) -> bytes:
        """Return nonce, ciphertext and tag."""
        ...

    def decrypt(self, key: bytes, blob: bytes, *, bound_to: bytes) -> bytes:
        """Return the text; raise `TamperedError` unless key, blob and binding agree."""
        ...

    def mac(self, key: bytes, text: bytes) -> bytes:
        """Return the keyed hash of the text, 32 bytes."""
        ...


class SoftwareProvider:
    """SM4-GCM (RFC 8998) and HMAC-SM3 of the library `cryptography`. Not a certified module."""

    def new_key(self) -> bytes:
        """Return 16 random bytes."""
        return os.urandom(KEY_BYTES)

    def encrypt(self, key: bytes, text: bytes, *, bound_to: bytes) -> bytes:
        """Encrypt under a random nonce."""
        nonce = os.urandom(NONCE_BYTES)
        encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(bound_to)
        return nonce + encryptor.update(text) + encryptor.finalize() + encryptor.tag

    def decrypt(self, key: bytes, blob: bytes, *, bound_to: bytes) -> bytes:
        """Decrypt and check."""
        if len(blob) < NONCE_BYTES + TAG_BYTES:
            raise TamperedError
        nonce, tag = blob[:NONCE_BYTES], blob[-TAG_BYTES:]
        decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(bound_to)
        text = decryptor.update(blob[NONCE_BYTES:-TAG_BYTES])
        try:
            return text + decryptor.finalize()
        except InvalidTag as tampered:
            raise TamperedError from tampered

    def mac(self, key: bytes, text: bytes) -> bytes:
        """Return HMAC-SM3."""
        keyed = hmac.HMAC(key, hashes.SM3())
        keyed.update(text)
        return keyed.finalize()
