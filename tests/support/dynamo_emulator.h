// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDebug>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>

#include <memory>

namespace confab::tests
{

// tests/aws/dynamo_emulator.py, in a process of its own that ends with this.
class DynamoEmulator final
{
public:
    // `script`: where it lies. Nothing where it does not come up; what it says of that goes to standard error. `log`:
    // a file for a line of each request; empty: none.
    [[nodiscard]] static std::unique_ptr<DynamoEmulator> start(const QString &script, const QString &log = {})
    {
        auto emulator = std::make_unique<DynamoEmulator>();
        QProcess &process = emulator->m_process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QStringLiteral("python3"),
                      QStringList{script} +
                          (log.isEmpty() ? QStringList() : QStringList{QStringLiteral("--log"), log}));
        while (process.waitForReadyRead(60'000)) {
            if (!process.canReadLine())
                continue;
            const QByteArray line = process.readLine().trimmed();
            if (line.startsWith("ready ")) {
                emulator->m_address = QString::fromLatin1(line.sliced(6));
                return emulator;
            }
        }
        qWarning("The emulator of DynamoDB did not start: python3 on the PATH and moto[server] are needed.");
        return nullptr;
    }
    ~DynamoEmulator()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(10'000))
            m_process.kill();
        m_process.waitForFinished(10'000);
    }

    [[nodiscard]] QString address() const { return m_address; }
    [[nodiscard]] QProcessEnvironment environment() const { return environmentFor(m_address); }

    // Of a client that calls this address, with keys that are made up, and finds nothing else on this machine.
    [[nodiscard]] static QProcessEnvironment environmentFor(const QString &address)
    {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("AWS_ENDPOINT_URL_DYNAMODB"), address);
        environment.insert(QStringLiteral("AWS_REGION"), QStringLiteral("eu-central-1"));
        environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("made"));
        environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("up"));
        environment.insert(QStringLiteral("AWS_EC2_METADATA_DISABLED"), QStringLiteral("true"));
        return environment;
    }

private:
    QProcess m_process;
    QString m_address;
};

} // namespace confab::tests
