from __future__ import annotations

import pytest

from wgtrack.web.guard import Guard, is_loopback


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.8.9.10", True),
        ("::1", True),
        ("localhost", True),
        ("LOCALHOST", True),
        ("0.0.0.0", False),
        ("192.168.1.7", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
    ],
)
def test_what_is_this_machine_alone(host: str, own: bool) -> None:
    assert is_loopback(host) is own


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_the_addresses_of_this_machine_are_the_page(host: str) -> None:
    assert not Guard("127.0.0.1").refuses_host(host, 8000)


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example:8000", "127.0.0.1:8001", "127.0.0.1", "", "127.0.0.1.evil.example:8000", "192.168.1.7:8000"),
        *(
            "x@127.0.0.1:8000",
            "127.0.0.1:8000/x",
            "127.0.0.1:80000",
            "[::1",
            "127.0.0.1:8000, evil.example",
            "2130706433:8000",
        ),
    ],
)
def test_no_other_host_is(host: str) -> None:
    assert Guard("127.0.0.1").refuses_host(host, 8000)


def test_where_others_may_come_an_address_will_do_and_a_name_only_if_it_is_the_one() -> None:
    everywhere, named = Guard("0.0.0.0"), Guard("desk.example")
    assert not everywhere.refuses_host("192.168.1.7:8000", 8000)
    assert everywhere.refuses_host("desk.example:8000", 8000)
    assert not named.refuses_host("desk.example:8000", 8000)
    assert named.refuses_host("other.example:8000", 8000)


def test_each_server_has_its_own_words() -> None:
    one, other = Guard("127.0.0.1"), Guard("127.0.0.1")
    words = {one.token, one.cookie, one.secret, other.token, other.cookie, other.secret}
    assert len(words) == 6
    assert min(map(len, words)) >= 32
    assert one.lets_in(one.token, None)
    assert one.lets_in(None, one.cookie)
    assert not one.lets_in(None, None)
    assert not one.lets_in("", "")
    assert not one.lets_in(other.token, other.cookie)
    assert not one.lets_in(one.cookie, one.token)


def test_only_a_form_of_ours_from_a_page_of_ours_says_something() -> None:
    guard = Guard("127.0.0.1")
    here, ours = "127.0.0.1:8000", "http://127.0.0.1:8000"
    assert guard.lets_say(guard.secret, here, ours, "same-origin")
    assert guard.lets_say(guard.secret, here, ours, None)
    assert not guard.lets_say(guard.secret, here, ours, "same-site")
    assert not guard.lets_say(guard.secret, here, "http://127.0.0.1:8001", None)
    assert not guard.lets_say(guard.secret, here, "null", None)
    assert not guard.lets_say(guard.secret, here, None, None)
    assert not guard.lets_say(guard.token, here, ours, None)
    assert not guard.lets_say(None, here, ours, None)
