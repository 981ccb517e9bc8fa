// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace confab::app
{

// SIGTERM and SIGINT as a signal of the event loop. One object a process.
class StopSignals final : public QObject
{
    Q_OBJECT

public:
    explicit StopSignals(QObject *parent = nullptr);

Q_SIGNALS:
    void asked();
};

} // namespace confab::app
