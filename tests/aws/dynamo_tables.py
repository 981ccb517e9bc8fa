# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator of DynamoDB, with the tables of a deployment in it."""

import collections
import contextlib
import datetime
import json
import os
import signal
import subprocess
import sys

import botocore.session

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = {"WEBSOCKET_TABLE": "ChatConnections", "CHAT_HISTORY_TABLE": "ChatHistory", "CONFAB_TABLE_STATE": "ConfabState"}
KEYS = {"WEBSOCKET_TABLE": ("connectionId",), "CHAT_HISTORY_TABLE": ("chatId", "timestamp"),
        "CONFAB_TABLE_STATE": ("pk", "sk")}
INDEXES = {"byShard": ("shard", "N")}  # of the connections


def schema(names):
    return [{"AttributeName": name, "KeyType": kind} for name, kind in zip(names, ("HASH", "RANGE"))]


class Missing(Exception):
    """There is no emulator here; the reason is for whoever reads why a test was skipped."""


class Dynamo:
    def __init__(self, log):
        self.log = log
        self.process = subprocess.Popen(
            [sys.executable, "-B", os.path.join(HERE, "dynamo_emulator.py"), "--log", log], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline().split()
        if not line:
            raise Missing(self.process.communicate()[1].strip())
        self.url = line[1]
        self.client = botocore.session.get_session().create_client(
            "dynamodb", region_name="eu-central-1", endpoint_url=self.url, aws_access_key_id="unused",
            aws_secret_access_key="unused")
        self.make(NAMES)

    def make(self, names):
        """Tables of a deployment by the variables that name them."""
        for variable, name in names.items():
            attributes = [{"AttributeName": key, "AttributeType": "S"} for key in KEYS[variable]]
            more = {}
            if variable == "WEBSOCKET_TABLE":
                attributes += [{"AttributeName": key, "AttributeType": kind} for key, kind in INDEXES.values()]
                more["GlobalSecondaryIndexes"] = [
                    {"IndexName": index, "KeySchema": schema([key]), "Projection": {"ProjectionType": "ALL"}}
                    for index, (key, _) in INDEXES.items()]
            self.client.create_table(TableName=name, KeySchema=schema(KEYS[variable]), AttributeDefinitions=attributes,
                                     BillingMode="PAY_PER_REQUEST", **more)

    def environment(self):
        """Of a function that keeps its rows there."""
        return {**NAMES, "AWS_ENDPOINT_URL_DYNAMODB": self.url}

    def another(self, prefix):
        """The same of a deployment of its own."""
        names = {variable: prefix + name for variable, name in NAMES.items()}
        self.make(names)
        return {**self.environment(), **names}

    def welcome(self, connections, person):
        """Writes that these, too, are connections of somebody who has one: as by their hellos, in one write."""
        where = {"TableName": NAMES["CONFAB_TABLE_STATE"], "Key": {"pk": {"S": "user#" + person}, "sk": {"S": "here"}}}
        rows = json.loads(self.client.get_item(**where, ConsistentRead=True)["Item"]["connections"]["S"])
        rows += [{**rows[0], "id": connection} for connection in connections]
        self.client.update_item(**where, UpdateExpression="SET connections = :rows",
                                ExpressionAttributeValues={":rows": {"S": json.dumps(rows)}})

    def connection(self, name):
        """The row of a connection, or nothing."""
        return self.client.get_item(TableName=NAMES["WEBSOCKET_TABLE"], Key={"connectionId": {"S": name}},
                                    ConsistentRead=True).get("Item")

    @contextlib.contextmanager
    def silent(self):
        """Meanwhile it takes what it is asked, and does not answer."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def age(self, name, seconds):
        """Writes that a connection is so old."""
        since = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=seconds)
        self.client.update_item(
            TableName=NAMES["WEBSOCKET_TABLE"], Key={"connectionId": {"S": name}}, UpdateExpression="SET #s = :s",
            ExpressionAttributeNames={"#s": "since"}, ConditionExpression="attribute_exists(#s)",
            ExpressionAttributeValues={":s": {"S": since.isoformat(timespec="milliseconds").replace("+00:00", "Z")}})

    def counts(self):
        """(calls by operation, transactions that were cancelled, units read, units written)"""
        calls, cancelled, reads, writes = collections.Counter(), 0, 0, 0
        with open(self.log, encoding="utf-8") as file:
            for line in map(json.loads, file):
                calls[line["operation"]] += 1
                cancelled += line["operation"] == "TransactWriteItems" and not line["done"]
                reads += line["reads"]
                writes += line["writes"]
        return dict(calls), cancelled, reads, writes

    def stop(self):
        self.process.kill()
        self.process.communicate()
