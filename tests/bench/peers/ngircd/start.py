#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts ngircd on a port of its own, without the throttles that protect a public server, in this process. The one
argument is the program; its libraries may lie beside it, as its packages were unpacked."""

import os
import pathlib
import socket
import sys
import tempfile
import time

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]

configuration = pathlib.Path(tempfile.mkdtemp(prefix="confab-ngircd")) / "ngircd.conf"
configuration.write_text(f"""[Global]
Name = irc.example.net
Info = bench
Listen = 127.0.0.1
Ports = {port}
ServerUID = {os.getuid()}
ServerGID = {os.getgid()}
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxPenaltyTime = 0
[Options]
DNS = no
Ident = no
PAM = no
""")
program = pathlib.Path(sys.argv[1])
libraries = ":".join(str(each) for each in (program.parents[1] / "lib").glob("*-linux-*"))
# A process of its own, which nobody has to wait for, says when it listens.
child = os.fork()
if child == 0:
    if os.fork() == 0:
        for _ in range(500):
            try:
                # Not from the same address: an end that is given the same port would meet itself.
                socket.create_connection(("127.0.0.1", port), source_address=("127.0.0.2", 0)).close()
            except ConnectionRefusedError:
                time.sleep(0.01)
                continue
            print(f"ready irc://127.0.0.1:{port}", flush=True)
            break
    os._exit(0)
os.waitpid(child, 0)
# It writes a log, which nobody reads: a pipe would be full in the end.
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
os.execve(program, [str(program), "--nodaemon", "--config", str(configuration)],
          {**os.environ, "LD_LIBRARY_PATH": libraries})
