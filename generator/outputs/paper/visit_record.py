"""A filled checklist as a record of the visit, in YAML; any other filled form as what was written into it."""

import json

from generator.editions.language import Language
from generator.outputs.paper.answers import ASKED_FOR, Answers, Tick
from generator.outputs.paper.phrases import wide


def answers_yaml(answers: Answers) -> str:
    """The record of a visit, or the answers of a form that is no checklist."""
    return visit_yaml(answers) if "checklist" in answers.about else form_yaml(answers)


def visit_yaml(answers: Answers) -> str:
    """A visit as an item of visits.yml; what has no field of its own stands beside it as a comment."""
    about = answers.about
    day = about.get("visit", "")
    lines = [f"  - id: {about.get('site', 'site')}-{day or 'DATE'}"]
    lines += [f"    {name}: {about[name]}" for name in ("site", "plan", "checklist") if name in about]
    lines += [f"    date: {day}" if day else "    date:   # the day of the visit"]
    lines += [f"    kind: {about.get('kind', 'scheduled')}"]
    lines += ["    work_done:"] if any(t.done for t in answers.ticks) else []
    lines += [f"      - {_text(_said(tick))}" for tick in answers.ticks if tick.done]
    lines += [f"    # not ticked: {_on_one_line(_said(tick))}" for tick in answers.ticks if not tick.done]
    notes = [line for _, value in answers.blanks for line in value.splitlines() if line.strip()]
    lines += ["    follow_ups:"] if notes else []
    for number, note in enumerate(notes, 1):
        lines += [f"      - id: follow-up-{number}", f"        text: {_text(note.strip())}"]
    lines += [f"    # {_on_one_line(f'{words}: {value}')}" for words, value in answers.signatures]
    return "\n".join(lines)


def form_yaml(answers: Answers) -> str:
    """What somebody wrote into a form: each field's words with what stands there; lists of what was ticked and not."""
    lines = [f"{name}: {value}" for name, value in answers.about.items()]
    for key, done in (("ticked", True), ("not_ticked", False)):
        found = [f"  - {_text(_said(tick))}" for tick in answers.ticks if tick.done is done]
        lines += [f"{key}:", *found] if found else []
    for key, pairs in (("written", answers.blanks), ("signed", answers.signatures)):
        lines += [f"{key}:", *(f"  - {_text(words)}: {_text(value)}" for words, value in pairs)] if pairs else []
    return "\n".join(lines)


def _said(tick: Tick) -> str:
    """A line with what was written down beside it, with the marks of its language."""
    language = Language("ja" if any(wide(c) for c in tick.text) else "en")
    text = tick.text.replace(ASKED_FOR, language.colon) if language.code == "ja" else tick.text
    if not tick.values:
        return text
    values = (f"{words}{language.colon}{value}" for words, value in tick.values)
    return text + language.aside(("、" if language.code == "ja" else "; ").join(values))


def _on_one_line(words: str) -> str:
    """What stands in a comment: a line break would end it."""
    return " ".join(words.split())


def _text(words: str) -> str:
    """A YAML double-quoted scalar: JSON's strings are a part of them."""
    return json.dumps(words, ensure_ascii=False)
