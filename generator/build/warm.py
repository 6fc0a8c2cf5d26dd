"""What a worker needs, made ready once in the process that workers are forked from. Nothing here starts a thread."""

import contextlib
import gc
import os
import tempfile
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

import holidays.countries
import mkdocs.commands.build
from jinja2 import TemplateError
from mkdocs.config.defaults import MkDocsConfig

import generator.build.inspecting
import generator.build.running
from generator.build.accelerating import accelerate
from generator.inventory.formats import LANGUAGES
from generator.inventory.schema import load_schema
from generator.outputs.paper.fonts import FontError
from generator.outputs.paper.starting import start_engine
from generator.pages.catalogue import load_mapping
from generator.pages.markdown import EXTENSIONS
from generator.pages.templating import environment
from generator.workspace import Workspace

PAPER = frozenset({"documents", "portal", "starter"})
"""Folders of templates that no website is made of."""
WORDS = "partials/languages/"
"""Where the theme keeps its words; it has them in sixty languages."""

__all__ = ["generator", "holidays", "make_warm", "mkdocs"]


PARTS = frozenset({"website", "paper"})


def make_warm(root: Path, needs: frozenset[str] = frozenset()) -> None:
    """Make ready what depends on the workspace. What is wrong with it is told by the first call that needs it.

    `needs`: one part or both, and languages; where it names none of either, all are meant.
    """
    workspace = Workspace(root)
    parts, languages = needs & PARTS or PARTS, needs - PARTS or frozenset(LANGUAGES)
    if "paper" in parts:
        with contextlib.suppress(FontError):
            start_engine(workspace.fonts)
    made = environment(workspace.templates)
    for name in made.list_templates(["j2"]):
        folder, _, rest = name.partition("/")
        if (folder == "pages" and rest.partition("/")[0] not in languages) or (folder in PAPER and "paper" not in parts):
            continue
        with contextlib.suppress(TemplateError):
            made.get_template(name)
    if "website" in parts:
        with contextlib.suppress(Exception):  # whatever is wrong: without this process nothing could be built at all
            _make_builder_warm(workspace)


def _make_builder_warm(workspace: Workspace) -> None:
    """Let the builder of websites find its plug-ins and extensions, and compile the templates of the theme."""
    base = load_mapping(workspace.site_config / "mkdocs.base.yml")
    with tempfile.TemporaryDirectory(prefix="handbook-") as name:
        docs = Path(name, "docs")
        docs.mkdir()
        config = MkDocsConfig(config_file_path=f"{name}/mkdocs.yml")
        theme = {**base.pop("theme", {}), "custom_dir": str(workspace.theme)}
        given = {"site_name": "x", "docs_dir": str(docs), "theme": theme, "markdown_extensions": list(EXTENSIONS)}
        config.load_dict({**base, **given})
        if config.validate()[0]:
            return
        compiling, words = config.theme.get_env(), {f"{WORDS}{code}.html" for code in LANGUAGES}
        for template in compiling.list_templates():
            if template.endswith(".html") and not (template.startswith(WORDS) and template not in words):
                with contextlib.suppress(TemplateError):
                    compiling.get_template(template)


load_schema()
accelerate()
if root := os.environ.get("HANDBOOK_WARM"):
    make_warm(Path(root), frozenset(os.environ.get("HANDBOOK_WARM_FOR", "").split()))
gc.freeze()
