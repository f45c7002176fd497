"""Where a site puts a certified cryptographic module in the place of the software one."""

from linli.foundation.privacy.provider import Provider, SoftwareProvider

_providers: list[Provider] = [SoftwareProvider()]


def provide(provider: Provider) -> None:
    """Use this provider from now on; called once, from an `apps.ready`."""
    _providers[0] = provider


def provider() -> Provider:
    """Return the provider in use."""
    return _providers[0]
