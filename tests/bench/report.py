# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables in Markdown, with what is asked beside what was measured."""

import sys


class Table:
    def __init__(self, title, columns):
        self.title = title
        self.columns = columns
        self.rows = []

    def row(self, name, cells):
        self.rows.append((name, ["–" if cell is None else cell for cell in cells]))

    def print(self):
        print(f"\n## {self.title}\n")
        print("| | " + " | ".join(self.columns) + " |")
        print("| --- |" + " --- |" * len(self.columns))
        for name, cells in self.rows:
            print(f"| {name} | " + " | ".join(cells) + " |")
        sys.stdout.flush()


def number(value, digits=2):
    return None if value is None else f"{value:,.{digits}f}"


def at_least(value, asked, digits=2):
    """`value` is a ratio or a rate that should be large."""
    return None if value is None else _verdict(f"{value:,.{digits}f}", value >= asked)


def at_most(value, asked, digits=2):
    return None if value is None or asked is None else _verdict(f"{value:,.{digits}f}", value <= asked)


def _verdict(text, met):
    return f"{text} met" if met else f"**{text} not met**"


def quotient(above, below):
    return None if above is None or not below else above / below


def difference(more, less):
    return None if more is None or less is None else more - less
