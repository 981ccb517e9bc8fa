// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "item.h"

#include <confab/aws/dynamo_tables.h>

namespace confab::aws
{

// Where everything is kept: the one place that knows how keys are spelt. docs/architecture.md lists the attributes.
class Layout
{
public:
    explicit Layout(const DynamoTables &names)
        : connections{names.connections, u"connectionId"_s, {}}
        , history{names.history, u"chatId"_s, u"timestamp"_s}
        , state{names.state, u"pk"_s, u"sk"_s}
    {
    }

    const Table connections;
    const Table history;
    const Table state;

    [[nodiscard]] ItemKey connection(const QString &id) const { return {&connections, id}; }

    // Of a conversation, whose id is the partition.
    [[nodiscard]] ItemKey head(const QString &id) const { return in(id, u"head"_s); }
    [[nodiscard]] ItemKey message(const QString &id, qint64 seq) const { return in(id, u"seq#"_s + numberText(seq)); }
    [[nodiscard]] ItemKey revision(const QString &id, qint64 rev) const { return in(id, u"rev#"_s + numberText(rev)); }
    [[nodiscard]] ItemKey member(const QString &id, const QString &key) const { return in(id, u"mem#"_s + key); }
    [[nodiscard]] ItemKey reaction(const QString &id, qint64 seq, const QString &key, const QString &emoji) const
    {
        return in(id, u"rct#"_s + numberText(seq) + u'#' + key + u'#' + emoji);
    }
    [[nodiscard]] ItemKey mention(const QString &id, const QString &key, qint64 seq) const
    {
        return in(id, u"men#"_s + key + u'#' + numberText(seq));
    }
    [[nodiscard]] ItemKey reply(const QString &id, qint64 root, qint64 seq) const
    {
        return in(id, u"thr#"_s + numberText(root) + u'#' + numberText(seq));
    }
    [[nodiscard]] ItemKey pin(const QString &id, qint64 seq) const { return in(id, u"pin#"_s + numberText(seq)); }
    [[nodiscard]] ItemKey withFiles(const QString &id, qint64 seq) const
    {
        return in(id, u"file#"_s + numberText(seq));
    }

    // Of a person.
    [[nodiscard]] static QString person(const QString &key) { return u"user#"_s + key; }
    [[nodiscard]] ItemKey account(const QString &key) const { return of(person(key), u"account"_s); }
    [[nodiscard]] ItemKey command(const QString &key, const QString &id) const
    {
        return of(person(key), u"cmd#"_s + id);
    }
    // That they are in a conversation, and how far they have read it.
    [[nodiscard]] ItemKey talk(const QString &key, const QString &id) const { return of(person(key), u"conv#"_s + id); }
    [[nodiscard]] ItemKey pref(const QString &key, const QString &name) const
    {
        return of(person(key), u"pref#"_s + name);
    }
    // Which connections are theirs.
    [[nodiscard]] ItemKey here(const QString &key) const { return of(person(key), u"here"_s); }
    [[nodiscard]] ItemKey prefSums(const QString &key) const { return of(person(key), u"prefs"_s); }
    [[nodiscard]] ItemKey sessionOf(const QString &key, const QByteArray &token) const
    {
        return of(person(key), u"session#"_s + hex(token));
    }

    [[nodiscard]] ItemKey session(const QByteArray &token) const { return of(u"token#"_s + hex(token), u"session"_s); }
    [[nodiscard]] ItemKey invite(const QString &id) const { return of(u"invites"_s, id); }
    [[nodiscard]] ItemKey inviteCode(const QByteArray &hash) const { return of(u"invite#"_s + hex(hash), u"invite"_s); }
    [[nodiscard]] ItemKey server() const { return of(u"server"_s, u"identity"_s); }
    [[nodiscard]] ItemKey accountSums() const { return of(u"sums"_s, u"accounts"_s); }
    [[nodiscard]] ItemKey fileSums() const { return of(u"sums"_s, u"files"_s); }

    // How far the article's rows of a conversation have been made messages.
    [[nodiscard]] ItemKey imported(const QString &id) const { return of(u"imported"_s, id); }

    // What is counted of somebody or some address, so that it can be bounded.
    [[nodiscard]] ItemKey rate(const QString &name, const QString &what) const { return of(u"rate#"_s + name, what); }

    // How often a bot was asked on a day.
    [[nodiscard]] ItemKey asked(const QString &bot, const QDate &day) const
    {
        return of(u"asked#"_s + bot, day.toString(Qt::ISODate));
    }

    // What one call leaves for the next.
    [[nodiscard]] ItemKey note(const QString &name) const { return of(u"note#"_s + name, u"note"_s); }

    // Of a file.
    [[nodiscard]] ItemKey file(const QString &id) const { return of(u"file#"_s + id, u"file"_s); }
    [[nodiscard]] ItemKey fileSumsOf(const QString &owner) const { return of(u"files#"_s + owner, u"sums"_s); }
    // The one that its owner has begun to send and put in no message; `like` tells it by what it is.
    [[nodiscard]] ItemKey unsentLike(const QString &owner, const QByteArray &like) const
    {
        return of(u"files#"_s + owner, u"unsent#"_s + hex(like));
    }
    [[nodiscard]] ItemKey bytes(const QString &sha256, const QString &id) const { return of(u"bytes#"_s + sha256, id); }

    // Lists, each a partition of its own, so that none of them takes a scan.
    [[nodiscard]] ItemKey listedAccount(const QString &key) const { return of(u"accounts"_s, key); }
    [[nodiscard]] ItemKey listedRoom(const QString &id) const { return of(u"rooms"_s, id); }
    [[nodiscard]] ItemKey expiring(const QDateTime &at, const QByteArray &token) const
    {
        return of(u"expiring"_s, timeText(at) + u'#' + hex(token));
    }
    [[nodiscard]] ItemKey unsent(const QDateTime &since, const QString &id) const
    {
        return of(u"unsent"_s, timeText(since) + u'#' + id);
    }
    [[nodiscard]] ItemKey unwanted(const QString &id) const { return of(u"unwanted"_s, id); }
    // Conversations of which something is still to be cleared away.
    [[nodiscard]] ItemKey clearing(const QString &id) const { return of(u"clearing"_s, id); }

    [[nodiscard]] static QString hex(const QByteArray &bytes) { return QString::fromLatin1(bytes.toHex()); }

private:
    [[nodiscard]] ItemKey in(const QString &id, const QString &sort) const { return {&history, id, sort}; }
    [[nodiscard]] ItemKey of(const QString &partition, const QString &sort) const { return {&state, partition, sort}; }
};

} // namespace confab::aws
