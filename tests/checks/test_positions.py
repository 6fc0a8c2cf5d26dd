"""A problem is shown exactly where it can be mended, in words that say how. «…» marks the place in each example."""

from pathlib import Path

import pytest
from builders import workspace
from rule_examples import SITES, found

CASES = {
    "E301": """\
services:
  - id: mail
    name: Mail
    depends_on: [web, «wbe»]
  - {id: web, name: Web}
""",
    "E302": """\
services:
  - {id: mail, name: Mail}
  - {id: «mail», name: Mail 2}
""",
    "E303": """\
services:
  - {id: mail, name: Mail, depends_on: [names, sign-in]}
  - {id: sign-in, name: Sign-in, depends_on: [directory]}
  - {id: directory, name: Directory, depends_on: [«mail»]}
  - {id: names, name: Names}
""",
    "E502": """\
networks:
  - id: lan
    site: tokyo
    subnets:
      - {id: staff, cidr: 10.0.0.0/22}
      - {id: voice, cidr: «10.0.3.0/24»}
""",
    "E504": """\
networks:
  - id: lan
    site: tokyo
    subnets:
      - id: staff
        cidr: 10.0.0.0/25
        dhcp_ranges: [{start: 10.0.0.100, end: «10.0.0.200»}]
""",
    "E508": """\
assets:
  - {id: sv-1, name: One, KIND, addresses: [{interface: LAN, ip: 10.0.0.5}]}
  - {id: sv-2, name: Two, KIND, addresses: [{interface: LAN, ip: «10.0.0.5»}]}
""".replace("KIND", "kind: server, manufacturer: Example, model: T350, site: tokyo"),
    "E531": """\
networks:
  - id: lan
    site: tokyo
    links:
      - {id: l-1, a_end: sw-1, a_port: p1, b_end: sw-2, b_port: p1}
      - {id: l-2, a_end: sw-3, a_port: p1, b_end: sw-1, b_port: «P1»}
""",
    "E608": """\
services:
  - id: mail
    name: Mail
    when_down:
      en: |
        Wait.
        Or call Mori, «+81 (0)90-5550-0191», at night.
      ja: お待ちください。
""",
    "E701": """\
domains:
  - {id: acme, name: acme.example.jp, start: 2026-05-01, expiry: «2026-04-30»}
""",
    "E405": """\
sites:
  - id: tokyo
    name: Tokyo
    address: 1-2-3 Mihon
    access:
      how:
        ja: |
          通用口からお入りください。
          暗証番号は「«4711»」です。
""",
    "W801": """\
sites:
  - id: tokyo
    name: Tokyo
    address: 1-2-3 Mihon
    parking: «{»en: Behind the house}
""",
}
WORDS = {
    "E301": ("there is no asset, circuit, service, cloud tenant or vendor `wbe`", "Did you mean `web`?"),
    "E302": (
        "the id `mail` is given twice (first in inventory/clients/acme/services.yml, line 2)",
        "Give one of the two another id",
    ),
    "E303": (
        "service `directory` needs service `mail`, which needs service `sign-in`, which needs `directory` again",
        "Remove the dependency that is not one",
    ),
    "E502": ("10.0.3.0/24 overlaps 10.0.0.0/22 (subnet `staff`) at the same site", "Make one of them smaller"),
    "E504": ("10.0.0.200 is outside the subnet 10.0.0.0/25", "The subnet ends at 10.0.0.127."),
    "E508": ("10.0.0.5 is the address of `sv-1` already", "Correct one of the two."),
    "E531": ("port P1 of `sw-1` is taken by the link `l-1` already", "Look which cable is in the port"),
    "E608": ("this is the mobile number of `mori`, in a place that staff may read", "Give the support telephone"),
    "E701": ("`expiry` (2026-04-30) is before `start` (2026-05-01)", "Exchange the two"),
    "E405": ("a PIN, or the code of a door, an alarm or a key box, is written out here", "vault_ref"),
    "W801": ("`parking` is missing in Japanese", "Add `ja: …`."),
}
FILES = {
    "sites": "sites.yml",
    "services": "services.yml",
    "networks": "network.yml",
    "assets": "assets.yml",
    "domains": "contracts.yml",
}


@pytest.mark.parametrize("rule", CASES)
def test_the_place_and_the_words(tmp_path: Path, rule: str) -> None:
    marked, (message, hint) = CASES[rule], WORDS[rule]
    name = FILES[marked.partition(":")[0]]
    before, _, rest = marked.partition("«")
    span, _, _ = rest.partition("»")
    files = {"sites.yml": SITES, "assets.yml": _three_switches(), name: marked.replace("«", "").replace("»", "")}
    made = workspace(tmp_path, acme=files)
    one = next(d for d in found(made) if d.rule == rule)
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    assert one.location.file == f"inventory/clients/acme/{name}"
    assert (one.location.line, one.location.column) == (line, column)
    assert one.location.end_column == column + len(span)
    assert one.message.startswith(message)
    assert hint in one.hint


def _three_switches() -> str:
    switch = "kind: switch, manufacturer: Example, model: S24, site: tokyo"
    return "assets:\n" + "".join(f"  - {{id: sw-{n}, name: Switch, {switch}}}\n" for n in (1, 2, 3))


def test_an_id_of_another_kind_is_explained(tmp_path: Path) -> None:
    services = "services:\n  - {id: mail, name: Mail, depends_on: [sato]}\n"
    (one,) = [d for d in found(workspace(tmp_path, acme={"services.yml": services})) if d.rule == "E301"]
    assert one.hint.startswith("`sato` is the id of a contact; this field wants a")


def test_one_wrong_letter_is_one_problem(tmp_path: Path) -> None:
    """No rule of sense adds to what structure has said of the same value."""
    good = found(workspace(tmp_path / "good", acme={"sites.yml": SITES}))
    sites = {"sites": [{**SITES["sites"][0], "phone": "03-5550-0101"}]}
    bad = found(workspace(tmp_path / "bad", acme={"sites.yml": sites}))
    assert {d.rule for d in bad} - {d.rule for d in good} == {"E209"}
    assert len(bad) == len(good) + 1


def test_many_wrong_references_are_told_in_bounded_time(tmp_path: Path) -> None:
    services = [{"id": f"s-{i}", "name": "S", "depends_on": [f"x-{i}"]} for i in range(2_000)]
    made = workspace(tmp_path, acme={"services.yml": {"services": services}})
    assert sum(d.rule == "E301" for d in found(made)) == 2_000
