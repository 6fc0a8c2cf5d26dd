"""handbook explain: what a rule means, why it is there and how to mend what it finds."""

import difflib

import click

from generator.checks.documentation import RulePage, rule_pages


@click.command(short_help="Say what a rule means and how to mend what it finds.")
@click.argument("rule", required=False)
@click.option("--list", "everything", is_flag=True, help="List all rules.")
def explain(rule: str | None, everything: bool) -> None:
    """Explain RULE (as E301), with a bad and a good example; or --list all of them."""
    pages = rule_pages()
    if everything:
        for page in pages.values():
            click.echo(f"{page.id}  {page.severity.name:<8} {page.family:<12} {page.summary}")
        return
    if rule is None:
        raise click.UsageError("name a rule, as in `handbook explain E301`, or give --list")
    if (found := pages.get(rule.upper())) is None:
        near = difflib.get_close_matches(rule.upper(), list(pages), n=3, cutoff=0.5)
        raise click.UsageError(f"there is no rule {rule}" + (f"; did you mean {', '.join(near)}?" if near else ""))
    click.echo(_told(found))


def _told(page: RulePage) -> str:
    lines = [
        click.style(f"{page.id} ({page.severity.name}, {page.family}): {page.summary}", bold=True),
        "",
        f"Why: {page.why}",
        "",
        f"How to mend it: {page.mend}",
        "",
        f"Bad ({page.file}):",
        *(f"    {line}" for line in page.bad.splitlines()),
        "",
        "Good:",
        *(f"    {line}" for line in page.good.splitlines()),
    ]
    if page.fixable:
        lines += ["", "`handbook check --fix` mends it where only one thing can be meant."]
    return "\n".join(lines)
