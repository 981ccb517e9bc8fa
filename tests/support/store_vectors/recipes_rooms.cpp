// SPDX-License-Identifier: GPL-3.0-or-later
// Steps with conversations as a whole, and who is in them.
#include "recipes.h"

namespace confab::tests
{

using protocol::ConversationKind;
using protocol::Role;

const std::map<QString, Maker::Recipe> &Maker::recipes()
{
    static const std::map<QString, Recipe> all{{u"signUp"_s, &Maker::signUp},
                                               {u"setPassword"_s, &Maker::setPassword},
                                               {u"rehash"_s, &Maker::rehash},
                                               {u"setDisabled"_s, &Maker::setDisabled},
                                               {u"setRole"_s, &Maker::setRole},
                                               {u"setDisplayName"_s, &Maker::setDisplayName},
                                               {u"findAccount"_s, &Maker::findAccount},
                                               {u"putSession"_s, &Maker::putSession},
                                               {u"extendSession"_s, &Maker::extendSession},
                                               {u"removeSession"_s, &Maker::removeSession},
                                               {u"removeExpired"_s, &Maker::removeExpired},
                                               {u"findSession"_s, &Maker::findSession},
                                               {u"createInvite"_s, &Maker::createInvite},
                                               {u"revokeInvite"_s, &Maker::revokeInvite},
                                               {u"createRoom"_s, &Maker::createRoom},
                                               {u"updateRoom"_s, &Maker::updateRoom},
                                               {u"addMember"_s, &Maker::addMember},
                                               {u"removeMember"_s, &Maker::removeMember},
                                               {u"deleteRoom"_s, &Maker::deleteRoom},
                                               {u"forgetMessages"_s, &Maker::forgetMessages},
                                               {u"endGuest"_s, &Maker::endGuest},
                                               {u"attach"_s, &Maker::attach},
                                               {u"setWhole"_s, &Maker::setWhole},
                                               {u"setPicture"_s, &Maker::setPicture},
                                               {u"discard"_s, &Maker::discard},
                                               {u"takeUnwanted"_s, &Maker::takeUnwanted},
                                               {u"forgetUnwanted"_s, &Maker::forgetUnwanted},
                                               {u"append"_s, &Maker::append},
                                               {u"edit"_s, &Maker::edit},
                                               {u"remove"_s, &Maker::remove},
                                               {u"react"_s, &Maker::react},
                                               {u"pin"_s, &Maker::pin},
                                               {u"markRead"_s, &Maker::markRead},
                                               {u"setPrefs"_s, &Maker::setPrefs},
                                               {u"putConnection"_s, &Maker::putConnection},
                                               {u"removeConnection"_s, &Maker::removeConnection},
                                               {u"clearConnections"_s, &Maker::clearConnections},
                                               {u"setServerName"_s, &Maker::setServerName},
                                               {u"history"_s, &Maker::history},
                                               {u"reactors"_s, &Maker::reactors},
                                               {u"file"_s, &Maker::file},
                                               {u"prefs"_s, &Maker::prefs},
                                               {u"changesSince"_s, &Maker::changesSince},
                                               {u"countSince"_s, &Maker::countSince},
                                               {u"messageId"_s, &Maker::messageId},
                                               {u"synced"_s, &Maker::synced},
                                               {u"conversationsOf"_s, &Maker::conversationsOf},
                                               {u"people"_s, &Maker::people},
                                               {u"members"_s, &Maker::members},
                                               {u"rooms"_s, &Maker::rooms}};
    return all;
}

std::optional<const Maker::Place *> Maker::anyPlace(bool isThere, bool roomsOnly)
{
    const auto fit =
        places([&](const Place &place) { return place.now.has_value() == isThere && (!roomsOnly || place.isRoom()); });
    return fit.isEmpty() ? std::nullopt : std::optional(m_dice.of(fit));
}

std::optional<QString> Maker::somebody(const Place &place, bool inside)
{
    QStringList fit;
    if (inside)
        fit = place.isGroup() ? existing() : QStringList(place.members.keys());
    for (const Person &person : std::as_const(m_people)) {
        if (!inside && !place.members.contains(person.key))
            fit.append(person.key);
    }
    return fit.isEmpty() ? std::nullopt : std::optional(m_dice.of(fit));
}

Maker::Made Maker::createRoom(const QString &way)
{
    QList<const Place *> fit;
    for (const Place &place : std::as_const(m_places)) {
        if (place.isRoom() && (way == "AlreadyThere"_L1) == place.now.has_value())
            fit.append(&place);
    }
    if (fit.isEmpty() || enabled().isEmpty())
        return {};
    QStringList with = enabled();
    const QString owner = with.takeAt(m_dice.roll(with.size()));
    while (!with.isEmpty() && m_dice.once(2))
        with.removeAt(m_dice.roll(with.size()));
    if (way == "UnknownUser"_L1)
        with.append(m_dice.of(missing()));
    Step step = stamped(u"createRoom"_s, owner);
    step.with(u"room"_s, m_dice.of(fit)->id).with(u"name"_s, nameIt(u"Room-"_s));
    if (!with.isEmpty())
        step.with(u"with"_s, with.join(u','));
    if (m_dice.once(2))
        step.with(u"public"_s);
    if (m_dice.once(3))
        step.with(u"topic"_s, nameIt(u"topic"_s));
    return step;
}

// A change of a room by somebody who may, or may not: it is for the verb to say what is changed.
Maker::Made Maker::onRoom(const QString &verb, const QString &way)
{
    if (way == "NotFound"_L1) {
        const auto room = anyPlace(false, true);
        return room ? Made(stamped(verb, u"mara"_s).with(u"room"_s, (*room)->id)) : Made();
    }
    const auto room = anyPlace(true, true);
    if (!room)
        return {};
    const Place &place = **room;
    const auto step = [&](const QString &by) { return stamped(verb, by).with(u"room"_s, place.id); };
    if (way == "NotMember"_L1) {
        const auto stranger = somebody(place, false);
        return stranger ? Made(step(*stranger)) : Made();
    }
    const QString owner = place.members.key(Role::Owner);
    const QString member = place.members.key(Role::Member);
    if (way == "NotAllowed"_L1)
        return member.isEmpty() ? Made() : Made(step(member).with(u"need"_s, u"owner"_s));
    if (m_dice.once(6))
        return stamped(verb, {}).with(u"room"_s, place.id); // the server itself
    return m_dice.once(2) && !owner.isEmpty() ? step(owner).with(u"need"_s, u"owner"_s)
                                              : step(m_dice.of(QStringList(place.members.keys())));
}

Maker::Made Maker::updateRoom(const QString &way)
{
    auto step = onRoom(u"updateRoom"_s, way);
    if (!step || way == "same"_L1)
        return step;
    if (m_dice.once(2))
        step->with(u"name"_s, nameIt(u"Room-"_s));
    if (m_dice.once(3))
        step->with(u"topic"_s, nameIt(u"topic"_s));
    return m_dice.once(2) ? step->with(u"public"_s, m_dice.once(2) ? u"yes"_s : u"no"_s) : step;
}

Maker::Made Maker::addMember(const QString &way)
{
    const bool mayAsk = way != "NotFound"_L1 && way != "NotMember"_L1 && way != "NotAllowed"_L1;
    // A private room is not there for whoever would join by themselves.
    if (way == "NotFound"_L1 && m_dice.once(2)) {
        const auto closed =
            places([](const Place &place) { return place.isRoom() && place.now && !place.now->isPublic; });
        if (closed.isEmpty())
            return {};
        const Place *room = m_dice.of(closed);
        const auto stranger = somebody(*room, false);
        if (!stranger)
            return {};
        return stamped(u"addMember"_s, *stranger)
            .with(u"room"_s, room->id)
            .with(u"who"_s, *stranger)
            .with(u"need"_s, u"nothing"_s)
            .with(u"ifPublic"_s);
    }
    auto step = onRoom(u"addMember"_s, way);
    if (!step)
        return {};
    if (!mayAsk)
        return step->with(u"who"_s, m_dice.of(m_people).key);
    const auto room = places([&](const Place &place) { return place.id == step->text(u"room"_s); }).constFirst();
    QStringList fit;
    if (way == "same"_L1) {
        fit = room->members.keys();
    } else {
        for (const QString &key : way == "done"_L1 ? enabled() : missing()) {
            if (!room->members.contains(key))
                fit.append(key);
        }
    }
    if (fit.isEmpty())
        return {};
    const QString who = m_dice.of(fit);
    if (way == "done"_L1 && room->now->isPublic && m_dice.once(2))
        step->with(u"by"_s, who).with(u"need"_s, u"nothing"_s).with(u"ifPublic"_s);
    return step->with(u"who"_s, who);
}

Maker::Made Maker::removeMember(const QString &way)
{
    auto step = onRoom(u"removeMember"_s, way);
    if (!step)
        return {};
    const auto room = places([&](const Place &place) { return place.id == step->text(u"room"_s); }).constFirst();
    QStringList fit = room->members.keys();
    if (way == "same"_L1 || fit.isEmpty()) {
        const auto stranger = somebody(*room, false);
        if (!stranger)
            return {};
        fit = {*stranger};
    }
    return step->with(u"who"_s, m_dice.of(fit));
}

Maker::Made Maker::deleteRoom(const QString &way)
{
    return onRoom(u"deleteRoom"_s, way);
}

Maker::Made Maker::forgetMessages(const QString &way)
{
    const auto fit = places([&](const Place &place) {
        if (way == "NotFound"_L1)
            return !place.now || place.kind != ConversationKind::Bot;
        if (!place.now || place.kind != ConversationKind::Bot)
            return false;
        return way == "NotMember"_L1 || (place.now->first > place.now->seq) == (way == "same"_L1);
    });
    if (fit.isEmpty())
        return {};
    const Place *place = m_dice.of(fit);
    const QString own = protocol::botKeys(place->id).value_or(std::pair(u""_s, u"mara"_s)).second;
    const QString by = way == "NotMember"_L1 ? u"ilja"_s : own;
    return stamped(u"forgetMessages"_s, by).with(u"in"_s, place->id);
}

Maker::Made Maker::endGuest(const QString &)
{
    const auto talks = places([](const Place &place) { return place.now && place.id.contains(u'~'); });
    if (talks.isEmpty())
        return {};
    return at(u"endGuest"_s).with(u"who"_s, u"~gast.ab12"_s);
}

Maker::Made Maker::markRead(const QString &way)
{
    const auto place = anyPlace(way != "NotFound"_L1);
    if (!place)
        return {};
    const auto who = somebody(**place, way != "NotMember"_L1 && way != "NotFound"_L1);
    if (!who || (way == "NotMember"_L1 && (*place)->isGroup()))
        return {};
    const qint64 mark = m_world.store().receipts().mark((*place)->id, *who);
    const qint64 newest = (*place)->now ? (*place)->now->seq : 1;
    if (way == "done"_L1 && mark >= newest)
        return {};
    const qint64 seq = way == "same"_L1 ? m_dice.roll(mark + 1) : mark + 1 + m_dice.roll(3);
    return at(u"markRead"_s).with(u"in"_s, (*place)->id).with(u"by"_s, *who).with(u"seq"_s, seq);
}

} // namespace confab::tests
