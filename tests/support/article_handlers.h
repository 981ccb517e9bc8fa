// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gateway_stand_in.h"

#include <QSet>

namespace confab::tests
{

// The handlers of the article's chat behind API Gateway, as docs/protocol.md tells of the plain dialect; the sentences
// are written out here, apart from those of the programs. With `knows` it is the Lambda that the article prints, which
// has some of the actions alone.
class ArticleHandlers : public GatewayStandIn::Integration
{
public:
    explicit ArticleHandlers(GatewayStandIn &gateway);
    ~ArticleHandlers() override;

    void connected(const QString &connection) override;
    void said(const QString &connection, const QByteArray &frame) override;
    void gone(const QString &connection) override;

    QSet<QString> knows;     // empty: everything
    bool namesTaken = false; // a name of another live connection is refused, as ours do
    bool deaf = false;       // stores what it is told, and answers nothing any more
    // What the bot says; a text that begins with "!" is its failure.
    std::function<QString(const QString &)> bot;

    // Somebody else is connected, by that name.
    void join(const QString &name);
    // Everybody is told this, as it is.
    void tellAll(const QString &text);

    QStringList stored; // of the conversation
    struct Direct {
        QString to;
        QString message;
        bool operator==(const Direct &) const = default;
    };
    QList<Direct> directs;

private:
    [[nodiscard]] bool isTaken(const QString &connection, const QString &name) const;
    void answer(const QString &connection, const QString &type, const QJsonObject &frame);

    GatewayStandIn &m_gateway;
    QHash<QString, QString> m_names; // by connection
    QStringList m_others;            // without a connection of their own
};

} // namespace confab::tests
