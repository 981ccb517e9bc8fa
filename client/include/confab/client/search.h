// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/values.h>

#include <QDate>
#include <QLocale>

#include <optional>

namespace confab::client
{

// What somebody looks for, as they typed it: words, "phrases", from:NAME in:#ROOM|@NAME|NAME before:DATE after:DATE
// has:file has:link. A name of several words stands in quotes: from:"Ada Lovelace". What is none of these is a word.
struct SearchQuery {
    QStringList terms;    // words and phrases that a message must hold, each a part of its text
    QString from;         // a username, a part of a display name, "me"; empty: anybody
    QString in;           // with its # or @; empty: anywhere
    QString conversation; // set by the caller: only in this one
    QDate before;         // what was said before this day began; invalid: not asked
    QDate after;          // on this day or later; invalid: not asked
    bool hasFile = false; // with a file
    bool hasLink = false; // with a web address

    // A DATE is 2026-05-01, 2026-05, 2026, the locale's own short form, today, yesterday, the name of a weekday or of a
    // month in English or in the locale's language (the last one that has begun). "today" is the first of the last two.
    [[nodiscard]] static SearchQuery parse(const QString &typed);
    [[nodiscard]] static SearchQuery parse(const QString &typed, const QDate &today, const QLocale &locale);
    [[nodiscard]] QStringList words() const { return terms; } // to be marked in what is found
    // Nothing is asked for: nothing is found.
    [[nodiscard]] bool isEmpty() const;

    bool operator==(const SearchQuery &) const = default;
};

// Where a search goes on; only `more` is to be looked at.
struct SearchPlace {
    bool more = false;

    bool inCache = false;
    QString conversation; // of the last message, and its seq
    qint64 seq = 0;
    QString at; // its time, as it travels
    qint64 row = 0;
};

struct SearchPage {
    QList<protocol::Message> messages; // newest first
    SearchPlace next;
    bool offline = false; // only what this computer holds was looked through
};

// A page of a list, newest first. `before`: where the next page begins; none: that was all.
struct MessageList {
    QList<protocol::Message> messages;
    std::optional<qint64> before;
    bool offline = false; // as of SearchPage
};

// A thread, by the message that it began with.
struct FoundThread {
    protocol::Message root;
    QDateTime lastAt;    // of the newest reply that is held
    bool unread = false; // as ThreadSummary::unread
};

} // namespace confab::client
