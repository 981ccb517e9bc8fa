// SPDX-License-Identifier: GPL-3.0-or-later
#include "telling.h"

namespace confab::tests
{

using protocol::ConversationKind;
using protocol::Role;

QString wordOf(core::Guard guard)
{
    static const QStringList names{
        u"NotMember"_s, u"NotAllowed"_s, u"NameTaken"_s,    u"InviteUnusable"_s, u"UnknownUser"_s, u"AlreadyThere"_s,
        u"NotFound"_s,  u"TooMuch"_s,    u"NoMessage"_s,    u"NotYours"_s,       u"Newer"_s,       u"TooManyEmoji"_s,
        u"NoReplyTo"_s, u"NoThread"_s,   u"NoAttachment"_s, u"OverQuota"_s,      u"StorageFull"_s, u"NotAThread"_s};
    return names.value(static_cast<qsizetype>(guard));
}

QString textOf(const core::Account &account)
{
    return u"%1 %2 %3 %4 %5 %6 %7"_s.arg(account.key, account.username, account.displayName)
        .arg(account.ver)
        .arg(protocol::nameOf(account.role))
        .arg(account.disabled)
        .arg(account.createdAt.toMSecsSinceEpoch());
}

QString textOf(const core::StoredFile &file)
{
    return compact(protocol::toJson(file.attachment)) + u" %1 %2 %3 %4 %5 %6 %7"_s.arg(file.owner, file.sha256)
                                                            .arg(file.whole)
                                                            .arg(file.conversation)
                                                            .arg(file.seq)
                                                            .arg(file.since.toMSecsSinceEpoch())
                                                            .arg(file.picture);
}

const std::map<QString, Player::Play> &Player::plays()
{
    static const std::map<QString, Play> all{{u"signUp"_s, &Player::signUp},
                                             {u"setPassword"_s, &Player::setPassword},
                                             {u"rehash"_s, &Player::rehash},
                                             {u"setDisabled"_s, &Player::setDisabled},
                                             {u"setRole"_s, &Player::setRole},
                                             {u"setDisplayName"_s, &Player::setDisplayName},
                                             {u"findAccount"_s, &Player::findAccount},
                                             {u"putSession"_s, &Player::putSession},
                                             {u"extendSession"_s, &Player::extendSession},
                                             {u"removeSession"_s, &Player::removeSession},
                                             {u"removeExpired"_s, &Player::removeExpired},
                                             {u"findSession"_s, &Player::findSession},
                                             {u"createInvite"_s, &Player::createInvite},
                                             {u"revokeInvite"_s, &Player::revokeInvite},
                                             {u"createRoom"_s, &Player::createRoom},
                                             {u"updateRoom"_s, &Player::updateRoom},
                                             {u"addMember"_s, &Player::addMember},
                                             {u"removeMember"_s, &Player::removeMember},
                                             {u"deleteRoom"_s, &Player::deleteRoom},
                                             {u"forgetMessages"_s, &Player::forgetMessages},
                                             {u"endGuest"_s, &Player::endGuest},
                                             {u"attach"_s, &Player::attach},
                                             {u"setWhole"_s, &Player::setWhole},
                                             {u"setPicture"_s, &Player::setPicture},
                                             {u"discard"_s, &Player::discard},
                                             {u"takeUnwanted"_s, &Player::takeUnwanted},
                                             {u"forgetUnwanted"_s, &Player::forgetUnwanted},
                                             {u"append"_s, &Player::append},
                                             {u"edit"_s, &Player::edit},
                                             {u"remove"_s, &Player::remove},
                                             {u"react"_s, &Player::react},
                                             {u"pin"_s, &Player::pin},
                                             {u"markRead"_s, &Player::markRead},
                                             {u"setPrefs"_s, &Player::setPrefs},
                                             {u"putConnection"_s, &Player::putConnection},
                                             {u"removeConnection"_s, &Player::removeConnection},
                                             {u"clearConnections"_s, &Player::clearConnections},
                                             {u"setServerName"_s, &Player::setServerName},
                                             {u"history"_s, &Player::history},
                                             {u"reactors"_s, &Player::reactors},
                                             {u"file"_s, &Player::file},
                                             {u"prefs"_s, &Player::prefs},
                                             {u"changesSince"_s, &Player::changesSince},
                                             {u"countSince"_s, &Player::countSince},
                                             {u"messageId"_s, &Player::messageId},
                                             {u"synced"_s, &Player::synced},
                                             {u"conversationsOf"_s, &Player::conversationsOf},
                                             {u"people"_s, &Player::people},
                                             {u"members"_s, &Player::members},
                                             {u"rooms"_s, &Player::rooms}};
    return all;
}

Told Player::run(const Step &step)
{
    static const QStringList readers{u"history"_s,         u"reactors"_s,   u"file"_s,      u"prefs"_s,
                                     u"changesSince"_s,    u"countSince"_s, u"messageId"_s, u"synced"_s,
                                     u"conversationsOf"_s, u"people"_s,     u"members"_s,   u"rooms"_s};
    m_step = step;
    const auto found = plays().find(step.verb);
    if (found == plays().end())
        return {u"unknown"_s, {}};
    if (readers.contains(step.verb))
        settle();
    else if (!m_batch)
        m_batch = m_store.begin();
    return (this->*found->second)();
}

void Player::settle()
{
    if (m_batch && !m_batch->commit())
        qFatal("a batch was not kept");
    m_batch.reset();
}

core::Stamp Player::stamp() const
{
    return {.account = text(u"by"_s),
            .id = text(u"id"_s),
            .hash = m_step.verb.toUtf8() + text(u"hash"_s).toUtf8(),
            .now = now(),
            .forGood = m_step.verb == "append"_L1};
}

core::RoomGuard Player::guard() const
{
    using Need = core::RoomGuard::Need;
    const QString need = text(u"need"_s);
    return {text(u"by"_s), need == "nothing"_L1 ? Need::Nothing
                           : need == "owner"_L1 ? Need::Ownership
                                                : Need::Membership};
}

// --- accounts, sessions, invites --------------------------------------------------------------------------------

namespace
{

Told toldOf(const core::Outcome<core::Account> &outcome)
{
    return told(outcome, [](const core::Account &account) { return toldAs(u"done"_s, textOf(account)); });
}

Role roleOf(const QString &name)
{
    return name == "moderator"_L1 ? Role::Moderator : name == "owner"_L1 ? Role::Owner : Role::Member;
}

} // namespace

Told Player::signUp()
{
    return told(m_store.accounts().signUp({.account = tests::account(text(u"who"_s)),
                                           .passwordHash = "hash",
                                           .inviteHash = text(u"code"_s).toUtf8(),
                                           .now = now()}),
                [](const core::AccountStore::SignedUp &signedUp) {
                    return toldAs(u"done"_s, textOf(signedUp.account) + u' ' + signedUp.joinedRoom);
                });
}
Told Player::setPassword()
{
    return toldOf(m_store.accounts().setPassword(text(u"who"_s), text(u"to"_s).toUtf8(), text(u"keep"_s).toUtf8()));
}
Told Player::rehash()
{
    return toldOf(m_store.accounts().rehash(text(u"who"_s), text(u"from"_s).toUtf8(), text(u"to"_s).toUtf8()));
}
Told Player::setDisabled()
{
    return toldOf(m_store.accounts().setDisabled(text(u"who"_s), has(u"on"_s)));
}
Told Player::setRole()
{
    return toldOf(m_store.accounts().setRole(text(u"who"_s), roleOf(text(u"role"_s))));
}
Told Player::setDisplayName()
{
    return toldOf(m_store.accounts().setDisplayName(text(u"who"_s), text(u"name"_s)));
}
Told Player::findAccount()
{
    const auto found = m_store.accounts().credentials(text(u"who"_s));
    if (!found)
        return {u"unavailable"_s, {}};
    QString whole = QString::number(m_store.accounts().count());
    if (*found)
        whole += u' ' + textOf((*found)->account) + u' ' + QString::fromLatin1((*found)->passwordHash);
    return toldAs(*found ? u"done"_s : u"none"_s, whole);
}

Told Player::putSession()
{
    return told(m_store.sessions().put({.tokenHash = text(u"token"_s).toUtf8(),
                                        .key = text(u"who"_s),
                                        .username = text(u"who"_s),
                                        .guest = text(u"who"_s).startsWith(u'~'),
                                        .createdAt = now(),
                                        .expiresAt = at(number(u"till"_s))}));
}
Told Player::extendSession()
{
    return told(m_store.sessions().extend(text(u"token"_s).toUtf8(), at(number(u"till"_s))));
}
Told Player::removeSession()
{
    return told(m_store.sessions().remove(text(u"token"_s).toUtf8()));
}
Told Player::removeExpired()
{
    return told(m_store.sessions().removeExpired(now()), [](QStringList guests) {
        guests.sort();
        return toldAs(u"done"_s, guests.join(u','));
    });
}
Told Player::findSession()
{
    const auto found = m_store.sessions().find(text(u"token"_s).toUtf8(), now());
    if (!found)
        return {u"unavailable"_s, {}};
    if (!*found)
        return {u"none"_s, {}};
    return toldAs(u"done"_s, u"%1 %2 %3 %4"_s.arg((*found)->key, (*found)->username)
                                 .arg((*found)->guest)
                                 .arg((*found)->expiresAt.toMSecsSinceEpoch()));
}

Told Player::createInvite()
{
    return told(m_store.invites().create({.id = text(u"invite"_s),
                                          .codeHash = text(u"code"_s).toUtf8(),
                                          .usesLeft = number(u"uses"_s),
                                          .expiresAt = at(number(u"till"_s)),
                                          .room = text(u"room"_s),
                                          .createdBy = text(u"by"_s)}),
                [](const core::Invite &invite) { return toldAs(u"done"_s, invite.id + u' ' + invite.room); });
}
Told Player::revokeInvite()
{
    return told(m_store.invites().revoke(text(u"invite"_s)));
}

// --- conversations ----------------------------------------------------------------------------------------------

namespace
{

Told toldOf(const core::Outcome<core::RoomChange> &outcome)
{
    return told(outcome, [](const core::RoomChange &change) {
        return toldAs(change.changed ? u"done"_s : u"same"_s,
                      compact(protocol::toJson(change.conversation)) + compact(protocol::toJson(change.ack)));
    });
}

} // namespace

core::UpdateRoomOp Player::update() const
{
    return {.stamp = stamp(), .guard = guard(), .id = text(u"room"_s), .name = {}, .topic = {}, .isPublic = {}};
}
core::MemberOp Player::memberOp() const
{
    return {.stamp = stamp(),
            .guard = guard(),
            .id = text(u"room"_s),
            .member = text(u"who"_s),
            .onlyIfPublic = has(u"ifPublic"_s)};
}

Told Player::createRoom()
{
    const QString members = text(u"with"_s);
    return toldOf(
        m_store.conversations().createRoom({.stamp = stamp(),
                                            .id = text(u"room"_s),
                                            .name = text(u"name"_s),
                                            .topic = text(u"topic"_s),
                                            .isPublic = has(u"public"_s),
                                            .owner = text(u"by"_s),
                                            .members = members.isEmpty() ? QStringList() : members.split(u',')}));
}
Told Player::updateRoom()
{
    core::UpdateRoomOp op = update();
    if (has(u"name"_s))
        op.name = text(u"name"_s);
    if (has(u"topic"_s))
        op.topic = text(u"topic"_s);
    if (has(u"public"_s))
        op.isPublic = text(u"public"_s) == "yes"_L1;
    return toldOf(m_store.conversations().updateRoom(op));
}
Told Player::addMember()
{
    return toldOf(m_store.conversations().addMember(memberOp()));
}
Told Player::removeMember()
{
    return toldOf(m_store.conversations().removeMember(memberOp()));
}
Told Player::deleteRoom()
{
    return toldOf(m_store.conversations().deleteRoom(update()));
}
Told Player::forgetMessages()
{
    return toldOf(m_store.conversations().forgetMessages({.stamp = stamp(), .guard = guard(), .id = text(u"in"_s)}));
}
Told Player::endGuest()
{
    return told(m_store.conversations().endGuest(text(u"who"_s)),
                [](const QList<core::ConversationStore::EndedTalk> &talks) {
                    QStringList all;
                    for (const auto &talk : talks)
                        all.append(talk.id + u' ' + talk.other);
                    return toldAs(u"done"_s, all.join(u';'));
                });
}

// --- files ------------------------------------------------------------------------------------------------------

namespace
{

Told toldOf(const core::Outcome<core::StoredFile> &outcome)
{
    return told(outcome, [](const core::StoredFile &file) { return toldAs(u"done"_s, textOf(file)); });
}

} // namespace

Told Player::attach()
{
    core::AttachOp op;
    op.file.attachment.id = text(u"file"_s);
    op.file.attachment.name = u"a.png"_s;
    op.file.attachment.size = number(u"size"_s);
    op.file.attachment.mime = u"image/png"_s;
    op.file.owner = text(u"by"_s);
    op.file.sha256 = text(u"bytes"_s);
    op.file.since = now();
    op.mostOfOne = number(u"ofOne"_s);
    op.mostOfAll = number(u"ofAll"_s);
    op.mostUnsent = number(u"unsent"_s);
    return toldOf(m_store.attachments().attach(op));
}
Told Player::setWhole()
{
    return toldOf(m_store.attachments().setWhole(text(u"file"_s)));
}
Told Player::setPicture()
{
    core::PictureOp op{
        .id = text(u"file"_s), .width = number(u"width"_s), .height = number(u"height"_s), .thumbnail = {}};
    if (has(u"thumbnail"_s)) {
        op.thumbnail.emplace();
        op.thumbnail->attachment.id = text(u"thumbnail"_s);
        op.thumbnail->attachment.size = 5;
        op.thumbnail->attachment.mime = u"image/png"_s;
        op.thumbnail->sha256 = text(u"bytes"_s);
        op.thumbnail->since = now();
    }
    return toldOf(m_store.attachments().setPicture(op));
}
Told Player::discard()
{
    return told(m_store.attachments().discard(text(u"file"_s)));
}
Told Player::takeUnwanted()
{
    return told(m_store.attachments().takeUnwanted(now(), number(u"most"_s)),
                [](const QList<core::AttachmentStore::Unwanted> &all) {
                    QStringList unwanted;
                    for (const auto &one : all)
                        unwanted.append(one.id + u' ' + one.sha256);
                    return toldAs(u"done"_s, unwanted.join(u';'));
                });
}
Told Player::forgetUnwanted()
{
    return told(m_store.attachments().forgetUnwanted(text(u"files"_s).split(u',')));
}

// --- messages ---------------------------------------------------------------------------------------------------

namespace
{

Told toldOf(const core::Outcome<core::Revised> &outcome)
{
    return told(outcome, [](const core::Revised &revised) {
        return toldAs(revised.changed ? u"done"_s : u"same"_s,
                      compact(protocol::toJson(revised.message)) + compact(protocol::toJson(revised.ack)));
    });
}

} // namespace

core::MessageTarget Player::target() const
{
    return {.conversation = text(u"in"_s),
            .seq = number(u"seq"_s),
            .of = text(u"of"_s),
            .actor = text(u"by"_s),
            .moderates = has(u"moderates"_s)};
}

Told Player::append()
{
    core::AppendOp op;
    op.stamp = stamp();
    protocol::Message &message = op.message;
    message.conversation = text(u"in"_s);
    message.id = text(u"as"_s);
    message.author = text(u"by"_s);
    message.authorVer = 1;
    message.text = text(u"text"_s);
    message.replyTo = number(u"replyTo"_s);
    message.thread = number(u"thread"_s);
    message.alsoRoom = has(u"alsoRoom"_s);
    if (has(u"mentions"_s))
        message.mentions = text(u"mentions"_s).split(u',');
    if (has(u"files"_s)) {
        for (const QString &id : text(u"files"_s).split(u',')) {
            protocol::Attachment attachment;
            attachment.id = id;
            message.attachments.append(attachment);
        }
    }
    const QString &in = message.conversation;
    op.actor = op.stamp.account;
    if (in.startsWith("room:"_L1)) {
        op.kind = ConversationKind::Room;
    } else if (const auto pair = protocol::directKeys(in)) {
        op.kind = ConversationKind::Direct;
        op.makeFor = {pair->first, pair->second};
        const QString other = op.actor == pair->first ? pair->second : pair->first;
        if (!other.startsWith(u'~'))
            op.receiver = other;
        op.receiverHasGone = has(u"gone"_s);
    } else if (const auto bot = protocol::botKeys(in)) {
        op.kind = ConversationKind::Bot;
        op.makeFor = {bot->second};
    } else {
        op.actor.clear();
    }
    return told(m_store.messages().append(op), [](const core::Appended &appended) {
        return toldAs(u"done %1"_s.arg(appended.message.seq),
                      compact(protocol::toJson(appended.message)) + compact(protocol::toJson(appended.ack)) +
                          (appended.conversationMade ? u"made"_s : u""_s) +
                          (appended.root ? compact(protocol::toJson(*appended.root)) : QString()));
    });
}
Told Player::edit()
{
    core::EditOp op{
        .stamp = stamp(), .target = target(), .base = number(u"base"_s), .text = text(u"text"_s), .mentions = {}};
    if (has(u"mentions"_s))
        op.mentions = text(u"mentions"_s).split(u',');
    return toldOf(m_store.messages().edit(op));
}
Told Player::remove()
{
    return toldOf(m_store.messages().remove({.stamp = stamp(), .target = target()}));
}
Told Player::react()
{
    return toldOf(m_store.messages().react({.stamp = stamp(),
                                            .target = target(),
                                            .username = text(u"by"_s).toUpper(),
                                            .emoji = text(u"emoji"_s),
                                            .on = has(u"on"_s)}));
}
Told Player::pin()
{
    return toldOf(m_store.messages().pin({.stamp = stamp(), .target = target(), .on = has(u"on"_s)}));
}

// --- what else is kept ------------------------------------------------------------------------------------------

Told Player::markRead()
{
    return told(m_store.receipts().markRead(text(u"in"_s), text(u"by"_s), number(u"seq"_s)),
                [](const core::ReceiptStore::Mark &mark) {
                    return Told{u"%1 %2"_s.arg(mark.changed ? u"done"_s : u"same"_s).arg(mark.seq), {}};
                });
}
Told Player::setPrefs()
{
    QList<protocol::Pref> prefs;
    for (const QString &name : text(u"names"_s).split(u','))
        prefs.append({name, has(u"size"_s) ? QString(number(u"size"_s), u'x') : text(u"value"_s)});
    return told(m_store.prefs().set(text(u"by"_s), prefs));
}
Told Player::putConnection()
{
    return told(m_store.connections().put({.id = text(u"connection"_s),
                                           .username = text(u"name"_s),
                                           .key = text(u"by"_s),
                                           .plain = has(u"plain"_s),
                                           .since = now()}));
}
Told Player::removeConnection()
{
    return told(m_store.connections().remove(text(u"connection"_s)));
}
Told Player::clearConnections()
{
    return told(m_store.connections().clear());
}
Told Player::setServerName()
{
    const Told outcome = told(m_store.server().setName(text(u"name"_s)));
    return {outcome.brief + u' ' + m_store.server().identity().name, outcome.whole};
}

} // namespace confab::tests
