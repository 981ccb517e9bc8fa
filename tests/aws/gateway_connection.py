# SPDX-License-Identifier: GPL-3.0-or-later
"""One client of the stand-in for API Gateway: its id, what keeps it open, and how it ends."""

import asyncio
import base64
import secrets
import time

import frames


def new_id():
    """As API Gateway writes them: eleven bytes in Base64, so that they end in '='."""
    return base64.urlsafe_b64encode(secrets.token_bytes(11)).decode()


class Ended(Exception):
    """The client has ended its connection, with this code and reason."""


class Connection:
    def __init__(self, gateway, request, writer):
        self.gateway, self.request, self.writer = gateway, request, writer
        self.id = new_id()
        self.peer, self.user_agent = request.peer, request.headers.get("User-Agent")
        self.connected_at = self.active_at = time.time()
        self.closing = False
        self.timers = []
        self.idle = None
        self.idle_seconds = gateway.idle

    def open(self):
        loop = asyncio.get_running_loop()
        self.timers = [loop.call_later(self.gateway.lifetime, self.expire, "lifetime")]
        self.touch()

    def touch(self):
        """Messages alone keep a connection; pings do not."""
        self.active_at = time.time()
        if self.idle:
            self.idle.cancel()
        self.idle = asyncio.get_running_loop().call_later(self.idle_seconds, self.expire, "idle")

    def expire(self, why):
        if not self.closing:
            self.gateway.expired[why] += 1
        self.close(frames.GOING_AWAY)

    def post(self, payload):
        self.touch()
        self.writer.write(frames.text_frames(payload))

    def close(self, code):
        """Says so, and waits a moment for the client to say so too."""
        if self.closing:
            return
        self.closing = True
        self.gateway.connections.pop(self.id, None)
        self.writer.write(frames.close_frame(code))
        asyncio.get_running_loop().call_later(2, self.writer.close)

    def control(self, opcode, payload):
        if opcode == frames.PING and not self.closing:
            self.writer.write(frames.frame(frames.PONG, payload))
        elif opcode == frames.CLOSE:
            code = int.from_bytes(payload[:2], "big") if len(payload) >= 2 else None
            if not self.closing:
                self.writer.write(frames.close_frame(code))
            raise Ended(code or 1005, payload[2:].decode("utf-8", "replace"))

    def forget(self):
        self.gateway.connections.pop(self.id, None)
        for timer in self.timers + ([self.idle] if self.idle else []):
            timer.cancel()
