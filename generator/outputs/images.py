"""Whether a picture of the inventory can be printed: a drawing or photograph that is what its name says, whole, and not
so large or so intricate that laying it out would take the machine down.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image, ImageFile

from generator.outputs.vectors import vector_fault

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
LARGEST = 40_000_000
"""Pixels: twice what an A4 page holds at 400 dots per inch."""
MEGA = 1_000_000
PLACE = re.compile(r"\s+")


def image_fault(name: str, data: bytes) -> str | None:
    """What is wrong with the picture, and how to mend it; None where nothing is."""
    suffix = PurePosixPath(name).suffix.lower()
    fault = vector_fault(data) if suffix == ".svg" else _photograph_fault(suffix, data)
    return f"the picture “{name}” {fault}" if fault else None


def _photograph_fault(suffix: str, data: bytes) -> str | None:
    try:
        with _strictly(), Image.open(BytesIO(data)) as image:
            wanted = FORMATS.get(suffix)
            if image.format != wanted:
                called = f" and not the {wanted} that its name says" if wanted else ""
                return f"is a {image.format} file{called}: save it as PNG or JPEG"
            width, height = image.size
            if width * height > LARGEST:
                return (
                    f"has {width} × {height} pixels, and at most {LARGEST // MEGA} million are printed: save it smaller"
                )
            image.load()
    except Image.DecompressionBombError:
        return f"has more pixels than can be printed, at most {LARGEST // MEGA} million: save it smaller"
    except Exception as error:  # a file that lies about itself may raise anything
        return f"is damaged or cut short ({PLACE.sub(' ', str(error))[:80]}): save it again"
    return None


@contextmanager
def _strictly() -> Iterator[None]:
    """WeasyPrint tells Pillow to be content with half a picture; we are not."""
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
