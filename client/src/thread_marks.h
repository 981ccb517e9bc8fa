// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <algorithm>

namespace confab::client
{

class PrefBook;

// Where values by key are kept that outlive the program.
class KeptValues
{
public:
    virtual ~KeptValues() = default;
    virtual void set(const QString &key, const QString &value) = 0; // empty: kept no longer
};

// For all devices of the account.
class PrefValues : public KeptValues
{
public:
    explicit PrefValues(PrefBook &prefs)
        : m_prefs(prefs)
    {
    }
    void set(const QString &key, const QString &value) override;

private:
    PrefBook &m_prefs;
};

// `thread:CONVERSATION:ROOT`: what is kept of a thread goes by this key.
[[nodiscard]] QString threadKey(const QString &conversation, qint64 root);
[[nodiscard]] bool isThread(const QString &key);
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

    // What is kept under a key, of a thread or of anything else; this computer or another one put it there. Whether
    // that was news.
    bool take(const QString &key, const QString &value);
    [[nodiscard]] qint64 at(const QString &conversation, qint64 root) const;
    // Whether there are replies, up to `last`, behind what was read. `own`: the newest of one's own, 0: none; whoever
    // writes has read what stands above.
    [[nodiscard]] bool isUnread(const QString &conversation, qint64 root, qint64 last, qint64 own) const
    {
        return last > std::max(at(conversation, root), own);
    }
    // Whether that was news.
    bool advance(const QString &conversation, qint64 root, qint64 seq);
    void drop(const QString &conversation);
    // Places mean nothing any more: nothing is kept of any thread.
    void forget();
    // In memory alone.
    void clear() { m_marks.clear(); }

private:
    KeptValues &m_values;
    QHash<QString, qint64> m_marks; // by key
};

} // namespace confab::client
