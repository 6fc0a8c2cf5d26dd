"""How the layout engine gets into a process: with our fonts alone, and without what it imports and we never use.

It imports the subsetter and the variable fonts of fontTools, a third of all that its start takes. It falls back on them
where HarfBuzz cannot make subsets, and for variable fonts; then they are imported after all.
"""

import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.outputs.paper.accelerating import SWITCH
from generator.outputs.paper.fonts import prepare_fonts

SUBSETTER, INSTANCER, INSTANTIATE = "fontTools.subset", "fontTools.varLib.instancer", "instantiateVariableFont"


def start_engine(fonts: Path) -> None:
    """Import WeasyPrint; what was imported before stays as it is. Raises FontError."""
    prepare_fonts(fonts)
    if "weasyprint" in sys.modules:
        return
    if os.environ.get(SWITCH) or SUBSETTER in sys.modules or INSTANCER in sys.modules:
        import weasyprint
    else:
        with _put_off():
            import weasyprint
    assert weasyprint is not None


@contextmanager
def _put_off() -> Iterator[None]:
    """Who imports the two meanwhile gets what imports them when it is used."""
    import fontTools

    spec = importlib.util.find_spec(SUBSETTER)
    assert spec is not None
    assert spec.loader is not None
    spec.loader = importlib.util.LazyLoader(spec.loader)
    subsetter = sys.modules[SUBSETTER] = fontTools.subset = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(subsetter)
    instancer = sys.modules[INSTANCER] = ModuleType(INSTANCER)
    setattr(instancer, INSTANTIATE, _instantiate)
    try:
        yield
    finally:
        del sys.modules[INSTANCER]


def _instantiate(*args: Any, **options: Any) -> Any:
    found: Callable[..., Any] = getattr(importlib.import_module(INSTANCER), INSTANTIATE)
    return found(*args, **options)
