"""The website of an edition: sources are written, then one function calls the builder."""

from generator.outputs.web.builder import WebsiteError, build_website
from generator.outputs.web.sources import write_sources

__all__ = ["WebsiteError", "build_website", "write_sources"]
