from __future__ import annotations

import pytest

from wgtrack.followup.people import is_owned_by, names_of
from wgtrack.model import Item, Person

DANA = Person("dana", "Dana Example", "dana-example", ("DE",))


@pytest.mark.parametrize("who", ["dana", "Dana", "Dana Example", "@dana-example", "DE", "de"])
@pytest.mark.parametrize("owner", ["Dana", "dana", "Dana Example", "dana-example", "DE"])
def test_one_person_by_any_name(who: str, owner: str) -> None:
    assert is_owned_by(Item("k", "x", ("Lee", owner)), names_of(who, [DANA]))


@pytest.mark.parametrize("owner", ["Daniel", "Lee", "example"])
def test_somebody_else(owner: str) -> None:
    assert not is_owned_by(Item("k", "x", (owner,)), names_of("dana", [DANA]))


def test_somebody_whom_the_configuration_does_not_know() -> None:
    assert is_owned_by(Item("k", "x", ("Kim Example",)), names_of("kim", []))
    assert not is_owned_by(Item("k", "x", ()), names_of("kim", []))
