// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/profile.h>

// A profile with a cache in which one conversation holds as many messages as one likes, and another none. Made once and
// kept: a million take some 20 s and 400 MB.
struct SampleCache {
    static QString full(); // ids of the two conversations
    static QString empty();

    // Gives the profile's id; empty where the cache could not be written.
    static QString make(confab::client::ProfileStore &store, qint64 messages);
};
