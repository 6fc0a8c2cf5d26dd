"""How a client reaches its provider: what the contact procedure leaves open is filled in from the provider."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.facts.selecting import many, one
from generator.inventory.records import Inventory, Record
from generator.inventory.values import Hours

MAILBOX = "support_mailbox"


@dataclass(frozen=True)
class Channel:
    """A channel with the values that hold for this client."""

    kind: str
    record: Record
    phone: str | None
    email: str | None
    url: str | None
    hours: Hours | None


@dataclass(frozen=True)
class Recipient:
    """One whom an e-mail is addressed or copied to; the shared mailbox has no name."""

    role: str
    name: Any
    email: str


@dataclass(frozen=True)
class Rung:
    """A step of the escalation ladder and the person it leads to, if it is a person."""

    step: Record
    person: Record | None


def channels(inventory: Inventory) -> tuple[Channel, ...]:
    """The channels in the order of the procedure."""
    provider, procedure = one(inventory, "provider"), one(inventory, "procedure")
    if provider is None or procedure is None:
        return ()
    return tuple(
        Channel(
            c.kind,
            c,
            (c.phone or provider.phone) if c.kind == "telephone" else c.phone,
            c.email,
            (c.url or provider.request_form_url) if c.kind == "form" else c.url,
            c.hours or provider.working_hours,
        )
        for c in procedure.channels
        if c.kind is not None
    )


def mail_to(inventory: Inventory, people: "People") -> tuple[Recipient, ...]:
    """Who an e-mail for support is addressed to: this client's own address, or those of the copy rule."""
    own = next((c.email for c in channels(inventory) if c.kind == "email" and c.email), None)
    if own:
        return (Recipient(MAILBOX, None, own),)
    rule = _copy_rule(inventory)
    return tuple(_unique(_recipients(inventory, people, rule.to))) if rule else ()


def mail_cc(inventory: Inventory, people: "People") -> tuple[Recipient, ...]:
    """Who it is copied to, without those it is addressed to already."""
    rule, taken = _copy_rule(inventory), {r.email for r in mail_to(inventory, people)}
    return tuple(r for r in _unique(_recipients(inventory, people, rule.cc)) if r.email not in taken) if rule else ()


@dataclass(frozen=True)
class People:
    """The client's own people whom the copy rule may name."""

    liaison: Record | None
    deputy: Record | None


def _copy_rule(inventory: Inventory) -> Record | None:
    procedure = one(inventory, "procedure")
    rule: Record | None = procedure.copy_rule if procedure else None
    return rule


def _recipients(inventory: Inventory, people: People, roles: Sequence[str]) -> Iterator[Recipient]:
    client, provider = one(inventory, "client"), one(inventory, "provider")
    if client is None or provider is None:
        return
    named: dict[str, Sequence[Record | None]] = {
        "coordinator": (client.coordinator,),
        "engineers": client.engineers,
        "technicians": client.technicians,
        "liaison": (people.liaison,),
        "deputy": (people.deputy,),
    }
    for role in roles:
        if role == MAILBOX and provider.support_mailbox:
            yield Recipient(MAILBOX, None, provider.support_mailbox)
        yield from (Recipient(role, p.name, p.email) for p in named.get(role, ()) if p is not None and p.email)


def _unique(found: Iterator[Recipient]) -> Iterator[Recipient]:
    seen: set[str] = set()
    for recipient in found:
        if recipient.email not in seen:
            seen.add(recipient.email)
            yield recipient


def escalation(inventory: Inventory) -> tuple[Rung, ...]:
    """The client's own escalation steps, or the provider's ladder, as far as there is somebody to turn to."""
    provider, procedure = one(inventory, "provider"), one(inventory, "procedure")
    own = procedure.escalation_steps if procedure else ()
    steps = own or (provider.escalation_ladder if provider else ())
    rungs = (Rung(step, _person(inventory, step)) for step in steps)
    return tuple(r for r in rungs if r.person is not None or r.step.who == MAILBOX)


def _person(inventory: Inventory, step: Record) -> Record | None:
    named: Record | None = step.member
    client = one(inventory, "client")
    coordinator: Record | None = client.coordinator if client else None
    if named is not None or step.who == MAILBOX:
        return named
    if step.who == "coordinator":
        return coordinator
    if step.who == "deputy_coordinator":
        deputy: Record | None = client.deputy_coordinator if client else None
        return deputy or (coordinator.stands_in if coordinator else None)
    return next((m for m in many(inventory, "team") if m.role == step.who), None)
