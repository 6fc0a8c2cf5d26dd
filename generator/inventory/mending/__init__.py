"""What has exactly one safe mending, mended in place: the value's characters change, and nothing else in the file."""

from generator.inventory.mending.files import FileChangedError, MendedFile
from generator.inventory.mending.mender import mend

__all__ = ["FileChangedError", "MendedFile", "mend"]
