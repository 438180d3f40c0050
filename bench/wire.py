"""A counting door: passes bytes between browser and server, so that what is counted is what was sent.

What the browser takes from its own cache never comes here.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

REQUEST = re.compile(rb"([A-Z]+ [^ ]+) HTTP/1")


class Door:
    """Listens on a port of its own.

    `sent` is how many bytes the server has sent through it, headers included; `asked` the requests that
    reached it, as "GET /path".
    """

    def __init__(self, server_port: int) -> None:
        """Open the door to a server on 127.0.0.1."""
        self.sent = 0
        self.asked: list[str] = []
        self._server_port = server_port
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """Return the address of the first page through the door."""
        return f"http://127.0.0.1:{self.port}/"

    def close(self) -> None:
        """Take no more connections."""
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._server_port))
                for source, target, counts in ((browser, server, False), (server, browser, True)):
                    threading.Thread(target=self._pass, args=(source, target, counts), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, counts: bool) -> None:
        with suppress(OSError):
            while chunk := source.recv(65536):
                target.sendall(chunk)
                with self._lock:
                    if counts:
                        self.sent += len(chunk)
                    elif request := REQUEST.match(chunk):
                        self.asked.append(request.group(1).decode())
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def counted(server_port: int) -> Iterator[Door]:
    """Run a door for as long as it is needed."""
    door = Door(server_port)
    try:
        yield door
    finally:
        door.close()
