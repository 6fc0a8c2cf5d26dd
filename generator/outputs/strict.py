"""Strict mode of both builders: what a library logs as a warning or worse is a fault of what it was asked to make."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def complaints_of(name: str) -> Iterator[list[str]]:
    """What the logger `name` is given at WARNING or above meanwhile; nobody else hears of it."""
    found: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    logger, handler = logging.getLogger(name), Collector(logging.WARNING)
    propagated = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagated
