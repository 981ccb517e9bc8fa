# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for SQS whose queues all lead to one function: SendMessage, SendMessageBatch and ChangeMessageVisibility, by
the JSON protocol. What has failed comes again at once."""

import asyncio
import hashlib
import json
import time
import uuid

from http_exchange import Refusal, json_answer
from lambda_service import ACCOUNT

MOST_BODY = 256 * 1024
MOST_TRIES = 3
MOST_OF_A_BATCH = 10


class Queues:
    """`taken`: messages so far. `dead`: what was tried MOST_TRIES times in vain, as {queue, body, error}. `returned`: how
    often a function asked for a message to come again sooner. `aged`: seconds that messages are older than they are."""

    def __init__(self, function, region):
        self.function, self.region = function, region
        self.taken = 0
        self.dead = []
        self.returned = self.aged = 0
        self.receipts = set()
        self.tasks = set()  # what is to be done, or waits for another try

    def answer(self, request):
        action = request.headers.get("X-Amz-Target", "").rpartition(".")[2]
        asked = json.loads(request.body)
        queue = asked["QueueUrl"].rpartition("/")[2]
        if action == "SendMessage":
            return json_answer(200, self.take(queue, asked))
        if action == "ChangeMessageVisibility":
            if asked["ReceiptHandle"] not in self.receipts or not 0 <= asked["VisibilityTimeout"] <= 43200:
                raise Refusal(400, "ReceiptHandleIsInvalid", "The input receipt handle is invalid.")
            self.returned += 1
            return json_answer(200, {})
        if action != "SendMessageBatch":
            raise Refusal(400, "InvalidAction", f"The stand-in has no {action}")
        entries = asked["Entries"]
        if not 0 < len(entries) <= MOST_OF_A_BATCH:
            raise Refusal(400, "TooManyEntriesInBatchRequest", f"There are {len(entries)}")
        taken = [{"Id": entry["Id"], **self.take(queue, entry)} for entry in entries]
        return json_answer(200, {"Successful": taken, "Failed": []})

    def take(self, queue, message):
        body = message["MessageBody"]
        if not body or len(body.encode()) > MOST_BODY:
            raise Refusal(400, "InvalidParameterValue", "One or more parameters are invalid")
        self.taken += 1
        record = {"messageId": str(uuid.uuid4()), "receiptHandle": uuid.uuid4().hex, "body": body,
                  "attributes": {"SentTimestamp": str(int((time.time() - self.aged) * 1000)), "SenderId": ACCOUNT},
                  "messageAttributes": {}, "md5OfBody": hashlib.md5(body.encode()).hexdigest(),
                  "eventSource": "aws:sqs", "eventSourceARN": f"arn:aws:sqs:{self.region}:{ACCOUNT}:{queue}",
                  "awsRegion": self.region}
        self.receipts.add(record["receiptHandle"])
        # Only what is referred to is sure to be run to its end.
        task = asyncio.ensure_future(self.deliver(queue, record, message.get("DelaySeconds", 0)))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return {"MessageId": record["messageId"], "MD5OfMessageBody": record["md5OfBody"]}

    async def deliver(self, queue, record, delay):
        await asyncio.sleep(delay)
        outcome = None
        for number in range(1, MOST_TRIES + 1):
            record["attributes"]["ApproximateReceiveCount"] = str(number)
            outcome = await self.function.invoke({"Records": [record]})
            if not outcome.error and not batch_failures(outcome.answer):
                return
        self.dead.append({"queue": queue, "body": record["body"], "error": outcome.error or "BatchItemFailure"})


def batch_failures(answer):
    return isinstance(answer, dict) and bool(answer.get("batchItemFailures"))
