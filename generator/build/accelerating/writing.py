"""Pages go from the builder to the steps that finish them without a file between; they are written once, at the end."""

import mkdocs.utils

from generator.outputs.web.handing import hand


def accelerate() -> None:
    plain = mkdocs.utils.write_file

    def write_file(content: bytes, output_path: str) -> None:
        taker = hand()
        if taker is None or not taker.take(output_path, content):
            plain(content, output_path)

    setattr(mkdocs.utils, "write_file", write_file)  # noqa: B010
