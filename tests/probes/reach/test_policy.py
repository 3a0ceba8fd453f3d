"""The address policy: a list of administrators, and what no list opens."""

from ipaddress import IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.reach.policy import AddressPolicy

EVERYTHING = AddressPolicy((ip_network("0.0.0.0/0"), ip_network("::/0")))
LISTED = AddressPolicy((ip_network("10.1.0.0/16"), ip_network("127.151.0.0/16"), ip_network("fd12::/16")))


@pytest.mark.parametrize("address", ["10.1.2.3", "127.151.0.1", "fd12::1", "::ffff:10.1.2.3", "64:ff9b::10.1.2.3"])
def test_what_is_listed_is_allowed(address: str) -> None:
    assert LISTED.refusal(ip_address(address)) is None


@pytest.mark.parametrize(
    "address", ["10.2.0.1", "127.0.0.1", "127.152.0.1", "8.8.8.8", "::1", "fd13::1", "::ffff:10.2.0.1", "::10.2.0.1"]
)
def test_what_is_not_listed_is_refused(address: str) -> None:
    assert "не входит в разрешённые сети" in str(LISTED.refusal(ip_address(address)))


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.0.1", "224.0.0.1", "239.255.255.255", "255.255.255.255"),
        *("::", "fe80::1", "febf::1", "ff02::1", "fd00:ec2::254"),
        *("::ffff:169.254.169.254", "64:ff9b::169.254.169.254", "::169.254.169.254", "::ffff:0.0.0.0"),
    ],
)
def test_links_groups_and_metadata_are_refused_whatever_is_listed(address: str) -> None:
    assert "такие адреса не проверяются" in str(EVERYTHING.refusal(ip_address(address)))


@pytest.mark.parametrize("address", ["127.0.0.1", "127.255.0.1", "::1", "::ffff:127.0.0.1"])
def test_loopback_counts_only_when_it_is_listed_by_itself(address: str) -> None:
    assert EVERYTHING.refusal(ip_address(address))
    own = AddressPolicy((ip_network("127.0.0.0/8"), ip_network("::1/128")))
    assert own.refusal(ip_address(address)) is None


@given(st.ip_addresses())
def test_an_empty_list_allows_nothing(address: object) -> None:
    assert AddressPolicy().refusal(ip_address(str(address)))


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_alike_however_it_is_written(address: object) -> None:
    plain = ip_address(str(address))
    for policy in (LISTED, EVERYTHING):
        for form in (f"::ffff:{plain}", f"64:ff9b::{plain}"):
            assert (policy.refusal(plain) is None) == (policy.refusal(IPv6Address(form)) is None)
