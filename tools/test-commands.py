#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Of what `ctest --show-only=json-v1` prints, a line for each test: its name, and the words that start it, for a shell."""

import json
import shlex
import sys

for test in json.load(sys.stdin)["tests"]:
    print(test["name"], shlex.join(test.get("command", [])))
