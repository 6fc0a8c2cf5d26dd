"""How far a build is: a bar on a terminal, plain lines elsewhere."""

import time
from types import TracebackType
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from generator.build.job import Result


class Progress:
    """Tells of each job as it ends, on `stream`."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self.total, self.ended, self.stream, self.started = total, 0, stream, time.monotonic()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self.bar = Bar(*columns, console=Console(file=stream), transient=True) if stream.isatty() else None

    def __enter__(self) -> "Progress":
        if self.bar is not None:
            self.bar.start()
            self.task = self.bar.add_task("Building", total=self.total)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.stop()

    def done(self, result: Result) -> None:
        """One job has ended."""
        self.ended += 1
        if self.bar is not None:
            self.bar.update(self.task, advance=1, description=result.name)
            return
        word = "failed" if result.error else "built"
        elapsed = time.monotonic() - self.started
        print(f"[{self.ended}/{self.total}] {result.name} {word} ({elapsed:.0f} s)", file=self.stream, flush=True)
