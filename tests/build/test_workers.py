"""Workers that are killed, that hang or that grow, and a build that is interrupted."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from end_to_end.conftest import small

from generator.build.lost import TimeLimitError, WorkerLostError
from generator.build.workers import Limits, Workers


def kill_myself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def too_large() -> int:
    return len(bytearray(100_000_000_000))


def test_a_killed_worker_loses_its_own_call_only() -> None:
    with Workers(2) as pool:
        lost, others = pool.submit(kill_myself), [pool.submit(pow, n, 2) for n in range(20)]
        assert [o.result(60) for o in others] == [n * n for n in range(20)]
        with pytest.raises(WorkerLostError, match="killed"):
            lost.result(60)


def test_a_call_that_takes_too_long_is_ended() -> None:
    with Workers(1, Limits(seconds=3)) as pool:
        slow, quick = pool.submit(time.sleep, 600), pool.submit(pow, 2, 3)
        with pytest.raises(TimeLimitError, match="more than 3 seconds"):
            slow.result(60)
        assert quick.result(60) == 8


def spin() -> None:
    """As code does that waits for nothing and hears nobody."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        pass


def work(seconds: float) -> float:
    start = time.process_time()
    while time.process_time() < start + seconds:
        pass
    return seconds


def test_the_processor_is_bounded_for_each_call_alone() -> None:
    with Workers(1, Limits(processor=2)) as pool:
        assert [pool.submit(work, 1.2).result(60) for _ in range(3)] == [1.2] * 3
        endless, quick = pool.submit(spin), pool.submit(pow, 2, 3)
        with pytest.raises(TimeLimitError, match="more than 2 seconds of the processor"):
            endless.result(60)
        assert quick.result(60) == 8


def test_memory_is_bounded_and_a_grown_worker_is_replaced() -> None:
    with Workers(1, Limits(grown=1)) as pool:
        with pytest.raises(MemoryError):
            pool.submit(too_large).result(60)
        first, second = pool.submit(os.getpid).result(60), pool.submit(os.getpid).result(60)
        assert first != second


def test_a_mistake_in_a_call_is_its_result() -> None:
    with Workers(1) as pool:
        with pytest.raises(ZeroDivisionError):
            pool.submit(divmod, 1, 0).result(60)
        assert pool.submit(pow, 2, 2).result(60) == 4


def _descendants(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def _alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize(
    ("how", "started"), [(signal.SIGINT, 2), (signal.SIGINT, 3), (signal.SIGTERM, 3), (signal.SIGKILL, 3)]
)
def test_an_interrupted_build_is_over_in_two_seconds_with_all_its_processes(
    tmp_path: Path, how: signal.Signals, started: int
) -> None:
    """While workers get ready (`started` is 2) or are at work. A busy machine is given as much more as it has to do."""
    made = small(tmp_path, languages=["en"])
    command = [str(Path(sys.executable).with_name("handbook")), "--workspace", str(made.root), "build"]
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, text=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while len(_descendants(process)) < started and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.05)
    family = _descendants(process)
    assert family
    begun = time.monotonic()
    process.send_signal(how)
    process.wait(30)
    while any(map(_alive, family)) and time.monotonic() < begun + 30:
        time.sleep(0.01)
    if how != signal.SIGKILL:
        assert list(temporary.glob("pymp-*")) == []
    assert time.monotonic() - begun < 2 * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    if how != signal.SIGKILL:
        assert process.returncode == 130
        assert not list(made.output.glob(".staging-*"))
        assert not list(made.root.rglob(".tmp-*"))
