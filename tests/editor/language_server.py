"""A small client of the Language Server Protocol: just what it takes to ask a server about one document."""

import json
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any, Self

SETTINGS = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}
PATIENCE = 60.0


class LanguageServer:
    """The server as a child process that speaks over its standard input and output."""

    def __init__(self, command: list[str], root: Path) -> None:
        self.command, self.root = command, root
        self.messages: Queue[dict[str, Any]] = Queue()
        self.published: dict[str, list[dict[str, Any]]] = {}
        self.last_id = 0

    def __enter__(self) -> Self:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(self.command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=self.root)
        threading.Thread(target=self._read, daemon=True).start()
        able = {"textDocument": {"hover": {"contentFormat": ["markdown"]}}, "workspace": {"configuration": True}}
        root = {"uri": self.root.as_uri(), "name": "workspace"}
        given = {"processId": None, "rootUri": root["uri"], "capabilities": able, "workspaceFolders": [root]}
        self.ask("initialize", given)
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": SETTINGS})
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.kill()
        self.process.communicate()

    def open(self, path: Path) -> str:
        """Open a document as an editor does; its address."""
        uri = path.as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": path.read_text("utf-8")}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def problems(self, uri: str) -> list[dict[str, Any]]:
        """What the server says is wrong with an open document, as soon as it says so."""
        self._until(lambda: uri in self.published)
        return self.published[uri]

    def ask(self, method: str, parameters: dict[str, Any]) -> Any:
        self.last_id += 1
        self._send({"id": self.last_id, "method": method, "params": parameters})
        answer = self._until(None, self.last_id)
        assert "error" not in answer, answer
        return answer.get("result")

    def at(self, method: str, uri: str, line: int, column: int) -> Any:
        """Ask about a place, counted from 0."""
        place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}
        return self.ask(f"textDocument/{method}", place)

    def tell(self, method: str, parameters: dict[str, Any]) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.split(b":")[1]) if header.lower().startswith(b"content-length") else 0
            while stream.readline().strip():
                pass
            self.messages.put(json.loads(stream.read(length)))

    def _until(self, done: Callable[[], bool] | None, answer_to: int = 0) -> dict[str, Any]:
        """Take messages until something is true, or a question is answered."""
        end = time.monotonic() + PATIENCE
        while done is None or not done():
            try:
                message = self.messages.get(timeout=max(0.0, end - time.monotonic()))
            except Empty:
                raise AssertionError(f"the language server said nothing for {PATIENCE:.0f} s") from None
            if "method" in message:
                self._obey(message)
            elif message.get("id") == answer_to:
                return message
        return {}

    def _obey(self, message: dict[str, Any]) -> None:
        """What the server asks or tells: its problems are kept, its questions about settings answered."""
        given = message.get("params") or {}
        if message["method"] == "textDocument/publishDiagnostics":
            self.published[given["uri"]] = given["diagnostics"]
        elif message["method"] == "workspace/configuration":
            wanted = [SETTINGS.get(item.get("section"), {}) for item in given["items"]]
            self._send({"id": message["id"], "result": wanted})
        elif "id" in message:
            self._send({"id": message["id"], "result": None})
