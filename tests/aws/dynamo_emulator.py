#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""DynamoDB for tests: moto behind a door that lets one request in at a time.

Prints "ready http://127.0.0.1:PORT" and ends when standard input does. Exit 77 where moto cannot be had, with the reason
on standard error. With --log FILE a line of JSON for each request: operation, table, capacity units by DynamoDB's rules
(a transaction counts twice; reads are consistent; what a condition only looks at is a write of what is there).
"""
import argparse
import copy
import io
import json
import logging
import sys
import threading

try:
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


def size_of(item):
    """Bytes of an item as DynamoDB counts them, nearly: names and values."""
    size = 0
    for name, value in (item or {}).items():
        size += len(name.encode())
        for kind, inner in value.items():
            if kind == "S":
                size += len(inner.encode())
            elif kind == "N":
                size += 1 + (len(inner) + 1) // 2
            elif kind == "B":
                size += len(inner) * 3 // 4
            else:
                size += 1
    return size


def units(size, each):
    return max(1, -(-size // each))


def consumed(operation, request, answer):
    """(reads, writes, items) of a request that was done."""
    if operation == "GetItem":
        return units(size_of(answer.get("Item")), 4096), 0, 1
    if operation == "BatchGetItem":
        found = [item for items in answer.get("Responses", {}).values() for item in items]
        asked = sum(len(table["Keys"]) for table in request["RequestItems"].values())
        reads = sum(units(size_of(item), 4096) for item in found) + asked - len(found)
        return reads, 0, asked
    if operation in ("Query", "Scan"):
        items = answer.get("Items", [])
        return units(sum(size_of(item) for item in items), 4096), 0, len(items)
    if operation == "PutItem":
        return 0, units(size_of(request["Item"]), 1024), 1
    if operation == "DeleteItem":
        return 0, 1, 1
    if operation == "BatchWriteItem":
        writes = 0
        count = 0
        for requests in request["RequestItems"].values():
            for one in requests:
                writes += units(size_of(one.get("PutRequest", {}).get("Item")), 1024)
                count += 1
        return 0, writes, count
    if operation == "TransactWriteItems":
        items = request["TransactItems"]
        writes = sum(2 * units(size_of(one.get("Put", {}).get("Item")), 1024) for one in items)
        return 0, writes, len(items)
    return 0, 0, 0


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

        with self.lock:
            answer = b"".join(self.app(environ, started))
            if self.log:
                self.write(environ, body, status[0], answer)
        return [answer]

    def write(self, environ, body, status, answer):
        operation = environ.get("HTTP_X_AMZ_TARGET", "").rpartition(".")[2]
        request = json.loads(body or b"{}")
        done = status.startswith("200")
        reads, writes, items = consumed(operation, request, json.loads(answer or b"{}") if done else {})
        line = {
            "operation": operation,
            "done": done,
            "table": request.get("TableName", ""),
            "items": items,
            "reads": reads,
            "writes": writes,
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
