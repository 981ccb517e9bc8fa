# SPDX-License-Identifier: GPL-3.0-or-later
"""As much HTTP/1.1 as stand-ins of AWS need, on asyncio: whole requests in, whole answers out, connections kept."""

import asyncio
import http
import http.client
import io
import itertools
import json
import os
import sys
from typing import NamedTuple

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from aws_signature import Refusal  # noqa: E402

MOST_BODY = 8 * 1024 * 1024  # bytes


class Request(NamedTuple):
    method: str
    target: str  # path and query, as they came
    headers: http.client.HTTPMessage
    body: bytes
    peer: str
    connection: int  # which of the server's TCP connections it came by

    @property
    def path(self):
        return self.target.partition("?")[0]


class Answer(NamedTuple):
    status: int
    body: bytes = b""
    headers: dict = {}

    def encode(self):
        lines = [f"HTTP/1.1 {self.status} {http.HTTPStatus(self.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.status != 101:
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + self.body


def json_answer(status, value, **headers):
    return Answer(status, json.dumps(value).encode(), {"Content-Type": "application/json", **headers})


def refused(refusal):
    return json_answer(refusal.status, {"message": str(refusal)}, **{"x-amzn-ErrorType": refusal.kind})


async def read_request(reader, peer, connection):
    """None where the connection ends before another request."""
    head = await reader.readuntil(b"\r\n\r\n")
    first, rest = head.split(b"\r\n", 1)
    method, target, _ = first.decode("latin-1").split(" ")
    headers = http.client.parse_headers(io.BytesIO(rest))
    length = int(headers.get("Content-Length", 0))
    if length > MOST_BODY:
        return None
    return Request(method, target, headers, await reader.readexactly(length), peer, connection)


async def serve(answer, upgrade=None):
    """Listens on a free port of the loopback. `answer(request)` gives an Answer, raises a Refusal, or gives None: the
    connection is cut. A request for a WebSocket goes to `upgrade(request, reader, writer)`, with its connection."""
    numbers = itertools.count(1)

    async def talk(reader, writer):
        peer, number = writer.get_extra_info("peername")[0], next(numbers)
        try:
            while request := await read_request(reader, peer, number):
                if upgrade and request.headers.get("Upgrade", "").lower() == "websocket":
                    return await upgrade(request, reader, writer)
                try:
                    given = await answer(request)
                except Refusal as refusal:
                    given = refused(refusal)
                if given is None:
                    return None
                writer.write(given.encode())
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError,
                asyncio.CancelledError):
            pass  # the peer has gone, or the stand-in ends
        finally:
            writer.close()
        return None

    server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=1024)
    return server, server.sockets[0].getsockname()[1]
