"""Which addresses a name may lead to: public ones, and those of the networks an operator declares; pure."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LOOPBACK = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
_WIDEST = {4: 8, 6: 7}  # 10.0.0.0/8 and fc00::/7, the largest private blocks (RFC 1918, RFC 4193)
_HOW = 'write networks of the department, such as ["10.20.0.0/16"]'
_UNICAST = IPv6Network("2000::/3")  # all there is of public IPv6
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_NOT_PUBLIC: tuple[Network, ...] = (  # IANA special-purpose registries, where releases of Python differ
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv4Network("168.63.129.16/32"),  # the host of a virtual machine, on one cloud
    IPv6Network("2001::/23"),
    IPv6Network("2001:db8::/32"),
    IPv6Network("3fff::/20"),
)


class Networks:
    """The networks declared for a source. None declared: public addresses alone may be reached."""

    __slots__ = ("declared",)

    def __init__(self, declared: Iterable[Network] = ()) -> None:
        self.declared = tuple(declared)

    @classmethod
    def read(cls, written: object) -> Networks:
        """Read a list of networks, or a text that names them between commas; raises `ValueError` with every fault."""
        items = written.split(",") if isinstance(written, str) else written
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise ValueError(f"is no list of texts; {_HOW}")
        declared: list[Network] = []
        faults: list[str] = []
        for item in filter(None, map(str.strip, items)):
            try:
                declared.append(_network(item))
            except ValueError as error:
                faults.append(f"{item!r} {error}")
        if faults:
            raise ValueError(f"{', '.join(faults)}; {_HOW}")
        return cls(declared)

    def __str__(self) -> str:
        return ", ".join(map(str, self.declared)) or "public addresses only"

    def allow(self, address: Address) -> bool:
        """Tell whether a source may be reached at an address."""
        meant = canonical(address)
        return kind_of(meant) is None or any(meant in network for network in self.declared)


PUBLIC_ONLY = Networks()


def canonical(address: Address) -> Address:
    """Give the IPv4 address an IPv6 address stands for (mapped, NAT64, 6to4), or the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def kind_of(address: Address) -> str | None:
    """Give the word for an address that is not public, or None for one that is."""
    if address.is_loopback:
        return "loopback"
    if address.is_link_local:
        return "link-local"
    if address.is_multicast:
        return "multicast"
    if any(address in network for network in _NOT_PUBLIC) or not _public(address):
        return "private" if address.is_private else "reserved"
    return None


def literal(host: str) -> Address | None:
    """Give the address a host of a URL is, or None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def _public(address: Address) -> bool:
    if isinstance(address, IPv6Address):
        return address in _UNICAST and address.is_global
    return address.is_global and not address.is_reserved


def _network(text: str) -> Network:
    try:
        found = ip_network(text, strict=False)
    except ValueError:
        raise ValueError("is not a network") from None
    if "/" in text and str(ip_address(text.partition("/")[0])) != str(found.network_address):
        raise ValueError(f"is an address within {found}")
    if found.prefixlen < _WIDEST[found.version]:
        raise ValueError(f"is wider than /{_WIDEST[found.version]}")
    return found
