"""Clients are divided among machines: each client once, the same everywhere, about equal in what they take."""

from pathlib import Path

import pytest
from builders import write
from hypothesis import given
from hypothesis import strategies as st

from generator.build.plan import guess
from generator.build.sharding import Shard, share

WEIGHTS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=4), st.floats(0.1, 100), max_size=40)


@given(WEIGHTS, st.integers(1, 9))
def test_each_client_is_in_one_shard_and_none_has_much_more_than_the_others(weights: dict[str, float], of: int) -> None:
    shards = [share(weights, Shard(n, of)) for n in range(1, of + 1)]
    assert sorted(slug for shard in shards for slug in shard) == sorted(weights)
    loads = [sum(weights[slug] for slug in shard) for shard in shards]
    assert max(loads) - min(loads) <= max(weights.values(), default=0) + 1e-6


def test_the_order_in_which_clients_are_found_does_not_matter() -> None:
    weights = {"b": 2.0, "a": 2.0, "c": 1.0, "d": 5.0}
    again = dict(reversed(weights.items()))
    assert [share(weights, Shard(n, 3)) for n in (1, 2, 3)] == [share(again, Shard(n, 3)) for n in (1, 2, 3)]


@pytest.mark.parametrize("text", ["0/2", "3/2", "1/0", "1", "a/b", "1/2/3", "-1/2"])
def test_what_is_no_shard_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write 1/4"):
        Shard.parse(text)


def test_more_that_is_written_and_documents_take_longer(tmp_path: Path) -> None:
    write(tmp_path / "small/client.yml", "x" * 1000)
    write(tmp_path / "large/client.yml", "x" * 100_000)
    for part in ("website", "book", "sheets"):
        assert guess(tmp_path / "small", part) < guess(tmp_path / "large", part)
    assert guess(tmp_path / "small", "website") < guess(tmp_path / "small", "sheets")
