"""The reference page of the rules, from what is told about them."""

from itertools import groupby

from generator.checks.documentation import RulePage, rule_pages

NOTE = "<!-- Written by `handbook reference` from generator/checks/rules; change that. -->\n"


def rules_page() -> str:
    """All rules by family, each with why, how to mend it and its examples."""
    pages = list(rule_pages().values())
    lines = [NOTE, "# Rules", "", f"{len(pages)} rules. `handbook explain E301` tells the same.", ""]
    lines += ["## At a glance {#at-a-glance}", "", "| Rule | Severity | Family | What it finds |", "|---|---|---|---|"]
    lines += [f"| [{p.id}](#{p.id.lower()}) | {p.severity.name} | {p.family} | {_cell(p.summary)} |" for p in pages]
    lines += [""]
    for family, members in groupby(pages, key=lambda p: p.family):
        lines += [f"## {family.capitalize()} {{#{family}}}", ""]
        for page in members:
            lines += _rule(page)
    return "\n".join(lines)


def _rule(page: RulePage) -> list[str]:
    mended = " `handbook check --fix` mends it where only one thing can be meant." if page.fixable else ""
    return [
        f"### {page.id}: {page.summary} {{#{page.id.lower()}}}",
        "",
        f"*{page.severity.name.capitalize()}.* {page.why}",
        "",
        f"**How to mend it.** {page.mend}{mended}",
        "",
        f"Bad, in `{page.file}`:",
        "",
        "```yaml",
        page.bad.rstrip(),
        "```",
        "",
        "Good:",
        "",
        "```yaml",
        page.good.rstrip(),
        "```",
        "",
    ]


def _cell(text: str) -> str:
    """Text in a table's cell, where <, | and the like are only themselves."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;")
