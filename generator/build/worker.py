"""What a worker process does: it takes calls from a pipe and answers them, until nobody is there to ask."""

import gc
import math
import os
import pickle
import resource
import signal
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import Any

import psutil

from generator.build.ending import end_with_parent


def serve(pipe: Connection, grown: int, address_space: int, processor: float) -> None:
    """Answer calls, each within `processor` seconds. Ctrl-C is the asker's to handle; when the asker is gone, so are we, whatever we were at."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent(os.getppid())
    threading.Thread(target=_follow_parent, daemon=True).start()
    _bound_memory(address_space)
    import generator.build.warm  # already there, but where processes are spawned

    assert generator is not None
    # Documents leave half a million objects in circles behind: to go through them takes a tenth of the time that making
    # them took. A worker lets them lie until it has grown, and its successor starts without them.
    gc.disable()
    own = psutil.Process()
    while True:
        try:
            function, args, kwargs = pickle.loads(pipe.recv_bytes())  # noqa: S301 - from our own parent
        except (EOFError, OSError):
            return
        _bound_time(processor)
        done, value = _answer(function, args, kwargs)
        go_on = own.memory_info().rss < grown and not isinstance(value, MemoryError)
        try:
            pipe.send_bytes(pickle.dumps((done, value, go_on)))
        except OSError:
            return
        if not go_on:
            return


def _answer(function: Any, args: Any, kwargs: Any) -> tuple[bool, Any]:
    try:
        return True, function(*args, **kwargs)
    except MemoryError:
        return False, MemoryError("it needs more memory than a worker may have")
    except Exception as error:
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        except Exception:
            return False, RuntimeError(f"{type(error).__name__}: {error}")
        return False, error


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _bound_memory(size: int) -> None:
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _bound_time(seconds: float) -> None:
    """The system ends us (SIGXCPU) when the next call takes more of the processor than that, whoever else is stuck."""
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = math.ceil(used + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
