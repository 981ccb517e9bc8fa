# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets the storage of a program fail or be slow while it runs, through shims/storage_faults.c."""

import mmap
import os
import struct


class Storage:
    """The shim's control file: see shims/storage_faults.c."""

    NAMES = ("after", "times", "error", "kinds", "sync_delay_us", "seen", "failed", "unused")

    def __init__(self, path):
        with open(path, "wb") as file:
            file.write(bytes(8 * len(self.NAMES)))
        self.file = open(path, "r+b")
        self.path = path
        self.map = mmap.mmap(self.file.fileno(), 0)

    def __getitem__(self, name):
        return struct.unpack_from("=q", self.map, 8 * self.NAMES.index(name))[0]

    def __setitem__(self, name, value):
        struct.pack_into("=q", self.map, 8 * self.NAMES.index(name), value)

    def fail(self, after, times, error, kinds):
        self["times"] = 0
        self["after"], self["error"], self["kinds"] = after, error, kinds
        self["times"] = times

    def heal(self):
        self["times"] = 0

    def environment(self, shim, data):
        """For a program whose files below `data`, an absolute path without links in it, are to fail or to be slow."""
        return {"LD_PRELOAD": str(shim), "CONFAB_FAULTS_FOLDER": str(data), "CONFAB_FAULTS_CONTROL": str(self.path),
                # A sanitizer's runtime wants to be the first library.
                "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"}
