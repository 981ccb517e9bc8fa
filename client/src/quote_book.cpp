// SPDX-License-Identifier: GPL-3.0-or-later
#include "quote_book.h"

#include "cache.h"
#include "history_loader.h"

#include <QPointer>

namespace confab::client
{

namespace
{

// What is scrolled past is looked for again when it is seen again.
constexpr qsizetype mostHeld = 2000;

} // namespace

QuoteBook::QuoteBook(Cache &cache, HistoryLoader &history, QObject *parent)
    : QObject(parent)
    , m_cache(cache)
    , m_history(history)
{
}

std::optional<protocol::Message> QuoteBook::find(const QString &conversation, qint64 seq)
{
    const Key key(conversation, seq);
    if (const auto it = m_held.constFind(key); it != m_held.constEnd())
        return *it;
    if (!m_asked.contains(key)) {
        if (m_held.size() >= mostHeld || m_asked.size() >= mostHeld) {
            m_held.clear();
            m_asked.clear();
        }
        m_asked.insert(key);
        look(key);
    }
    return std::nullopt;
}

void QuoteBook::look(const Key &key)
{
    m_cache.message(key.first, key.second,
                    [this, guard = QPointer(this), round = m_round, key](const std::optional<protocol::Message> &held) {
                        if (!guard || round != m_round || !m_asked.contains(key))
                            return;
                        if (!held) {
                            // Comes through apply(), as every page does.
                            m_history.around(key.first, key.second, [](const auto &) {});
                            return;
                        }
                        if (m_held.value(key).rev < held->rev)
                            m_held.insert(key, *held);
                        Q_EMIT changed(key.first);
                    });
}

void QuoteBook::apply(const QList<protocol::Message> &messages)
{
    if (m_asked.isEmpty() && m_held.isEmpty())
        return;
    QString conversation;
    for (const protocol::Message &message : messages) {
        const Key key(message.conversation, message.seq);
        if (!(m_asked.contains(key) || m_held.contains(key)) || m_held.value(key).rev >= message.rev)
            continue;
        m_held.insert(key, message);
        conversation = message.conversation;
    }
    if (!conversation.isEmpty())
        Q_EMIT changed(conversation);
}

void QuoteBook::drop(const QString &conversation)
{
    m_held.removeIf([&](const auto it) { return it.key().first == conversation; });
    m_asked.removeIf([&](const Key &key) { return key.first == conversation; });
}

void QuoteBook::clear()
{
    ++m_round;
    m_held.clear();
    m_asked.clear();
}

} // namespace confab::client
