# SPDX-License-Identifier: GPL-3.0-or-later
"""Capacity units of requests by DynamoDB's rules, as its developer guide has them.

A unit of reading is 4 KiB read consistently, half of one is enough otherwise, and for an index; a unit of writing is
1 KiB of the larger of what was and what will be there. A transaction counts twice, what it only looks at as a write. A
write that a condition stops costs what it would have; an update is taken to leave the item as large as it was. An index is written where its keys come, go or change.
"""
from moto.dynamodb.models import dynamodb_backends

ACCOUNT = "123456789012"  # moto's


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
            elif kind == "M":
                size += 3 + size_of(inner)
            else:
                size += 1
    return size


def units(size, each):
    return max(1, -(-size // each))


def table_of(name):
    for backend in dynamodb_backends[ACCOUNT].values():
        if name in backend.tables:
            return backend, backend.tables[name]
    return None, None


def item_before(name, keyed):
    """What is there under the key of this item or key; {}: nothing."""
    backend, table = table_of(name)
    if table is None:
        return {}
    keys = {key: keyed[key] for key in (table.hash_key_attr, table.range_key_attr) if key}
    item = backend.get_item(name, keys)
    return item.to_json()["Attributes"] if item else {}


def writes_of(request):
    """(table, item or key, the item as it will be; None: it is only looked at) of each write of a request."""
    def one(entry):
        keyed = entry.get("Item", entry.get("Key"))
        return entry["TableName"], keyed, entry.get("Item", {})

    if "TransactItems" in request:
        for item in request["TransactItems"]:
            (verb, entry), = item.items()
            table, keyed, after = one(entry)
            yield table, keyed, None if verb == "ConditionCheck" else after
    elif "RequestItems" in request:
        for table, requests in request["RequestItems"].items():
            for entry in requests if isinstance(requests, list) else ():
                (inner,) = entry.values()
                yield one({"TableName": table, **inner})
    elif "Item" in request or "Key" in request:
        yield one(request)


WRITERS = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems")


def index_units(table, before, after):
    written = 0
    for index in table.global_indexes if table else ():
        key = index.schema[0]["AttributeName"]
        old, new = before.get(key), after.get(key)
        each = units(max(size_of(before), size_of(after)), 1024)
        if old is None or new is None:
            written += each * (old is not new)
        elif old != new:
            written += 2 * each
        elif before != after:
            written += each
    return written


def written(operation, request):
    """Units that a request is going to write, and items. To be asked before it is done."""
    if operation not in WRITERS:
        return 0, 0
    each = 2 if operation == "TransactWriteItems" else 1
    total = count = 0
    for name, keyed, after in writes_of(request):
        before = item_before(name, keyed)
        count += 1
        if after is None:
            total += each * units(size_of(before), 1024)
            continue
        total += each * units(max(size_of(before), size_of(after)), 1024)
        total += index_units(table_of(name)[1], before, after)
    return total, count


def read(operation, request, answer):
    """Units that a request has read, and items that were asked for or found."""
    if operation == "GetItem":
        share = 1 if request.get("ConsistentRead") else 0.5
        return share * units(size_of(answer.get("Item")), 4096), 1
    if operation == "BatchGetItem":
        total = asked = 0
        for name, table in request["RequestItems"].items():
            share = 1 if table.get("ConsistentRead") else 0.5
            found = answer.get("Responses", {}).get(name, [])
            missing = len(table["Keys"]) - len(found)
            total += share * (missing + sum(units(size_of(item), 4096) for item in found))
            asked += len(table["Keys"])
        return total, asked
    if operation in ("Query", "Scan"):
        share = 1 if request.get("ConsistentRead") else 0.5
        items = answer.get("Items", [])
        return share * units(sum(size_of(item) for item in items), 4096), len(items)
    return 0, 0
