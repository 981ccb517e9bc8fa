#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stories of the chat on AWS, told to confabd: both servers are to be one chat."""

import argparse
import os
import sys
import tempfile

import story
from confab_wire import Confabd  # found by story

# What API Gateway has in other words.
PARTS = [part for name, part in story.PARTS.items() if name not in ("limits", "refusals", "deaths")]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--confabd", required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="confab-story-") as folder:
        server = Confabd(arguments.confabd, os.path.join(folder, "data"), "--plaintext", "--access", "open").start()
        try:
            return 1 if story.tell(f"ws://{server.host}:{server.port}", PARTS) else 0
        finally:
            server.kill()


if __name__ == "__main__":
    sys.exit(main())
