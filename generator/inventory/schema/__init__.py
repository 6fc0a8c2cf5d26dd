"""The schema: one YAML fragment per record type, and everything that is read from them."""

from generator.inventory.schema.fragments import Field, FileKind, RecordType, Schema, load_schema

__all__ = ["Field", "FileKind", "RecordType", "Schema", "load_schema"]
