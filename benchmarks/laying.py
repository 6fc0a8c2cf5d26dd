"""Lays a document out as a worker of `handbook build` does, with clocks on its stages; `paper.py` runs it.

A process of its own, which imports what that takes and no more. Prints the processor seconds of each time and, of the
last, those of its stages, and the memory after the first, in MB, as JSON.

Usage: python benchmarks/laying.py FILE.html FILE.pdf TIMES [FOLDER …]
"""

import gc
import json
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from generator.outputs.paper.rendering import write_pdf
from generator.outputs.paper.starting import start_engine
from generator.workspace import Workspace

WORKSPACE = Workspace.at(Path(__file__).resolve().parent.parent)
STAGES = (
    ("reading HTML, columns", "generator.outputs.paper.rendering", "prepared"),
    ("trying sizes of sheets", "generator.outputs.paper.fitting", "Trials.best"),
    ("style sheets and styles", "weasyprint.document", "get_all_computed_styles"),
    ("boxes and layout", "weasyprint", "HTML.render"),
    ("drawing", "weasyprint.document", "Page.paint"),
    ("tags", "weasyprint.pdf", "add_tags"),
    ("fonts", "weasyprint.pdf", "build_fonts_dictionary"),
    ("structure mended", "generator.outputs.paper.finishing", "Finisher.__call__"),
    ("links, writing", "weasyprint.document", "Document.write_pdf"),
)
"""What is timed, where it stands; of what lies within another stage only the rest counts for that."""
WHOLE = "trying sizes of sheets"


def main() -> None:
    given, made, times, *roots = sys.argv[1:]
    html, target, folders = Path(given).read_text("utf-8"), Path(made), [Path(each) for each in roots]
    start_engine(WORKSPACE.fonts)
    gc.freeze()  # as in the process that workers are forked from
    gc.disable()  # as workers do, which are replaced when they have grown
    seconds, stages, memory = [], Counter[str](), 0.0
    with timed(stages):
        for _ in range(int(times)):
            stages.clear()
            before = time.process_time()
            write_pdf(WORKSPACE, html, target, folders)
            seconds.append(time.process_time() - before)
            memory = memory or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    stages["checks and the rest"] = seconds[-1] - sum(stages.values())
    json.dump({"seconds": seconds, "stages": stages, "memory": memory}, sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # as workers end


@contextmanager
def timed(stages: Counter[str]) -> Iterator[None]:
    """Put clocks on the stages."""
    running: list[tuple[str, float]] = []

    def clocked(label: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def run(*args: Any, **given: Any) -> Any:
            if any(name == WHOLE for name, _ in running):
                return function(*args, **given)
            now = time.process_time()
            if running:
                stages[running[-1][0]] += now - running[-1][1]
            running.append((label, now))
            try:
                return function(*args, **given)
            finally:
                now = time.process_time()
                stages[label] += now - running.pop()[1]
                if running:
                    running[-1] = (running[-1][0], now)

        return run

    for label, module, path in STAGES:
        __import__(module)
        holder: Any = sys.modules[module]
        *above, name = path.split(".")
        for each in above:
            holder = getattr(holder, each)
        setattr(holder, name, clocked(label, getattr(holder, name)))
    yield


if __name__ == "__main__":
    main()
