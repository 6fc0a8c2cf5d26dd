"""A process that ends with the one that started it, whatever either is at."""

import ctypes
import os
import signal

PR_SET_PDEATHSIG = 1
COMMAND = "HANDBOOK_COMMAND"
"""Tells the process that workers are forked from whose it is."""


def end_with_parent(parent: int) -> None:
    """Let the system end this process when its parent ends: a parent that was killed can tell nobody."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it has ended already
        os._exit(1)
