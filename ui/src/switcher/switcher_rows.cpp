// SPDX-License-Identifier: GPL-3.0-or-later
#include "switcher/switcher_rows.h"

#include "common/words.h"
#include "contacts/contact_delegate.h"
#include "contacts/fuzzy_match.h"

#include <confab/client/workspace.h>
#include <confab/ui/settings/preferences.h>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace confab::ui
{

using client::ChatClient;
using client::Contact;

namespace
{

constexpr qsizetype mostConversations = 50;
constexpr qsizetype mostActions = 6;

QChar signOf(const QString &typed)
{
    const QChar first = typed.isEmpty() ? QChar() : typed.at(0);
    return first == u'#' || first == u'@' || first == u'>' ? first : QChar();
}

} // namespace

SwitcherRows::SwitcherRows(client::Workspace &workspace, Preferences &preferences, QObject *parent)
    : QAbstractListModel(parent)
    , m_workspace(workspace)
    , m_preferences(preferences)
{
}

void SwitcherRows::setActions(const QList<SwitcherAction> &actions)
{
    m_actions = actions;
}

QString SwitcherRows::words() const
{
    return m_typed.mid(signOf(m_typed).isNull() ? 0 : 1).trimmed();
}

void SwitcherRows::setText(const QString &typed)
{
    beginResetModel();
    m_typed = typed.trimmed();
    m_rows.clear();
    const QChar sign = signOf(m_typed);
    const QString words = this->words();
    const QList<Row> found = sign == u'>' ? QList<Row>() : conversations(sign);
    const QList<Row> todo = sign.isNull() || sign == u'>' ? doings() : QList<Row>();
    if (!found.isEmpty()) {
        m_rows.append({Row::Kind::Title, words.isEmpty() ? tr("Recent") : tr("Conversations"), {}, {}, {}, {}, -1});
        m_rows += found;
    }
    if (found.isEmpty() && todo.isEmpty() && !words.isEmpty())
        m_rows.append({Row::Kind::Hint, tr("Nothing called “%1”.").arg(words), {}, {}, {}, {}, -1});
    const bool search = sign.isNull() && !words.isEmpty();
    if (!todo.isEmpty() || search)
        m_rows.append({Row::Kind::Title, tr("Do something"), {}, {}, {}, {}, -1});
    m_rows += todo;
    if (search)
        m_rows.append({Row::Kind::Search, tr("Search messages for “%1”").arg(words), tr("Everywhere"), {}, {}, {}, -1});
    endResetModel();
}

QString SwitcherRows::secondOf(ChatClient &client, const Contact &contact, bool here) const
{
    QStringList parts;
    if (!here)
        parts << client.profile().shownName();
    switch (contact.section) {
    case Contact::Section::Rooms: {
        const auto object = client.conversation(contact.conversation);
        if (object && object->memberCount > 0)
            parts << tr("%n people", nullptr, static_cast<int>(object->memberCount));
        if (const QString last = secondLine(contact).text; here && !last.isEmpty())
            parts << last;
        break;
    }
    case Contact::Section::People:
        if (!contact.self && contact.presence)
            parts << presenceWord(*contact.presence);
        break;
    case Contact::Section::Bots:
        parts << tr("Bot");
        break;
    }
    QString whole = parts.value(0);
    for (qsizetype i = 1; i < parts.size(); ++i)
        whole = tr("%1 · %2", "facts about a conversation").arg(whole, parts.at(i));
    return whole;
}

QList<SwitcherRows::Row> SwitcherRows::conversations(QChar only) const
{
    struct Found {
        bool elsewhere;
        int cost;
        qsizetype recent; // 0: opened last
        Row row;
    };
    const QString words = this->words();
    QList<Found> all;
    const QList<ChatClient *> clients = m_workspace.clients();
    for (ChatClient *client : clients) {
        const bool here = client == m_workspace.current();
        const QStringList recent = m_preferences.recentConversations(client->profile().id);
        const client::ContactModel &model = *client->contacts();
        for (int i = 0; i < model.rowCount(); ++i) {
            const Contact &contact = model.contacts().at(i);
            const bool room = contact.section == Contact::Section::Rooms;
            if ((only == u'#' && !room) || (only == u'@' && room))
                continue;
            const bool open = here && contact.conversation == m_open;
            if (words.isEmpty() && open)
                continue;
            const QString name = model.index(i).data(Qt::DisplayRole).toString();
            const auto byName = fuzzyCost(name, words);
            const auto cost = byName || contact.username.isEmpty() ? byName : fuzzyCost(contact.username, words);
            if (!cost)
                continue;
            const qsizetype place = recent.indexOf(contact.conversation);
            all.append({!here,
                        *cost,
                        place < 0 ? std::numeric_limits<qsizetype>::max() : place,
                        {Row::Kind::Conversation, name, secondOf(*client, contact, here),
                         words.isEmpty() ? QList<qsizetype>() : fuzzyLetters(name, words), client->profile().id,
                         contact, -1}});
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Found &a, const Found &b) {
        if (a.elsewhere != b.elsewhere)
            return b.elsewhere;
        if (a.cost != b.cost)
            return a.cost < b.cost;
        if (a.recent != b.recent)
            return a.recent < b.recent;
        const QDateTime &left = a.row.contact.lastAt;
        const QDateTime &right = b.row.contact.lastAt;
        return left.isValid() && (!right.isValid() || left > right);
    });
    QList<Row> rows;
    for (qsizetype i = 0; i < all.size() && i < mostConversations; ++i)
        rows.append(all.at(i).row);
    return rows;
}

QList<SwitcherRows::Row> SwitcherRows::doings() const
{
    struct Found {
        int cost;
        Row row;
    };
    const QString words = this->words();
    QList<Found> all;
    for (int i = 0; i < m_actions.size(); ++i) {
        const SwitcherAction &action = m_actions.at(i);
        if (const auto cost = fuzzyCost(action.title, words))
            all.append({*cost,
                        {Row::Kind::Action,
                         action.title,
                         action.second,
                         words.isEmpty() ? QList<qsizetype>() : fuzzyLetters(action.title, words),
                         {},
                         {},
                         i}});
    }
    std::stable_sort(all.begin(), all.end(), [](const Found &a, const Found &b) { return a.cost < b.cost; });
    // All of them where nothing else is meant.
    const qsizetype most = words.isEmpty() ? all.size() : mostActions;
    QList<Row> rows;
    for (qsizetype i = 0; i < all.size() && i < most; ++i)
        rows.append(all.at(i).row);
    return rows;
}

bool SwitcherRows::canBeChosen(int index) const
{
    return index >= 0 && index < rowCount() && m_rows.at(index).kind != Row::Kind::Title &&
           m_rows.at(index).kind != Row::Kind::Hint;
}

int SwitcherRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SwitcherRows::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case RowRole:
        return QVariant::fromValue(row);
    case Qt::AccessibleTextRole: {
        QString said = row.title;
        if (row.contact.unread > 0)
            said = tr("%1, %2", "name, unread count")
                       .arg(said, tr("%n unread", nullptr, static_cast<int>(row.contact.unread)));
        return row.second.isEmpty() ? said : tr("%1, %2", "name, what it is").arg(said, row.second);
    }
    default:
        return {};
    }
}

Qt::ItemFlags SwitcherRows::flags(const QModelIndex &index) const
{
    return canBeChosen(index.row()) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                                    : Qt::ItemFlags(Qt::ItemNeverHasChildren);
}

} // namespace confab::ui
