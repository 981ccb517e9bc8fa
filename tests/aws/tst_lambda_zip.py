#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""confab-lambda.zip runs where there is nothing else: in an empty root made of it alone, in a network of its own.

   tst_lambda_zip.py FILE.zip

There it resolves a host's name, makes a TLS connection to it by the authorities that the zip holds, with one more among
them, and sends a request that botocore would have signed so. Exit 77, with the reason, where such a root cannot be made.
"""

import http.server
import os
import shutil
import socket
import ssl
import stat
import struct
import subprocess
import sys
import tempfile
import threading
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
INSIDE = "--inside"  # of the network of its own
HOST = "dynamodb.chat.test"
CREDENTIALS = ("AKIDZIP", "a secret of the zip", "a token of the zip")
MOST_BYTES = 50 * 1024 * 1024  # Lambda's quota of an upload
AUTHORITIES = "ca-certificates.crt"
FEWEST_AUTHORITIES = 100  # Mozilla's list has some 140


def unpacked(path, root):
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
        packed.extractall(root)
        for info in packed.infolist():
            os.chmod(os.path.join(root, info.filename), info.external_attr >> 16 & 0o777 or 0o644)
    return names


def sections(path):
    """The names of an ELF file's sections."""
    with open(path, "rb") as file:
        data = file.read()
    first, = struct.unpack_from("<Q", data, 40)
    size, count, named_by = struct.unpack_from("<HHH", data, 58)
    headers = [struct.unpack_from("<II16xQ", data, first + size * number) for number in range(count)]
    names = headers[named_by][2]
    return [data[names + name:data.index(b"\0", names + name)].decode() for name, _, _ in headers]


def answer_names(address):
    """A name server: each name has one address."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    while True:
        question, asker = server.recvfrom(512)
        end = question.index(b"\0", 12) + 5
        wants_ipv4 = question[end - 4:end - 2] == b"\0\1"
        head = question[:2] + struct.pack(">HHHHH", 0x8180, 1, int(wants_ipv4), 0, 0)
        record = b"\xc0\x0c\0\1\0\1" + struct.pack(">IH", 60, 4) + socket.inet_aton(address)
        server.sendto(head + question[12:end] + (record if wants_ipv4 else b""), asker)


class Service(http.server.BaseHTTPRequestHandler):
    """DynamoDB, which refuses all that it is asked; and the Runtime API, which is told of it."""

    seen = []
    told = threading.Event()

    def do_POST(self):
        from aws_signature import Refusal, check
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, said = 400, b'{"__type":"com.amazonaws.dynamodb.v20120810#AccessDeniedException"}'
        if self.path.endswith("/init/error"):
            Service.seen.append(("init error", body.decode()))
            Service.told.set()
            status, said = 202, b"{}"
        else:
            try:
                check("POST", self.path, self.headers, body, service="dynamodb", region="eu-west-1",
                      credentials=CREDENTIALS)
                Service.seen.append(("signed", self.headers["Host"]))
            except Refusal as refusal:
                Service.seen.append(("refused", str(refusal)))
        self.send_response(status)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_):
        pass


def serve(tls=None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def inside(root):
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    threading.Thread(target=answer_names, args=("127.0.0.1",), daemon=True).start()
    key, certificate = os.path.join(root, "key.pem"), os.path.join(root, "authority.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                    "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", key, "-out",
                    certificate], check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    os.remove(key)
    with open(certificate, encoding="ascii") as own, open(os.path.join(root, AUTHORITIES), "a", encoding="utf-8") as all_:
        all_.write(own.read())
    os.remove(certificate)
    environment = {"AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{serve()}",
                   "AWS_ENDPOINT_URL_DYNAMODB": f"https://{HOST}:{serve(tls)}", "AWS_REGION": "eu-west-1",
                   "AWS_ACCESS_KEY_ID": CREDENTIALS[0], "AWS_SECRET_ACCESS_KEY": CREDENTIALS[1],
                   "AWS_SESSION_TOKEN": CREDENTIALS[2], "LAMBDA_TASK_ROOT": "/"}
    program = subprocess.run(["/bootstrap"], env=environment, timeout=60, capture_output=True, text=True,
                             preexec_fn=lambda: (os.chroot(root), os.chdir("/")))
    print(program.stderr, end="")
    failed = []
    if ("signed", f"{HOST}:{environment['AWS_ENDPOINT_URL_DYNAMODB'].rsplit(':', 1)[1]}") not in Service.seen:
        failed.append(f"no signed call reached {HOST}: {Service.seen}")
    # It was refused there, and has said so to Lambda, without anything that is secret.
    if not Service.told.is_set() or program.returncode != 1:
        failed.append(f"it did not end as it should: {program.returncode}, {Service.seen}")
    if any(secret in program.stderr + program.stdout + str(Service.seen) for secret in CREDENTIALS[1:]):
        failed.append("a secret was written")
    return failed


def main():
    if sys.argv[1] == INSIDE:
        failed = inside(sys.argv[2])
        print(*failed, sep="\n", end="\n" if failed else "")
        return 1 if failed else 0
    try:
        import botocore  # noqa: F401
    except ImportError:
        print(f"Skipped: {sys.executable} has no botocore (Debian: python3-botocore).")
        return 77
    unshare = ["unshare", "--net", "--map-root-user"]
    if not shutil.which("ip") or subprocess.run([*unshare, "true"], capture_output=True).returncode:
        print("Skipped: no namespaces can be made here (unshare --net --map-root-user), or there is no ip.")
        return 77
    path = sys.argv[1]
    failed = []
    if os.path.getsize(path) > MOST_BYTES:
        failed.append(f"the zip has {os.path.getsize(path)} bytes")
    with tempfile.TemporaryDirectory(prefix="confab-zip-") as root:
        names = unpacked(path, root)
        bootstrap = os.path.join(root, "bootstrap")
        with open(bootstrap, "rb") as file:
            if file.read(4) != b"\x7fELF" or not os.stat(bootstrap).st_mode & stat.S_IXUSR:
                failed.append("bootstrap at its root is no program")
        failed += [f"there is a window's library in it: {name}" for name in names if "Gui" in name or "Widgets" in name]
        for name in ("bootstrap", "bin/confab-lambda"):
            if kept := [one for one in sections(os.path.join(root, name)) if one.startswith((".symtab", ".debug_"))]:
                failed.append(f"{name} is not stripped: {kept}")
        with open(os.path.join(root, AUTHORITIES), encoding="utf-8") as file:
            if (count := file.read().count("BEGIN CERTIFICATE")) <= FEWEST_AUTHORITIES:
                failed.append(f"it trusts {count} authorities alone")
        print(*failed, sep="\n", end="\n" if failed else "")
        code = subprocess.run([*unshare, sys.executable, "-B", os.path.abspath(__file__), INSIDE, root]).returncode
    return 1 if failed or code else 0


if __name__ == "__main__":
    sys.exit(main())
