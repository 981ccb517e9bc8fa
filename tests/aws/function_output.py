# SPDX-License-Identifier: GPL-3.0-or-later
"""What functions print, as CloudWatch takes it: JSON a line, in its embedded metric format or of the program's log."""

import collections
import json

UNITS = {"Milliseconds", "Count"}
LEVELS = {"DEBUG", "INFO", "WARN", "ERROR", "FATAL"}


def metrics_of(line):
    """The values of a line of metrics; AssertionError where CloudWatch would not take it."""
    directive, = line["_aws"]["CloudWatchMetrics"]
    assert isinstance(line["_aws"]["Timestamp"], int) and line["_aws"]["Timestamp"] > 1_600_000_000_000
    assert (directive["Namespace"], directive["Dimensions"]) == ("Confab", [[]])
    assert 0 < len(directive["Metrics"]) <= 100 and all(one["Unit"] in UNITS for one in directive["Metrics"])
    assert line["requestId"]
    values = {one["Name"]: line[one["Name"]] for one in directive["Metrics"]}
    assert all(isinstance(value, (int, float)) and value >= 0 for value in values.values())
    return values


def read(path):
    """(sums of the metrics, other lines, what CloudWatch could do nothing with)"""
    sums, others, faults = collections.Counter(), [], []
    with open(path, encoding="utf-8", errors="replace") as file:
        for text in file:
            try:
                line = json.loads(text)
                if "_aws" in line:
                    sums.update(metrics_of(line))
                else:
                    others.append(text)
                    assert line["level"] in LEVELS and line["category"] and line["message"]
            except (ValueError, KeyError, TypeError, AssertionError) as broken:
                faults.append(f"printed: {text.rstrip()} ({broken!r})")
    return dict(sums), others, faults
