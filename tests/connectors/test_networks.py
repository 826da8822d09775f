"""Which addresses are public, what an address stands for, and how networks are declared."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.networks import PUBLIC_ONLY, Networks, canonical, kind_of

V4 = st.integers(0, 2**32 - 1).map(IPv4Address)
V6 = st.integers(0, 2**128 - 1).map(IPv6Address)
WITHIN = {  # RFC 4291, 2.5.5.2; RFC 6052, 2.1; RFC 3056, 2
    "mapped": lambda address: IPv6Address(0xFFFF << 32 | int(address)),
    "NAT64": lambda address: IPv6Address(0x64FF9B << 96 | int(address)),
    "6to4": lambda address: IPv6Address(0x2002 << 112 | int(address) << 80 | 1),
}


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("8.8.8.8", None),
        ("2606:4700::1111", None),
        ("10.20.3.4", "private"),
        ("172.16.0.1", "private"),
        ("192.168.1.1", "private"),
        ("127.0.0.1", "loopback"),
        ("::1", "loopback"),
        ("169.254.169.254", "link-local"),
        ("fe80::1", "link-local"),
        ("fd00:ec2::254", "private"),
        ("100.100.100.200", "reserved"),
        ("192.0.0.192", "reserved"),
        ("168.63.129.16", "reserved"),
        ("0.0.0.0", "private"),
        ("::", "private"),
        ("224.0.0.1", "multicast"),
        ("ff02::1", "multicast"),
        ("240.0.0.1", "private"),
        ("255.255.255.255", "private"),
        ("fec0::1", "reserved"),
        ("2001:0:1::1", "private"),
        ("2001:db8::1", "private"),
        ("64:ff9b:1::1", "reserved"),
        ("::10.0.0.1", "reserved"),
        ("4000::1", "reserved"),
    ],
)
def test_kinds_of_address(address: str, kind: str | None) -> None:
    assert kind_of(ip_address(address)) == kind
    assert PUBLIC_ONLY.allow(ip_address(address)) is (kind is None)


@pytest.mark.parametrize("way", WITHIN)
@given(address=V4)
def test_an_address_within_another_is_judged_by_itself(way: str, address: IPv4Address) -> None:
    networks = Networks([ip_network("10.20.0.0/16")])
    within = WITHIN[way](address)
    assert canonical(within) == address
    assert networks.allow(within) is networks.allow(address)
    assert PUBLIC_ONLY.allow(within) is PUBLIC_ONLY.allow(address)


@given(V4 | V6, st.integers(8, 32))
def test_a_declared_network_is_allowed_and_forbids_nothing(address: IPv4Address | IPv6Address, length: int) -> None:
    meant = canonical(address)
    around = ip_network(f"{meant}/{length}", strict=False)
    networks = Networks.read([str(around)])
    assert networks.allow(address)
    for other in (around.network_address, around.broadcast_address):
        assert networks.allow(other) or canonical(other) != other


def test_networks_are_a_list_or_a_text_with_commas() -> None:
    written = ["10.20.0.0/16", "fd12:3456::/32", "10.30.0.5"]
    assert Networks.read(written).declared == Networks.read(", ".join(written)).declared
    assert [str(each) for each in Networks.read(written).declared] == [*written[:2], "10.30.0.5/32"]
    assert Networks.read([]).declared == ()


def test_every_fault_of_a_list_is_told_with_what_to_write() -> None:
    with pytest.raises(ValueError, match=r".+") as caught:
        Networks.read(["10.20.3.4/16", "department.test", "0.0.0.0/0", "2000::/3", "10.30.0.0/16"])
    assert str(caught.value) == (
        "'10.20.3.4/16' is an address within 10.20.0.0/16, 'department.test' is not a network, "
        "'0.0.0.0/0' is wider than /8, '2000::/3' is wider than /7; "
        'write networks of the department, such as ["10.20.0.0/16"]'
    )


@pytest.mark.parametrize("written", [5, ["10.0.0.0/8", 5], {"a": 1}])
def test_what_is_no_list_of_texts(written: object) -> None:
    with pytest.raises(ValueError, match="is no list of texts; write networks"):
        Networks.read(written)
