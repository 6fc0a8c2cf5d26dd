"""handbook serve: see a client's website while writing."""

import signal
import threading
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from watchfiles import watch

from generator.build.accelerating import accelerate
from generator.build.preview import Preview, Shown
from generator.build.serving import HOST, server
from generator.cli.common import Day, chosen, today, wanted_audiences
from generator.inventory.formats import LANGUAGES
from generator.inventory.schema.fragments import AUDIENCES
from generator.workspace import Workspace


@click.command(short_help="Show a client's website and renew it on every save.")
@click.argument("client")
@click.option(
    "--audience", type=click.Choice(AUDIENCES), help="Whose edition; the first that is published if not given."
)
@click.option("--language", type=click.Choice(LANGUAGES), help="Which language; the client's own when not given.")
@click.option("--pdf", is_flag=True, help="Keep the handbook's PDF fresh too.")
@click.option("--as-of", type=Day(), help="The day to build for; SOURCE_DATE_EPOCH or today when not given.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free port.")
@click.pass_obj
def serve(
    workspace: Workspace,
    client: str,
    audience: str | None,
    language: str | None,
    pdf: bool,
    as_of: date | None,
    port: int,
) -> None:
    """Serve CLIENT's website on this machine alone, and reload it in the browser whenever a file is saved.

    What is wrong is shown in the page with file and line; the last good page stays below it.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that its folder goes with it
    accelerate()
    (slug,) = chosen(workspace, [client])
    reader = audience or wanted_audiences(workspace, ())[0]
    with TemporaryDirectory(prefix="handbook-serve-") as name:
        preview = Preview(workspace, slug, reader, language, today(as_of), pdf, Path(name))
        _tell(preview.refresh())
        try:
            served = server(preview, port)
        except OSError as error:
            raise click.ClickException(f"port {port}: {error.strerror}; give another with --port") from error
        threading.Thread(target=served.serve_forever, daemon=True).start()
        click.echo(f"http://{HOST}:{served.server_address[1]}/  (Ctrl-C ends it)")
        try:
            for changes in watch(*_watched(workspace, slug), debounce=100, step=20, raise_interrupt=True):
                shared = any(not Path(path).is_relative_to(workspace.inventory) for _, path in changes)
                _tell(preview.refresh(shared))
        except KeyboardInterrupt:
            served.shutdown()


def _watched(workspace: Workspace, slug: str) -> list[Path]:
    return [workspace.client(slug), workspace.provider, workspace.templates, workspace.site_config]


def _tell(shown: Shown) -> None:
    for problem in shown.problems:
        click.echo(click.style("to mend: ", fg="red", bold=True) + problem, err=True)
    click.echo(f"version {shown.version} in {shown.seconds:.1f} s", err=True)
