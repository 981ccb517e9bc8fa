# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the stand-in for API Gateway for a test, and reads what it tells."""

import contextlib
import http.client
import json
import os
import subprocess
import sys
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "e2e"))
from confab_wire import WebSocket  # noqa: E402


def until(holds, timeout=20):
    """What `holds` gives, as soon as it is true of it."""
    deadline = time.monotonic() + timeout
    while not (found := holds()):
        if time.monotonic() > deadline:
            raise TimeoutError("it did not come to that")
        time.sleep(0.02)
    return found


class StandIn:
    """`output`, `log`: the files that its functions print into and that it writes itself, where it was told them."""

    def __init__(self, *options, function):
        self.output, self.log = (options[options.index(name) + 1] if name in options else None
                                 for name in ("--output", "--log"))
        self.process = subprocess.Popen([sys.executable, "-B", os.path.join(HERE, "api_gateway.py"), *options,
                                         "--function", *function], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.clients = []
        self.killed = self.buried = 0  # how often a test killed a function; what it expected among the dead letters
        self.url = self.process.stdout.readline().decode().strip()
        if not self.url:
            raise RuntimeError("the stand-in did not start")
        parts = urllib.parse.urlsplit(self.url)
        self.host, self.port, self.path = parts.hostname, parts.port, parts.path

    def connect(self, query="", subprotocols=(), timeout=30):
        client = WebSocket(self.host, self.port, subprotocols=subprotocols, path=self.path + query, timeout=timeout)
        self.clients.append(client)
        return client

    def ask(self, method, path, body=b"", headers=None):
        """(status, body)"""
        with contextlib.closing(http.client.HTTPConnection(self.host, self.port, timeout=30)) as connection:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()

    def state(self):
        return json.loads(self.ask("GET", "/stand-in")[1])

    def logged(self, kind):
        with open(self.log, encoding="utf-8") as file:
            return [line for line in map(json.loads, file) if line["kind"] == kind]

    def quiet(self):
        """What it holds as soon as nobody works and nothing waits."""
        return until(lambda: not ((state := self.state())["working"] or state["waiting"] or state["undone"]) and state)

    def limit(self, **limits):
        """`idle` and `lifetime` (seconds) of connections to come; `throttle`: so many calls of @connections get 429;
        `mute`: of so many ends the function is not told; `aged`: messages of queues to come seem so many seconds older."""
        self.ask("POST", "/stand-in/limits", json.dumps(limits).encode())

    def kill_one(self, function="confab"):
        """Ends a copy of the function in the midst of its work. Whether one was at work."""
        done = self.ask("POST", f"/stand-in/kill/{function}")[0] == 200
        self.killed += done
        return done

    def stop(self):
        for client in self.clients:
            client.socket.close()
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(20)
