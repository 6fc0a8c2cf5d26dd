"""What makes websites quicker changes no byte of them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from building import build, files_of

from generator.workspace import Workspace


def test_websites_are_the_same_without_the_speed_ups(
    two_clients: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("--only", "website", "--no-cache", "--jobs", "1", "--output")
    build(two_clients, *options, str(tmp_path / "quick"))
    monkeypatch.setenv("HANDBOOK_PLAIN", "1")
    build(two_clients, *options, str(tmp_path / "plain"))
    assert files_of(tmp_path / "quick") == files_of(tmp_path / "plain")


def test_workers_are_forked_with_the_builder_ready(two_clients: Workspace) -> None:
    """Settings that the builder refused would leave all of its preparation to each worker."""
    script = (
        "import sys, pathlib\n"
        "from generator.build import warm\n"
        "from mkdocs.config.defaults import MkDocsConfig\n"
        "plain = MkDocsConfig.validate\n"
        "def validate(self):\n"
        "    made = plain(self)\n"
        "    print('refused:', made[0])\n"
        "    return made\n"
        "MkDocsConfig.validate = validate\n"
        "warm.make_warm(pathlib.Path(sys.argv[1]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(two_clients.root)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[0] == "refused: []"


READY = """
import sys
from generator.build import warm
from generator.pages.templating import environment
from generator.workspace import Workspace
from pathlib import Path
ready = {name for _, name in environment(Workspace(Path(sys.argv[1])).templates).cache}
pages = {name.split("/")[1] for name in ready if name.startswith("pages/")}
print("weasyprint" in sys.modules, any(n.startswith("documents/") for n in ready), *sorted(pages))
"""


@pytest.mark.parametrize(
    ("needs", "ready"),
    [("", "True True en ja"), ("website en", "False False en"), ("paper ja", "True True ja"), ("ja", "True True ja")],
)
def test_workers_are_made_ready_for_what_is_wanted_and_no_more(
    two_clients: Workspace, needs: str, ready: str
) -> None:
    told = {"HANDBOOK_WARM": str(two_clients.root), "HANDBOOK_WARM_FOR": needs}
    command = [sys.executable, "-c", READY, str(two_clients.root)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **told})
    assert done.stdout.splitlines()[-1] == ready


ONE_AFTER_THE_OTHER = """
import os, sys
from datetime import date
from pathlib import Path
from generator.build.accelerating import accelerate
from generator.build.inspecting import load_client
from generator.build.job import WEBSITE, run
from generator.build.plan import Task, Terms, jobs_of, languages_of
from generator.build.state import State
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.workspace import Workspace

accelerate()
place, folder = Workspace.at(Path(sys.argv[1])), Path(sys.argv[2])
provider = load(place, load_schema(), [])
for number, name in enumerate(sys.argv[3:]):
    client, audience = name.split("/")
    loaded, terms = load_client(provider, client), Terms(date(2026, 10, 1), folder / str(number), False)
    languages = languages_of(loaded.raw(client))
    task = Task(client, audience, "en", WEBSITE, "", 1.0)
    for _, job in jobs_of(loaded, State(folder), [task], languages, terms):
        result = run(job)
        assert not result.error, result.error
"""


def test_a_process_carries_nothing_from_one_reader_to_another(two_clients: Workspace, tmp_path: Path) -> None:
    """Whoever comes first, and whatever is kept of pages' texts for the next."""
    readers = ["acme/engineer", "acme/staff", "beta/staff", "beta/engineer"]
    orders = {"there": readers, "back": readers[::-1], "again": readers}
    for name, order in orders.items():
        command = [sys.executable, "-c", ONE_AFTER_THE_OTHER, str(two_clients.root), str(tmp_path / name), *order]
        plain = {"HANDBOOK_PLAIN": "1"} if name == "again" else {}
        subprocess.run(command, check=True, env={**os.environ, **plain})
    made = {name: websites(tmp_path / name) for name in orders}
    assert made["there"].keys() == set(readers)
    assert made["there"] == made["back"] == made["again"]


def websites(folder: Path) -> dict[str, dict[str, str]]:
    """The files of each reader's website."""
    found = folder.glob("*/*/*/en/website/websites/*/*/en")
    return {f"{path.parts[-3]}/{path.parts[-2]}": files_of(path) for path in found}


SAVED = """
import sys
from datetime import date
from pathlib import Path
from generator.build.accelerating import accelerate
from generator.build.accelerating.repeating import CONVERTED
from generator.build.preview import Preview
from generator.outputs.web.finishing.sections import READ
from generator.workspace import Workspace

accelerate()
place = Workspace.at(Path(sys.argv[1]))
preview = Preview(place, "acme", "staff", "en", date(2026, 10, 1), False, Path(sys.argv[2]))
path, template = place.client("acme") / "client.yml", place.pages("en") / "contact.md.j2"
was, said = path.read_text("utf-8"), template.read_text("utf-8")
sizes = []
for name, more in (("Acme Trading", ""), ("Acme Shipping", ""), ("Acme Shipping", "\\n\\n## More {#more}\\n\\nText.\\n")):
    path.write_text(was.replace("Acme Trading", name), "utf-8")
    template.write_text(said + more, "utf-8")
    shown = preview.refresh()
    assert not shown.problems, shown.problems
    sizes.append((len(CONVERTED), len(READ)))
print(shown.site)
print(min(sizes[0]) > 5, sizes[2][0] - sizes[1][0], sizes[2][1] - sizes[1][1])
"""


def test_what_a_preview_kept_from_the_last_save_changes_nothing(two_clients: Workspace, tmp_path: Path) -> None:
    place = Workspace.at(Path(shutil.copytree(two_clients.root, tmp_path / "place")))
    command = [sys.executable, "-c", SAVED, str(place.root), str(tmp_path / "shown")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    site, kept = done.stdout.splitlines()[-2:]
    assert kept == "True 1 1", "one page was converted anew, the others were not"
    options = ("acme", "--audience", "staff", "--language", "en", "--only", "website", "--no-cache", "--output")
    build(place, *options, str(tmp_path / "clean"))
    assert files_of(Path(site)) == files_of(tmp_path / "clean/websites/acme/staff/en")
