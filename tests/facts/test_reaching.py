"""How a client reaches its provider, and what of its own takes the provider's place."""

from typing import Any

from inventories import facts, ids

COPY = {"to": ["coordinator", "engineers"], "cc": ["support_mailbox", "liaison", "coordinator"]}
EMAIL = {"id": "email", "kind": "email", "when_to_use": "x"}


def procedure(**fields: Any) -> dict[str, Any]:
    return {"channels": [EMAIL], "copy_rule": COPY, **fields}


def test_e_mail_goes_to_the_team_and_is_copied_to_mailbox_and_liaison() -> None:
    ours = facts(procedure=procedure())
    assert [r.email for r in ours.mail_to] == ["mori@lantern.example.co.jp", "lee@lantern.example.co.jp"]
    assert [r.email for r in ours.mail_cc] == ["help@lantern.example.co.jp", "sato@acme.example.co.jp"]


def test_a_clients_own_address_takes_the_place_of_the_teams() -> None:
    ours = facts(procedure=procedure(channels=[{**EMAIL, "email": "acme@lantern.example.co.jp"}]))
    assert [r.email for r in ours.mail_to] == ["acme@lantern.example.co.jp"]


def test_nobody_is_addressed_where_no_rule_is_agreed() -> None:
    assert facts().mail_to == ()
    assert facts().mail_cc == ()


def test_channels_leave_to_the_provider_what_they_do_not_say() -> None:
    telephone = {"id": "telephone", "kind": "telephone", "when_to_use": "x"}
    form = {"id": "form", "kind": "form", "when_to_use": "x", "url": "https://acme.example.co.jp/help"}
    ours = facts(procedure=procedure(channels=[EMAIL, telephone, form]))
    calls, web = ours.channel("telephone"), ours.channel("form")
    assert calls is not None
    assert calls.phone == "+81355500190"
    assert web is not None
    assert web.url == "https://acme.example.co.jp/help"


def test_the_ladder_names_people_and_leaves_out_steps_to_nobody() -> None:
    steps = [
        {"id": f"step-{n}", "who": who, "when": "x"}
        for n, who in enumerate(("coordinator", "director", "support_mailbox"))
    ]
    ours = facts(procedure=procedure(escalation_steps=steps))
    assert [(r.step.id, r.person.id if r.person else None) for r in ours.escalation] == [
        ("step-0", "mori"),
        ("step-2", None),
    ]


def test_a_clients_priority_takes_the_place_of_the_providers() -> None:
    def level(name: str, meaning: str) -> dict[str, Any]:
        return {"id": name, "name": name.upper(), "meaning": meaning}

    ours = facts(
        provider={"priorities": [level("p1", "ours"), level("p2", "ours")]},
        client={"priorities": [level("p1", "theirs"), level("p3", "theirs")]},
    )
    assert [(p.id, p.meaning) for p in ours.priorities] == [("p1", "theirs"), ("p2", "ours"), ("p3", "theirs")]


def test_rules_are_found_by_kind_of_request() -> None:
    rules = [{"id": "s", "request": "starter"}, {"id": "s2", "request": "starter"}, {"id": "l", "request": "leaver"}]
    ours = facts(procedure=procedure(request_rules=rules))
    assert ids([ours.rules.starter, ours.rules.leaver]) == ["s", "l"]
    assert ours.rules.mover is None
