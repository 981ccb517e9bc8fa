# SPDX-License-Identifier: GPL-3.0-or-later
"""A WebSocket client and a confabd process, written from RFC 6455 and the protocol's page with Python's own library.

Shares no code with the programs under test, on purpose.
"""

import base64
import hashlib
import json
import os
import queue
import secrets
import signal
import socket
import ssl
import struct
import subprocess
import threading
import time

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def ulid():
    number = (int(time.time() * 1000) << 80) | secrets.randbits(80)
    return "".join(CROCKFORD[(number >> (5 * i)) & 31] for i in range(25, -1, -1))


class Closed(Exception):
    """The connection has ended; `code` is the close frame's, or None where there was none."""

    def __init__(self, code=None, reason=""):
        super().__init__(f"closed {code} {reason}")
        self.code = code
        self.reason = reason


class Refused(Exception):
    """The handshake was answered with another status than 101."""


class WebSocket:
    def __init__(self, host, port, subprotocols=(), origin=None, tls=False, timeout=10, path="/"):
        self.socket = socket.create_connection((host, port), timeout=timeout)
        self.certificate = None
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            self.socket = context.wrap_socket(self.socket)
            self.certificate = self.socket.getpeercert(binary_form=True)
        self.buffer = b""
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", "Upgrade: websocket", "Connection: Upgrade",
                 f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13"]
        if subprotocols:
            lines.append("Sec-WebSocket-Protocol: " + ", ".join(subprotocols))
        if origin is not None:
            lines.append(f"Origin: {origin}")
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = b""
        while b"\r\n\r\n" not in head:
            got = self.socket.recv(4096)
            if not got:
                self.socket.close()
                raise Refused("the connection ended in the handshake")
            head += got
        head, self.buffer = head.split(b"\r\n\r\n", 1)
        status, *headers = head.decode("latin-1").split("\r\n")
        if " 101 " not in status + " ":
            self.socket.close()
            raise Refused(status)
        named = {name.strip().lower(): value.strip() for name, value in (line.split(":", 1) for line in headers)}
        accept = base64.b64encode(
            hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
        if named.get("sec-websocket-accept") != accept:
            raise Refused("a wrong Sec-WebSocket-Accept")
        self.subprotocol = named.get("sec-websocket-protocol", "")

    def _frame(self, opcode, payload):
        mask = os.urandom(4)
        length = len(payload)
        if length < 126:
            head = struct.pack("!BB", 0x80 | opcode, 0x80 | length)
        elif length < 65536:
            head = struct.pack("!BBH", 0x80 | opcode, 0xFE, length)
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 0xFF, length)
        masked = bytes(byte ^ mask[i & 3] for i, byte in enumerate(payload))
        try:
            self.socket.sendall(head + mask + masked)
        except OSError as error:
            raise Closed(None, str(error)) from error

    def send(self, text):
        self._frame(1, text.encode())

    def send_binary(self, payload):
        self._frame(2, payload)

    def _take(self, count):
        while len(self.buffer) < count:
            try:
                got = self.socket.recv(65536)
            except (ConnectionError, ssl.SSLError) as error:
                raise Closed(None, str(error)) from error
            if not got:
                raise Closed(None, "the connection ended")
            self.buffer += got
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def receive(self, timeout=10):
        """The next text, or bytes of a binary message. TimeoutError where none comes; Closed where the peer ends it."""
        self.socket.settimeout(timeout)
        message = b""
        binary = False
        while True:
            first, second = self._take(2)
            length = second & 0x7F
            if length == 126:
                length = struct.unpack("!H", self._take(2))[0]
            elif length == 127:
                length = struct.unpack("!Q", self._take(8))[0]
            payload = self._take(length)
            opcode = first & 0x0F
            if opcode == 8:
                code = struct.unpack("!H", payload[:2])[0] if len(payload) >= 2 else None
                try:
                    self._frame(8, payload[:2])
                except Closed:
                    pass
                self.socket.close()
                raise Closed(code, payload[2:].decode("utf-8", "replace"))
            if opcode == 9:
                self._frame(10, payload)
                continue
            if opcode == 10:
                continue
            binary = binary or opcode == 2
            message += payload
            if first & 0x80:
                return message if binary else message.decode()

    def close(self):
        try:
            self._frame(8, struct.pack("!H", 1000))
        except Closed:
            pass
        self.socket.close()


class ConfabClient:
    """The Confab dialect: sends a verb, waits for the frame with its id, keeps what else comes."""

    def __init__(self, host, port, tls=False, path="/", timeout=10):
        self.web_socket = WebSocket(host, port, subprotocols=("confab.1",), tls=tls, path=path, timeout=timeout)
        assert self.web_socket.subprotocol == "confab.1", self.web_socket.subprotocol
        self.pushes = []
        self.chunks = []  # binary messages

    def send(self, verb, **fields):
        frame = {"action": "sendMessage", "type": verb, "id": fields.pop("id", None) or ulid(), **fields}
        self.web_socket.send(json.dumps(frame))
        return frame["id"]

    def receive(self, timeout=10):
        while isinstance(message := self.web_socket.receive(timeout), bytes):
            self.chunks.append(message)
        return json.loads(message)

    def wait_for(self, accept, timeout=10):
        """The first frame that `accept` takes, of those that came before and those to come."""
        for frame in self.pushes:
            if accept(frame):
                self.pushes.remove(frame)
                return frame
        deadline = time.monotonic() + timeout
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("no such frame; there were: " + json.dumps(self.pushes)[:2000])
            try:
                frame = self.receive(left)
            except TimeoutError:
                continue
            if accept(frame):
                return frame
            self.pushes.append(frame)

    def ask(self, verb, **fields):
        asked = self.send(verb, **fields)
        return self.wait_for(lambda frame: frame.get("id") == asked)

    def push(self, kind, timeout=10, accept=lambda frame: True):
        return self.wait_for(lambda frame: frame.get("type") == kind and "id" not in frame and accept(frame), timeout)

    def close(self):
        self.web_socket.close()


class Confabd:
    """A confabd that this script starts and ends, with a port of its own choice."""

    def __init__(self, program, data, *options, environment=None):
        self.program = program
        self.data = data
        self.options = options
        self.environment = {**os.environ, **(environment or {})}
        self.process = None
        self.errors = None
        self.scheme = self.host = self.port = None

    def start(self, timeout=30):
        self.errors = open(self.data + ".log", "ab")
        self.process = subprocess.Popen(
            [self.program, "serve", "--data", self.data, "--listen", "127.0.0.1:0", *self.options],
            stdout=subprocess.PIPE, stderr=self.errors, env=self.environment)
        lines = queue.Queue()
        threading.Thread(target=lambda: lines.put(self.process.stdout.readline()), daemon=True).start()
        line = lines.get(timeout=timeout).decode().strip()
        word, url = line.split(" ")
        assert word == "ready", line
        self.scheme, rest = url.split("://")
        self.host, port = rest.rsplit(":", 1)
        self.port = int(port)
        return self

    def kill(self):
        self.process.kill()
        self._ended()

    def terminate(self, timeout=15):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout)
        return self._ended()

    def _ended(self):
        code = self.process.wait(15)
        self.process.stdout.close()
        self.errors.close()
        return code

    def run(self, *words, stdin=""):
        """Another command on the same data folder: (exit code, standard output, standard error)."""
        done = subprocess.run([self.program, *words, "--data", self.data], input=stdin, capture_output=True, text=True,
                              timeout=60, check=False)
        return done.returncode, done.stdout, done.stderr
