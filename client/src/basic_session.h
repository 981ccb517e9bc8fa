// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plain_echoes.h"
#include "session.h"
#include "twin_texts.h"

#include <QSet>

class QJsonObject;

namespace confab::client
{

struct GatewayError;

// Basic mode: a backend that speaks the plain dialect alone (docs/protocol.md), where texts have no author, no number
// and no id. What the client's parts ask is answered from what can be known: one conversation, direct messages by name,
// the bot. The numbers of messages are this computer's own. Its token is the name that one goes by.
class BasicSession : public Session
{
    Q_OBJECT

public:
    BasicSession(TransportFactory transports, Timing timing, QObject *parent = nullptr);
    ~BasicSession() override;

    [[nodiscard]] bool knowsRepeats() const override { return false; }
    [[nodiscard]] QSet<QString> missing() const override { return m_missing; }

    // A backend knows no accounts: both fail.
    void signUp(const QString &username, const QString &password, const QString &displayName,
                const QString &invite) override;
    void signIn(const QString &username, const QString &password) override;
    void signInAsGuest(const QString &name) override;
    void ask(protocol::ClientCommand command, Answer answer, Part part = {}) override;
    void tell(protocol::ClientCommand) override {} // typing, presence: nobody would hear of it
    void setOnline() override;

protected:
    [[nodiscard]] Approach approach() const override { return Approach::Plain; }
    void greet(Line line) override;
    void take(const QByteArray &frame, Line line) override;
    void forget() override;
    void failAll() override;
    void onOldEnded() override {}

private:
    [[nodiscard]] static QByteArray frameOf(const QString &type, QJsonObject fields);
    [[nodiscard]] static QString botId(); // there is one
    void answerSync(const protocol::Sync &sync, const Answer &answer);
    [[nodiscard]] protocol::UserList people(const protocol::ListPeople &wanted) const;
    void say(PlainEchoes::Waiting waiting, const QJsonObject &fields);
    void answerLater(Answer answer, Expected<protocol::ServerEvent, Problem> with);
    [[nodiscard]] static Problem cannot();

    void registerAs(const QString &name);
    void onRegistered();
    void registrationFailed(const Problem &problem);
    void enter();
    [[nodiscard]] protocol::Welcome welcome() const;
    [[nodiscard]] protocol::User me() const;

    [[nodiscard]] bool isTwin(const QByteArray &frame, Line line);
    void onGatewayError(const GatewayError &error);
    // What the backend says to this connection alone. True: it needs not be shown.
    [[nodiscard]] bool isOfRegistration(const QString &text);
    void settle(const PlainEchoes::Settled &settled);
    void noteMissing(const QString &text);
    void notePerson(const QString &text);
    void show(const QString &text);
    protocol::Message put(const QString &conversation, const QString &author, const QString &text, const QString &id);

    void checkWaiting();
    void keepAlive();
    void retireOldWhenQuiet();
    void leaveOld();

    PlainEchoes m_echoes;
    TwinTexts m_twins;
    QHash<QString, qint64> m_heads;
    QStringList m_early; // came before it was known which number is next
    QSet<QString> m_missing;
    QStringList m_people; // who was seen to come, the last ones
    QString m_name;       // that one registers as
    bool m_registering = false;
    int m_registrations = 0; // tries on this connection
    int m_registerTimer = 0;
    int m_waitingTimer = 0;
    int m_aliveTimer = 0;
    int m_retireTimer = 0;
    qint64 m_twinsUntil = 0; // what came by the old one alone may still come by the new one
    qint64 m_goneUntil = 0;  // till then one's own "has left" is of the connection before
};

} // namespace confab::client
