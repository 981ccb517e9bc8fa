// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/timing.h>

#include <QHash>
#include <QObject>
#include <QSet>
#include <QString>

namespace confab::client
{

class Session;

// Tells the server how far was read: one at a time for a conversation, the newest mark only, again after a reconnect.
// Marks are monotonic, so a lost one is mended by the next. What the server did not get is kept in the cache with the
// conversation, and marked again by its sync. UI thread.
class ReadMarks : public QObject
{
    Q_OBJECT

public:
    ReadMarks(Session &session, Timing timing, QObject *parent = nullptr);
    ~ReadMarks() override;

    void mark(const QString &conversation, qint64 seq);
    void drop(const QString &conversation);
    void resume();
    void pause();
    void clear();

private:
    void schedule(int ms);
    void send(const QString &conversation);

    Session &m_session;
    Timing m_timing;
    QHash<QString, qint64> m_waiting;
    QSet<QString> m_inFlight;
    bool m_running = false;
    int m_timer = 0;
};

} // namespace confab::client
