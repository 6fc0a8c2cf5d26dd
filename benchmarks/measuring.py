"""What a command and all its descendants used: time that passed, processor time, and memory at the peak."""

import ctypes
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Used:
    """Seconds that passed, seconds of processors, and megabytes of all processes together at the peak."""

    seconds: float
    processor: float
    memory: float


def measured(command: Sequence[str], folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Used:
    """Run a command; processes that outlive it are waited for and counted too. A failure ends the benchmark."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before, started = _processor(), time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    watch = _Watch(process.pid)
    watch.start()
    said, _ = process.communicate()
    seconds = time.perf_counter() - started
    watch.over.set()
    watch.join()
    while _one_more():
        pass
    if process.returncode:
        sys.exit(f"{' '.join(command[:6])}…\n{said.decode()[-3000:]}")
    return Used(seconds, _processor() - before, watch.peak / 1e6)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _one_more() -> bool:
    try:
        os.wait()
    except ChildProcessError:
        return False
    return True


class _Watch(threading.Thread):
    """Looks at the memory of a process and its descendants; pages that several share are counted once (PSS)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0.0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.5):
            self.peak = max(self.peak, self._now())

    def _now(self) -> float:
        try:
            own = psutil.Process(self.pid)
            return float(sum(_memory(p.pid) for p in (own, *own.children(recursive=True))))
        except psutil.Error:
            return 0.0


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
