// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/crypto/argon_password_hasher.h>

#include "hashing.h"

#include <QMetaObject>
#include <QObject>
#include <QThreadPool>

#include <atomic>

namespace confab::crypto
{

class ArgonPasswordHasher::Private
{
public:
    Private(QObject *context, const PasswordParameters &parameters)
        : m_context(context)
        , m_parameters(parameters)
    {
        m_pool.setMaxThreadCount(workers);
    }
    ~Private()
    {
        m_wanted->store(false);
        m_pool.clear();
        m_pool.waitForDone();
    }
    Q_DISABLE_COPY_MOVE(Private)

    // `work` runs on a worker; what it gives goes to `done` on the context's thread.
    template <class Work, class Done>
    bool post(Work work, Done done)
    {
        if (m_pending.fetch_add(1) >= workers + queueLength) {
            m_pending.fetch_sub(1);
            return false;
        }
        m_pool.start([this, work = std::move(work), done = std::move(done)] {
            // What waits when this is destroyed need not be done any more.
            if (!m_wanted->load())
                return;
            auto result = work(m_parameters);
            m_pending.fetch_sub(1);
            QMetaObject::invokeMethod(
                m_context,
                [wanted = m_wanted, done, result = std::move(result)] {
                    if (wanted->load())
                        done(result);
                },
                Qt::QueuedConnection);
        });
        return true;
    }

private:
    QObject *m_context;
    PasswordParameters m_parameters;
    std::atomic<int> m_pending{0};
    // Shared with what is on its way to the context's thread.
    std::shared_ptr<std::atomic<bool>> m_wanted = std::make_shared<std::atomic<bool>>(true);
    QThreadPool m_pool;
};

ArgonPasswordHasher::ArgonPasswordHasher(QObject *context, const PasswordParameters &parameters)
    : d(std::make_unique<Private>(context, parameters))
{
    initSodium();
}

ArgonPasswordHasher::~ArgonPasswordHasher() = default;

bool ArgonPasswordHasher::hash(const QString &password, std::function<void(const QByteArray &)> done)
{
    return d->post([secret = std::make_shared<Secret>(password)](
                       const PasswordParameters &parameters) { return hashSecret(*secret, parameters); },
                   std::move(done));
}

bool ArgonPasswordHasher::verify(const QByteArray &stored, const QString &password, std::function<void(Verdict)> done)
{
    return d->post([stored, secret = std::make_shared<Secret>(password)](
                       const PasswordParameters &parameters) { return verifySecret(stored, *secret, parameters); },
                   std::move(done));
}

} // namespace confab::crypto
