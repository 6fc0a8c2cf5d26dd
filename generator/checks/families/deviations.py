"""A client may deviate from the standard, by name and with a reason."""

from collections.abc import Iterator

from generator.checks.rule import Problem, Scene, rule
from generator.inventory.deviations import deviations
from generator.pages.catalogue import load_catalogue

OVERRIDES = ("extend", "replace")


@rule("W680")
def deviation_without_a_reason(scene: Scene) -> Iterator[Problem]:
    """Fields of client.yml explain themselves: that a client has targets of its own is what was agreed."""
    for found in deviations(scene.provider_folder, scene.folder):
        if found.reason is None and found.how != "adds":
            message = f"{found.what} {found.how.removesuffix('s')}s the standard, and nothing says why"
            hint = "Add `reason:` (or in procedure.yml and remote_support.yml an entry under `deviations:`)."
            yield Problem(None, (), message, hint, place=found.place)


@rule("E681")
def override_of_a_page_that_does_not_exist(scene: Scene) -> Iterator[Problem]:
    path = scene.workspace.site_config / "pages.yml"
    known = {page.id for page in load_catalogue(path).pages if page.per is None} if path.is_file() else set()
    for page in scene.inventory.pages:
        standard = page.id in known
        if page.mode in OVERRIDES and not standard:
            yield Problem(
                page, "mode", f"there is no standard page `{page.id}` to {page.mode}", "Name the file after the page."
            )
        elif page.mode not in OVERRIDES and standard:
            yield Problem(
                page,
                "id",
                f"`{page.id}` is the id of a standard page",
                "Rename the file, or say `mode: extend` or `mode: replace`.",
            )
