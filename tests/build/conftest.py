"""Two small clients, built once."""

import shutil

import pytest
from building import build
from end_to_end.conftest import small

from generator.workspace import Workspace


@pytest.fixture(scope="session")
def two_clients(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """`acme` in English and Japanese, `beta` in English, and their outputs."""
    made = small(tmp_path_factory.mktemp("two"))
    shutil.copytree(made.client("acme"), made.client("beta"))
    path = made.client("beta") / "client.yml"
    text = path.read_text("utf-8").replace("acme", "beta").replace("ACME", "BETA").replace("- en\n- ja", "- en")
    path.write_text(text, "utf-8")
    build(made)
    return made
