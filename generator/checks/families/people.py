"""Who is who: the people that the service counts on exist, can be reached and speak a common language."""

from collections.abc import Iterator
from datetime import date

from generator.checks.nearness import called, listed, some
from generator.checks.pointing import pointing
from generator.checks.rule import Problem, Scene, rule, text_of
from generator.checks.walking import Held
from generator.facts.selecting import many, one
from generator.inventory import formats
from generator.inventory.records import Record

ONE_ONLY = ("liaison", "deputy")
OUR_TEAM = ("coordinator", "deputy_coordinator", "engineers", "technicians")
COUNTED_ON = frozenset(
    {
        "primary_contact", "deputy_contact", "keyholders", "business_owner", "user", "who_decides", "who_may_call",
        "members", "client_owner", "provider_owner", "technician", "member", "owner", "stands_in", *OUR_TEAM,
    }
)  # fmt: skip
"""References to people who are to do something still; others tell who did something once."""
LANGUAGE_NAMES = {"en": "English", "ja": "Japanese"}


@rule("E601")
def nobody_is_the_liaison(scene: Scene) -> Iterator[Problem]:
    if scene.facts.liaison is None:
        gone = [str(c.id) for c in many(scene.inventory, "contacts") if "liaison" in c.roles]
        why = f": {some(gone)} is not there any more" if gone else ""
        message = f"nobody at the client is its liaison{why}"
        yield Problem(
            _first(scene), "", message, "Ask whom the client names, and give that contact `roles: [liaison]`."
        )


@rule("W605")
def nobody_is_the_deputy(scene: Scene) -> Iterator[Problem]:
    if scene.facts.deputy is None:
        hint = "Ask whom the client names, and give that contact `roles: [deputy]`."
        yield Problem(_first(scene), "", "nobody stands in for the liaison", hint)


@rule("W603")
def a_role_of_one_held_by_two(scene: Scene) -> Iterator[Problem]:
    for role in ONE_ONLY:
        holders = scene.facts.contacts_with(role)
        for other in holders[1:]:
            message = f"`{other.id}` is {role} beside `{holders[0].id}`: pages name only the first"
            yield Problem(
                other, "roles", message, "Ask the client who it is; a third person may stand in without the role."
            )


@rule("W621")
def liaison_who_is_the_own_deputy(scene: Scene) -> Iterator[Problem]:
    for contact in scene.facts.contacts_with("liaison"):
        if "deputy" in contact.roles:
            message = f"`{contact.id}` is liaison and deputy at once: nobody is left when that person is away"
            yield Problem(contact, "roles", message, "Ask the client for a deputy.")


@rule("E619")
def liaison_without_an_address(scene: Scene) -> Iterator[Problem]:
    """Requests are copied to the liaison."""
    liaison = scene.facts.liaison
    if liaison is not None and liaison.email is None:
        message = f"the liaison `{liaison.id}` has no e-mail address, but every request is copied there"
        yield Problem(liaison, "", message, "Add `email`.", at="key")


@rule("W620")
def liaison_without_a_telephone(scene: Scene) -> Iterator[Problem]:
    liaison = scene.facts.liaison
    if liaison is not None and liaison.phone is None and liaison.mobile is None:
        message = f"the liaison `{liaison.id}` has no telephone number, but is called back when it is urgent"
        yield Problem(liaison, "", message, "Add `phone`, or `mobile`, which staff do not see.", at="key")


@rule("W602")
def coordinator_of_another_role(scene: Scene) -> Iterator[Problem]:
    coordinator = scene.facts.coordinator
    if coordinator is not None and coordinator.role not in (None, "support_coordinator"):
        role = str(coordinator.role).replace("_", " ")
        message = f"the coordinator `{coordinator.id}` is a {role} in team.yml"
        yield Problem(one(scene.inventory, "client"), "coordinator", message, "Name a support coordinator.")


@rule("E624")
def coordinator_who_stands_in_alone(scene: Scene) -> Iterator[Problem]:
    client = one(scene.inventory, "client")
    if client is not None and client.coordinator is not None and client.coordinator is client.deputy_coordinator:
        message = f"`{client.coordinator.id}` is coordinator and deputy coordinator at once"
        yield Problem(client, "deputy_coordinator", message, "Name somebody else, or remove the line.")


@rule("W622", "client", "provider")
def person_who_has_left(scene: Scene) -> Iterator[Problem]:
    found = scene.once(pointing)
    for reference in found.references:
        if (
            COUNTED_ON.isdisjoint(reference.path)
            or _is_over(reference.held)
            or (target := found.target(reference)) is None
        ):
            continue
        left = _left(target, scene.as_of)
        if left is not None and not _left(reference.held, scene.as_of):
            message = f"{called(target.kind)} `{reference.value}` left on {left}, but is still counted on here"
            yield Problem(reference.held.root, reference.path, message, "Name who has taken over, or remove the line.")


def _left(held: Held, as_of: date) -> date | None:
    given = held.data.get({"contact": "end_date", "team_member": "left_on"}.get(held.kind, ""))
    try:
        day = formats.day(given) if given is not None else None
    except ValueError:
        return None
    return day if day is not None and day < as_of else None


def _is_over(held: Held) -> bool:
    """Retired assets and closed findings name whoever it was."""
    return held.root.data.get("status") in ("retired", "resolved", "dismissed")


@rule("W612")
def language_that_nobody_here_speaks(scene: Scene) -> Iterator[Problem]:
    spoken = {code for member in scene.facts.support_team for code in member.languages}
    for contact in scene.facts.contacts:
        if contact.language is not None and spoken and contact.language not in spoken:
            language = LANGUAGE_NAMES.get(contact.language, contact.language)
            message = f"`{contact.id}` prefers {language}, which nobody in this client's support team speaks"
            yield Problem(contact, "language", message, "Add an engineer who does to client.yml.")


@rule("W623")
def coordinator_and_liaison_without_a_common_language(scene: Scene) -> Iterator[Problem]:
    coordinator, liaison = scene.facts.coordinator, scene.facts.liaison
    if coordinator is None or liaison is None or liaison.language is None or not coordinator.languages:
        return
    if liaison.language not in coordinator.languages:
        language = LANGUAGE_NAMES.get(liaison.language, liaison.language)
        message = f"the liaison prefers {language}, which the coordinator `{coordinator.id}` does not speak"
        hint = "Choose another coordinator, or agree with the liaison on a language."
        yield Problem(one(scene.inventory, "client"), "coordinator", message, hint)


@rule("E613")
def language_that_the_provider_does_not_write(scene: Scene) -> Iterator[Problem]:
    client, provider = one(scene.inventory, "client"), one(scene.inventory, "provider")
    offered = provider.languages if provider is not None else ()
    for i, language in enumerate(client.languages if client is not None else ()):
        if offered and language not in offered:
            name = LANGUAGE_NAMES.get(language, language)
            message = f"{text_of(provider.name) if provider else 'the provider'} does not offer {name}"
            yield Problem(client, ("languages", i), message, f"It offers {listed(offered, 'and')} (provider.yml).")


@rule("E614")
def default_that_is_no_language_of_the_client(scene: Scene) -> Iterator[Problem]:
    client = one(scene.inventory, "client")
    default = client.default_language if client is not None else None
    if client is not None and default is not None and client.languages and default not in client.languages:
        message = f"the default language is {default}, but the handbook is written in {listed(client.languages, 'and')}"
        yield Problem(client, "default_language", message, "Name one of these, or add the language.")


def _first(scene: Scene) -> Record | None:
    """Where the client's people stand."""
    return next(iter(many(scene.inventory, "contacts")), None) or one(scene.inventory, "client")
