"""No machine near this one is asked, however its address is written or hidden."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from bookmaker.remote.policy import FetchError, Policy, look_up
from tests.web import look_up_in


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "127.0.0.1", "127.1.2.3", "0.0.0.0", "169.254.169.254", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1",
        "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%2", "fc00::1", "fd12:3456::1", "ff02::1", "fec0::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::1", "2001::1", "2001:db8::1",
        "100::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_open_web_are_refused(address: str) -> None:
    assert not Policy().permits(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "93.184.216.34", "1.1.1.1", "172.32.0.1", "2606:2800:220:1::1", "2a00:1450::1", "::ffff:1.1.1.1",
        "64:ff9b::101:101",
    ],
)  # fmt: skip
def test_addresses_of_the_open_web_are_permitted(address: str) -> None:
    assert Policy().permits(ip_address(address))


@pytest.mark.parametrize(
    "found",
    ["127.0.0.1", "93.184.216.34 10.0.0.1", "::1", "2a00:1450::1 ::ffff:192.168.0.1", "fe80::1%1"],
)
def test_one_closed_address_closes_a_name(found: str) -> None:
    policy = Policy(look_up=look_up_in({"pictures.test": found}))
    with pytest.raises(FetchError, match="not on the open web"):
        policy.addresses_of("pictures.test", 443)


def test_an_open_name_gives_its_addresses_in_order() -> None:
    policy = Policy(look_up=look_up_in({"pictures.test": "2a00:1450::1 93.184.216.34"}))
    assert policy.addresses_of("pictures.test", 443) == ("2a00:1450::1", "93.184.216.34")


@pytest.mark.parametrize("host", ["nowhere.test", "a" * 70 + ".test"])
def test_a_name_that_nobody_has_is_told(host: str) -> None:
    with pytest.raises(FetchError, match="no machine is called"):
        Policy(look_up=look_up_in({})).addresses_of(host, 443)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "2130706433", "0x7f.1", "localhost"])
def test_the_system_s_look_up_hides_no_closed_address(host: str) -> None:
    with pytest.raises(FetchError):
        Policy().addresses_of(host, 443)


def test_a_label_too_long_for_a_name_is_no_crash() -> None:
    with pytest.raises(FetchError, match="no machine is called"):
        Policy(look_up=look_up).addresses_of("a" * 70, 443)


def test_a_network_can_be_opened_and_no_other_with_it() -> None:
    policy = Policy(also_open=(ip_network("127.0.0.1/32"),))
    assert policy.permits(ip_address("127.0.0.1"))
    assert policy.permits(ip_address("::ffff:127.0.0.1"))
    assert not policy.permits(ip_address("127.0.0.2"))
    assert not policy.permits(ip_address("::1"))
