"""Japanese compounds to words, by Janome's dictionary.

Searches find words at their beginning only, and Japanese runs words together: 営業時間 must be found by 時間. Runs of
one script that are longer than a word usually is are looked up; where the script changes, the search divides by itself.
The dictionary takes seconds to load and hundreds of megabytes, so it is loaded in a process of its own, only when there
is a run that was never looked up before, and what it said is kept.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

RUN = re.compile(r"[一-鿿々〆]{3,}|[ァ-ヴー]{5,}")
FOLDER, CACHES = "HANDBOOK_CACHE", "XDG_CACHE_HOME"
"""Variables that name the folder for what is kept, or the user's for what all programs keep."""
LOOK_UP = (
    "import json, sys; from janome.tokenizer import Tokenizer; divide = Tokenizer(wakati=True).tokenize; "
    "json.dump({run: list(divide(run)) for run in json.load(sys.stdin)}, sys.stdout)"
)

Words = Mapping[str, list[str]]
"""The words of each run."""

_READ: dict[Path, dict[str, list[str]]] = {}
"""What the file held when it was last read: a run of letters means the same to every client."""


def words_of(texts: Iterable[str]) -> Words:
    """The words of all runs in the texts."""
    wanted = {run for text in texts if not text.isascii() for run in RUN.findall(text)}
    if not wanted:
        return {}
    path = _folder() / f"words-janome-{version('janome')}.json"
    known = _READ.get(path, {})
    if not known.keys() >= wanted:
        known = _known(path)
    if unknown := sorted(wanted - known.keys()):
        known |= _look_up(unknown)
        _keep(path, known)
    _READ.clear()
    _READ[path] = known
    return {run: known[run] for run in wanted}


def _folder() -> Path:
    own = os.environ.get(FOLDER)
    return Path(own) if own else Path(os.environ.get(CACHES) or Path.home() / ".cache") / "handbook"


def _look_up(runs: list[str]) -> dict[str, list[str]]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", LOOK_UP],
        input=json.dumps(runs),
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def _known(path: Path) -> dict[str, list[str]]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _keep(path: Path, words: Words) -> None:
    """Where nothing can be kept, the next build looks everything up again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as made:
            json.dump(words, made, ensure_ascii=False, sort_keys=True)
        Path(made.name).replace(path)
    except OSError:
        return
