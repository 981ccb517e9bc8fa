// SPDX-License-Identifier: GPL-3.0-or-later
#include "late_check.h"

#include <confab/store/maintenance.h>

#include <QThread>

namespace confab::app
{

LateCheck::LateCheck(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_thread(QThread::create([this, folder] {
        if (const auto found = store::checkMessages(folder, m_stop))
            Q_EMIT damaged(QStringLiteral("The messages in %1 are damaged (%2); the server mends its database when it "
                                          "is started again.")
                               .arg(folder, found->reason));
    }))
{
    m_thread->setObjectName(QStringLiteral("confab-check"));
    m_thread->start(QThread::LowPriority);
}

LateCheck::~LateCheck()
{
    m_stop = true;
    m_thread->wait();
}

} // namespace confab::app
