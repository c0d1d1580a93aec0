"""Which machines may be asked for a picture: those of the open web, and no machine near this one.

Posts are untrusted: an address in one must not reach a router, a cloud's metadata or a program on this
machine. Names are looked up here, every address of a name is judged, and the fetch connects to one of those
that were judged, so that a second look-up cannot give another.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
LookUp = Callable[[str, int], tuple[str, ...]]

# Source: IANA, "IPv4 Special-Purpose Address Registry". Not `is_global`, whose answers differ between
# CPython's releases (3.11.10 changed them).
_CLOSED_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
# Source: IANA, "IPv6 Global Unicast Address Space" and "Special-Purpose Address Registry".
_OPEN_V6 = IPv6Network("2000::/3")
_CLOSED_V6 = tuple(
    IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
_NAT64 = IPv6Network("64:ff9b::/96")


class FetchError(Exception):
    """A picture cannot be had; the text says why."""


def look_up(host: str, port: int) -> tuple[str, ...]:
    """All addresses of a name, as the system gives them. Raises: OSError, UnicodeError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Who may be asked, and whose certificates are believed."""

    also_open: tuple[Network, ...] = ()
    """Networks that may be asked although they are not of the open web."""
    certificates: ssl.SSLContext | None = None
    """None means the authorities that browsers believe."""
    look_up: LookUp = look_up

    def permits(self, address: Address) -> bool:
        """Whether an address may be connected to."""
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            return self.permits(address.ipv4_mapped)
        if any(address.version == network.version and address in network for network in self.also_open):
            return True
        if isinstance(address, IPv4Address):
            return not any(address in network for network in _CLOSED_V4)
        if address in _NAT64:  # how IPv4 is reached where there is only IPv6
            return self.permits(IPv4Address(int(address) & 0xFFFFFFFF))
        return address in _OPEN_V6 and not any(address in network for network in _CLOSED_V6)

    def addresses_of(self, host: str, port: int) -> tuple[str, ...]:
        """Addresses to connect to. Raises: FetchError where there is none, or one is not permitted."""
        try:
            found = self.look_up(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(f"no machine is called {host}") from error
        for text in found:
            if not self.permits(ip_address(text)):
                raise FetchError(f"{host} is {text}, which is not on the open web")
        if not found:
            raise FetchError(f"no machine is called {host}")
        return found
