"""How fast the inventory is checked: ours against a naive program and against check-jsonschema, in one run.

The clients are made from one of the sample: each has numbers, names, addresses and texts of its own, as real ones do.

    handbook check     the command itself: positions, structure, every rule; on one processor core and on all
    nothing changed    the command again
    one process        what the command does for each client, in one process: what is compared with (a) and (b)
    (a)                `yaml.safe_load` and for each record `Validator(schema).validate(record)`, schemas made once
    (a) kinder         libyaml's loader, one validator for each record type, without normalization
    (b)                the command `check-jsonschema` with the schemas that `handbook schema` exports, a call for each

Neither (a) nor (b) looks beyond one record, or says where in a file something is. Every part is a process of its own;
the processor time counts its children too. With many clients (a) and (b) are measured on a few and multiplied.

Usage: python benchmarks/check.py [--clients 10] [--measured 10] [--like shiomi-trading] [--only command naive …]
"""

import argparse
import ctypes
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from cerberus import Validator

from generator.build.checking import check_some
from generator.checks.settings import load_settings
from generator.inventory.schema import load_schema
from generator.inventory.schema.json_schema import schema_name
from generator.inventory.structure import StructureValidator, rules
from generator.workspace import Workspace

AS_OF = date(2026, 10, 1)
ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SUBREAPER = 36
"""Of prctl(2): who outlives its parent becomes our child, so that its processor time is counted."""

MAC = re.compile(r"\b((?:[0-9a-f]{2}:){3})((?:[0-9a-f]{2}:){2}[0-9a-f]{2})\b")
NUMBER = re.compile(r"^( *(?:- )?(?:serial|circuit_id|account_number|cable_label): )(.+)$", re.MULTILINE)
TEXT = re.compile(
    r"(\b(?:en|ja): [\"']?)(?=[^\W\d])|^( +)(?![-#\w]+: |- )(?=[A-Za-zぁ-んァ-ヶ一-龠].*[.。]$)", re.MULTILINE
)


def copies(folder: Path, like: str, number: int) -> Workspace:
    """A workspace with `number` clients that differ in nothing but their slug."""
    for name in ("templates", "site_config"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "inventory/provider", folder / "inventory/provider")
    for i in range(number):
        target = folder / "inventory/clients" / f"client-{i:04d}"
        shutil.copytree(ROOT / "inventory/clients" / like, target, ignore=shutil.ignore_patterns(".schema"))
        path = target / "client.yml"
        path.write_text(path.read_text("utf-8").replace(f"slug: {like}", f"slug: {target.name}"), "utf-8")
    return Workspace.at(folder)


def make_different(workspace: Workspace) -> None:
    """Give each client words and numbers of its own: what is known of one says nothing of the next."""
    for n, slug in enumerate(workspace.slugs()):
        for path in sorted(workspace.client(slug).rglob("*.yml")):
            path.write_text(different(path.read_text("utf-8"), n), "utf-8")


def different(text: str, n: int) -> str:
    """The same inventory for the client number `n`."""

    def hexadecimal(match: re.Match[str]) -> str:
        pairs = (f"{(int(pair, 16) + n * 7 + i * 3) % 256:02x}" for i, pair in enumerate(match[2].split(":")))
        return match[1] + ":".join(pairs)

    def moved(match: re.Match[str]) -> str:
        return match[1] + "".join(str((int(c) + n) % 10) if c.isdecimal() else c for c in match[2])

    text = MAC.sub(hexadecimal, text)
    text = NUMBER.sub(moved, text)
    text = TEXT.sub(rf"\g<0>N{n:04d} ", text)
    text = re.sub(r"\bshm\b", f"s{n:04d}", re.sub(r"\bSHM\b", f"S{n:04d}", text))
    return re.sub(r"(https?://)(?=[\w.-]*\.example\.(?:co\.)?jp)", rf"\g<1>s{n:04d}.", text)


def ours(workspace: Workspace) -> int:
    """What a worker of `handbook check` does for each client, one after the other."""
    settings = load_settings(workspace.site_config / "rules.yml")
    checked = check_some(workspace.root, ("", *workspace.slugs()), AS_OF, settings, "")
    return sum(len(c.found.diagnostics) for c in checked)


class PlainValidator(StructureValidator):
    """Takes what `yaml.safe_load` has made of dates and times for what it is."""

    def _validate_format(self, name: str, field: str, value: Any) -> None:
        """{'type': 'string'}"""
        if isinstance(value, date) or (name == "time" and isinstance(value, int)):
            return
        super()._validate_format(name, field, value)


def naive(workspace: Workspace) -> int:
    schemas = validator_schemas()
    found = 0
    for name, record in records_in(workspace, yaml.SafeLoader):
        found += not PlainValidator(schemas[name]).validate(record)
    return found


def kinder(workspace: Workspace) -> int:
    validators: dict[str, Validator] = {name: PlainValidator(made) for name, made in validator_schemas().items()}
    return sum(not validators[n].validate(r, normalize=False) for n, r in records_in(workspace, yaml.CSafeLoader))


@cache
def validator_schemas() -> dict[str, Any]:
    schema = load_schema()
    return {n: {f.name: rules(f, schema) for f in record.fields.values()} for n, record in schema.records.items()}


def records_in(workspace: Workspace, loader: Any) -> Iterator[tuple[str, Any]]:
    """(record type, data) of everything in the clients' files."""
    kinds = load_schema().files("client")
    for path in sorted(workspace.clients.rglob("*.yml")):
        kind = kinds.get(path.name) or kinds.get(f"{path.parent.name}.yml") or kinds[f"{path.parent.name}/"]
        data = yaml.load(path.read_text("utf-8"), loader)  # with SafeLoader: what yaml.safe_load does
        if kind.record:
            yield kind.record, data
        else:
            yield from ((kind.collections[key], record) for key in data for record in data[key])


def check_jsonschema(workspace: Workspace) -> int:
    schema, by_schema = load_schema(), dict[str, list[str]]()
    kinds, failed = schema.files("client"), 0
    for path in sorted(workspace.clients.rglob("*.yml")):
        kind = kinds.get(path.name) or kinds.get(f"{path.parent.name}.yml") or kinds[f"{path.parent.name}/"]
        by_schema.setdefault(schema_name(kind), []).append(str(path))
    for name, files in by_schema.items():
        command = [str(BIN / "check-jsonschema"), "--schemafile", str(workspace.site_config / "schema" / name), *files]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            sys.exit(done.stderr)
        failed += done.returncode
    return failed


PARTS = {"ours": ours, "naive": naive, "kinder": kinder, "check-jsonschema": check_jsonschema}


class Took(NamedTuple):
    """Seconds of a clock, and of all processors together; and what was printed."""

    wall: float
    cpu: float
    said: str

    def times(self, factor: float) -> "Took":
        return Took(self.wall * factor, self.cpu * factor, self.said)


def took(command: list[str], cores: set[int] | None = None) -> Took:
    """Run a command, on some cores only, and wait for all that it started."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    bound = (lambda: os.sched_setaffinity(0, cores)) if cores else None
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, preexec_fn=bound)
    wall = time.perf_counter() - started
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout.strip())


def part(name: str, folder: Path) -> Took:
    return took([sys.executable, __file__, "--part", name, "--folder", str(folder)])


def handbook(folder: Path, *options: str, cores: set[int] | None = None) -> Took:
    command = [str(BIN / "handbook"), "--workspace", str(folder), "check", "--as-of", AS_OF.isoformat()]
    return took([*command, "--format", "json", *options], cores)


def told(name: str, result: Took, clients: int, said: str = "") -> None:
    each = result.cpu / clients * 1000
    print(f"{name:<44} {result.wall:8.2f} s {result.cpu:8.2f} s CPU {each:7.1f} ms CPU/client  {said}", flush=True)


def compared(other: Took, mine: Took, command: Took) -> str:
    return f"ours: {other.cpu / mine.cpu:.1f} × less CPU, {other.wall / command.wall:.1f} × sooner done"


def measure_command(clients: int, folder: Path) -> Took:
    cores = sorted(os.sched_getaffinity(0))
    one = handbook(folder, "--no-cache", cores={cores[0]})
    told("handbook check on one core", one, clients)
    many = handbook(folder, "--no-cache")
    told(f"handbook check on {len(cores)} cores", many, clients, f"{one.wall / many.wall:.1f} × sooner done")
    handbook(folder)
    again = handbook(folder)
    told("handbook check, nothing changed", again, clients, f"{many.wall / again.wall:.1f} × sooner done")
    return many


def measure(chosen: argparse.Namespace, all_of_them: Path, few: Path) -> None:
    clients, factor = chosen.clients, chosen.clients / chosen.measured
    command = measure_command(clients, all_of_them) if "command" in chosen.only else None
    mine = part("ours", all_of_them)
    told("ours in one process", mine, clients, f"{mine.said} problems")
    note = f", from {chosen.measured} clients" if factor != 1 else ""
    for label, name in (("(a) naive", "naive"), ("(a) kinder", "kinder"), ("(b) check-jsonschema", "check-jsonschema")):
        if name not in chosen.only:
            continue
        if name == "check-jsonschema" and not (BIN / name).exists():
            print("(b) check-jsonschema is not installed; pip install check-jsonschema")
            continue
        other = part(name, few).times(factor)
        refused = f"; {other.said} refused" if other.said != "0" else ""
        told(label + note, other, clients, compared(other, mine, command or mine) + refused)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=10)
    parser.add_argument("--measured", type=int, default=10, help="clients on which (a) and (b) are measured")
    parser.add_argument("--like", default="shiomi-trading")
    parser.add_argument("--only", nargs="*", choices=("command", *PARTS), default=("command", *PARTS))
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.part:
        print(PARTS[chosen.part](Workspace.at(chosen.folder)))
        return
    chosen.measured = min(chosen.measured, chosen.clients)
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / "all", Path(name) / "few"]
        for folder, number in zip(folders, (chosen.clients, chosen.measured), strict=True):
            folder.mkdir()
            make_different(copies(folder, chosen.like, number))
        workspace = Workspace.at(folders[0])
        size = sum(p.stat().st_size for p in workspace.clients.rglob("*.yml")) / 1e6
        assets = sum(
            p.read_text("utf-8").count("\n    kind:") for p in workspace.client("client-0000").glob("assets*/*.yml")
        )
        print(f"{chosen.clients} clients like {chosen.like}: {assets} assets each, {size:.1f} MB of YAML in all")
        measure(chosen, *folders)


if __name__ == "__main__":
    main()
