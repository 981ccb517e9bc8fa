// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/message_link.h>

#include <confab/protocol/values.h>

#include <QStringList>

namespace confab::client
{

using namespace Qt::StringLiterals;

QString messageLink(const QUrl &server, const QString &conversation, qint64 seq)
{
    return u"confab://%1/m/%2/%3"_s.arg(server.authority(QUrl::FullyEncoded),
                                        QString::fromLatin1(QUrl::toPercentEncoding(conversation)),
                                        QString::number(seq));
}

std::optional<MessageLink> parseMessageLink(const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != "confab"_L1 || url.host().isEmpty() || !url.userInfo().isEmpty())
        return std::nullopt;
    // Split before it is decoded: an id may hold whatever a name may.
    const QStringList parts = url.path(QUrl::FullyEncoded).split(u'/');
    if (parts.size() != 4 || parts[1] != "m"_L1)
        return std::nullopt;
    MessageLink link;
    link.server = url.authority(QUrl::FullyEncoded);
    link.conversation = QUrl::fromPercentEncoding(parts[2].toLatin1());
    bool good = false;
    link.seq = parts[3].toLongLong(&good);
    if (!good || link.seq < 1 || link.seq > protocol::limits::maxInteger || link.conversation.isEmpty() ||
        link.conversation.toUtf8().size() > protocol::conversationBounds.max)
        return std::nullopt;
    return link;
}

} // namespace confab::client
