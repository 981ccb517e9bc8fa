// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "waiting.h"

#include <confab/core/ports.h>

#include <QJsonObject>

namespace confab::app
{

// Looks at passwords before it returns: a call has nothing else to do meanwhile. In this process.
class PasswordsHere final : public core::PasswordHasher
{
public:
    [[nodiscard]] bool hash(const QString &password, std::function<void(const QByteArray &)> done) override;
    [[nodiscard]] bool verify(const QByteArray &stored, const QString &password,
                              std::function<void(Verdict)> done) override;
};

// The same by a function of its own, which has the memory for it, and of which only so many run at a time. Where it
// cannot be had, the service is as busy.
class PasswordsElsewhere final : public core::PasswordHasher
{
public:
    PasswordsElsewhere(aws::Client &client, const QString &function);
    [[nodiscard]] bool hash(const QString &password, std::function<void(const QByteArray &)> done) override;
    [[nodiscard]] bool verify(const QByteArray &stored, const QString &password,
                              std::function<void(Verdict)> done) override;

private:
    [[nodiscard]] std::optional<QJsonObject> ask(const QJsonObject &question);

    aws::Client &m_client;
    QString m_function;
};

// What that function answers to the one and the other. Nothing: it was asked something else.
[[nodiscard]] std::optional<QJsonObject> answerPassword(const QJsonObject &question);

} // namespace confab::app
