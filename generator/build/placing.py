"""Puts what was built into the output folder: an edition with all its parts, or not at all."""

import contextlib
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.build.job import WEBSITE, Job, Output, Result
from generator.build.plan import Task
from generator.build.publish import put
from generator.build.state import Part, State

Ready = tuple[Task, Job, Result]
TOPS = ("websites", "documents", "sources")


def place(state: State, ready: Sequence[Ready], inputs: list[str]) -> list[str]:
    """Put the parts of one edition in place and note what they were made from; the documents that went away."""
    client, audience, language = ready[0][0].client, ready[0][0].audience, ready[0][0].language
    before = {part: known.outputs for part, known in state.edition(client, audience, language).parts.items()}
    changed = [
        (task, job, result) for task, job, result in ready if not _all_current(result, before.get(task.part, []))
    ]
    for task, _, _ in changed:
        state.forget(client, audience, language, task.part)
    gone = [path for task, _, result in changed for path in _gone(before.get(task.part, []), result.outputs)]
    for task, job, result in changed:
        if task.part != WEBSITE:
            _put_documents(state.output, job, result)
    for path in gone:
        (state.output / path).unlink(missing_ok=True)
    for task, job, result in ready:
        kept = {o.path: o for o in before.get(task.part, [])}
        outputs = [_known(o, kept) for o in result.outputs]
        if task.part == WEBSITE and (task, job, result) in changed:
            _put_website(state.output, job)
        state.note(client, audience, language, task.part, task.key, outputs)
    edition = state.edition(client, audience, language)
    _carry_documents(state.output, client, audience, language, edition.parts)
    for task, _, result in ready:
        state.note(client, audience, language, task.part, task.key, edition.parts[task.part].outputs)
        if any(o.how == "built" for o in result.outputs):
            edition.seconds[task.part] = round(sum(o.seconds for o in result.outputs), 2)
    edition.inputs = inputs
    state.save(client, audience)
    return gone


def _all_current(result: Result, before: Sequence[Output]) -> bool:
    return all(o.how == "current" for o in result.outputs) and not _gone(before, result.outputs)


def _gone(before: Sequence[Output], now: Sequence[Output]) -> list[str]:
    left = {o.path for o in now}
    return [o.path for o in before if o.path not in left]


def _known(output: Output, kept: dict[str, Output]) -> Output:
    """An output that was in place has its pages and number from when it was built."""
    return kept.get(output.path, output) if output.how == "current" else output


def _put_documents(output: Path, job: Job, result: Result) -> None:
    for made in result.outputs:
        if made.how != "current":
            put(job.staging / made.path, output / made.path)


def _put_website(output: Path, job: Job) -> None:
    """Sources and website, the documents of the old one still in it."""
    for top, inside in (("sources", "docs/documents"), ("websites", "documents")):
        name = Path(top, job.visible.slug, job.audience, job.language)
        if not (job.staging / name).is_dir():
            continue
        if job.pdf and (output / name / inside).is_dir():
            _link_files(output / name / inside, job.staging / name / inside)
        elif job.pdf:
            (job.staging / name / inside).mkdir(parents=True, exist_ok=True)
        put(job.staging / name, output / name)


def _carry_documents(output: Path, client: str, audience: str, language: str, parts: Mapping[str, Part]) -> None:
    """Let the website that leads to documents carry exactly those there are."""
    wanted = {
        Path(o.path).name: output / o.path for part, known in parts.items() if part != WEBSITE for o in known.outputs
    }
    for folder in (
        output / "websites" / client / audience / language / "documents",
        output / "sources" / client / audience / language / "docs" / "documents",
    ):
        if not folder.is_dir():
            continue
        for path in folder.iterdir():
            if path.name not in wanted:
                path.unlink()
        for name, source in wanted.items():
            if not (folder / name).exists() or not (folder / name).samefile(source):
                _link(source, folder / name)
        if not wanted:
            folder.rmdir()


def _link_files(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        _link(path, target / path.name)


def _link(source: Path, target: Path) -> None:
    """The same file under a second name, or a copy where that cannot be: nothing here is ever written into again."""
    staged = target.with_name(f".{target.name}.new")
    staged.unlink(missing_ok=True)
    try:
        os.link(source, staged)
    except OSError:
        shutil.copyfile(source, staged)
    staged.replace(target)
    with contextlib.suppress(OSError):  # renaming onto itself leaves the staged name where it is
        staged.unlink(missing_ok=True)


def remove(output: Path, client: str, audience: str, language: str | None = None) -> None:
    """Take an edition, or all editions of a client for an audience, out of the output folder."""
    for top in TOPS:
        folder = output / top / client / audience
        if language is not None and top == "documents":
            for path in folder.glob(f"*.{language}.pdf"):
                path.unlink(missing_ok=True)
        elif language is not None:
            shutil.rmtree(folder / language, ignore_errors=True)
        else:
            shutil.rmtree(folder, ignore_errors=True)
        for empty in (folder, folder.parent):
            with contextlib.suppress(OSError):
                empty.rmdir()
    if language is None:
        manifest = output / "manifests" / client / f"{audience}.json"
        manifest.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            manifest.parent.rmdir()
