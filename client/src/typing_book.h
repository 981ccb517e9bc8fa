// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/timing.h>

#include <QHash>
#include <QObject>
#include <QStringList>

namespace confab::client
{

// Who is typing where. A mark that is not repeated lapses by itself. UI thread.
class TypingBook : public QObject
{
    Q_OBJECT

public:
    explicit TypingBook(Timing timing, QObject *parent = nullptr);
    ~TypingBook() override;

    void put(const QString &conversation, const QString &username, bool on);
    void clear();
    [[nodiscard]] QStringList usernames(const QString &conversation) const; // who began first comes first

Q_SIGNALS:
    void changed(const QString &conversation);

private:
    struct Mark {
        QString username;
        qint64 lapsesAt = 0;
    };
    void sweep();
    void schedule();

    Timing m_timing;
    QHash<QString, QList<Mark>> m_marks;
    int m_timer = 0;
};

} // namespace confab::client
