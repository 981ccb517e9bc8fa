// SPDX-License-Identifier: GPL-3.0-or-later
#include "thread_marks.h"

#include "cache.h"

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

const auto prefix = "thread:"_L1;

} // namespace

void CachedValues::set(const QString &key, const QString &value)
{
    m_cache.putFact(key, value);
}

QString threadKey(const QString &conversation, qint64 root)
{
    return prefix + conversation + u':' + QString::number(root);
}

QString conversationOfKey(const QString &key)
{
    return key.startsWith(prefix) ? key.sliced(prefix.size(), key.lastIndexOf(u':') - prefix.size()) : key;
}

bool isThreadKey(const QString &key, const QString &conversation)
{
    return key.startsWith(prefix) && conversationOfKey(key) == conversation;
}

void ThreadMarks::load(const QHash<QString, QString> &values)
{
    for (auto it = values.begin(); it != values.end(); ++it) {
        const qint64 seq = it.key().startsWith(prefix) ? it->toLongLong() : 0;
        if (seq > m_marks.value(it.key()))
            m_marks.insert(it.key(), seq);
    }
}

qint64 ThreadMarks::at(const QString &conversation, qint64 root) const
{
    return m_marks.value(threadKey(conversation, root));
}

bool ThreadMarks::advance(const QString &conversation, qint64 root, qint64 seq)
{
    const QString key = threadKey(conversation, root);
    if (seq <= m_marks.value(key))
        return false;
    m_marks.insert(key, seq);
    m_values.set(key, QString::number(seq));
    return true;
}

void ThreadMarks::drop(const QString &conversation)
{
    m_marks.removeIf([&](const auto it) {
        if (!isThreadKey(it.key(), conversation))
            return false;
        m_values.set(it.key(), {});
        return true;
    });
}

void ThreadMarks::clear()
{
    for (auto it = m_marks.begin(); it != m_marks.end(); ++it)
        m_values.set(it.key(), {});
    m_marks.clear();
}

} // namespace confab::client
