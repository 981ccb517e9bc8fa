// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store_contract/store_world.h"

#include <QMap>

#include <map>

// Sequences of store operations with what comes of each, to be the same on every store. tests/data/vectors/store.txt
// holds them, a line a step and in full, so that a vector stays what it is when whatever made it changes.
namespace confab::tests
{

// An operation of a port and what it is given: `edit by=mara in=room:A seq=2 …`. No value has a space in it; one that
// is absent is empty, 0 or false.
struct Step {
    QString verb;
    QMap<QString, QString> args;

    [[nodiscard]] QString text(const QString &name) const { return args.value(name); }
    [[nodiscard]] qint64 number(const QString &name) const { return args.value(name).toLongLong(); }
    [[nodiscard]] bool has(const QString &name) const { return args.contains(name); }
    Step &with(const QString &name, const QString &value = {})
    {
        args.insert(name, value);
        return *this;
    }
    Step &with(const QString &name, qint64 value) { return with(name, QString::number(value)); }
};

struct Vector {
    int number = 0;
    QList<Step> steps;
    QStringList outcomes; // of each step
    QString state;        // digest of everything stored at the end
};

inline constexpr int vectorCount = 320;

// Empty where the file cannot be read.
[[nodiscard]] QList<Vector> readVectors(const QString &file);
[[nodiscard]] QByteArray textOf(const Vector &vector);
[[nodiscard]] QString textOf(const Step &step);

// What came of a step: `brief` begins with a word for how it went, `done`, `same` (it was so already), `repeat`,
// `conflict`, a guard's name or `unavailable`, and ends with a digest of `whole`.
struct Told {
    QString brief;
    QString whole;
};

// How operations may go besides being done, by verb; each is among the vectors often.
[[nodiscard]] const std::map<QString, QStringList> &waysToGo();

class Player
{
public:
    explicit Player(StoreWorld &world)
        : m_store(world.store())
        , m_reads(world.reads())
    {
    }
    // What changes something waits in a batch until something is read.
    Told run(const Step &step);
    void settle();

private:
    using Play = Told (Player::*)();
    [[nodiscard]] static const std::map<QString, Play> &plays();

    [[nodiscard]] QString text(const QString &name) const { return m_step.text(name); }
    [[nodiscard]] qint64 number(const QString &name) const { return m_step.number(name); }
    [[nodiscard]] bool has(const QString &name) const { return m_step.has(name); }
    [[nodiscard]] QDateTime now() const { return at(number(u"at"_s)); }
    [[nodiscard]] core::Stamp stamp() const;
    [[nodiscard]] core::RoomGuard guard() const;
    [[nodiscard]] core::MessageTarget target() const;
    [[nodiscard]] core::UpdateRoomOp update() const;
    [[nodiscard]] core::MemberOp memberOp() const;

    Told signUp();
    Told setPassword();
    Told rehash();
    Told setDisabled();
    Told setRole();
    Told setDisplayName();
    Told findAccount();
    Told putSession();
    Told extendSession();
    Told removeSession();
    Told removeExpired();
    Told findSession();
    Told createInvite();
    Told revokeInvite();
    Told createRoom();
    Told updateRoom();
    Told addMember();
    Told removeMember();
    Told deleteRoom();
    Told forgetMessages();
    Told endGuest();
    Told attach();
    Told setWhole();
    Told setPicture();
    Told discard();
    Told takeUnwanted();
    Told forgetUnwanted();
    Told append();
    Told edit();
    Told remove();
    Told react();
    Told pin();
    Told markRead();
    Told setPrefs();
    Told putConnection();
    Told removeConnection();
    Told clearConnections();
    Told setServerName();

    Told history();
    Told reactors();
    Told file();
    Told prefs();
    Told changesSince();
    Told countSince();
    Told messageId();
    Told synced();
    Told conversationsOf();
    Told people();
    Told members();
    Told rooms();

    core::Store &m_store;
    core::Reads &m_reads;
    std::unique_ptr<core::Batch> m_batch;
    Step m_step;
};

// Everything stored, but for the ids that a server gives itself.
[[nodiscard]] QStringList stateOf(StoreWorld &world);
// The first digits of its SHA-256.
[[nodiscard]] QString digestOf(const QString &text);

struct Played {
    QList<Told> told;
    QStringList state;
};
[[nodiscard]] Played play(StoreWorld &world, const QList<Step> &steps);
// What differs from the vector, for people; empty: nothing.
[[nodiscard]] QString differenceFrom(const Vector &vector, const Played &played);

} // namespace confab::tests
