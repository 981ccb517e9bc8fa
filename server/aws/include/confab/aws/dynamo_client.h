// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/error.h>
#include <confab/core/ports.h>
#include <confab/protocol/expected.h>

#include <QDeadlineTimer>
#include <QJsonObject>
#include <QProcessEnvironment>

#include <chrono>
#include <memory>

namespace confab::aws
{

struct DynamoOptions {
    std::chrono::milliseconds time{10'000};   // of a call, all its tries and pauses among it
    std::chrono::milliseconds tryTime{3'000}; // of one try
    int tries = 6;
    // Before the second try; twice as long before each further one. A random part of it is waited ("full jitter").
    std::chrono::milliseconds pause{50};
};

struct DynamoError {
    Error error;
    QJsonObject body;       // the service's answer, where there was one: TransactionCanceledException says why in it
    bool mayBeDone = false; // some try was sent and not answered: a write may have taken place
};

// Calls DynamoDB and waits for what it says, as the ports of the core are asked. Signs, tries again and keeps
// connections on a thread of its own. Any thread, several at once.
class DynamoClient final
{
public:
    // The clock outlives this and is read on another thread. Nothing is read of any environment but this one.
    DynamoClient(QProcessEnvironment environment, const core::Clock &clock, DynamoOptions options = {});
    ~DynamoClient();

    // "GetItem" and the like, and its input. Tried again where the service is busy or failing, where there was no
    // answer, and where that was none: a write must bear being made twice (a condition, a ClientRequestToken). Blocks
    // for no longer than DynamoOptions::time and one second, nor than until the deadline and one second.
    [[nodiscard]] Expected<QJsonObject, DynamoError> call(const QByteArray &operation, const QJsonObject &input);

    // Calls from now on end by then; after it nothing is sent.
    void setDeadline(QDeadlineTimer deadline);

    // Before a try of something that has been tried so often (from 0 on): a random part of a time that doubles.
    void pause(int tries) const;

    struct Counters {
        qint64 calls = 0; // tries, over the wire
        qint64 retries = 0;
        qint64 cancelled = 0; // transactions
    };
    [[nodiscard]] Counters counters() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab::aws
