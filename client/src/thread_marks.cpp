// SPDX-License-Identifier: GPL-3.0-or-later
#include "thread_marks.h"

#include "pref_book.h"

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

const auto prefix = "thread:"_L1;
// Reading moves a mark often; the last of it says it all.
constexpr int tellMs = 2000;

} // namespace

void PrefValues::set(const QString &key, const QString &value)
{
    m_prefs.set(key, value, tellMs);
}

QString threadKey(const QString &conversation, qint64 root)
{
    return prefix + conversation + u':' + QString::number(root);
}

bool isThread(const QString &key)
{
    return key.startsWith(prefix);
}

QString conversationOfKey(const QString &key)
{
    return key.startsWith(prefix) ? key.sliced(prefix.size(), key.lastIndexOf(u':') - prefix.size()) : key;
}

bool isThreadKey(const QString &key, const QString &conversation)
{
    return key.startsWith(prefix) && conversationOfKey(key) == conversation;
}

bool ThreadMarks::take(const QString &key, const QString &value)
{
    if (!key.startsWith(prefix))
        return false;
    const qint64 held = m_marks.value(key);
    const qint64 seq = value.toLongLong();
    // Two devices at once: the further one counts.
    if (seq < held && !value.isEmpty())
        m_values.set(key, QString::number(held));
    if (seq <= held)
        return false;
    m_marks.insert(key, seq);
    return true;
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
    const QStringList keys = m_marks.keys();
    for (const QString &key : keys) {
        if (!isThreadKey(key, conversation))
            continue;
        m_marks.remove(key);
        m_values.set(key, {});
    }
}

void ThreadMarks::forget()
{
    const QStringList keys = m_marks.keys();
    m_marks.clear(); // first: setting tells
    for (const QString &key : keys)
        m_values.set(key, {});
}

} // namespace confab::client
