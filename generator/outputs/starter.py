"""The starter folder that `handbook new` writes: templates/starter/, filled in for one client."""

import json
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.inventory.reading import read
from generator.workspace import Workspace

COORDINATOR = "support_coordinator"


class StarterError(Exception):
    """A starter cannot be written; the message says what is missing."""


def write_starter(workspace: Workspace, slug: str, name: str, day: date) -> Sequence[Path]:
    """Write the starter files of a client, all or none; their paths. Raises StarterError."""
    values = {
        "slug": slug,
        "name": name,
        "quoted_name": json.dumps(name, ensure_ascii=False),
        "code": slug.replace("-", "").upper()[:8],
        "coordinator": _coordinator(workspace),
        "day": day.isoformat(),
    }
    target = workspace.client(slug)
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(mkdtemp(prefix=".new-", dir=target.parent))
    try:
        names = [path.name for path in _written(workspace, staged, values)]
        staged.chmod(0o755)
        staged.rename(target)
    except OSError as error:
        raise StarterError(f"{workspace.relative(target)} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return [target / name for name in names]


def _written(workspace: Workspace, folder: Path, values: dict[str, Any]) -> Iterator[Path]:
    starter = workspace.templates / "starter"
    if not any(starter.glob("*.j2")):
        raise StarterError(f"{workspace.relative(starter)}/ holds no templates of starter files")
    environment = Environment(loader=FileSystemLoader(starter), undefined=StrictUndefined, keep_trailing_newline=True)  # noqa: S701 - YAML, not HTML
    for template in sorted(starter.glob("*.j2")):
        path = folder / template.stem
        path.write_text(environment.get_template(template.name).render(values), "utf-8")
        yield path


def _coordinator(workspace: Workspace) -> str:
    """The id of a member of the team who coordinates; raises StarterError."""
    path = workspace.provider / "team.yml"
    data = read(path, workspace.relative(path)).data
    members = data.get("team") if isinstance(data, dict) else None
    known = [m for m in members or [] if isinstance(m, dict) and isinstance(m.get("id"), str)]
    if not known:
        raise StarterError(f"{workspace.relative(path)} names no team member yet, and a client needs a coordinator")
    return str(next((m["id"] for m in known if m.get("role") == COORDINATOR), known[0]["id"]))
