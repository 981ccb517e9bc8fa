// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/values.h>

#include <QDateTime>
#include <QObject>
#include <QUrl>

namespace confab::client
{

// What a person chose on *Host a chat*.
struct HostRequest {
    QString chatName;
    protocol::Access access = protocol::Access::Invite;
    bool signUpNeedsInvite = true;
    QString username; // the owner's account, made when it does not exist
    QString password;
};

// Hosting, as the host page sees it; app/desktop implements it over the embedded server, tests may fake it. UI thread.
class HostController : public QObject
{
    Q_OBJECT

public:
    enum class State { Off, Starting, On, Stopping };
    Q_ENUM(State)
    enum class Failure {
        PortInUse, // and none of the next ones was free
        DataInUse, // another program hosts from this folder
        DataNewer, // written by a newer Confab
        DataUnreadable,
        WrongPassword, // the owner's account exists and has another password
        BadName,
        BadPassword, // too short, too long or too easy to guess
        Other,
    };
    Q_ENUM(Failure)

    using QObject::QObject;

    [[nodiscard]] virtual State state() const = 0;
    [[nodiscard]] virtual QString chatName() const = 0;
    [[nodiscard]] virtual protocol::Access access() const = 0;
    [[nodiscard]] virtual QDateTime since() const = 0;
    // For others: wss://192.168.1.24:7465 and so on, the likeliest first.
    [[nodiscard]] virtual QList<QUrl> addresses() const = 0;
    // For this computer.
    [[nodiscard]] virtual QUrl localUrl() const = 0;
    [[nodiscard]] virtual QByteArray pin() const = 0;
    [[nodiscard]] virtual int peopleHere() const = 0; // accounts and guests connected now, oneself not counted
    [[nodiscard]] virtual QStringList namesHere() const = 0;
    // A group invite (20 uses, 24 h) made when hosting began; empty where none is needed.
    [[nodiscard]] virtual QString inviteCode() const = 0;
    // Whether this computer has hosted before: the folder holds an owner.
    [[nodiscard]] virtual bool hasHosted() const = 0;

    virtual void start(const HostRequest &request) = 0;
    // Begins again what was hosted last, without a question.
    virtual void resume() = 0;
    virtual void stop() = 0;

Q_SIGNALS:
    void stateChanged();
    void peopleChanged();
    void inviteChanged();
    void failed(confab::client::HostController::Failure failure, const QString &detail);
    // The server tells its host something: a slow disk, a database set aside.
    void noticed(const QString &sentence);
};

} // namespace confab::client
