"""Make the environment that `make build` and `make test` run in; do nothing when it stands already.

Runs on the system's Python with the standard library only. Usage: setup.py build|test
"""

from __future__ import annotations  # an older Python must get as far as being told so

import argparse
import ctypes
import hashlib
import importlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "handbook-setup.sha256"
NODE_FOLDERS = (ROOT / "tests" / "browser", ROOT / "tests" / "editor")
"""Each holds package.json and its lock: what the tests beside them bring along."""
PACKAGE_LIST = ROOT / "scripts" / "system-packages.txt"
OLDEST_PYTHON = (3, 11)
# Where one of these changes, the environment is brought up to date.
INPUTS = ("requirements.lock", "requirements.in", "requirements-dev.in", "pyproject.toml")


class SystemPackage(NamedTuple):
    """One Debian package, and how to see that what it brings is there."""

    needed_by: str
    name: str
    seen_by: str

    def is_there(self) -> bool:
        kind, _, name = self.seen_by.partition(":")
        if kind == "program":
            return shutil.which(name) is not None
        if kind == "font":
            return system_writes(name)
        if kind == "module":
            return importlib.util.find_spec(name) is not None
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True


def system_writes(language: str) -> bool:
    """Whether a browser on this system finds a font for the language."""
    if shutil.which("fc-list") is None:
        return False
    fonts = subprocess.run(["fc-list", f":lang={language}"], capture_output=True, check=False)
    return bool(fonts.stdout.strip())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("purpose", choices=["build", "test"], help="what the environment is for")
    purpose = parser.parse_args().purpose
    require_python()
    require_system_packages(purpose)
    fingerprint = environment_fingerprint()
    if not STAMP.is_file() or STAMP.read_text(encoding="ascii") != fingerprint or not venv_works():
        make_venv()
        STAMP.write_text(fingerprint, encoding="ascii")
    if purpose == "test":
        bring_node_packages()


def require_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        found = sys.version.split()[0]
        sys.exit(f"Python {wanted} or newer is needed; {sys.executable} is {found}. Try: make PYTHON=python{wanted}")


def require_system_packages(purpose: str) -> None:
    """Install what is missing where that is allowed; otherwise say what to install, and stop."""
    missing = [package.name for package in system_packages(purpose) if not package.is_there()]
    if not missing:
        return
    names = " ".join(missing)
    if shutil.which("apt-get") is None:
        sys.exit(f"Missing on this system, by Debian's names: {names}. Install them and try again.")
    as_root = become_root()
    if as_root is None:
        sys.exit(f"Missing on this system: {names}. Install them and try again:\n  sudo apt-get install {names}")
    say(f"Installing system packages: {names}")
    run([*as_root, "apt-get", "update"], silent=True)
    run([*as_root, "apt-get", "install", "--yes", "--no-install-recommends", *missing], silent=True)
    importlib.invalidate_caches()
    absent = [package.name for package in system_packages(purpose) if not package.is_there()]
    if absent:
        sys.exit(f"Installed, but still not found by {sys.executable}: {' '.join(absent)}")


def system_packages(purpose: str) -> list[SystemPackage]:
    lines = PACKAGE_LIST.read_text(encoding="utf-8").splitlines()
    packages = [SystemPackage(*line.split()) for line in lines if line and not line.startswith("#")]
    return [package for package in packages if package.needed_by in ("build", purpose)]


def become_root() -> list[str] | None:
    """What to write before a command that needs root; None where that would ask for a password."""
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive"]
    if shutil.which("sudo") is None:
        return None
    asks_nothing = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive"] if asks_nothing else None


def environment_fingerprint() -> str:
    parts = [platform.python_version().encode(), str(ROOT).encode(), *((ROOT / name).read_bytes() for name in INPUTS)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def venv_works() -> bool:
    """Whether the environment's Python is of this system's version and can start."""
    python = VENV / "bin" / "python"
    if not (VENV / "bin" / "pip").is_file() or not python.exists():
        return False
    show_version = [str(python), "-c", "import platform; print(platform.python_version())"]
    answer = subprocess.run(show_version, capture_output=True, text=True, check=False)
    return answer.returncode == 0 and answer.stdout.strip() == platform.python_version()


def make_venv() -> None:
    if not venv_works():
        say("Making .venv")
        run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    say("Installing the locked requirements into .venv (once; some minutes on a slow line)")
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    run([*pip, "--require-hashes", "--requirement", "requirements.lock"])
    run([*pip, "--no-deps", "--no-build-isolation", "--editable", "."])


def bring_node_packages() -> None:
    """Install what the locks of tests name, without running any script of it; nothing when it is there."""
    for folder in NODE_FOLDERS:
        lock, stamp = folder / "package-lock.json", folder / "node_modules" / ".handbook-setup"
        if not lock.is_file():
            continue
        fingerprint = hashlib.sha256(lock.read_bytes()).hexdigest()
        if stamp.is_file() and stamp.read_text(encoding="ascii") == fingerprint:
            continue
        say(f"Installing what the tests in tests/{folder.name} bring along")
        run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder)], silent=True)
        stamp.write_text(fingerprint, encoding="ascii")


def run(command: list[str], silent: bool = False) -> None:
    """Run a command in the repository; its failure ends the set-up, with the command's own words."""
    output = subprocess.PIPE if silent else None
    done = subprocess.run(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout or ''}Set-up stopped: {' '.join(command)} ended with {done.returncode}.")


def say(message: str) -> None:
    print(f"set-up: {message}", flush=True)


if __name__ == "__main__":
    main()
