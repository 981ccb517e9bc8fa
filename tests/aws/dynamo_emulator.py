#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""DynamoDB for tests: moto behind a door that lets one request in at a time.

Prints "ready http://127.0.0.1:PORT" and ends when standard input does. Exit 77 where moto cannot be had, with the reason
on standard error. With --log FILE a line of JSON for each request: operation, table, items, capacity units
(dynamo_units.py).
"""
import argparse
import copy
import io
import json
import logging
import sys
import threading

try:
    import dynamo_units
    from moto.dynamodb.models.table import Table
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import WSGIRequestHandler, make_server
except ImportError as error:
    print(f"no emulator of DynamoDB: {error} (pip install 'moto[server]')", file=sys.stderr)
    sys.exit(77)


def snapshot(table, memo):
    """What moto puts back when a transaction is cancelled.

    moto copies the table for each item of a transaction, and every value in it. Transactions here put and delete whole
    items, so what an item is stays as it was: the shelves are enough.
    """
    copied = copy.copy(table)
    copied.items = copy.copy(table.items)
    for partition, rows in list(table.items.items()):
        copied.items[partition] = copy.copy(rows)
    return copied


Table.__deepcopy__ = snapshot


class Door:
    def __init__(self, app, log):
        self.app = app
        self.log = log
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        # Read before the door: whoever sends slowly keeps nobody out.
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length)
        environ["wsgi.input"] = io.BytesIO(body)
        status = []

        def started(line, headers, exc_info=None):
            status.append(line)
            return start_response(line, headers, exc_info)

        operation = environ.get("HTTP_X_AMZ_TARGET", "").rpartition(".")[2]
        with self.lock:
            request = json.loads(body or b"{}") if self.log else {}
            writes = dynamo_units.written(operation, request) if self.log else (0, 0)
            answer = b"".join(self.app(environ, started))
            if self.log:
                self.write(operation, request, writes, status[0], answer)
        return [answer]

    def write(self, operation, request, writes, status, answer):
        done = status.startswith("200")
        reads = dynamo_units.read(operation, request, json.loads(answer or b"{}")) if done else (0, 0)
        line = {
            "operation": operation,
            "done": done,
            "table": request.get("TableName", ""),
            "items": writes[1] + reads[1],
            "reads": reads[0],
            "writes": writes[0],
        }
        self.log.write(json.dumps(line) + "\n")
        self.log.flush()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--log", type=argparse.FileType("a"))
    options = parser.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    WSGIRequestHandler.protocol_version = "HTTP/1.1"  # connections are kept
    app = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, Door(app, options.log), threaded=True)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"ready http://127.0.0.1:{server.server_port}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
