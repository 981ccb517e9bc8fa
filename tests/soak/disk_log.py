# SPDX-License-Identifier: GPL-3.0-or-later
"""What shims/disk_log.c wrote down, and the folder as a power cut at some point of it would have left it.

What a sync has ended for is kept. Every other write is kept, dropped or torn at random, in sectors; names that were made,
removed or changed and not synced are kept up to a random one of them, as file systems with a journal keep their order.
The sync of a file keeps its own name too.
"""

import dataclasses
import os
import struct

SECTOR = 512
HEAD = struct.Struct("<IBIQ")


@dataclasses.dataclass
class Record:
    kind: str
    file: int
    offset: int
    data: bytes


def read(path):
    records = []
    with open(path, "rb") as log:
        whole = log.read()
    at = 0
    while at < len(whole):
        length, kind, file, offset = HEAD.unpack_from(whole, at)
        records.append(Record(chr(kind), file, offset, whole[at + HEAD.size:at + length]))
        at += length
    return records


class Marks:
    """Puts marks of one's own into a log that a program is writing."""

    def __init__(self, path):
        self.descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def put(self, data):
        record = HEAD.pack(HEAD.size + len(data), ord("A"), 0, 0) + data
        assert os.write(self.descriptor, record) == len(record)

    def close(self):
        os.close(self.descriptor)


class File:
    def __init__(self):
        self.synced = bytearray()
        self.pending = []  # writes and truncations since
        self.syncing = []  # how many of them were there when each running sync began


def apply(content, record, keeps=lambda sector: True):
    if record.kind == "T":
        if len(content) > record.offset:
            del content[record.offset:]
        else:
            content.extend(bytes(record.offset - len(content)))
        return
    for begin in range(record.offset - record.offset % SECTOR, record.offset + len(record.data), SECTOR):
        first = max(begin, record.offset)
        last = min(begin + SECTOR, record.offset + len(record.data))
        if not keeps(begin):
            continue
        if len(content) < first:
            content.extend(bytes(first - len(content)))
        content[first:last] = record.data[first - record.offset:last - record.offset]


def apply_whole(content, record):
    if record.kind == "T":
        return apply(content, record)
    if len(content) < record.offset:
        content.extend(bytes(record.offset - len(content)))
    content[record.offset:record.offset + len(record.data)] = record.data


class Disk:
    """The disk while the log is played forward."""

    def __init__(self):
        self.files = {}  # by the number that the program which runs has given them
        self.seen = {}  # path → file, as programs see it
        self.names = {}  # the same, as synced
        self.pending_names = []  # ("link", path, file), ("unlink", path), ("rename", path, path)

    def play(self, record):
        if record.kind == "P":
            for file in self.seen.values():
                file.syncing.clear()
            self.files = {}
        elif record.kind == "O":
            path = record.data.decode()
            if record.offset == 1:
                self._name(("link", path, File()))
            self.files[record.file] = File() if record.offset == 2 else self.seen[path]
        elif record.kind == "L":
            self._name(("link", record.data.decode(), self.files[record.file]))
        elif record.kind in "WT":
            self.files[record.file].pending.append(record)
        elif record.kind == "B":
            file = self.files[record.file]
            file.syncing.append(len(file.pending))
        elif record.kind == "S":
            self._synced(self.files[record.file])
        elif record.kind == "U":
            self._name(("unlink", record.data.decode()))
        elif record.kind == "R":
            self._name(("rename", *record.data.decode().split("\0")))
        elif record.kind == "D":
            self._keep_names(lambda change: os.path.dirname(change[-1 if change[0] == "rename" else 1])
                             == record.data.decode())

    def _name(self, change):
        self._rename(self.seen, change)
        self.pending_names.append(change)

    def _synced(self, file):
        done = file.syncing.pop(0)  # the earliest: of two at once nothing is claimed that only one has done
        for record in file.pending[:done]:
            apply_whole(file.synced, record)
        del file.pending[:done]
        file.syncing = [max(0, count - done) for count in file.syncing]
        self._keep_names(lambda change: change[0] == "link" and change[2] is file)

    def _keep_names(self, kept):
        """All up to the last one that is kept: a journal is written in its order."""
        last = max((i for i, change in enumerate(self.pending_names) if kept(change)), default=-1)
        for change in self.pending_names[:last + 1]:
            self._rename(self.names, change)
        del self.pending_names[:last + 1]

    @staticmethod
    def _rename(names, change):
        if change[0] == "link":
            names[change[1]] = change[2]
        elif change[0] == "unlink":
            names.pop(change[1], None)
        elif change[1] in names:
            names[change[2]] = names.pop(change[1])

    def build(self, folder, random):
        """The folder after a power cut now, by this generator."""
        names = dict(self.names)
        for change in self.pending_names[:random.randint(0, len(self.pending_names))]:
            self._rename(names, change)
        for path, file in names.items():
            if path.endswith("-shm"):
                continue  # shared memory: SQLite makes it anew when nobody has it open
            content = bytearray(file.synced)
            for record in file.pending:
                luck = random.random()
                if luck < 0.4:
                    apply_whole(content, record)
                elif luck > 0.7 and record.kind == "W":
                    apply(content, record, lambda sector: random.random() < 0.5)
            where = folder + path
            os.makedirs(os.path.dirname(where), mode=0o700, exist_ok=True)
            with open(where, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as out:
                out.write(content)
