// SPDX-License-Identifier: GPL-3.0-or-later
// Steps with accounts, sessions, invites, files and what else is no conversation.
#include "recipes.h"

namespace confab::tests
{

namespace
{

const QString guest = u"~gast.ab12"_s;

QStringList idsOf(const QList<core::StoredFile> &files)
{
    QStringList ids;
    for (const core::StoredFile &file : files)
        ids.append(file.attachment.id);
    return ids;
}

} // namespace

Maker::Made Maker::signUp(const QString &way)
{
    Step step = at(u"signUp"_s);
    if (way == "NameTaken"_L1) {
        if (existing().isEmpty())
            return {};
        return step.with(u"who"_s, m_dice.of(existing()));
    }
    QStringList free;
    for (const Person &person : std::as_const(m_people)) {
        if (!person.isThere)
            free.append(person.key);
    }
    if (free.isEmpty())
        free = {nameIt(u"zoe"_s)};
    step.with(u"who"_s, m_dice.of(free));
    QStringList good;
    QStringList bad{u"unknown"_s};
    for (const core::Invite &invite : std::as_const(m_invites)) {
        const bool usable =
            invite.usesLeft > 0 && !invite.revoked && invite.expiresAt > tests::at(step.number(u"at"_s));
        (usable ? good : bad).append(QString::fromLatin1(invite.codeHash));
    }
    if (way == "InviteUnusable"_L1)
        return step.with(u"code"_s, m_dice.of(bad));
    if (!good.isEmpty() && !m_dice.once(4))
        step.with(u"code"_s, m_dice.of(good));
    return step;
}

Maker::Made Maker::account(const QString &verb, const QString &way)
{
    Step step = at(verb);
    if (way == "done"_L1 && existing().isEmpty())
        return {};
    return step.with(u"who"_s, way == "done"_L1 ? m_dice.of(existing()) : u"nobody"_s);
}
Maker::Made Maker::setPassword(const QString &way)
{
    auto step = account(u"setPassword"_s, way);
    if (step)
        step->with(u"to"_s, nameIt(u"hash"_s));
    if (step && !m_tokens.isEmpty() && m_dice.once(2))
        step->with(u"keep"_s, m_dice.of(m_tokens));
    return step;
}
Maker::Made Maker::rehash(const QString &way)
{
    auto step = account(u"rehash"_s, way);
    if (step)
        step->with(u"from"_s, m_dice.once(4) ? u"another"_s : u"hash"_s).with(u"to"_s, nameIt(u"hash"_s));
    return step;
}
Maker::Made Maker::setDisabled(const QString &way)
{
    auto step = account(u"setDisabled"_s, way);
    if (step && m_dice.once(2))
        step->with(u"on"_s);
    return step;
}
Maker::Made Maker::setRole(const QString &way)
{
    auto step = account(u"setRole"_s, way);
    if (step)
        step->with(u"role"_s, m_dice.of(QStringList{u"member"_s, u"moderator"_s, u"owner"_s}));
    return step;
}
Maker::Made Maker::setDisplayName(const QString &way)
{
    auto step = account(u"setDisplayName"_s, way);
    if (step)
        step->with(u"name"_s, m_dice.once(3) ? u"The-same"_s : nameIt(u"Name"_s));
    return step;
}
Maker::Made Maker::findAccount(const QString &way)
{
    return account(u"findAccount"_s, way);
}

// --- sessions ---------------------------------------------------------------------------------------------------

Maker::Made Maker::putSession(const QString &)
{
    const QString token = !m_tokens.isEmpty() && m_dice.once(4) ? m_dice.of(m_tokens) : nameIt(u"token"_s);
    if (!m_tokens.contains(token))
        m_tokens.append(token);
    const QString who = existing().isEmpty() || m_dice.once(4) ? guest : m_dice.of(existing());
    Step step = at(u"putSession"_s);
    return step.with(u"token"_s, token).with(u"who"_s, who).with(u"till"_s, m_now + 1 + m_dice.roll(9));
}
Maker::Made Maker::extendSession(const QString &)
{
    if (m_tokens.isEmpty())
        return {};
    Step step = at(u"extendSession"_s);
    return step.with(u"token"_s, m_dice.of(m_tokens)).with(u"till"_s, m_now + m_dice.roll(20));
}
Maker::Made Maker::removeSession(const QString &)
{
    if (m_tokens.isEmpty())
        return {};
    return at(u"removeSession"_s).with(u"token"_s, m_dice.of(m_tokens));
}
Maker::Made Maker::removeExpired(const QString &)
{
    if (m_tokens.isEmpty())
        return {};
    m_now += m_dice.roll(6);
    return at(u"removeExpired"_s);
}
Maker::Made Maker::findSession(const QString &way)
{
    if (way == "none"_L1)
        return at(u"findSession"_s).with(u"token"_s, m_tokens.isEmpty() ? u"unknown"_s : m_dice.of(m_tokens));
    QStringList living;
    for (const QString &token : std::as_const(m_tokens)) {
        if (foundSession(m_world.store(), token.toUtf8(), tests::at(m_now)))
            living.append(token);
    }
    if (living.isEmpty())
        return {};
    return at(u"findSession"_s).with(u"token"_s, m_dice.of(living));
}

// --- invites ----------------------------------------------------------------------------------------------------

Maker::Made Maker::createInvite(const QString &way)
{
    Step step = at(u"createInvite"_s);
    step.with(u"invite"_s, nameIt(u"i"_s))
        .with(u"code"_s, nameIt(u"code"_s))
        .with(u"uses"_s, 1 + m_dice.roll(2))
        .with(u"till"_s, m_now + 2 + m_dice.roll(12))
        .with(u"by"_s, u"mara"_s);
    if (way == "AlreadyThere"_L1) {
        if (m_invites.isEmpty())
            return {};
        const core::Invite invite = m_dice.of(m_invites);
        return m_dice.once(2) ? step.with(u"invite"_s, invite.id)
                              : step.with(u"code"_s, QString::fromLatin1(invite.codeHash));
    }
    const bool good = way == "done"_L1;
    if (const auto room = anyPlace(good, true); room && (!good || !m_dice.once(3)))
        step.with(u"room"_s, (*room)->id);
    else if (!good)
        return {};
    return step;
}
Maker::Made Maker::revokeInvite(const QString &way)
{
    if (way == "NotFound"_L1)
        return at(u"revokeInvite"_s).with(u"invite"_s, u"unknown"_s);
    if (m_invites.isEmpty())
        return {};
    return at(u"revokeInvite"_s).with(u"invite"_s, m_dice.of(m_invites).id);
}

// --- files ------------------------------------------------------------------------------------------------------

Maker::Made Maker::attach(const QString &way)
{
    if (enabled().isEmpty())
        return {};
    Step step = at(u"attach"_s);
    const QString bytes = m_dice.once(3) ? u"alike"_s : nameIt(u"bytes"_s);
    step.with(u"by"_s, m_dice.of(enabled()))
        .with(u"file"_s, nameIt(u"f"_s))
        .with(u"bytes"_s, bytes)
        .with(u"size"_s, 10 + m_dice.roll(3))
        .with(u"ofOne"_s, 1000)
        .with(u"ofAll"_s, 5000)
        .with(u"unsent"_s, 100);
    // Of one that is there: the same file once more, which is taken for the first.
    if (way == "done"_L1 && !m_files.isEmpty() && m_dice.once(3)) {
        const core::StoredFile before = m_dice.of(m_files);
        if (before.picture.isEmpty())
            step.with(u"by"_s, before.owner).with(u"bytes"_s, before.sha256).with(u"size"_s, before.attachment.size);
        return step;
    }
    if (way == "StorageFull"_L1)
        return step.with(u"ofAll"_s, m_dice.roll(10));
    if (way == "OverQuota"_L1 && m_dice.once(2))
        return step.with(u"ofOne"_s, m_dice.roll(10));
    return way == "OverQuota"_L1 ? step.with(u"unsent"_s, qint64{0}) : step;
}
Maker::Made Maker::setWhole(const QString &way)
{
    if (way == "NoAttachment"_L1)
        return at(u"setWhole"_s).with(u"file"_s, u"unknown"_s);
    QStringList partial;
    for (const core::StoredFile &file : std::as_const(m_files)) {
        if (!file.whole)
            partial.append(file.attachment.id);
    }
    if (partial.isEmpty())
        return {};
    return at(u"setWhole"_s).with(u"file"_s, m_dice.of(partial));
}
Maker::Made Maker::setPicture(const QString &way)
{
    Step step = at(u"setPicture"_s).with(u"width"_s, 4 + m_dice.roll(9)).with(u"height"_s, 4 + m_dice.roll(9));
    if (!m_dice.once(3))
        step.with(u"thumbnail"_s, nameIt(u"th"_s)).with(u"bytes"_s, m_dice.once(3) ? u"alike"_s : nameIt(u"bytes"_s));
    if (way == "NoAttachment"_L1)
        return step.with(u"file"_s, u"unknown"_s);
    QStringList pictures;
    for (const core::StoredFile &file : std::as_const(m_files)) {
        if (file.picture.isEmpty())
            pictures.append(file.attachment.id);
    }
    if (pictures.isEmpty())
        return {};
    return step.with(u"file"_s, m_dice.of(pictures));
}
Maker::Made Maker::discard(const QString &)
{
    QStringList unsent{u"unknown"_s};
    for (const core::StoredFile &file : std::as_const(m_files)) {
        if (file.conversation.isEmpty() && file.picture.isEmpty())
            unsent.append(file.attachment.id);
    }
    if (unsent.size() == 1 && !m_dice.once(10))
        return {};
    return at(u"discard"_s).with(u"file"_s, unsent.size() > 1 ? m_dice.of(unsent.mid(1)) : unsent.constFirst());
}
Maker::Made Maker::takeUnwanted(const QString &)
{
    if (m_fileIds.isEmpty())
        return {};
    return at(u"takeUnwanted"_s).with(u"most"_s, 1 + m_dice.roll(4));
}
Maker::Made Maker::forgetUnwanted(const QString &)
{
    // Of those that are there no more, which is what they were taken for.
    QStringList gone = m_fileIds;
    for (const QString &id : idsOf(m_files))
        gone.removeAll(id);
    gone.removeAll(u"unknown"_s);
    if (gone.isEmpty())
        return {};
    return at(u"forgetUnwanted"_s).with(u"files"_s, m_dice.once(2) ? gone.join(u',') : gone.constFirst());
}

// --- what else is kept ------------------------------------------------------------------------------------------

Maker::Made Maker::setPrefs(const QString &way)
{
    if (enabled().isEmpty())
        return {};
    const QString who = way == "UnknownUser"_L1 ? m_dice.of(missing()) : m_dice.of(enabled());
    Step step = at(u"setPrefs"_s).with(u"by"_s, who);
    if (way == "TooMuch"_L1)
        return step.with(u"names"_s, u"a,b,c,d"_s).with(u"size"_s, 270'000);
    step.with(u"names"_s, m_dice.once(2) ? u"a,mute:room:A"_s : u"b"_s);
    if (!m_dice.once(3))
        step.with(u"value"_s, nameIt(u"v"_s)); // else they go
    return step;
}
Maker::Made Maker::putConnection(const QString &)
{
    Step step = at(u"putConnection"_s);
    step.with(u"connection"_s, u"k%1"_s.arg(m_dice.roll(4))).with(u"name"_s, nameIt(u"Name"_s));
    if (m_dice.once(2))
        step.with(u"plain"_s);
    if (!existing().isEmpty() && !m_dice.once(3))
        step.with(u"by"_s, m_dice.of(existing()));
    return step;
}
Maker::Made Maker::removeConnection(const QString &)
{
    return at(u"removeConnection"_s).with(u"connection"_s, u"k%1"_s.arg(m_dice.roll(4)));
}
Maker::Made Maker::clearConnections(const QString &)
{
    return at(u"clearConnections"_s);
}
Maker::Made Maker::setServerName(const QString &)
{
    return at(u"setServerName"_s).with(u"name"_s, nameIt(u"Server"_s));
}

Maker::Made Maker::prefs(const QString &)
{
    if (existing().isEmpty())
        return {};
    return at(u"prefs"_s).with(u"by"_s, m_dice.of(existing())).with(u"limit"_s, 1 + m_dice.roll(3));
}
Maker::Made Maker::conversationsOf(const QString &)
{
    const QString who = m_dice.once(5) ? guest : m_dice.of(m_people).key;
    return at(u"conversationsOf"_s).with(u"by"_s, who).with(u"most"_s, 1 + m_dice.roll(9));
}
Maker::Made Maker::people(const QString &)
{
    Step step = at(u"people"_s).with(u"limit"_s, 1 + m_dice.roll(4));
    if (m_dice.once(2))
        step.with(u"query"_s, m_dice.of(QStringList{u"a"_s, u"O"_s, u"The"_s, u"ilja"_s}));
    if (m_dice.once(3))
        step.with(u"after"_s, u"ilja"_s);
    return step;
}
Maker::Made Maker::rooms(const QString &)
{
    Step step = at(u"rooms"_s).with(u"by"_s, m_dice.of(m_people).key).with(u"limit"_s, 1 + m_dice.roll(4));
    if (m_dice.once(3))
        step.with(u"query"_s, u"oom-1"_s);
    if (m_dice.once(3))
        step.with(u"after"_s, u"room:A"_s);
    return step;
}

} // namespace confab::tests
