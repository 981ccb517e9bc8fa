# SPDX-License-Identifier: GPL-3.0-or-later
"""serverless-offline as a gateway for tests: installed by npm into a folder of the build, started on free ports."""

import json
import os
import shutil
import signal
import socket
import subprocess

from stand_in import until

HERE = os.path.dirname(os.path.abspath(__file__))
FILES = ("handler.mjs", "package.json", "serverless.yml")
READY = 120  # seconds; it starts a large program


class Missing(Exception):
    """It cannot be had here; the reason is for whoever reads why a test was skipped."""


def install(folder):
    """Makes `folder` a service with its packages, unless it is one already."""
    npm = shutil.which("npm")
    if not npm:
        raise Missing("npm is missing (Debian: npm)")
    source = os.path.join(HERE, "serverless")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(source, "package.json"), encoding="utf-8") as file:
        wanted = json.load(file)["dependencies"]
    for name in FILES:
        shutil.copy(os.path.join(source, name), folder)
    if all(installed(folder, name) == version for name, version in wanted.items()):
        return
    done = subprocess.run([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        raise Missing("npm cannot install serverless-offline: " + done.stdout.strip()[-400:])


def installed(folder, name):
    try:
        with open(os.path.join(folder, "node_modules", name, "package.json"), encoding="utf-8") as file:
            return json.load(file)["version"]
    except (OSError, ValueError):
        return None


def free_ports(count):
    """Somebody else may take them meanwhile: the one thing that serverless-offline leaves no other way for."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class OfflineGateway:
    """`environment`: of the function, beside what AWS itself sets."""

    def __init__(self, folder, command, copies, environment, log):
        install(folder)
        http_port, lambda_port, port = free_ports(3)
        self.log = open(log, "wb")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        function = {**kept, "AWS_ACCESS_KEY_ID": "AKIDOFFLINE", "AWS_SECRET_ACCESS_KEY": "unused",
                    "AWS_SESSION_TOKEN": "unused", "AWS_REGION": "eu-central-1", "AWS_EC2_METADATA_DISABLED": "true",
                    "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI": f"http://127.0.0.1:{port}",
                    "AWS_LAMBDA_FUNCTION_NAME": "confab", **environment}
        quiet = {"SLS_TELEMETRY_DISABLED": "1", "SLS_NOTIFICATIONS_MODE": "off", "SLS_INTERACTIVE_SETUP_ENABLE": "0"}
        wanted = json.dumps({"command": command, "copies": copies, "environment": function})
        self.process = subprocess.Popen(
            [os.path.join(folder, "node_modules", ".bin", "serverless"), "offline", "start", "--useInProcess",
             "--noTimeout", "--noPrependStageInUrl", "--host", "127.0.0.1", "--httpPort", str(http_port),
             "--lambdaPort", str(lambda_port), "--websocketPort", str(port)],
            cwd=folder, env={**kept, **quiet, "CONFAB_FUNCTION": wanted}, stdin=subprocess.DEVNULL, stdout=self.log,
            stderr=self.log, start_new_session=True)
        self.url = f"ws://127.0.0.1:{port}"
        self.port = port
        until(self.listens, READY)

    def listens(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"serverless-offline ended: see {self.log.name}")
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
            return True
        except OSError:
            return False

    def stop(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)
        self.log.close()
