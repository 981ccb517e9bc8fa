// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <atomic>
#include <memory>

class QThread;

namespace confab::app
{

// Reads, beside a server that runs, what its start has left out of a large database. Ends with the object, which may
// come before the reading is done.
class LateCheck final : public QObject
{
    Q_OBJECT

public:
    explicit LateCheck(const QString &folder, QObject *parent = nullptr);
    ~LateCheck() override;

Q_SIGNALS:
    // An English sentence.
    void damaged(const QString &sentence);

private:
    std::atomic<bool> m_stop{false};
    std::unique_ptr<QThread> m_thread;
};

} // namespace confab::app
