# SPDX-License-Identifier: GPL-3.0-or-later
"""The servers that are measured, each a process of its own that says where it listens."""

import contextlib
import os
import pathlib
import resource
import shlex
import shutil
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PASSWORD = "a password to measure with"  # of every account here


class Server:
    """A program that prints `ready URL`. `{data}` in its command is an empty folder for each start, or `kept`."""

    def __init__(self, name, command, dialect="raw", most=None, opening=None, kept=None, environment=None,
                 prepare=None, stopping=None):
        self.name = name
        self.command = [str(part) for part in command]
        self.dialect = dialect
        self.most = most  # clients that it is asked to serve; None: any number
        self.opening = opening  # handshakes at a time that it stands; None: as many as the load generator likes
        self.kept = kept
        self.environment = environment  # of a data folder, what is set besides
        self.prepare = prepare  # called with the data folder before each start
        self.stopping = stopping  # called before it is stopped

    @contextlib.contextmanager
    def running(self, folder):
        """(url, pid); what it keeps lies below `folder`."""
        with tempfile.TemporaryDirectory(prefix="data-", dir=folder) as empty:
            data = str(self.kept or empty)
            if self.prepare:
                self.prepare(data)
            process = subprocess.Popen([part.replace("{data}", data) for part in self.command], text=True,
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, preexec_fn=_allow_descriptors,
                                       env={**os.environ, **(self.environment(data) if self.environment else {})})
            try:
                yield self._address(process), process.pid
            finally:
                if self.stopping:
                    self.stopping()
                process.terminate()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                process.stdout.close()

    def _address(self, process):
        for line in process.stdout:
            if line.startswith("ready "):
                return line.split()[1]
        raise RuntimeError(f"{self.name} did not start")


def _allow_descriptors():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Servers:
    """All there are. `others` are only those that are installed."""

    def __init__(self, binaries, peers, named):
        self.binaries = binaries
        self.limit = Server("limit", [binaries / "confab-limit"])
        self.corked = Server("limit, corked", [binaries / "confab-limit", "--corked"])
        self.ws = self.confabd("confabd, ws", plaintext=True)
        self.wss = self.confabd("confabd, wss")
        self.plain_ws = self.confabd("confabd, plain dialect, ws", plaintext=True, dialect="plain")
        self.plain_wss = self.confabd("confabd, plain dialect, wss", dialect="plain")
        self.others = []
        if shutil.which("node") and (peers / "node_modules/ws").is_dir():
            self.others.append(Server("node ws", ["env", f"NODE_PATH={(peers / 'node_modules').resolve()}", "node",
                                                  HERE / "peers/ws/server.js"]))
        ngircd = shutil.which("ngircd", path=f"{peers.resolve()}/unpacked/usr/sbin:{os.environ['PATH']}:/usr/sbin")
        if ngircd:
            # Each who comes is told to all who are there and told of all: 5,000 take minutes to come. It listens with a
            # backlog of 10.
            self.others.append(Server("ngircd", ["python3", HERE / "peers/ngircd/start.py", ngircd], "irc", most=1000,
                                      opening=8))
        for peer in named:
            name, _, command = peer.partition("=")
            self.others.append(Server(name, shlex.split(command)))

    def confabd(self, name, plaintext=False, dialect="confab", users=(), **more):
        """`users` have accounts."""
        command = [self.binaries / "confabd", "serve", "--data", "{data}", "--listen", "127.0.0.1:0", "--access", "open",
                   "--no-rate-limits"]
        if users:
            more["prepare"] = lambda data: [self.administer(data, "user", "create", user) for user in users]
        return Server(name, command + ["--plaintext"] * plaintext, dialect, **more)

    def account(self, *users):
        """Options of the load generator that sign it in as them."""
        return {"users": ",".join(users), "password": PASSWORD}

    def administer(self, data, *command):
        """A command of confabd that takes a password."""
        subprocess.run([str(self.binaries / "confabd"), *command, "--password-stdin", "--data", str(data)], check=True,
                       input=PASSWORD + "\n", text=True, stdout=subprocess.DEVNULL)
