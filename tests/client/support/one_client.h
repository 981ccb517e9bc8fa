// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hand_wound_clock.h"
#include "scripted_server.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

namespace confab::client::test
{

// Ada's client, signed in, with `group` open, where she said "mine" (1) and Ben "theirs" (2), both read.
// For a test class to derive from.
class OneClient : public QObject
{
protected:
    void setUp(const QUrl &url = QUrl(QStringLiteral("wss://host:7465")))
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<ProfileStore>(m_folder->path());
        m_clock = std::make_shared<HandWoundClock>();
        m_server = std::make_unique<ScriptedServer>();
        Profile profile = m_store->create(url);
        profile.username = QStringLiteral("ada");
        m_store->save(profile);
        m_store->setToken(profile.id, QStringLiteral("token-of-ada"));
        m_server->say(group, QStringLiteral("ada"), QStringLiteral("mine"), false);
        m_server->say(group, QStringLiteral("ben"), QStringLiteral("theirs"), false);
        m_server->conversations[group].you.read = 2;
        begin();
        online();
        QTRY_COMPARE(m_model->rowCount(), 2);
    }
    void tearDown()
    {
        m_client.reset();
        m_server.reset();
        m_store.reset();
    }
    void begin()
    {
        m_client = std::make_unique<ChatClient>(m_store->profiles().first(), *m_store, m_server->factory(),
                                                Timing{m_clock, [] { return 0.5; }});
        m_client->start();
        m_model = watched(m_client->openConversation(group));
    }
    void restart(bool reachable = true)
    {
        m_client.reset();
        m_store = std::make_unique<ProfileStore>(m_folder->path());
        m_server->refuse = reachable ? protocol::Transport::Failure::None : protocol::Transport::Failure::Refused;
        begin();
        if (reachable)
            online();
        else
            QTRY_COMPARE(m_client->status().phase, ConnectionStatus::Phase::Waiting);
        QTRY_VERIFY(m_model->rowCount() >= 2);
    }
    void online() { QTRY_COMPARE(m_client->status().phase, ConnectionStatus::Phase::Online); }
    void offline()
    {
        m_server->refuse = protocol::Transport::Failure::Refused;
        m_server->drop();
        QTRY_COMPARE(m_client->status().phase, ConnectionStatus::Phase::Waiting);
    }
    void reachable()
    {
        m_server->refuse = protocol::Transport::Failure::None;
        m_client->tryNow();
        online();
    }
    [[nodiscard]] static ConversationModel *watched(ConversationModel *model)
    {
        new QAbstractItemModelTester(model, QAbstractItemModelTester::FailureReportingMode::QtTest, model);
        return model;
    }
    [[nodiscard]] MessageRow row(qint64 seq) const { return row(m_model, seq); }
    [[nodiscard]] static MessageRow row(const ConversationModel *model, qint64 seq)
    {
        const int index = model->indexOfSeq(seq);
        return index < 0 ? MessageRow() : model->row(index);
    }
    [[nodiscard]] static QStringList texts(const ConversationModel *model)
    {
        QStringList result;
        for (const MessageRow &each : model->rows())
            result.append(each.kind == MessageRow::Kind::Gap ? QStringLiteral("(gap)") : each.text);
        return result;
    }

    const QString group = QStringLiteral("group");
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_store;
    std::shared_ptr<HandWoundClock> m_clock;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ChatClient> m_client;
    ConversationModel *m_model = nullptr;
};

} // namespace confab::client::test
