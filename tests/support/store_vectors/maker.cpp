// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipes.h"

#include <algorithm>

namespace confab::tests
{

using protocol::ConversationKind;

namespace
{

constexpr int goals = 13;     // steps after those that begin a sequence
constexpr int leastDone = 26; // a little above what tst_store_vectors asks for
constexpr int leastOther = 13;

const QStringList stampedVerbs{u"append"_s,       u"edit"_s,       u"remove"_s,        u"react"_s,
                               u"pin"_s,          u"createRoom"_s, u"updateRoom"_s,    u"addMember"_s,
                               u"removeMember"_s, u"deleteRoom"_s, u"forgetMessages"_s};

} // namespace

const std::map<QString, QStringList> &waysToGo()
{
    static const std::map<QString, QStringList> all = [] {
        std::map<QString, QStringList> ways{
            {u"signUp"_s, {u"NameTaken"_s, u"InviteUnusable"_s}},
            {u"setPassword"_s, {u"UnknownUser"_s}},
            {u"rehash"_s, {u"UnknownUser"_s}},
            {u"setDisabled"_s, {u"UnknownUser"_s}},
            {u"setRole"_s, {u"UnknownUser"_s}},
            {u"setDisplayName"_s, {u"UnknownUser"_s}},
            {u"findAccount"_s, {u"none"_s}},
            {u"putSession"_s, {}},
            {u"extendSession"_s, {}},
            {u"removeSession"_s, {}},
            {u"removeExpired"_s, {}},
            {u"findSession"_s, {u"none"_s}},
            {u"createInvite"_s, {u"NotFound"_s, u"AlreadyThere"_s}},
            {u"revokeInvite"_s, {u"NotFound"_s}},
            {u"createRoom"_s, {u"UnknownUser"_s, u"AlreadyThere"_s}},
            {u"updateRoom"_s, {u"same"_s, u"NotFound"_s, u"NotMember"_s, u"NotAllowed"_s}},
            {u"addMember"_s, {u"same"_s, u"NotFound"_s, u"NotMember"_s, u"NotAllowed"_s, u"UnknownUser"_s}},
            {u"removeMember"_s, {u"same"_s, u"NotFound"_s, u"NotMember"_s, u"NotAllowed"_s}},
            {u"deleteRoom"_s, {u"NotFound"_s, u"NotMember"_s, u"NotAllowed"_s}},
            {u"forgetMessages"_s, {u"same"_s, u"NotFound"_s, u"NotMember"_s}},
            {u"endGuest"_s, {}},
            {u"attach"_s, {u"OverQuota"_s, u"StorageFull"_s}},
            {u"setWhole"_s, {u"NoAttachment"_s}},
            {u"setPicture"_s, {u"NoAttachment"_s}},
            {u"discard"_s, {}},
            {u"takeUnwanted"_s, {}},
            {u"forgetUnwanted"_s, {}},
            {u"append"_s,
             {u"NotMember"_s, u"UnknownUser"_s, u"NotFound"_s, u"NoReplyTo"_s, u"NoThread"_s, u"NotAThread"_s,
              u"NoAttachment"_s}},
            {u"edit"_s, {u"same"_s, u"NotFound"_s, u"NotMember"_s, u"NoMessage"_s, u"NotYours"_s, u"Newer"_s}},
            {u"remove"_s, {u"same"_s, u"NotFound"_s, u"NotMember"_s, u"NoMessage"_s, u"NotYours"_s}},
            {u"react"_s, {u"same"_s, u"NotFound"_s, u"NotMember"_s, u"NoMessage"_s, u"TooManyEmoji"_s}},
            {u"pin"_s, {u"same"_s, u"NotFound"_s, u"NotMember"_s, u"NoMessage"_s, u"NotYours"_s}},
            {u"markRead"_s, {u"same"_s, u"NotFound"_s, u"NotMember"_s}},
            {u"setPrefs"_s, {u"UnknownUser"_s, u"TooMuch"_s}},
            {u"putConnection"_s, {}},
            {u"removeConnection"_s, {}},
            {u"clearConnections"_s, {}},
            {u"setServerName"_s, {}},
            {u"conversationsOf"_s, {}},
            {u"people"_s, {}},
            {u"rooms"_s, {}},
            {u"prefs"_s, {}}};
        for (const QString &verb : {u"history"_s, u"reactors"_s, u"file"_s, u"changesSince"_s, u"countSince"_s,
                                    u"messageId"_s, u"synced"_s, u"members"_s})
            ways[verb] = {u"NotFound"_s};
        for (const QString &verb : stampedVerbs)
            ways[verb] += {u"repeat"_s, u"conflict"_s};
        return ways;
    }();
    return all;
}

Maker::Maker(StoreWorld &world, int number, Tally &tally)
    : m_world(world)
    , m_dice(static_cast<quint64>(number))
    , m_tally(tally)
    , m_player(world)
{
    m_vector.number = number;
    for (const QString &key : {u"mara"_s, u"ilja"_s, u"noor"_s, u"tove"_s})
        m_people.append({key});
    m_places = {{u"group"_s, ConversationKind::Group, {}, {}, {}},
                {u"room:A"_s, ConversationKind::Room, {}, {}, {}},
                {u"room:B"_s, ConversationKind::Room, {}, {}, {}},
                {u"room:C"_s, ConversationKind::Room, {}, {}, {}},
                {u"dm:ilja:mara"_s, ConversationKind::Direct, {}, {}, {}},
                {u"dm:noor:tove"_s, ConversationKind::Direct, {}, {}, {}},
                {u"dm:mara:~gast.ab12"_s, ConversationKind::Direct, {}, {}, {}},
                {u"dm:ilja:~gast.ab12"_s, ConversationKind::Direct, {}, {}, {}},
                {u"bot:desk:mara"_s, ConversationKind::Bot, {}, {}, {}},
                {u"bot:desk:noor"_s, ConversationKind::Bot, {}, {}, {}}};
}

void Maker::look()
{
    m_player.settle();
    core::Store &store = m_world.store();
    for (Person &person : m_people) {
        const auto account = store.accounts().find(person.key);
        person.isThere = account.has_value();
        person.disabled = account && account->disabled;
    }
    for (Place &place : m_places) {
        place.now = store.conversations().find(place.id);
        place.members.clear();
        place.messages.clear();
        if (!place.now)
            continue;
        for (const core::RoomMember &member : store.conversations().members(place.id))
            place.members.insert(member.key, member.role);
        const QString viewer = place.isGroup()           ? u"mara"_s
                               : place.members.isEmpty() ? QString()
                                                         : place.members.firstKey();
        core::HistoryQuery query = newest(place.id, viewer);
        query.limit = 100;
        if (const auto page = m_world.reads().history(query))
            place.messages = page->messages;
    }
    m_files.clear();
    for (const QString &id : std::as_const(m_fileIds)) {
        if (const auto file = store.attachments().find(id))
            m_files.append(*file);
    }
    m_invites.clear();
    if (const auto invites = store.invites().list())
        m_invites = *invites;
}

QStringList Maker::enabled() const
{
    QStringList keys;
    for (const Person &person : m_people) {
        if (person.isThere && !person.disabled)
            keys.append(person.key);
    }
    return keys;
}

QStringList Maker::existing() const
{
    QStringList keys;
    for (const Person &person : m_people) {
        if (person.isThere)
            keys.append(person.key);
    }
    return keys;
}

QStringList Maker::missing() const
{
    QStringList keys{u"nobody"_s};
    for (const Person &person : m_people) {
        if (!person.isThere || person.disabled)
            keys.append(person.key);
    }
    return keys;
}

Vector Maker::make()
{
    open();
    for (int i = 0; i < goals; ++i)
        next();
    m_player.settle();
    const QStringList state = stateOf(m_world);
    m_vector.state = digestOf(state.join(u'\n'));
    return m_vector;
}

void Maker::play(const Step &step)
{
    const QString outcome = m_player.run(step).brief;
    m_vector.steps.append(step);
    m_vector.outcomes.append(outcome);
    const QString way = outcome.section(u' ', 0, 0);
    m_tally[step.verb + u' ' + way] += 1;
    if (way == "done"_L1 && step.has(u"id"_s))
        m_done.append(step);
    if (step.has(u"file"_s) && !m_fileIds.contains(step.text(u"file"_s)))
        m_fileIds.append(step.text(u"file"_s));
    m_now += m_dice.roll(3);
}

void Maker::next()
{
    look();
    struct Goal {
        double gone = 0; // of what is wanted
        QString verb;
        QString way;
    };
    QList<Goal> all;
    for (const auto &[verb, ways] : waysToGo()) {
        all.append({m_tally.value(verb + u" done"_s) / double{leastDone}, verb, u"done"_s});
        for (const QString &way : ways)
            all.append({m_tally.value(verb + u' ' + way) / double{leastOther}, verb, way});
    }
    // Not always what was gone least, or sequences would be alike.
    if (m_dice.once(4)) {
        for (Goal &goal : all)
            goal.gone = m_dice.roll(1000);
    }
    std::stable_sort(all.begin(), all.end(), [](const Goal &a, const Goal &b) { return a.gone < b.gone; });
    for (const Goal &goal : std::as_const(all)) {
        Made step;
        if (goal.way == "repeat"_L1 || goal.way == "conflict"_L1)
            step = again(goal.verb, goal.way == "conflict"_L1);
        else
            step = (this->*recipes().at(goal.verb))(goal.way);
        if (step) {
            play(*step);
            return;
        }
    }
}

Maker::Made Maker::again(const QString &verb, bool otherwise)
{
    QList<Step> fit;
    for (const Step &step : std::as_const(m_done)) {
        if (step.verb == verb)
            fit.append(step);
    }
    if (fit.isEmpty())
        return {};
    Step step = m_dice.of(fit);
    if (otherwise)
        step.with(u"hash"_s, u"other"_s);
    return step;
}

Step Maker::at(const QString &verb)
{
    // Clocks of several servers do not agree.
    const qint64 now = m_dice.once(8) ? std::max(qint64{0}, m_now - 4) : m_now;
    return Step{verb, {}}.with(u"at"_s, now);
}

Step Maker::stamped(const QString &verb, const QString &by)
{
    Step step = at(verb).with(u"by"_s, by);
    if (!m_dice.once(4))
        step.with(u"id"_s, nameIt(u"c"_s));
    return step;
}

void Maker::open()
{
    const auto come = [this](const QStringList &keys) {
        for (const QString &key : keys)
            play(at(u"signUp"_s).with(u"who"_s, key));
    };
    const auto said = [this](const QString &in, const QString &by) {
        Step step = stamped(u"append"_s, by);
        return step.with(u"in"_s, in).with(u"as"_s, nameIt(u"m"_s)).with(u"text"_s, nameIt(u"t"_s));
    };
    const auto say = [&](const QString &in, const QString &by) { play(said(in, by)); };
    const auto keep = [this](const QString &file, const QString &by) {
        Step step = at(u"attach"_s);
        step.with(u"by"_s, by).with(u"file"_s, file).with(u"bytes"_s, u"alike"_s).with(u"size"_s, 10);
        play(step.with(u"ofOne"_s, 1000).with(u"ofAll"_s, 5000).with(u"unsent"_s, 100));
        play(at(u"setWhole"_s).with(u"file"_s, file));
    };
    const auto room = [this](const QString &id, const QString &by, const QString &with) {
        Step step = stamped(u"createRoom"_s, by).with(u"room"_s, id).with(u"name"_s, nameIt(u"Room-"_s));
        if (!with.isEmpty())
            step.with(u"with"_s, with);
        if (m_dice.once(2))
            step.with(u"public"_s);
        play(step);
    };
    switch (m_vector.number % 7) {
    case 0:
        come({u"mara"_s, u"ilja"_s});
        room(u"room:A"_s, u"mara"_s, u"ilja"_s);
        say(u"room:A"_s, u"mara"_s);
        break;
    case 1:
        come({u"mara"_s, u"ilja"_s, u"noor"_s});
        say(u"group"_s, u"ilja"_s);
        say(u"dm:ilja:mara"_s, u"mara"_s);
        break;
    case 2:
        come({u"mara"_s, u"noor"_s});
        say(u"bot:desk:mara"_s, u"mara"_s);
        room(u"room:B"_s, u"noor"_s, {});
        break;
    case 3:
        come({u"mara"_s, u"tove"_s, u"noor"_s});
        room(u"room:A"_s, u"tove"_s, u"mara,noor"_s);
        say(u"room:A"_s, u"mara"_s);
        break;
    case 4:
        come({u"mara"_s, u"ilja"_s});
        keep(u"f0"_s, u"ilja"_s);
        play(said(m_dice.once(2) ? u"group"_s : u"dm:ilja:mara"_s, u"ilja"_s).with(u"files"_s, u"f0"_s));
        break;
    case 5:
        come({u"mara"_s, u"noor"_s});
        say(u"group"_s, u"noor"_s);
        play(said(u"group"_s, u"mara"_s).with(u"thread"_s, 1));
        look();
        if (const auto seen = spot([](const Spot &) { return true; }))
            play(about(u"react"_s, *seen).with(u"emoji"_s, u"👍"_s).with(u"on"_s));
        break;
    default:
        come({u"mara"_s, u"ilja"_s});
        say(u"dm:mara:~gast.ab12"_s, u"~gast.ab12"_s);
        break;
    }
    if (m_vector.number % 32 != 1)
        return;
    // One message with all the emoji that it may have.
    look();
    const auto seen = spot([](const Spot &one) { return one.isOwn(); });
    for (int i = 0; seen && i < protocol::limits::reactionKinds; ++i)
        play(about(u"react"_s, *seen).with(u"emoji"_s, QString(QChar(0x2600 + i))).with(u"on"_s));
}

} // namespace confab::tests
