// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace confab::client
{

class Cache;

// Where values by key are kept that outlive the program.
class KeptValues
{
public:
    virtual ~KeptValues() = default;
    virtual void set(const QString &key, const QString &value) = 0; // empty: kept no longer
};

// In the cache of this computer.
class CachedValues : public KeptValues
{
public:
    explicit CachedValues(Cache &cache)
        : m_cache(cache)
    {
    }
    void set(const QString &key, const QString &value) override;

private:
    Cache &m_cache;
};

// `thread:CONVERSATION:ROOT`: what is kept of a thread goes by this key.
[[nodiscard]] QString threadKey(const QString &conversation, qint64 root);
// The conversation of a key, whether it is a thread's or the conversation's own id.
[[nodiscard]] QString conversationOfKey(const QString &key);
// Whether a key is of a thread in that conversation.
[[nodiscard]] bool isThreadKey(const QString &key, const QString &conversation);

// How far each thread was read, by seq of its conversation. Marks only go up. UI thread.
class ThreadMarks
{
public:
    explicit ThreadMarks(KeptValues &values)
        : m_values(values)
    {
    }

    // Values by key, of threads or anything else.
    void load(const QHash<QString, QString> &values);
    [[nodiscard]] qint64 at(const QString &conversation, qint64 root) const;
    // Whether that was news.
    bool advance(const QString &conversation, qint64 root, qint64 seq);
    void drop(const QString &conversation);
    void clear();

private:
    KeptValues &m_values;
    QHash<QString, qint64> m_marks; // by key
};

} // namespace confab::client
