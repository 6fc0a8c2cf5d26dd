"""Worker processes behind the interface of `concurrent.futures`: warm, bounded in memory and time, and expendable.

A worker that is killed loses the one call that it was at; the others go on, and another worker takes its place. Workers
are forked from a server process that has imported what they need and holds no threads and no data.
"""

import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from multiprocessing import forkserver
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.build.ending import COMMAND
from generator.build.lost import TimeLimitError, WorkerLostError
from generator.build.worker import serve

WARM = "HANDBOOK_WARM"
"""Tells the process that workers are forked from for which workspace to be ready."""
WARM_FOR = "HANDBOOK_WARM_FOR"
"""Tells it for what: `website`, `paper` and languages; all there is when it says nothing."""
PRELOADED = ["generator.build.following", "generator.build.warm"]
MOST_WAITED = 1.5
"""Seconds that somebody who interrupts a build waits for processes that were ended."""


@dataclass
class Call:
    """A call that waits for a worker or is with one."""

    payload: bytes
    future: "Future[Any]"
    started: float = 0.0


@dataclass
class Worker:
    """A process and this end of the pipe to it."""

    process: Any
    pipe: Connection
    call: Call | None = None


@dataclass
class Limits:
    """What a worker may use before it is replaced (`grown`), or ended."""

    seconds: float = 900.0
    """By the clock, for one call."""
    processor: float | None = None
    """Seconds of the processor for one call; as many as by the clock when None."""
    grown: int = 500_000_000
    address_space: int = 6_000_000_000


@dataclass
class Workers(Executor):
    """Up to `count` processes, started as calls come. Use it in a `with`; leaving it by an error ends all at once."""

    count: int
    limits: Limits = field(default_factory=Limits)
    root: Path | None = None
    """The workspace whose templates and fonts are made warm."""
    needs: Sequence[str] = ()
    """What they are made warm for, see WARM_FOR; anything else works too, and takes longer at first."""

    def __post_init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(PRELOADED)
        self._prepared = False
        self._waiting: deque[Call] = deque()
        self._workers: list[Worker] = []
        self._lock = threading.Lock()
        self._bell, self._ear = Pipe()
        self._closing = self._killed = False
        self._thread = threading.Thread(target=self._dispatch, name="workers", daemon=True)
        self._thread.start()

    def prepare(self) -> None:
        """Start the process that workers are forked from. It gets ready by itself while we do something else."""
        with self._lock:
            if self._prepared:
                return
            self._prepared = True
        os.environ[COMMAND] = str(os.getpid())
        if self.root is not None:
            os.environ[WARM] = str(self.root)
            os.environ[WARM_FOR] = " ".join(self.needs)
        with _without_main():
            forkserver.ensure_running()

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Hand in a call; its future fails with WorkerLostError when the worker is lost."""
        self.prepare()
        call = Call(pickle.dumps((function, args, kwargs)), Future())
        with self._lock:
            if self._closing:
                raise RuntimeError("these workers were dismissed")
            self._waiting.append(call)
        self._ring()
        return call.future

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        """After an error, Ctrl-C among them, nobody waits for what is still at work."""
        if kind is not None:
            self.kill()
        else:
            self.shutdown()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """No more calls; what was handed in is finished first, unless it is cancelled."""
        with self._lock:
            self._closing = True
            if cancel_futures:
                for call in self._waiting:
                    call.future.cancel()
                self._waiting.clear()
        self._ring()
        if wait:
            self._thread.join()

    def kill(self) -> None:
        """End all processes now. Nothing is waited for but their end: not the lock, nor a process that is starting."""
        self._closing = self._killed = True
        workers = list(self._workers)
        for worker in workers:
            worker.process.kill()
        deadline = time.monotonic() + MOST_WAITED
        while (left := [w.process.sentinel for w in workers if w.process.is_alive()]) and time.monotonic() < deadline:
            wait(left, deadline - time.monotonic())
        self._ring()

    def _ring(self) -> None:
        with contextlib.suppress(OSError):
            self._bell.send_bytes(b"")

    def _dispatch(self) -> None:
        """The thread that hands out calls, takes in answers and misses workers."""
        while True:
            self._hand_out()
            busy = [w for w in self._workers if w.call is not None]
            with self._lock:
                if self._killed or (self._closing and not busy and not self._waiting):
                    break
            ends: list[Any] = [
                self._ear,
                *(w.pipe for w in self._workers),
                *(w.process.sentinel for w in self._workers),
            ]
            ready = wait(ends, self._patience(busy))
            if self._ear in ready:
                self._ear.recv_bytes()
            for worker in list(self._workers):
                self._attend(worker, worker.pipe in ready, worker.process.sentinel in ready)
        for worker in self._workers:
            _end(worker)
        self._workers.clear()

    def _hand_out(self) -> None:
        """Give calls to workers that are idle, and to new ones."""
        while self._waiting and not self._killed:
            worker = next((w for w in self._workers if w.call is None), None)
            if worker is None and len(self._workers) == self.count:
                return
            try:
                worker = worker or self._start()
            except (OSError, EOFError) as error:
                self._refuse(f"no process could be started for it: {error}")
                return
            with self._lock:
                call = self._waiting.popleft() if self._waiting else None
            if call is None or not call.future.set_running_or_notify_cancel():
                continue
            call.started, worker.call = time.monotonic(), call
            with contextlib.suppress(OSError):  # a worker that is gone is missed in the next round
                worker.pipe.send_bytes(call.payload)

    def _start(self) -> Worker:
        ours, theirs = Pipe()
        limits = self.limits
        most = limits.seconds if limits.processor is None else limits.processor
        process = self._context.Process(
            target=serve, args=(theirs, limits.grown, limits.address_space, most), daemon=True
        )
        with _without_main():
            process.start()
        theirs.close()
        worker = Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _refuse(self, why: str) -> None:
        """Nobody shall wait for ever for a call that nobody does."""
        with self._lock:
            calls = list(self._waiting)
            self._waiting.clear()
        for call in calls:
            if call.future.set_running_or_notify_cancel():
                call.future.set_exception(WorkerLostError(why))

    def _patience(self, busy: list[Worker]) -> float | None:
        """Seconds until the first call takes too long."""
        starts = [w.call.started for w in busy if w.call is not None]
        return max(min(starts) + self.limits.seconds - time.monotonic(), 0.0) if starts else None

    def _attend(self, worker: Worker, answered: bool, ended: bool) -> None:
        """Take in a worker's answer, or miss it when it ended, or end it when it took too long."""
        call = worker.call
        if answered:
            try:
                done, value, go_on = pickle.loads(worker.pipe.recv_bytes())  # noqa: S301 - from our own process
            except (EOFError, OSError):
                self._lost(worker)
                return
            worker.call = None
            if not go_on:
                self._workers.remove(worker)
                _end(worker)
            if call is not None:
                call.future.set_result(value) if done else call.future.set_exception(value)
        elif ended:
            self._lost(worker)
        elif call is not None and time.monotonic() - call.started >= self.limits.seconds:
            worker.process.kill()
            self._dismiss(worker, TimeLimitError(f"it took more than {self.limits.seconds:g} seconds and was ended"))

    def _lost(self, worker: Worker) -> None:
        how = _how(worker.process)
        if worker.process.exitcode == -signal.SIGXCPU:
            most = self.limits.seconds if self.limits.processor is None else self.limits.processor
            self._dismiss(worker, TimeLimitError(f"it took more than {most:g} seconds of the processor and was ended"))
        else:
            self._dismiss(worker, WorkerLostError("its process ended" + how))

    def _dismiss(self, worker: Worker, why: Exception) -> None:
        self._workers.remove(worker)
        _end(worker)
        if worker.call is not None:
            worker.call.future.set_exception(why)


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Every worker would import the command that was given, as if a function of it could be called."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _end(worker: Worker) -> None:
    worker.pipe.close()
    worker.process.join(1.0)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()


def _how(process: Any) -> str:
    """Why a process ended, as far as the system says."""
    process.join(1.0)
    code = process.exitcode
    if code is None or code == 0:
        return ""
    killed = " (killed: was there memory enough?)" if code == -9 else ""
    return f" by signal {-code}{killed}" if code < 0 else f" with code {code}"


def default_count() -> int:
    """One worker for each core that we may use, and for each 1.5 GB of memory that is free."""
    import psutil

    cores = len(os.sched_getaffinity(0))
    return max(1, min(cores, int(psutil.virtual_memory().available / 1.5e9)))
