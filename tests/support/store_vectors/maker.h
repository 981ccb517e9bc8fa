// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store_vectors.h"

#include <optional>

namespace confab::tests
{

// The same on every machine, which the generators of the standard library are not with their distributions.
class Dice
{
public:
    explicit Dice(quint64 seed)
        : m_state(seed * 2'862'933'555'777'941'757ULL + 3'037'000'493ULL)
    {
    }
    // 0 … below - 1.
    int roll(qsizetype below)
    {
        m_state = m_state * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
        return static_cast<int>((m_state >> 33) % static_cast<quint64>(below));
    }
    bool once(int in) { return roll(in) == 0; }
    template <class T>
    T of(const QList<T> &all)
    {
        return all.at(roll(all.size()));
    }

private:
    quint64 m_state;
};

// How often each way of each operation has been gone, `edit Newer` for example, over all sequences.
using Tally = QMap<QString, int>;

// Makes a sequence step for step: looks at what there is in a store, thinks of a step that goes one of the ways that
// were gone least so far, and plays it.
class Maker
{
public:
    Maker(StoreWorld &world, int number, Tally &tally);
    [[nodiscard]] Vector make();

private:
    using Made = std::optional<Step>;
    using Recipe = Made (Maker::*)(const QString &way);
    [[nodiscard]] static const std::map<QString, Recipe> &recipes();

    // --- what there is
    struct Person {
        QString key;
        bool isThere = false;
        bool disabled = false;
    };
    struct Place {
        QString id;
        protocol::ConversationKind kind = protocol::ConversationKind::Room;
        std::optional<protocol::Conversation> now;
        QMap<QString, protocol::Role> members;
        QList<protocol::Message> messages;
        [[nodiscard]] bool isRoom() const { return kind == protocol::ConversationKind::Room; }
        [[nodiscard]] bool isGroup() const { return kind == protocol::ConversationKind::Group; }
    };
    // Somebody who looks at a message.
    struct Spot {
        const Place *place = nullptr;
        const protocol::Message *message = nullptr;
        QString who;
        [[nodiscard]] bool isOwn() const { return message->author == who; }
    };
    void look();
    [[nodiscard]] QStringList enabled() const;
    [[nodiscard]] QStringList existing() const;
    [[nodiscard]] QStringList missing() const;
    template <class Fit>
    [[nodiscard]] QList<const Place *> places(Fit &&fit) const;
    // Of those who may see it; of `strangers`, who may not.
    template <class Fit>
    [[nodiscard]] std::optional<Spot> spot(Fit &&fit, bool strangers = false);
    // Somebody among the members, or not among them.
    [[nodiscard]] std::optional<QString> somebody(const Place &place, bool inside);
    [[nodiscard]] QString seer(const Place &place);
    [[nodiscard]] std::optional<const Place *> anyPlace(bool isThere, bool roomsOnly = false);

    // --- steps
    void open();
    void next();
    void play(const Step &step);
    [[nodiscard]] Made again(const QString &verb, bool otherwise);
    [[nodiscard]] Step stamped(const QString &verb, const QString &by);
    [[nodiscard]] Step at(const QString &verb);
    [[nodiscard]] Step about(const QString &verb, const Spot &spot);
    [[nodiscard]] Made aboutNothing(const QString &verb, const QString &way);
    [[nodiscard]] Made onRoom(const QString &verb, const QString &way);
    [[nodiscard]] Made reading(const QString &verb, const QString &way);
    [[nodiscard]] QString nameIt(const QString &letter) { return letter + QString::number(++m_names); }

    Made signUp(const QString &way);
    Made account(const QString &verb, const QString &way);
    Made setPassword(const QString &way);
    Made rehash(const QString &way);
    Made setDisabled(const QString &way);
    Made setRole(const QString &way);
    Made setDisplayName(const QString &way);
    Made findAccount(const QString &way);
    Made putSession(const QString &way);
    Made extendSession(const QString &way);
    Made removeSession(const QString &way);
    Made removeExpired(const QString &way);
    Made findSession(const QString &way);
    Made createInvite(const QString &way);
    Made revokeInvite(const QString &way);
    Made createRoom(const QString &way);
    Made updateRoom(const QString &way);
    Made addMember(const QString &way);
    Made removeMember(const QString &way);
    Made deleteRoom(const QString &way);
    Made forgetMessages(const QString &way);
    Made endGuest(const QString &way);
    Made attach(const QString &way);
    Made setWhole(const QString &way);
    Made setPicture(const QString &way);
    Made discard(const QString &way);
    Made takeUnwanted(const QString &way);
    Made forgetUnwanted(const QString &way);
    Made append(const QString &way);
    Made edit(const QString &way);
    Made remove(const QString &way);
    Made react(const QString &way);
    Made pin(const QString &way);
    Made markRead(const QString &way);
    Made setPrefs(const QString &way);
    Made putConnection(const QString &way);
    Made removeConnection(const QString &way);
    Made clearConnections(const QString &way);
    Made setServerName(const QString &way);
    Made history(const QString &way);
    Made reactors(const QString &way);
    Made file(const QString &way);
    Made prefs(const QString &way);
    Made changesSince(const QString &way);
    Made countSince(const QString &way);
    Made messageId(const QString &way);
    Made synced(const QString &way);
    Made conversationsOf(const QString &way);
    Made people(const QString &way);
    Made members(const QString &way);
    Made rooms(const QString &way);

    StoreWorld &m_world;
    Dice m_dice;
    Tally &m_tally;
    Player m_player;
    Vector m_vector;
    qint64 m_now = 1;
    int m_names = 0;

    QList<Person> m_people;
    QList<Place> m_places;
    QList<core::StoredFile> m_files;
    QList<core::Invite> m_invites;
    QStringList m_fileIds; // that were ever given
    QStringList m_tokens;
    QList<Step> m_done; // with an id
};

} // namespace confab::tests
