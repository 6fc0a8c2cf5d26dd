"""check --fix: only what can mean one thing is mended, and every other byte of the file stays."""

import json
from datetime import date
from pathlib import Path

import pytest
from builders import workspace, write
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.documentation import rule_pages
from generator.cli.main import handbook
from generator.inventory.mending import spelling
from generator.inventory.mending.files import FileChangedError, MendedFile
from generator.workspace import Workspace

ASSET = "  - {id: fw-01, kind: firewall, name: Firewall, manufacturer: Example, model: E60, site: tokyo, status: active"
CASES = {
    # rule, file: what is written, what --fix makes of it
    "version": ("W110", "assets.yml", "os_version: 7.10", 'os_version: "7.10"'),
    "leading zero": ("W110", "assets.yml", "serial: 00123", 'serial: "00123"'),
    "word of YAML 1.1": ("W110", "assets.yml", "serial: no", 'serial: "no"'),
    "number for text": ("E203", "assets.yml", "serial: 48151623", 'serial: "48151623"'),
    "capitals in a value": ("E204", "assets.yml", "status: Active", "status: active"),
    "label of a value": ("E204", "assets.yml", "status: 使用中", "status: active"),
    "code in small letters": ("E205", "sites.yml", "code: tyo", "code: TYO"),
    "member without its list": ("E203", "contacts.yml", "roles: liaison", "roles: [liaison]"),
    "boolean in words": ("E203", "contacts.yml", "out_of_hours: yes", "out_of_hours: true"),
    "national number": ("E209", "contacts.yml", "phone: 03-5550-0101", 'phone: "+81355500101"'),
    "number read as octal": ("E209", "contacts.yml", "phone: 0355500101", 'phone: "+81355500101"'),
    "number without quotes": ("E209", "contacts.yml", "phone: +81355500101", 'phone: "+81355500101"'),
    "spaces and (0)": ("E209", "contacts.yml", "phone: '+81 (0)3-5550-0101'", "phone: '+81355500101'"),
    "full width": ("E209", "contacts.yml", "phone: ０３（５５５０）０１０１", 'phone: "+81355500101"'),
    "full-width at": ("E209", "contacts.yml", "email: sato＠acme.example.co.jp", "email: sato@acme.example.co.jp"),
    "slashes in a date": ("E209", "assets.yml", "last_verified: 2026/9/1", "last_verified: 2026-09-01"),
    "Japanese date": ("E209", "assets.yml", 'last_verified: "2026年9月1日"', 'last_verified: "2026-09-01"'),
    "id in capitals": ("E209", "sites.yml", "id: Tokyo", "id: tokyo"),
    "reference in capitals": ("E301", "assets.yml", "site: TOKYO", "site: tokyo"),
    "Cisco's MAC": ("E209", "assets.yml", "mac: 0011.32AA.BBCC", "mac: 00:11:32:aa:bb:cc"),
    "capitals in a MAC": ("", "assets.yml", "mac: 00-11-32-AA-BB-CC", "mac: 00:11:32:aa:bb:cc"),
    "MAC of digits": ("W110", "assets.yml", "mac: 10:11:32:44:55:59", 'mac: "10:11:32:44:55:59"'),
}
LEFT = {
    "American or European date": ("assets.yml", "last_verified: 10/1/2026"),
    "day that does not exist": ("assets.yml", "last_verified: 2026/2/30"),
    "number too short": ("contacts.yml", "phone: 03-5550-010"),
    "two numbers": ("contacts.yml", "phone: 03-5550-0101/0102"),
    "extension": ("contacts.yml", "phone: 03-5550-0101 ext 12"),
    "near value": ("assets.yml", "status: activ"),
    "near key": ("assets.yml", "serail: x"),
    "list in a list's place": ("contacts.yml", "roles: liaison, approver"),
    "text of several lines": ("contacts.yml", 'phone: "03-5550-\n      0101"'),
    "anchor": ("assets.yml", "os_version: &v 7.10"),
    "reason given": ("assets.yml", "os_version: 7.10  # handbook: ignore W110, E203 (as the vendor writes it)"),
}


def run(made: Workspace, *arguments: str, answer: str | None = None) -> Result:
    command = ["--workspace", str(made.root), "check", "acme", "--as-of", "2026-10-01", *arguments]
    result = CliRunner().invoke(handbook, command, input=answer)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def rules(made: Workspace) -> list[str]:
    return [d["rule"] for d in json.loads(run(made, "--format", "json").stdout)]


def written(folder: Path, name: str, line: str, newline: str = "\n") -> tuple[Workspace, Path]:
    """A small inventory with one line of interest, comments and an order of its own round it."""
    key, indent = line.partition(":")[0], "    "
    files = {
        "sites.yml": {"name": "Tokyo", "id": "tokyo", "address": "1-2-3 Mihon  # not a comment"},
        "contacts.yml": {
            "roles": "[liaison]",
            "id": "sato",
            "name": "{ja: 佐藤 花子, en: Hanako Sato}",
            "language": "ja",
        },
        "assets.yml": {
            "name": "Firewall",
            "id": "fw-01",
            "kind": "firewall",
            "manufacturer": "Example",
            "model": "E60",
        },
    }
    files["assets.yml"] |= {"site": "tokyo", "status": "active"}
    texts = {}
    for file, fields in files.items():
        rest = "".join(f"{indent}{k}:   {v}\n" for k, v in fields.items() if file != name or k != key)
        own = f"{indent}addresses: [{{interface: wan, {line}}}]   # 回線側" if key == "mac" else f"{indent}{line}"
        body = f"{own}\n{rest}" if file == name else rest
        texts[file] = f"# 一覧\n\n{file[:-4]}:\n  - # first\n{body}\n# end\n".replace("\n", newline)
    made = workspace(folder)
    for file, text in texts.items():
        (made.client("acme") / file).write_bytes(text.encode())
    return made, made.client("acme") / name


@pytest.mark.parametrize(("rule", "name", "before", "after"), CASES.values(), ids=CASES)
def test_a_value_with_one_meaning_is_mended_and_nothing_else(
    linked: Path, rule: str, name: str, before: str, after: str
) -> None:
    made, path = written(linked, name, before)
    original = path.read_bytes()
    assert not rule or rule in rules(made)
    result = run(made, "--fix", "--yes")
    assert path.read_bytes() == original.replace(before.encode(), after.encode())
    assert f"b/inventory/clients/acme/{name}" in result.stderr
    assert not rule or rule not in rules(made), result.output


AS_PEOPLE_WRITE = """\
# 機器一覧   (kept by hand)
assets:
- id:   fw-01            # indented like this by one editor
  kind: Firewall
  name:  {en: 'Firewall',   ja: "ファイアウォール"}
  manufacturer:    Example
  model: >-
    E60, the one
    with two lines

  site: tokyo\x20\x20
  addresses:
          - { interface: wan , mac: 00-11-32-AA-BB-CC,
              assignment: dynamic }   # over two lines
  last_verified: '2026/09/01'
  notes: null


-   id: fw-02
    kind: firewall
    name: "Reserve: \\u30eb\\u30fc\\u30bf\\u30fc"
    manufacturer: Example
    model: E60
    os_version: 7.10     # as the label says
    site: TOKYO
# end, without a line break"""
MENDED = (
    ("kind: Firewall", "kind: firewall"), ("00-11-32-AA-BB-CC", "00:11:32:aa:bb:cc"), ("2026/09/01", "2026-09-01"),
    ("7.10 ", '"7.10" '), ("TOKYO", "tokyo"),
)  # fmt: skip


def test_a_file_in_a_style_of_its_own_changes_in_the_values_alone(linked: Path) -> None:
    """Five values of a file that no program would have laid out so: all else stays, to the byte (docs/adr/0006)."""
    made = workspace(linked)
    write(made.client("acme") / "sites.yml", "sites:\n  - {id: tokyo, name: Tokyo, address: x}\n")
    path = made.client("acme") / "assets.yml"
    path.write_bytes(AS_PEOPLE_WRITE.encode())
    run(made, "--fix", "--yes")
    expected = AS_PEOPLE_WRITE
    for before, after in MENDED:
        assert expected.count(before) == 1
        expected = expected.replace(before, after)
    assert path.read_bytes().decode() == expected


def test_every_fixable_rule_is_proven_here() -> None:
    assert {page.id for page in rule_pages().values() if page.fixable} == {case[0] for case in CASES.values()} - {""}


@pytest.mark.parametrize(("name", "line"), LEFT.values(), ids=LEFT)
def test_what_can_mean_two_things_is_left(linked: Path, name: str, line: str) -> None:
    made, path = written(linked, name, line)
    original = path.read_bytes()
    result = run(made, "--fix", "--yes")
    assert path.read_bytes() == original
    assert "Nothing here has exactly one safe mending" in result.stderr


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_byte_order_mark_and_permissions_stay(linked: Path, newline: str, mark: bytes) -> None:
    made, path = written(linked, "contacts.yml", "phone: 03-5550-0101", newline)
    path.write_bytes(mark + path.read_bytes())
    path.chmod(0o640)
    original = path.read_bytes()
    run(made, "--fix", "--yes")
    assert path.read_bytes() == original.replace(b"03-5550-0101", b'"+81355500101"')
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p for p in path.parent.iterdir() if p.name.startswith(".")] == []


def test_the_diff_is_shown_first_and_the_answer_obeyed(linked: Path) -> None:
    made, path = written(linked, "contacts.yml", "phone: 03-5550-0101")
    original = path.read_bytes()
    for answer in ("n\n", None):
        refused = run(made, "--fix", answer=answer)
        assert '-    phone: 03-5550-0101\n+    phone: "+81355500101"' in refused.stderr
        assert "Nothing was written" in refused.stderr
        assert "E209" in refused.stdout, "the report is that of the file as it is"
        assert path.read_bytes() == original
    agreed = run(made, "--fix", answer="y\n")
    assert "Mend 1 value in 1 file?" in agreed.stderr
    assert path.read_bytes() != original
    assert "E209" not in agreed.stdout, "checked again"


def test_a_machine_reads_the_report_alone(linked: Path) -> None:
    made, _ = written(linked, "contacts.yml", "phone: 03-5550-0101")
    assert isinstance(json.loads(run(made, "--fix", "--yes", "--format", "json").stdout), list)
    assert run(made, "--yes").exit_code == 2


def test_references_follow_an_id_that_is_mended(linked: Path) -> None:
    made = workspace(linked)
    sites = write(made.client("acme") / "sites.yml", "sites:\n  - {id: Tokyo, name: Tokyo, address: x}\n")
    assets = write(
        made.client("acme") / "assets.yml",
        f"assets:\n{ASSET.replace('tokyo', 'Tokyo')}, description: Tokyo}}\n",
    )
    run(made, "--fix", "--yes")
    assert "{id: tokyo, name: Tokyo," in sites.read_text()
    assert "site: tokyo, status: active, description: Tokyo}" in assets.read_text()


def test_an_id_is_not_mended_into_one_that_is_taken(linked: Path) -> None:
    text = "sites:\n  - {id: Tokyo, name: Tokyo, address: x}\n  - {id: tokyo, name: Tokyo 2, address: x}\n"
    made = workspace(linked)
    sites = write(made.client("acme") / "sites.yml", text)
    run(made, "--fix", "--yes")
    assert sites.read_text() == text


def test_front_matter_of_pages_is_mended(linked: Path) -> None:
    made = workspace(linked)
    text = "---\ntitle: Parking\naudience: Staff\n---\n\nAudience: Staff\n---\n"
    page = write(made.client("acme") / "pages" / "parking.md", text)
    run(made, "--fix", "--yes")
    assert page.read_text() == text.replace("audience: Staff", "audience: staff", 1)


def test_a_number_is_dialled_from_the_clients_own_country(linked: Path) -> None:
    made, path = written(linked, "contacts.yml", "phone: 020 7946 0958")
    client = made.client("acme") / "client.yml"
    client.write_text(client.read_text() + "holiday_calendar: {country: GB}\n")
    run(made, "--fix", "--yes")
    assert 'phone: "+442079460958"' in path.read_text()


def test_no_line_with_a_secret_is_shown(linked: Path) -> None:
    made = workspace(linked)
    lines = [
        f"assets:\n{ASSET}, os_version: 7.10, admin_password: blossom-7-river}}",
        f"{ASSET.replace('fw-01', 'fw-02')}, os_version: 7.10}}",
        f"{ASSET.replace('fw-01', 'fw-03')}, admin_password: blossom-7-river}}",
    ]
    path = write(made.client("acme") / "assets.yml", "\n".join(lines) + "\n")
    result = run(made, "--fix", "--yes")
    assert "blossom" not in result.output + result.stderr
    assert path.read_text() == "\n".join([lines[0], lines[1].replace("7.10", '"7.10"'), lines[2]]) + "\n"


def test_a_file_that_somebody_else_wrote_meanwhile_is_left(tmp_path: Path) -> None:
    path = write(tmp_path / "a.yml", "a: 2\n")
    with pytest.raises(FileChangedError):
        MendedFile(path, "a.yml", "a: 1\n", "a: 3\n", 1).write()
    assert path.read_text() == "a: 2\n"


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1)), st.sampled_from("-/."))
def test_any_day_is_read_as_the_day_it_is(day: date, mark: str) -> None:
    assert spelling.day(f"{day.year}{mark}{day.month}{mark}{day.day}") == day.isoformat()
    assert spelling.day(f"{day.year}年{day.month}月{day.day}日") == day.isoformat()


@given(st.text(max_size=30))
def test_no_text_brings_the_spellings_down(text: str) -> None:
    assert (found := spelling.phone(text, "JP")) is None or found.startswith("+")
    for respell in spelling.BY_TYPE.values():
        respell(text)
