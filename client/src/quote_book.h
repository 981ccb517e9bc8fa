// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stored.h"

#include <QObject>
#include <QSet>

namespace confab::client
{

class Cache;
class HistoryLoader;

// The messages that others answer, where the window around those does not hold them: looked for in the cache, then
// asked from the server, once for each. UI thread.
class QuoteBook : public QObject
{
    Q_OBJECT

public:
    QuoteBook(Cache &cache, HistoryLoader &history, QObject *parent = nullptr);

    // Nothing where it is not here (yet): changed() tells when it is.
    [[nodiscard]] std::optional<protocol::Message> find(const QString &conversation, qint64 seq);
    void apply(const QList<protocol::Message> &messages);
    // What could not be asked may be now.
    void connected() { m_asked.clear(); }
    void drop(const QString &conversation);
    void clear();

Q_SIGNALS:
    void changed(const QString &conversation);

private:
    using Key = std::pair<QString, qint64>;
    void look(const Key &key);

    Cache &m_cache;
    HistoryLoader &m_history;
    QHash<Key, protocol::Message> m_held;
    QSet<Key> m_asked;
    int m_round = 0; // answers from before clear() are another server's
};

} // namespace confab::client
