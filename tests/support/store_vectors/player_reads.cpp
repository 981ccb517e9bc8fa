// SPDX-License-Identifier: GPL-3.0-or-later
#include "telling.h"

namespace confab::tests
{

namespace
{

constexpr qsizetype bytesOfPage = 100'000;

QString textOf(const QList<protocol::Message> &messages)
{
    QString all;
    for (const protocol::Message &message : messages)
        all += compact(protocol::toJson(message));
    return all;
}

template <class T, class Line>
QString textOf(const core::Page<T> &page, Line &&line)
{
    QString all = u"%1, next %2:"_s.arg(page.rows.size()).arg(page.next);
    for (const T &row : page.rows)
        all += u' ' + line(row) + u';';
    return all;
}

QString lineOf(const protocol::Conversation &conversation)
{
    return compact(protocol::toJson(conversation));
}

} // namespace

Told Player::history()
{
    core::HistoryQuery query;
    query.conversation = text(u"in"_s);
    query.viewer = text(u"by"_s);
    if (has(u"before"_s))
        query.before = number(u"before"_s);
    if (has(u"after"_s))
        query.after = number(u"after"_s);
    if (has(u"around"_s))
        query.around = number(u"around"_s);
    query.limit = number(u"limit"_s);
    query.bytes = has(u"bytes"_s) ? number(u"bytes"_s) : bytesOfPage;
    using Kind = protocol::HistoryOnly::Kind;
    const QString only = text(u"only"_s);
    if (only == "pinned"_L1)
        query.only = protocol::HistoryOnly{.kind = Kind::Pinned};
    else if (only == "files"_L1)
        query.only = protocol::HistoryOnly{.kind = Kind::Files};
    else if (has(u"thread"_s))
        query.only = protocol::HistoryOnly{.kind = Kind::Thread, .thread = number(u"thread"_s)};
    return told(m_reads.history(query), [](const core::HistoryPage &page) {
        return u"%1 %2 %3 "_s.arg(page.first).arg(page.moreBefore).arg(page.moreAfter) + textOf(page.messages);
    });
}
Told Player::reactors()
{
    return told(m_reads.reactors(text(u"in"_s), text(u"by"_s), number(u"seq"_s), text(u"emoji"_s), text(u"after"_s),
                                 number(u"limit"_s)),
                [](const core::Page<core::Reactor> &page) {
                    return textOf(page, [](const core::Reactor &one) { return one.key + u' ' + one.username; });
                });
}
Told Player::file()
{
    return told(m_reads.file(text(u"in"_s), text(u"by"_s), number(u"seq"_s), text(u"file"_s)),
                [](const core::StoredFile &file) { return tests::textOf(file); });
}
Told Player::prefs()
{
    return told(m_reads.prefs(text(u"by"_s), text(u"after"_s), number(u"limit"_s), bytesOfPage),
                [](const core::Page<protocol::Pref> &page) {
                    return textOf(page, [](const protocol::Pref &pref) { return pref.key + u'=' + pref.value; });
                });
}
Told Player::changesSince()
{
    return told(m_reads.changesSince(text(u"in"_s), text(u"by"_s), number(u"rev"_s), number(u"limit"_s), bytesOfPage),
                [](const core::Changes &changes) {
                    return u"%1 %2 "_s.arg(changes.upTo).arg(changes.more) + textOf(changes.messages);
                });
}
Told Player::countSince()
{
    return told(m_reads.countSince(text(u"in"_s), text(u"by"_s), number(u"rev"_s), number(u"most"_s)),
                [](qint64 count) { return QString::number(count); });
}
Told Player::messageId()
{
    return told(m_reads.messageId(text(u"in"_s), text(u"by"_s), number(u"seq"_s)),
                [](const QString &id) { return u'"' + id + u'"'; });
}
Told Player::synced()
{
    return told(m_reads.synced(text(u"in"_s), text(u"by"_s)), [](const protocol::SyncedConversation &conversation) {
        return compact(protocol::toJson(conversation));
    });
}
Told Player::conversationsOf()
{
    return told(m_reads.conversationsOf(text(u"by"_s), number(u"most"_s)),
                [](const QStringList &ids) { return ids.join(u' '); });
}
Told Player::people()
{
    return told(m_reads.people(text(u"query"_s), text(u"after"_s), number(u"limit"_s)),
                [](const core::Page<core::Account> &page) {
                    return textOf(page, [](const core::Account &account) { return tests::textOf(account); });
                });
}
Told Player::members()
{
    return told(
        m_reads.members(text(u"in"_s), text(u"by"_s), text(u"after"_s), number(u"limit"_s)),
        [](const core::Page<core::Reads::MemberRow> &page) {
            return textOf(page, [](const core::Reads::MemberRow &row) {
                return u"%1 %2 %3"_s.arg(tests::textOf(row.account), QString(protocol::nameOf(row.role))).arg(row.read);
            });
        });
}
Told Player::rooms()
{
    return told(m_reads.rooms(text(u"by"_s), text(u"query"_s), text(u"after"_s), number(u"limit"_s)),
                [](const core::Page<protocol::Conversation> &page) { return textOf(page, lineOf); });
}

QStringList stateOf(StoreWorld &world)
{
    QStringList state;
    const auto dumped = world.store().dump([&state](QJsonObject line) {
        if (line.value("table"_L1) == "server"_L1) {
            line.remove("id"_L1);
            line.remove("epoch"_L1);
        }
        state.append(compact(line));
    });
    if (!dumped)
        state.append(u"unavailable: "_s + dumped.error().reason);
    return state;
}

} // namespace confab::tests
