"""Why a call to a worker has no answer."""


class WorkerLostError(Exception):
    """The process that was at a call ended, or was ended, before it answered."""


class TimeLimitError(Exception):
    """A call took longer than any may."""
