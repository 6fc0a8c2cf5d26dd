"""What a worker needs, imported once in the process that workers are forked from. Importing starts no thread."""

import contextlib
import gc
import os
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

import mkdocs.commands.build
import mkdocs.config
from jinja2 import TemplateError

import generator.build.checking
import generator.build.job
from generator.build.accelerating import accelerate
from generator.inventory.schema import load_schema
from generator.outputs.paper.fonts import FontError, prepare_fonts
from generator.pages.templating import environment
from generator.workspace import Workspace

__all__ = ["generator", "make_warm", "mkdocs"]


def make_warm(root: Path) -> None:
    """Make ready what depends on the workspace. What is wrong with it is told by the first call that needs it."""
    workspace = Workspace(root)
    with contextlib.suppress(FontError):
        prepare_fonts(workspace.fonts)
    made = environment(workspace.templates)
    for name in made.list_templates(["j2"]):
        with contextlib.suppress(TemplateError):  # told when a page is made of it
            made.get_template(name)


load_schema()
accelerate()
if "FONTCONFIG_FILE" in os.environ:  # it must be known before the layout engine is imported
    import weasyprint

    __all__ += ["weasyprint"]
if root := os.environ.get("HANDBOOK_WARM"):
    make_warm(Path(root))
gc.freeze()
