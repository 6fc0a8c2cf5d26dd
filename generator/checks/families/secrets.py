"""Secrets in any text of the inventory, its pages and its attached files. No message holds a value."""

import re
from collections.abc import Iterator
from pathlib import Path

from generator.checks.attachments import Inside, texts_of
from generator.checks.detecting import Found, secrets_in
from generator.checks.positions import Lines, value_at
from generator.checks.rule import Check, Problem, Scene, rule
from generator.diagnostics import Location
from generator.inventory.reading import SourceFile
from generator.inventory.structure import SECRET_NAME

WAY_OUT = (
    'Put it into the password manager and say where: `vault_ref: "1Password › Acme › …"`. '
    "If it was committed, change it: the history keeps it."
)
MESSAGES = {
    "E402": "a private key stands here",
    "E403": "this has the form of a token ({what})",
    "E404": "a password or key is written out here",
    "E405": "a PIN, or the code of a door, an alarm or a key box, is written out here",
    "E406": "this has the form of {what}",
    "E407": "this looks random, as keys and passwords do",
}
KEY_AND_VALUE = re.compile(r"(?P<key>\w[\w-]*)[\"']?[ \t]*:[ \t]+(?P<value>[^\s,}][^\n]*)")
IDENTIFIERS = frozenset(
    {
        "serial", "asset_tag", "circuit_id", "account_number", "tenant_id", "mac", "vault_ref", "cable_label", "model",
        "firmware", "os_version",
    }
)  # fmt: skip
"""Fields whose values may well look random."""
ADDRESSES = frozenset({"url", "file", "hostname", "mac", "email", "rrule"})
KEY_STORES = frozenset(
    {".pfx", ".p12", ".jks", ".keystore", ".kdbx", ".kdb", ".ppk", ".agilekeychain", ".1pux", ".opvault"}
)
KEY_NAMES = frozenset({"id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".htpasswd", "shadow"})
SHAPELESS = frozenset({".svg", ".html", ".htm", ".xml", ".crt", ".cer", ".pem", ".eml", ".rtf", ".ics", ".vcf"})
"""Attached files in which what looks random is a picture, a certificate or an identifier."""


def _rule_for(rule_id: str) -> Check:
    """All of these rules look at the same findings, which are made once."""

    def check(scene: Scene) -> Iterator[Problem]:
        return (problem for found_rule, problem in scene.once(_found) if found_rule == rule_id)

    return check


for _rule in MESSAGES:
    rule(_rule, "client", "provider")(_rule_for(_rule))


def _found(scene: Scene) -> list[tuple[str, Problem]]:
    return [*_in_sources(scene), *_in_attachments(scene)]


def _in_sources(scene: Scene) -> Iterator[tuple[str, Problem]]:
    for source in scene.folder.every_source():
        found = secrets_in(source.text)
        if source.data is None:
            found += _named(scene, source.text)
        lines = Lines(source.text if found else "")
        known = {line for line, _ in source.secrets}
        for secret in found:
            place = lines.place(source.file, secret.start, secret.end)
            if place.line not in known and not _is_identifier(scene, source, secret, place):
                yield secret.rule, _problem(secret, source.text, place)


def _named(scene: Scene, text: str) -> list[Found]:
    """Values under the names of secrets in a file that is not YAML, so that structure could not look at it."""
    never = {name for record in scene.schema.records.values() for name in record.forbidden}
    return [
        Found("E404", *match.span("value"), "a password or key")
        for match in KEY_AND_VALUE.finditer(text)
        if match["key"] in never or SECRET_NAME.search(match["key"])
    ]


def _is_identifier(scene: Scene, source: SourceFile, secret: Found, place: Location) -> bool:
    """Whether a value only looks like a secret because its field holds such things."""
    if secret.rule not in ("E406", "E407"):
        return False
    value = value_at(scene, source, place)
    if value is None:
        return False
    if value.held.kind == "dns_record" or str(value.path[-1]) in IDENTIFIERS or value.field.type in ADDRESSES:
        return True
    return secret.rule == "E407" and value.path[-1] == "reference"


def _in_attachments(scene: Scene) -> Iterator[tuple[str, Problem]]:
    for path, texts in scene.once(texts_of):
        for text in texts:
            shapes = text.exact and path.suffix.lower() not in SHAPELESS
            for secret in secrets_in(text.text, shapes):
                yield secret.rule, _problem(secret, text.text, _place(scene, path, text, secret))


def _place(scene: Scene, path: Path, text: Inside, secret: Found) -> Location:
    return text.place(scene.workspace.relative(path), secret.start, secret.end)


def _problem(secret: Found, text: str, place: Location) -> Problem:
    message = MESSAGES[secret.rule].format(what=secret.what)
    return Problem(None, (), message, WAY_OUT, place=place, secret=text[secret.start : secret.end])


@rule("E408", "client", "provider")
def key_store_that_is_attached(scene: Scene) -> Iterator[Problem]:
    for path in scene.folder.files:
        if path.suffix.lower() in KEY_STORES or path.name.lower() in KEY_NAMES:
            message = f"{path.name} holds keys or passwords, however well it is encrypted"
            yield Problem(None, (), message, WAY_OUT, place=Location(scene.workspace.relative(path)))
