# SPDX-License-Identifier: GPL-3.0-or-later
"""What functions print, as CloudWatch takes it: JSON a line, in its embedded metric format or of the program's log."""

import collections
import json

UNITS = {"Milliseconds", "Count"}
LEVELS = {"DEBUG", "INFO", "WARN", "ERROR", "FATAL"}
NAMES = {"CallMs", "FramesPosted", "FramesFailed", "FramesPutOff", "ConnectionsGone", "TableCalls", "TableRetries",
         "TransactionsCancelled"}


class Output:
    """`metrics`: their sums. `ids`: of the calls that a line of metrics stands for, one for each; `named`: those that
    other lines name. `lines`: the others. `faults`: what CloudWatch, or who looks for a call, could do nothing with."""

    def __init__(self, path):
        self.metrics, self.ids, self.named = collections.Counter(), [], set()
        self.lines, self.faults = [], []
        with open(path, encoding="utf-8", errors="replace") as file:
            for text in file:
                try:
                    self.take(text)
                except (ValueError, KeyError, TypeError, AssertionError) as broken:
                    self.faults.append(f"printed: {text.rstrip()} ({broken!r})")

    def take(self, text):
        line = json.loads(text)
        if "_aws" in line:
            self.metrics.update(metrics_of(line))
            self.ids.append(line["requestId"])
            return
        self.lines.append(text)
        assert line["level"] in LEVELS and line["category"] and line["message"]
        self.named.add(line["requestId"])


def metrics_of(line):
    """The values of a line of metrics; AssertionError where CloudWatch would not take it, or one is missing."""
    directive, = line["_aws"]["CloudWatchMetrics"]
    assert isinstance(line["_aws"]["Timestamp"], int) and line["_aws"]["Timestamp"] > 1_600_000_000_000
    assert (directive["Namespace"], directive["Dimensions"]) == ("Confab", [[]])
    assert {one["Name"] for one in directive["Metrics"]} == NAMES
    assert len(directive["Metrics"]) == len(NAMES) and all(one["Unit"] in UNITS for one in directive["Metrics"])
    values = {one["Name"]: line[one["Name"]] for one in directive["Metrics"]}
    assert all(isinstance(value, (int, float)) and value >= 0 for value in values.values())
    return values


def printed_secrets(path, secrets):
    """How many of these stand in what was printed."""
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read()
    return sum(secret in text for secret in secrets)
