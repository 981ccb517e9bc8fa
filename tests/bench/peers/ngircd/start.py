#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts ngircd on a port of its own, without the throttles that protect a public server, in this process."""

import os
import pathlib
import socket
import tempfile

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
print(f"ready irc://127.0.0.1:{port}", flush=True)
os.execvp("ngircd", ["ngircd", "--nodaemon", "--config", str(configuration)])
