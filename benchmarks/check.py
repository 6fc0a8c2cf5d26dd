"""How fast the inventory is checked: ours against a naive reader and against check-jsonschema, in one run.

The clients are copies of the sample's largest one. (a) reads each file with `yaml.safe_load` and validates each record
with a Cerberus validator of its own: structure only, no positions, no sense. (b) is the command `check-jsonschema`
with the schemas that `handbook schema` exports. Ours reads with positions, checks structure and runs every rule.

Usage: python benchmarks/check.py [--clients 20] [--like shiomi-trading]
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml
from cerberus import Validator

from generator.checks.run import check_all
from generator.checks.settings import load_settings
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.inventory.schema.json_schema import schema_name
from generator.inventory.structure import StructureValidator, rules
from generator.workspace import Workspace

AS_OF = date(2026, 10, 1)
ROOT = Path(__file__).resolve().parent.parent


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


def ours(workspace: Workspace) -> int:
    schema = load_schema()
    settings = load_settings(workspace.site_config / "rules.yml")
    return len(check_all(load(workspace, schema, workspace.slugs()), AS_OF, settings))


def naive(workspace: Workspace) -> int:
    schema, found = load_schema(), 0
    kinds = schema.files("client")
    for path in sorted(workspace.clients.rglob("*.yml")):
        kind = kinds.get(path.name) or kinds.get(f"{path.parent.name}.yml") or kinds.get(f"{path.parent.name}/")
        data = yaml.safe_load(path.read_text("utf-8"))
        records = [(kind.record, data)] if kind.record else [(kind.collections[k], r) for k in data for r in data[k]]
        for record, value in records:
            fields = schema.records[record].fields.values()
            validator: Validator = StructureValidator({f.name: rules(f, schema) for f in fields})
            found += not validator.validate(value, normalize=False)
    return found


def check_jsonschema(workspace: Workspace) -> int:
    schema, by_schema = load_schema(), dict[str, list[str]]()
    kinds = schema.files("client")
    for path in sorted(workspace.clients.rglob("*.yml")):
        kind = kinds.get(path.name) or kinds.get(f"{path.parent.name}.yml") or kinds.get(f"{path.parent.name}/")
        by_schema.setdefault(schema_name(kind), []).append(str(path))
    program = str(Path(sys.executable).with_name("check-jsonschema"))
    for name, files in by_schema.items():
        command = [program, "--schemafile", str(workspace.site_config / "schema" / name), *files]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            sys.exit(done.stderr)
    return 0


def timed(name: str, run: Callable[[Workspace], int], workspace: Workspace) -> float:
    started = time.perf_counter()
    run(workspace)
    seconds = time.perf_counter() - started
    print(f"{name:<55} {seconds:8.2f} s", flush=True)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--like", default="shiomi-trading")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = copies(Path(folder), chosen.like, chosen.clients)
        size = sum(p.stat().st_size for p in workspace.clients.rglob("*.yml"))
        print(f"{chosen.clients} clients like {chosen.like}, {size / 1e6:.1f} MB of YAML")
        mine = timed("handbook: positions, structure and every rule", ours, workspace)
        plain = timed("(a) yaml.safe_load + a Cerberus validator per record", naive, workspace)
        print(f"    handbook is {plain / mine:.1f} times as fast")
        if Path(sys.executable).with_name("check-jsonschema").exists():
            other = timed("(b) check-jsonschema with the exported schemas", check_jsonschema, workspace)
            print(f"    handbook is {other / mine:.1f} times as fast")
        else:
            print("(b) check-jsonschema is not installed; pip install check-jsonschema")


if __name__ == "__main__":
    main()
