"""Compiled templates, kept for as long as a process lives."""

from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """The compiled templates of this process, by their name and text, wherever they lie."""

    def __init__(self) -> None:
        self.kept: dict[str, CodeType] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The place of a template; already filled when its text was compiled before."""
        checksum = self.get_source_checksum(source)
        bucket = Bucket(environment, f"{name}|{checksum}", checksum)
        bucket.code = self.kept.get(bucket.key)
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self.kept[bucket.key] = bucket.code

    def load_bucket(self, bucket: Bucket) -> None:
        """Done when it is made."""

    def dump_bucket(self, bucket: Bucket) -> None:
        """Done when it is set."""
