// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/crypto/password.h>

#include <memory>

class QObject;

namespace confab::crypto
{

// Two workers and a queue: each hash takes 64 MiB and a tenth of a second, so that more at once would let strangers
// take the machine's memory and both its cores.
class ArgonPasswordHasher final : public core::PasswordHasher
{
public:
    static constexpr int workers = 2;
    // Waiting, besides those being worked on.
    static constexpr int queueLength = 32;

    // Results come on the thread of `context`, which outlives this. To be destroyed there: what was not told by then is
    // never told; it waits for the hash a worker is at.
    explicit ArgonPasswordHasher(QObject *context, const PasswordParameters &parameters = {});
    ~ArgonPasswordHasher() override;

    // On any thread.
    [[nodiscard]] bool hash(const QString &password, std::function<void(const QByteArray &)> done) override;
    [[nodiscard]] bool verify(const QByteArray &stored, const QString &password,
                              std::function<void(Verdict)> done) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab::crypto
