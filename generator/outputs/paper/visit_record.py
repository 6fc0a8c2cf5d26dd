"""A filled checklist as a record of the visit, in YAML."""

import json

from generator.outputs.paper.answers import Answers, Tick


def visit_yaml(answers: Answers) -> str:
    """A visit as an item of visits.yml; what has no field of its own stands beside it as a comment."""
    about = answers.about
    day = about.get("visit", "")
    lines = [f"  - id: {about.get('site', 'site')}-{day or 'DATE'}"]
    lines += [f"    {name}: {about[name]}" for name in ("site", "plan", "checklist") if name in about]
    lines += [f"    date: {day}" if day else "    date:   # the day of the visit"]
    lines += [f"    kind: {about.get('kind', 'scheduled')}"]
    lines += ["    work_done:"] if any(t.done for t in answers.ticks) else []
    lines += [f"      - {_text(_done(tick))}" for tick in answers.ticks if tick.done]
    lines += [f"    # not ticked: {tick.text}" for tick in answers.ticks if not tick.done]
    notes = [line for _, value in answers.blanks for line in value.splitlines() if line.strip()]
    lines += ["    follow_ups:"] if notes else []
    for number, note in enumerate(notes, 1):
        lines += [f"      - id: follow-up-{number}", f"        text: {_text(note.strip())}"]
    lines += [f"    # {words}: {value}" for words, value in answers.signatures]
    return "\n".join(lines)


def _done(tick: Tick) -> str:
    return f"{tick.text} ({'; '.join(tick.values)})" if tick.values else tick.text


def _text(words: str) -> str:
    """A YAML double-quoted scalar: JSON's strings are a part of them."""
    return json.dumps(words, ensure_ascii=False)
