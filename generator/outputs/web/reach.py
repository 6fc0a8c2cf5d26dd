"""The two links to the support team that stand on every page: e-mail first, the telephone for what is urgent."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from generator.pages.compose import Composition


def reach(composition: Composition, words: Mapping[str, str]) -> dict[str, str]:
    """What the bar prints: its label, and the links as markup; a way that nobody gave is left out."""
    made = {"label": words["label"], "mail": _mail(composition, words["mail"]), "phone": _phone(composition)}
    return {"urgent": words["urgent"], **{name: str(value) for name, value in made.items() if value}}


def _mail(composition: Composition, text: str) -> Markup | None:
    """The prepared e-mail of the front page, under a shorter name."""
    inventory, facts = composition.edition.inventory, composition.edition.facts
    code = inventory.client.client_code
    if facts.mail_to:
        prepared: Any = composition.context["prepared_mail"]
        made: Markup = prepared(facts.mail_to, facts.mail_cc, text, subject=f"[{code}] " if code else "")
        return made
    mailbox = inventory.provider.support_mailbox
    return Markup('<a class="email" href="mailto:{}">{}</a>').format(mailbox, text) if mailbox else None


def _phone(composition: Composition) -> Markup | None:
    channel = composition.edition.facts.channel("telephone")
    number = (channel.phone if channel else None) or composition.edition.inventory.provider.phone
    return composition.show.phone(number) if number else None
