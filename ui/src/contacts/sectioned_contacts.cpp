// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/sectioned_contacts.h"

#include <algorithm>

namespace confab::ui
{

using client::Contact;
using client::ContactModel;

SectionedContacts::SectionedContacts(QObject *parent)
    : QAbstractListModel(parent)
{
}

void SectionedContacts::setSource(ContactModel *source)
{
    if (m_source)
        m_source->disconnect(this);
    beginResetModel();
    m_source = source;
    m_rows = source ? wanted() : QList<Row>();
    endResetModel();
    if (!source)
        return;
    connect(source, &QAbstractItemModel::rowsInserted, this, &SectionedContacts::refill);
    connect(source, &QAbstractItemModel::rowsRemoved, this, &SectionedContacts::refill);
    connect(source, &QAbstractItemModel::rowsMoved, this, &SectionedContacts::refill);
    connect(source, &QAbstractItemModel::modelReset, this, &SectionedContacts::refill);
    connect(source, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last, const QList<int> &roles) {
                changed(first.row(), last.row(), roles);
            });
}

void SectionedContacts::setFilter(const QString &text)
{
    if (text.trimmed() == m_filter)
        return;
    m_filter = text.trimmed();
    refill();
    // The words of a hint that stays.
    if (!m_rows.isEmpty() && m_rows.last().kind == RowKind::Hint)
        Q_EMIT dataChanged(index(rowCount() - 1), index(rowCount() - 1), {Qt::DisplayRole});
}

QList<SectionedContacts::Row> SectionedContacts::wanted() const
{
    QList<Row> rows;
    for (const Contact::Section section : {Contact::Section::Rooms, Contact::Section::People, Contact::Section::Bots}) {
        QList<Row> contacts;
        for (int i = 0; i < m_source->rowCount(); ++i) {
            const Contact &contact = m_source->contacts().at(i);
            const QString name = m_source->index(i).data(Qt::DisplayRole).toString();
            if (contact.section == section && (m_filter.isEmpty() || name.contains(m_filter, Qt::CaseInsensitive)))
                contacts.append({RowKind::Contact, section, contact.conversation});
        }
        const bool inviting = section == Contact::Section::People && m_filter.isEmpty();
        if (contacts.isEmpty() && !inviting)
            continue;
        rows.append({RowKind::Title, section, {}});
        rows.append(contacts);
        if (contacts.isEmpty())
            rows.append({RowKind::Hint, section, {}});
    }
    if (rows.isEmpty())
        rows.append({RowKind::Hint, Contact::Section::Bots, {}});
    return rows;
}

void SectionedContacts::refill()
{
    const QList<Row> want = m_source ? wanted() : QList<Row>();
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (want.contains(m_rows.at(row)))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < want.size(); ++row) {
        const int at = static_cast<int>(m_rows.indexOf(want.at(row), row));
        if (at == row)
            continue;
        if (at > row) {
            beginMoveRows({}, at, at, {}, row);
            m_rows.move(at, row);
            endMoveRows();
        } else {
            beginInsertRows({}, row, row);
            m_rows.insert(row, want.at(row));
            endInsertRows();
        }
    }
}

void SectionedContacts::changed(int first, int last, const QList<int> &roles)
{
    // A new name may be another for the filter.
    if (!m_filter.isEmpty())
        refill();
    for (int i = first; i <= last; ++i) {
        const QModelIndex at = indexOf(m_source->contacts().at(i).conversation);
        if (at.isValid())
            Q_EMIT dataChanged(at, at, roles);
    }
}

int SectionedContacts::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString SectionedContacts::textOf(const Row &row) const
{
    if (row.kind == RowKind::Hint) {
        return m_filter.isEmpty() ? tr("Nobody yet. Share the invite.") : tr("Nothing called “%1”.").arg(m_filter);
    }
    switch (row.section) {
    case Contact::Section::Rooms:
        return tr("Rooms");
    case Contact::Section::People:
        return tr("People");
    case Contact::Section::Bots:
        return tr("Bots");
    }
    return {};
}

QVariant SectionedContacts::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    if (role == KindRole)
        return static_cast<int>(row.kind);
    if (row.kind != RowKind::Contact)
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(textOf(row)) : QVariant();
    const int source = m_source ? m_source->indexOf(row.conversation) : -1;
    return source < 0 ? QVariant() : m_source->index(source).data(role);
}

Qt::ItemFlags SectionedContacts::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (m_rows.at(index.row()).kind != RowKind::Contact)
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

QModelIndex SectionedContacts::indexOf(const QString &conversation) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&conversation](const Row &row) {
        return row.kind == RowKind::Contact && row.conversation == conversation;
    });
    return found == m_rows.end() ? QModelIndex() : index(static_cast<int>(found - m_rows.begin()));
}

Contact SectionedContacts::contact(const QModelIndex &index) const
{
    return data(index, ContactModel::ContactRole).value<Contact>();
}

} // namespace confab::ui
