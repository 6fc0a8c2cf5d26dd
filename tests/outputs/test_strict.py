"""Strict mode: what a library warns of is collected, and is neither printed nor lost."""

import logging

import pytest

from generator.outputs.strict import complaints_of


def test_warnings_are_collected_and_heard_by_nobody_else(caplog: pytest.LogCaptureFixture) -> None:
    inner = logging.getLogger("somelibrary.layout")
    with complaints_of("somelibrary") as found:
        inner.warning("no glyph for %s", "x")
        inner.info("step 5")
    assert found == ["no glyph for x"]
    assert not caplog.records
    inner.warning("afterwards")
    assert found == ["no glyph for x"], "only what was said meanwhile counts"
    assert caplog.messages == ["afterwards"]
