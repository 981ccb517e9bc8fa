// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/chat_client.h>

#include "chat_client_p.h"
#include "forwarding.h"

#include <confab/protocol/names.h>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// A draft goes to the other devices once nothing was typed for so long.
constexpr int draftDelayMs = 2000;

} // namespace

// --- what is kept of a conversation -----------------------------------------------------------------------------

void ChatClient::Private::adoptPrefs(const QList<StoredPref> &held)
{
    prefBook.load(held);
    for (const StoredPref &pref : held)
        threadMarks.take(pref.key, pref.value);
    // A draft of the time before they were kept for all devices.
    for (auto it = drafts.constBegin(); it != drafts.constEnd(); ++it) {
        if (!prefBook.holds(prefs::keyOf(prefs::draft, it.key())))
            prefBook.set(prefs::keyOf(prefs::draft, it.key()), it.value());
    }
}

void ChatClient::Private::onPref(const QString &key)
{
    const qsizetype colon = key.indexOf(u':');
    const QString conversation = key.sliced(colon + 1);
    if (colon < 0 || conversation.isEmpty())
        return;
    if (QStringView(key).first(colon) == prefs::draft) {
        const QString text = prefBook.value(key);
        if (drafts.value(conversation) == text)
            return;
        keepDraft(conversation, text);
    } else if (isThread(key)) {
        if (threadMarks.take(key, prefBook.value(key)))
            touch(conversationOfKey(key));
        return;
    } else {
        contacts.refresh(conversation);
    }
    Q_EMIT q.conversationChanged(conversationOfKey(conversation));
}

bool ChatClient::Private::isSet(QLatin1StringView kind, const QString &conversation) const
{
    return !prefBook.value(prefs::keyOf(kind, conversation)).isEmpty();
}

void ChatClient::Private::set(QLatin1StringView kind, const QString &conversation, bool on)
{
    if (!session.token().isEmpty())
        prefBook.set(prefs::keyOf(kind, conversation), on ? u"1"_s : u""_s);
}

void ChatClient::Private::keepDraft(const QString &conversation, const QString &text)
{
    if (text.isEmpty())
        drafts.remove(conversation);
    else
        drafts.insert(conversation, text);
    cache->putDraft(conversation, text);
    prefBook.set(prefs::keyOf(prefs::draft, conversation), text, draftDelayMs);
    if (conversationOfKey(conversation) == conversation)
        contacts.refresh(conversation);
}

void ChatClient::Private::forgetPrefs(const QString &conversation)
{
    for (const QLatin1StringView kind : {prefs::muted, prefs::favourite, prefs::archived, prefs::unread, prefs::draft})
        prefBook.set(prefs::keyOf(kind, conversation), {});
}

bool ChatClient::isMuted(const QString &conversation) const
{
    return d->isSet(prefs::muted, conversation);
}

void ChatClient::setMuted(const QString &conversation, bool on)
{
    d->set(prefs::muted, conversation, on);
}

bool ChatClient::isFavourite(const QString &conversation) const
{
    return d->isSet(prefs::favourite, conversation);
}

void ChatClient::setFavourite(const QString &conversation, bool on)
{
    d->set(prefs::favourite, conversation, on);
}

bool ChatClient::isArchived(const QString &conversation) const
{
    return d->isSet(prefs::archived, conversation);
}

void ChatClient::setArchived(const QString &conversation, bool on)
{
    d->set(prefs::archived, conversation, on);
}

bool ChatClient::isMarkedUnread(const QString &conversation) const
{
    return d->isSet(prefs::unread, conversation);
}

void ChatClient::setMarkedUnread(const QString &conversation, bool on)
{
    d->set(prefs::unread, conversation, on);
}

// --- said elsewhere ---------------------------------------------------------------------------------------------

void ChatClient::forward(const QString &from, const QList<qint64> &seqs, const QString &to)
{
    d->finder.held(from, seqs, [this, to](const QList<protocol::Message> &messages) {
        const qint64 told = d->welcome.limits.textBytes;
        const qsizetype limit =
            told > 0 ? std::min<qint64>(told, protocol::limits::textBytes) : qint64{protocol::limits::textBytes};
        for (const protocol::Message &message : messages) {
            const QString said = message.deleted || message.hidden ? QString() : saidWithFiles(message);
            if (!said.isEmpty())
                sendText(to, forwardedText(d->rows.shownNameOf(message.author), said, limit));
        }
    });
}

void ChatClient::save(const QString &conversation, const QList<qint64> &seqs)
{
    const QString me = protocol::keyOf(d->me.username);
    if (!me.isEmpty())
        forward(conversation, seqs, protocol::directConversation(me, me));
}

QString ChatClient::messageLink(const QString &conversation, qint64 seq) const
{
    return client::messageLink(d->profile.url, conversation, seq);
}

} // namespace confab::client
