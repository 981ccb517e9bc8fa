// SPDX-License-Identifier: GPL-3.0-or-later
// Steps with messages, and what is read of a conversation.
#include "recipes.h"

namespace confab::tests
{

using protocol::ConversationKind;
using protocol::Message;

Maker::Made Maker::append(const QString &way)
{
    const auto said = [this](const Place &place, const QString &by) {
        Step step = stamped(u"append"_s, by);
        return step.with(u"in"_s, place.id).with(u"as"_s, nameIt(u"m"_s)).with(u"text"_s, nameIt(u"t"_s));
    };
    if (way == "NotFound"_L1) {
        const auto room = anyPlace(false, true);
        return room ? Made(said(**room, u"mara"_s)) : Made();
    }
    if (way == "NotMember"_L1) {
        const auto fit = places([](const Place &place) { return place.now && place.isRoom(); });
        if (fit.isEmpty())
            return {};
        const Place *place = m_dice.of(fit);
        const auto stranger = somebody(*place, false);
        return stranger ? Made(said(*place, *stranger)) : Made();
    }
    // Who may speak where: in what is there its members, and whoever begins a conversation of their own.
    QList<std::pair<const Place *, QString>> fit;
    const QStringList here = enabled();
    for (const Place &place : std::as_const(m_places)) {
        if (const auto pair = protocol::directKeys(place.id)) {
            const auto isHere = [&](const QString &key) { return key.startsWith(u'~') || here.contains(key); };
            if ((isHere(pair->first) && isHere(pair->second)) == (way != "UnknownUser"_L1)) {
                fit.append({&place, pair->first});
                fit.append({&place, pair->second});
            }
        } else if (way == "UnknownUser"_L1) {
            continue;
        } else if (const auto bot = protocol::botKeys(place.id)) {
            fit.append({&place, bot->second});
        } else if (place.now) {
            for (const QString &key : place.isGroup() ? here : QStringList(place.members.keys()))
                fit.append({&place, key});
        }
    }
    if (way == "NoReplyTo"_L1 || way == "NoThread"_L1 || way == "NotAThread"_L1)
        fit.removeIf([](const auto &one) { return !one.first->now; });
    if (fit.isEmpty())
        return {};
    const auto [place, by] = m_dice.of(fit);
    Step step = said(*place, by);
    if (way == "UnknownUser"_L1)
        return step;
    QList<qint64> roots;
    QList<qint64> replies;
    for (const Message &message : place->messages)
        (message.thread > 0 ? replies : roots).append(message.seq);
    const qint64 nowhere =
        place->now && place->now->first > 1 && m_dice.once(2) ? place->now->first - 1 : place->messages.size() + 7;
    if (way == "NoReplyTo"_L1)
        return step.with(u"replyTo"_s, nowhere);
    if (way == "NoThread"_L1)
        return step.with(u"thread"_s, nowhere);
    if (way == "NotAThread"_L1)
        return replies.isEmpty() ? Made() : Made(step.with(u"thread"_s, m_dice.of(replies)));
    QStringList own;
    QStringList others{u"unknown"_s};
    for (const core::StoredFile &file : std::as_const(m_files)) {
        const bool isFit = file.whole && file.owner == by && file.conversation.isEmpty();
        (isFit ? own : others).append(file.attachment.id);
    }
    if (way == "NoAttachment"_L1)
        return step.with(u"files"_s, m_dice.of(others));
    if (!own.isEmpty() && !m_dice.once(3))
        step.with(u"files"_s, own.first(1 + m_dice.roll(own.size())).join(u','));
    if (!place->messages.isEmpty() && m_dice.once(4))
        step.with(u"replyTo"_s, m_dice.of(place->messages).seq);
    if (!roots.isEmpty() && m_dice.once(2))
        step.with(u"thread"_s, m_dice.of(roots));
    if (m_dice.once(4))
        step.with(u"alsoRoom"_s);
    if (m_dice.once(3))
        step.with(u"mentions"_s, m_dice.of(QStringList{u"Ilja"_s, u"mara"_s, u"all"_s, u"noor,Noor,all"_s}));
    return step;
}

// --- of one message ---------------------------------------------------------------------------------------------

Step Maker::about(const QString &verb, const Spot &spot)
{
    Step step = stamped(verb, spot.who);
    return step.with(u"in"_s, spot.place->id).with(u"seq"_s, spot.message->seq).with(u"of"_s, spot.message->id);
}

// What all that change a message have in common.
Maker::Made Maker::aboutNothing(const QString &verb, const QString &way)
{
    if (way == "NotFound"_L1) {
        const auto place = anyPlace(false);
        if (!place)
            return {};
        Step step = stamped(verb, u"mara"_s);
        return step.with(u"in"_s, (*place)->id).with(u"seq"_s, 1).with(u"of"_s, u"m1"_s);
    }
    if (way == "NotMember"_L1) {
        const auto seen = spot([](const Spot &one) { return !one.place->isGroup(); }, true);
        return seen ? Made(about(verb, *seen)) : Made();
    }
    // NoMessage: another one, or none.
    const auto seen = spot([](const Spot &) { return true; });
    if (!seen)
        return {};
    Step step = about(verb, *seen);
    switch (m_dice.roll(3)) {
    case 0:
        return step.with(u"of"_s, u"another"_s);
    case 1:
        return step.with(u"seq"_s, seen->place->now->seq + 1);
    default:
        return step.with(u"seq"_s, seen->place->now->first - 1);
    }
}

namespace
{

bool isAboutNothing(const QString &way)
{
    return way == "NotFound"_L1 || way == "NotMember"_L1 || way == "NoMessage"_L1;
}

bool mayRun(const protocol::Role *role)
{
    return role && *role == protocol::Role::Owner;
}

} // namespace

Maker::Made Maker::edit(const QString &way)
{
    if (way == "NoMessage"_L1 && m_dice.once(2)) {
        const auto seen = spot([](const Spot &one) { return one.isOwn() && one.message->deleted; });
        if (seen)
            return about(u"edit"_s, *seen).with(u"base"_s, seen->message->rev).with(u"text"_s, nameIt(u"t"_s));
    }
    if (isAboutNothing(way)) {
        auto step = aboutNothing(u"edit"_s, way);
        return step ? Made(step->with(u"base"_s, 1).with(u"text"_s, nameIt(u"t"_s))) : step;
    }
    const auto seen =
        spot([&](const Spot &one) { return !one.message->deleted && one.isOwn() == (way != "NotYours"_L1); });
    if (!seen)
        return {};
    Step step = about(u"edit"_s, *seen);
    step.with(u"base"_s, way == "Newer"_L1 ? seen->message->rev - 1 : seen->message->rev)
        .with(u"text"_s, way == "same"_L1 ? seen->message->text : nameIt(u"t"_s));
    if (m_dice.once(3))
        step.with(u"mentions"_s, m_dice.of(QStringList{u"Tove"_s, u"ilja,mara"_s}));
    return step;
}

Maker::Made Maker::remove(const QString &way)
{
    if (isAboutNothing(way))
        return aboutNothing(u"remove"_s, way);
    const auto seen = spot([&](const Spot &one) {
        const auto role = one.place->members.constFind(one.who);
        const bool may = one.isOwn() || mayRun(role == one.place->members.constEnd() ? nullptr : &*role);
        if (way == "NotYours"_L1)
            return !may;
        return may && one.message->deleted == (way == "same"_L1);
    });
    if (seen)
        return about(u"remove"_s, *seen);
    if (way != "done"_L1)
        return {};
    const auto other = spot([](const Spot &one) {
        return !one.isOwn() && !one.message->deleted && (one.place->isGroup() || one.place->isRoom());
    });
    return other ? Made(about(u"remove"_s, *other).with(u"moderates"_s)) : Made();
}

Maker::Made Maker::react(const QString &way)
{
    static const QStringList emoji{u"👍"_s, u"🎉"_s, u"❤️"_s};
    if (isAboutNothing(way)) {
        auto step = aboutNothing(u"react"_s, way);
        return step ? Made(step->with(u"emoji"_s, m_dice.of(emoji)).with(u"on"_s)) : step;
    }
    const auto mine = [](const Spot &one, const QString &which) {
        for (const protocol::Reaction &reaction : one.message->reactions) {
            if (reaction.emoji == which)
                return reaction.by.contains(one.who.toUpper());
        }
        return false;
    };
    if (way == "TooManyEmoji"_L1) {
        const auto seen =
            spot([](const Spot &one) { return one.message->reactions.size() == protocol::limits::reactionKinds; });
        return seen ? Made(about(u"react"_s, *seen).with(u"emoji"_s, m_dice.of(emoji)).with(u"on"_s)) : Made();
    }
    const QString which = m_dice.of(emoji);
    const auto seen = spot([&](const Spot &one) {
        return !one.message->deleted && one.message->reactions.size() < protocol::limits::reactionKinds;
    });
    if (!seen)
        return {};
    Step step = about(u"react"_s, *seen);
    step.with(u"emoji"_s, which);
    return mine(*seen, which) == (way == "same"_L1) ? step.with(u"on"_s) : step;
}

Maker::Made Maker::pin(const QString &way)
{
    if (isAboutNothing(way)) {
        auto step = aboutNothing(u"pin"_s, way);
        return step ? Made(step->with(u"on"_s)) : step;
    }
    const auto seen = spot([&](const Spot &one) {
        const auto role = one.place->members.constFind(one.who);
        const bool amongFew = one.place->kind == ConversationKind::Direct || one.place->kind == ConversationKind::Bot;
        const bool may = amongFew || one.isOwn() || mayRun(role == one.place->members.constEnd() ? nullptr : &*role);
        return !one.message->deleted && may == (way != "NotYours"_L1);
    });
    if (!seen)
        return {};
    Step step = about(u"pin"_s, *seen);
    const bool on = seen->message->pinned == (way == "same"_L1);
    return on ? step.with(u"on"_s) : step;
}

// --- reading ----------------------------------------------------------------------------------------------------

Maker::Made Maker::reading(const QString &verb, const QString &way)
{
    const auto step = [&](const Place &place, const QString &by) {
        return at(verb).with(u"in"_s, place.id).with(u"by"_s, by);
    };
    if (way == "NotFound"_L1) {
        const auto fit = places([](const Place &place) { return !place.isGroup(); });
        const Place *place = m_dice.of(fit);
        const auto stranger = somebody(*place, false);
        return stranger ? Made(step(*place, *stranger)) : Made();
    }
    const auto place = anyPlace(true);
    const auto member = place ? somebody(**place, true) : std::nullopt;
    return member ? Made(step(**place, *member)) : Made();
}

Maker::Made Maker::history(const QString &way)
{
    auto step = reading(u"history"_s, way);
    if (!step)
        return {};
    step->with(u"limit"_s, 1 + m_dice.roll(5));
    const auto place = places([&](const Place &one) { return one.id == step->text(u"in"_s); }).constFirst();
    const qsizetype seqs = place->messages.size() + 3;
    switch (m_dice.roll(4)) {
    case 0:
        step->with(u"before"_s, m_dice.roll(seqs));
        break;
    case 1:
        step->with(u"after"_s, m_dice.roll(seqs));
        break;
    case 2:
        step->with(u"around"_s, m_dice.roll(seqs));
        break;
    default:
        break;
    }
    if (m_dice.once(3))
        step->with(u"bytes"_s, 150 + m_dice.roll(600));
    switch (m_dice.roll(6)) {
    case 0:
        return step->with(u"only"_s, u"pinned"_s);
    case 1:
        return step->with(u"only"_s, u"files"_s);
    case 2:
        return way == "done"_L1 && place->messages.isEmpty()
                   ? step
                   : step->with(u"thread"_s, place->messages.isEmpty() ? 1 : m_dice.of(place->messages).seq);
    default:
        return step;
    }
}

Maker::Made Maker::reactors(const QString &way)
{
    const auto seen = spot([&](const Spot &one) { return way == "NotFound"_L1 || !one.message->reactions.isEmpty(); },
                           way == "NotFound"_L1);
    if (!seen || (way == "NotFound"_L1 && seen->place->isGroup()))
        return {};
    const QString emoji = seen->message->reactions.isEmpty() ? u"👍"_s : m_dice.of(seen->message->reactions).emoji;
    return at(u"reactors"_s)
        .with(u"in"_s, seen->place->id)
        .with(u"by"_s, seen->who)
        .with(u"seq"_s, seen->message->seq)
        .with(u"emoji"_s, emoji)
        .with(u"limit"_s, 1 + m_dice.roll(3));
}

Maker::Made Maker::file(const QString &way)
{
    const bool good = way == "done"_L1;
    const auto seen = spot([](const Spot &one) { return !one.message->attachments.isEmpty(); });
    if (!seen)
        return {};
    Step step = at(u"file"_s);
    step.with(u"in"_s, seen->place->id)
        .with(u"by"_s, seen->who)
        .with(u"seq"_s, seen->message->seq)
        .with(u"file"_s, m_dice.of(seen->message->attachments).id);
    if (good)
        return step;
    switch (m_dice.roll(3)) {
    case 0:
        return step.with(u"file"_s, u"unknown"_s);
    case 1:
        return step.with(u"seq"_s, seen->message->seq + 1);
    default:
        return step.with(u"in"_s, m_dice.of(m_places).id).with(u"seq"_s, seen->message->seq + 1);
    }
}

Maker::Made Maker::changesSince(const QString &way)
{
    auto step = reading(u"changesSince"_s, way);
    if (step)
        step->with(u"rev"_s, m_dice.roll(6)).with(u"limit"_s, 1 + m_dice.roll(4));
    return step;
}
Maker::Made Maker::countSince(const QString &way)
{
    auto step = reading(u"countSince"_s, way);
    if (step)
        step->with(u"rev"_s, m_dice.roll(6)).with(u"most"_s, 1 + m_dice.roll(4));
    return step;
}
Maker::Made Maker::messageId(const QString &way)
{
    auto step = reading(u"messageId"_s, way);
    if (step)
        step->with(u"seq"_s, m_dice.roll(5));
    return step;
}
Maker::Made Maker::synced(const QString &way)
{
    return reading(u"synced"_s, way);
}
Maker::Made Maker::members(const QString &way)
{
    auto step = reading(u"members"_s, way);
    if (step)
        step->with(u"limit"_s, 1 + m_dice.roll(4));
    if (step && m_dice.once(3))
        step->with(u"after"_s, u"mara"_s);
    return step;
}

} // namespace confab::tests
