"""Secrets are found wherever they stand and however they are written, and ordinary text is left alone."""

import time
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from builders import workspace, write
from click.testing import CliRunner
from rule_examples import found

from generator.checks.detecting import secrets_in
from generator.cli.main import handbook
from generator.cli.reporting import FORMATS

# Put together here, so that no scanner takes this file for a leak.
TOKENS = [
    "AKIA" + "IOSFODNN7EXAMPLE",
    "ghp" + "_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    "glpat" + "-" + "x7Tq2LmN9vRk4WzB1cYd",
    "xoxb" + "-1234567890-abcdefghijklmnop",
    "https://admin:" + "blossom7river" + "@nas.example.jp/",
    "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "AIza" + "SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q",
]
WRITTEN_OUT = [
    "The Wi-Fi password is Sakura2024!",
    "password: hunter22",
    "Password for the guest network: blossom-42",
    "PW=abc12345",
    "ID/PW: admin/Sakura2024",
    "PSK: `morning-glory`",
    "pre-shared key → Kx9!tanuki",
    "SNMP community: tanuki99",
    "The passphrase is “correct horse battery staple 7”",
    "Log in as admin (password: sakura)",
    "パスワード：sakura2024",
    "パスワードは「Hanami#7」です。",
    "Wi-Fiのパスワードはsakura2024です。",
    "暗号化キー = 8f3kd92kx",
    "ＰＷ：ｔ tanuki99".replace("ｔ ", ""),
    "API key: 9f8e7d6c5b4a",
]
CODES = [
    "door code 4711#",
    "The door code is 4711.",
    "PIN 1234",
    "Alarm code: 0815",
    "key box combination 12-34-56",
    "暗証番号: 1234",
    "暗証番号は１２３４です",
    "オートロックの解除番号：2580",
    "キーボックスの番号は「0471」",
    "警備解除コード 99887",
    "入館コード→4711#",
]
KEYS = [
    "VK7JG-NPHTM-C97JM-9MPGT-3V66T",
    "123456-234567-345678-456789-567890-678901-789012-890123",
]
RANDOM = [
    "tR7kQ2mX9vB4nZ8wL3pY6c",
    "3f2a9c0b7e5d41886a1f0c9e2b7d5a43",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEYq1",
]
ORDINARY = [
    "Your password is never asked for.",
    "Passwords are kept in 1Password and never in documents.",
    "Password: ask your liaison for the card.",
    "Please type your own password yourself, whenever one is asked for.",
    "A password is at least 12 characters long.",
    "password: 12 characters or more",
    "pass_phrase_changed_on: 2026-10-01",
    "Reset the password on https://password.example.com/reset?lang=en",
    "パスワードはパスワード管理ツールで管理し、文書には記載しません。",
    "パスワードは12文字以上です。",
    "パスワードは90日ごとに変更します。",
    "パスワード: 担当者にお尋ねください",
    "パスワードはMicrosoft 365と同じです。",
    "暗証番号は担当者が口頭でお伝えします。",
    "暗証番号は4桁です",
    "入館番号は受付でお伝えします。電話は 03-5550-0101 です。",
    "PIN codes are never stored.",
    "The door code changes every 90 days.",
    "Reception hands out a card with a code for the day.",
    "error code 0x80070035, port tcp/3389",
    "serial: FG100FTK22031877",
    "e0:23:ff:4a:10:01",
    "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "https://monitoring.emissary.example.co.jp/kanda-partners/srv-hv-01",
    "vm-billing-01.ad.kanda-partners.example.jp",
    "APC Smart-UPS SMT1500RMJ2U",
    "ProLiant-DL360-Gen10-Plus-2022-Rack-A",
    'vault_ref: "1Password › Kanda Partners › srv-hv-01 iLO"',
    "v=spf1 include:spf.mailhost.example.com -all",
    "SIM 8981-10xx-7714",
    "+81-3-5550-0101, ext. 1234",
    "CIS 4.1, NIST CSF PR.AA-05, ISO A.8.24",
    "evidence/f-014-hyper-backup-log.png",
]


def rules_in(text: str) -> set[str]:
    return {f.rule for f in secrets_in(text)}


@pytest.mark.parametrize("text", TOKENS)
def test_a_token_is_known_by_its_form(text: str) -> None:
    assert rules_in(text) == {"E403"}


@pytest.mark.parametrize("text", WRITTEN_OUT)
def test_a_password_is_found_in_prose(text: str) -> None:
    assert "E404" in rules_in(text)


@pytest.mark.parametrize("text", CODES)
def test_a_code_of_a_door_is_found_in_prose(text: str) -> None:
    assert "E405" in rules_in(text)


@pytest.mark.parametrize("text", KEYS)
def test_a_licence_key_is_known_by_its_shape(text: str) -> None:
    assert rules_in(text) == {"E406"}


@pytest.mark.parametrize("text", RANDOM)
def test_random_characters_stand_out(text: str) -> None:
    assert rules_in(text) == {"E407"}


def test_a_private_key_is_found_whole() -> None:
    key = "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIEow\nAAAA\n-----END RSA PRIVATE " + "KEY-----"
    (one,) = secrets_in(f"notes: |\n{key}\n")
    assert (one.rule, one.end - one.start) == ("E402", len(key))


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert rules_in(text) == set()


def test_a_long_line_is_searched_too() -> None:
    assert rules_in("x" * 50_000 + " door code 4711# " + "y" * 50_000) == {"E405"}


SITE = """\
sites:
  - id: tokyo
    name: Tokyo
    address: 1-2-3 Mihon
    access:
      how: {en: "Use the side door. The door code is 4711#.", ja: 通用口からお入りください。}
    alarm_code: 0815
"""


@pytest.mark.parametrize("form", FORMATS)
def test_no_reporter_prints_a_secret_or_its_line(tmp_path: Path, form: str) -> None:
    files = {
        "sites.yml": SITE,
        "assets.yml": "assets:\n  - {id: a, kind: tanuki-7-blossom, password: tanuki-7-blossom, pin: 0471}\n",
        "services.yml": "services:\n  - id: mail\n    name: Mail\n    password: tanuki: 77blossom\n",
    }
    workspace(tmp_path, acme=files)
    result = CliRunner().invoke(handbook, ["--workspace", str(tmp_path), "check", "--format", form])
    assert result.exit_code == 1
    for secret in ("4711", "0815", "tanuki", "0471", "77blossom", "side door"):
        assert secret not in result.output
    assert "E401" in result.output
    assert "E405" in result.output


def test_a_file_that_cannot_be_read_as_yaml_is_searched_all_the_same(tmp_path: Path) -> None:
    made = workspace(tmp_path, acme={"services.yml": "services: [\n# Wi-Fi password: hunter22\n"})
    rules = {d.rule for d in found(made) if d.location.file.endswith("services.yml")}
    assert {"E101", "E404"} <= rules


def test_identifiers_may_look_random_and_keys_may_not_hide_there(tmp_path: Path) -> None:
    asset = "{id: a, kind: server, name: A, manufacturer: X, model: Y, site: tokyo, %s}"
    made = workspace(tmp_path, acme={"assets.yml": f"assets:\n  - {asset % 'serial: tR7kQ2mX9vB4nZ8wL3pY6c'}\n"})
    assert "E407" not in {d.rule for d in found(made)}
    write(made.client("acme") / "assets.yml", f"assets:\n  - {asset % 'storage: tR7kQ2mX9vB4nZ8wL3pY6c'}\n")
    assert "E407" in {d.rule for d in found(made)}


def _svg(path: Path) -> None:
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg'>\n<text>Door code 4711#</text></svg>", "utf-8")


def _pdf(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.docinfo["/Title"] = "入口の暗証番号: 4711"
        pdf.save(path)


def _word(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:p><w:t>The door code is</w:t> <w:t>4711</w:t></w:p>")


def _png(path: Path) -> None:
    body = b"Comment\0\0" + zlib.compress(b"door code 4711#")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + len(body).to_bytes(4, "big") + b"zTXt" + body + b"\0\0\0\0")


def _jpeg(path: Path) -> None:
    path.write_bytes(b"\xff\xd8\xff\xfe\x00\x20door code 4711#\xff\xd9" + bytes(range(256)) * 20)


def _title_of_windows(path: Path) -> None:
    """EXIF's XPTitle."""
    title = "入口の暗証番号は4711です".encode("utf-16-le")
    path.write_bytes(
        b"\xff\xd8\xff\xe1\x00\x60Exif\0\0II*\0\x9c\x9b" + title + b"\0\0\xff\xda" + bytes(range(256)) * 600
    )


def _exif_at_the_end(path: Path) -> None:
    """As WebP has it."""
    body = bytes(range(256)) * 600 + b"EXIFxII*\0" + "Door code 4711#".encode("utf-16-le")
    path.write_bytes(b"RIFF\0\0\0\0WEBP" + body)


def _exif_description(path: Path) -> None:
    path.write_bytes(b"\xff\xd8\xff\xe1\x00\x40Exif\0\0MM\0*Door code 4711#\0\xff\xda" + bytes(range(256)) * 20)


def _xmp(path: Path) -> None:
    with pikepdf.new() as pdf:
        with pdf.open_metadata(update_docinfo=False) as metadata:
            metadata["dc:description"] = "door code 4711#"
        pdf.save(path)


def _page(path: Path, drawn: bytes, table: bytes = b"", within: int = 0) -> None:
    """A page with these operators; `table` says what the codes of its font stand for, `within` how many forms deep."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        if table:
            font.ToUnicode = pdf.make_stream(table)
        resources = pdf.make_indirect(pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)))
        contents = pdf.make_stream(drawn)
        for _ in range(within):
            contents.Type, contents.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            contents.BBox, contents.Resources = [0, 0, 100, 100], resources
            resources = pdf.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=contents)))
            contents = pdf.make_stream(b"/X Do")
        page = pdf.add_blank_page().obj
        page.Resources, page.Contents = resources, contents
        pdf.save(path, compress_streams=True)


def _written_on_a_page(path: Path) -> None:
    _page(path, b"BT /F1 12 Tf 1 0 0 1 72 700 Tm (Door ) Tj [(co) 20 (de)] TJ 60 0 Td (4711#) Tj ET")


def _in_coded_letters(path: Path) -> None:
    table = b"1 beginbfrange <0001> <0003> <0031> endbfrange 2 beginbfchar <0010> <6697> <0011> <8a3c> endbfchar "
    table += b"1 beginbfrange <0012> <0013> [<756a> <53f7003a>] endbfrange"
    _page(path, b"BT /F1 12 Tf 1 0 0 1 72 700 Tm <00100011> Tj <001200130001000200030001> Tj ET", table)


def _in_forms(path: Path) -> None:
    _page(path, b"BT /F1 12 Tf 1 0 0 1 9 9 Tm (Alarm code: 0815) Tj ET", within=2)


def _properties(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "docProps/core.xml", "<cp:coreProperties><dc:title>Door code 4711#</dc:title></cp:coreProperties>"
        )


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("plan.svg", _svg),
        ("manual.pdf", _pdf),
        ("xmp.pdf", _xmp),
        ("page.pdf", _written_on_a_page),
        ("coded.pdf", _in_coded_letters),
        ("forms.pdf", _in_forms),
        ("letter.docx", _word),
        ("core.xlsx", _properties),
        ("rack.png", _png),
        ("door.jpg", _jpeg),
        ("windows.jpg", _title_of_windows),
        ("exif.webp", _exif_at_the_end),
        ("exif.jpg", _exif_description),
    ],
)
def test_attached_files_are_searched(tmp_path: Path, name: str, make: "object") -> None:
    made = workspace(tmp_path)
    (made.client("acme") / "files").mkdir()
    make(made.client("acme") / "files" / name)  # type: ignore[operator]
    (one,) = [d for d in found(made) if d.rule == "E405"]
    assert one.location.file == f"inventory/clients/acme/files/{name}"
    assert one.secret


@pytest.mark.parametrize("name", ["broken.pdf", "broken.docx", "broken.png", "empty.svg"])
def test_attached_files_that_are_broken_are_no_obstacle(tmp_path: Path, name: str) -> None:
    made = workspace(tmp_path)
    (made.client("acme") / "files").mkdir()
    (made.client("acme") / "files" / name).write_bytes(b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffzTXt%PDF-1.7 PK\x03\x04")
    assert found(made)


def test_a_pdf_that_unfolds_endlessly_is_searched_in_bounded_time(tmp_path: Path) -> None:
    made = workspace(tmp_path)
    (made.client("acme") / "files").mkdir()
    bomb = made.client("acme") / "files/bomb.pdf"
    with pikepdf.new() as pdf:
        table = pdf.make_stream(b"1 beginbfrange" + b"<00000000><ffffffff><0041>" * 50_000 + b"endbfrange")
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, ToUnicode=table)
        form = pdf.make_stream(b"/X Do " * 200_000 + b"BT /F1 9 Tf (x) Tj ET " * 50_000)
        form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 9, 9]
        resources = pdf.make_indirect(
            pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form), Font=pikepdf.Dictionary(F1=font))
        )
        form.Resources = resources
        for _ in range(300):
            page = pdf.add_blank_page().obj
            page.Resources, page.Contents = resources, pdf.make_stream(b" " * 40_000_000 if _ == 0 else b"/X Do")
        pdf.save(bomb, compress_streams=True)
    start = time.process_time()
    assert [d.rule for d in found(made) if d.location.file.endswith("bomb.pdf") and d.rule.startswith("E40")] == []
    assert time.process_time() - start < 10
