// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/sectioned_contacts.h"

#include "contacts/fuzzy_match.h"

#include <QSet>

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
    m_rowOf.clear();
    endResetModel();
    if (!source)
        return;
    connect(source, &QAbstractItemModel::rowsInserted, this, &SectionedContacts::refillSoon);
    connect(source, &QAbstractItemModel::rowsRemoved, this, &SectionedContacts::refillSoon);
    connect(source, &QAbstractItemModel::rowsMoved, this, &SectionedContacts::refillSoon);
    connect(source, &QAbstractItemModel::modelReset, this, &SectionedContacts::refillSoon);
    connect(source, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last, const QList<int> &roles) {
                changed(first.row(), last.row(), roles);
            });
}

void SectionedContacts::setFilter(const QString &text)
{
    if (text.trimmed() == m_filter)
        return;
    beginResetModel();
    m_filter = text.trimmed();
    m_rows = m_source ? wanted() : QList<Row>();
    m_rowOf.clear();
    endResetModel();
}

void SectionedContacts::settle()
{
    if (m_refillQueued)
        refill();
}

void SectionedContacts::setArchiveShown(bool shown)
{
    if (shown == m_archiveShown)
        return;
    m_archiveShown = shown;
    refill();
    for (int row = 0; row < rowCount(); ++row) {
        if (m_rows.at(row).kind == RowKind::Fold)
            Q_EMIT dataChanged(index(row), index(row));
    }
}

SectionedContacts::Shelf SectionedContacts::shelfOf(const Contact &contact)
{
    if (contact.archived && (contact.muted || contact.unread == 0))
        return Shelf::Archive;
    if (contact.favourite)
        return Shelf::Favourites;
    switch (contact.section) {
    case Contact::Section::Rooms:
        return Shelf::Rooms;
    case Contact::Section::People:
        return Shelf::People;
    case Contact::Section::Bots:
        break;
    }
    return Shelf::Bots;
}

QList<SectionedContacts::Row> SectionedContacts::wanted() const
{
    if (!m_filter.isEmpty())
        return found();
    QHash<Shelf, QList<Row>> shelves;
    bool people = false;
    for (const Contact &contact : m_source->contacts()) {
        const Shelf shelf = shelfOf(contact);
        shelves[shelf].append({RowKind::Contact, shelf, contact.conversation});
        people = people || contact.section == Contact::Section::People;
    }
    QList<Row> rows;
    for (const Shelf shelf : {Shelf::Favourites, Shelf::Rooms, Shelf::People, Shelf::Bots}) {
        const QList<Row> its = shelves.value(shelf);
        const bool nobody = shelf == Shelf::People && !people;
        if (its.isEmpty() && !nobody)
            continue;
        rows.append({RowKind::Title, shelf, {}});
        rows += its;
        if (nobody)
            rows.append({RowKind::Hint, shelf, {}});
    }
    if (const QList<Row> archive = shelves.value(Shelf::Archive); !archive.isEmpty()) {
        rows.append({RowKind::Fold, Shelf::Archive, {}});
        if (m_archiveShown)
            rows += archive;
    }
    return rows;
}

QList<SectionedContacts::Row> SectionedContacts::found() const
{
    struct Found {
        int cost;
        const Contact *contact;
    };
    QList<Found> all;
    for (int i = 0; i < m_source->rowCount(); ++i) {
        if (const auto cost = fuzzyCost(m_source->index(i).data(Qt::DisplayRole).toString(), m_filter))
            all.append({*cost, &m_source->contacts().at(i)});
    }
    // The most recent of those that fit as well; else as the source has them.
    std::stable_sort(all.begin(), all.end(), [](const Found &a, const Found &b) {
        if (a.cost != b.cost || a.contact->lastAt == b.contact->lastAt)
            return a.cost < b.cost;
        return a.contact->lastAt.isValid() && (!b.contact->lastAt.isValid() || a.contact->lastAt > b.contact->lastAt);
    });
    QList<Row> rows;
    for (const Found &each : std::as_const(all))
        rows.append({RowKind::Contact, Shelf::Rooms, each.contact->conversation});
    if (rows.isEmpty())
        rows.append({RowKind::Hint, Shelf::Bots, {}});
    return rows;
}

void SectionedContacts::refillSoon()
{
    if (m_refillQueued)
        return;
    m_refillQueued = true;
    QMetaObject::invokeMethod(this, &SectionedContacts::settle, Qt::QueuedConnection);
}

void SectionedContacts::refill()
{
    m_refillQueued = false;
    const QList<Row> want = m_source ? wanted() : QList<Row>();
    removeUnwanted(want);
    QSet<Row> missing(want.begin(), want.end());
    for (const Row &row : std::as_const(m_rows))
        missing.remove(row);
    QHash<Row, int> place;
    for (int row = 0; row < want.size(); ++row)
        place.insert(want.at(row), row);
    for (int row = 0; row < want.size(); ++row) {
        if (row < m_rows.size() && m_rows.at(row) == want.at(row))
            continue;
        m_rowOf.clear();
        int last = row;
        while (last < want.size() && missing.contains(want.at(last)))
            ++last;
        if (last > row) {
            beginInsertRows({}, row, last - 1);
            m_rows.insert(row, last - row, Row());
            std::copy(want.begin() + row, want.begin() + last, m_rows.begin() + row);
            endInsertRows();
            row = last - 1;
            continue;
        }
        // Either this one has gone down, or the wanted one has come up.
        const bool down = row + 1 < m_rows.size() && m_rows.at(row + 1) == want.at(row);
        const int from = down ? row : static_cast<int>(m_rows.indexOf(want.at(row), row));
        const int to = down ? std::min(place.value(m_rows.at(row)), rowCount() - 1) : row;
        beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
        m_rows.move(from, to);
        endMoveRows();
    }
    m_rowOf.clear();
}

void SectionedContacts::removeUnwanted(const QList<Row> &want)
{
    const QSet<Row> wanted(want.begin(), want.end());
    for (int last = rowCount() - 1; last >= 0; --last) {
        int first = last + 1;
        while (first > 0 && !wanted.contains(m_rows.at(first - 1)))
            --first;
        if (first > last)
            continue;
        m_rowOf.clear();
        beginRemoveRows({}, first, last);
        m_rows.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
}

void SectionedContacts::changed(int first, int last, const QList<int> &roles)
{
    // A new name may be another for the filter.
    bool other = !m_filter.isEmpty();
    for (int i = first; i <= last; ++i) {
        const Contact &contact = m_source->contacts().at(i);
        const QModelIndex at = indexOf(contact.conversation);
        if (at.isValid())
            Q_EMIT dataChanged(at, at, roles);
        other = other || !at.isValid() || m_rows.at(at.row()).shelf != shelfOf(contact);
    }
    if (other)
        refillSoon();
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
    switch (row.shelf) {
    case Shelf::Favourites:
        return tr("Favourites");
    case Shelf::Rooms:
        return tr("Rooms");
    case Shelf::People:
        return tr("People");
    case Shelf::Bots:
        return tr("Bots");
    case Shelf::Archive:
        return tr("Archived");
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
    if (row.kind == RowKind::Fold && role == Qt::AccessibleTextRole)
        return m_archiveShown ? tr("Archived, shown") : tr("Archived, hidden");
    if (row.kind != RowKind::Contact)
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(textOf(row)) : QVariant();
    const int source = m_source ? m_source->indexOf(row.conversation) : -1;
    return source < 0 ? QVariant() : m_source->index(source).data(role);
}

Qt::ItemFlags SectionedContacts::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const RowKind kind = m_rows.at(index.row()).kind;
    if (kind == RowKind::Title || kind == RowKind::Hint)
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

QModelIndex SectionedContacts::indexOf(const QString &conversation) const
{
    if (m_rowOf.isEmpty()) {
        for (int row = 0; row < rowCount(); ++row) {
            if (m_rows.at(row).kind == RowKind::Contact)
                m_rowOf.insert(m_rows.at(row).conversation, row);
        }
    }
    const int row = m_rowOf.value(conversation, -1);
    return row < 0 ? QModelIndex() : index(row);
}

Contact SectionedContacts::contact(const QModelIndex &index) const
{
    return data(index, ContactModel::ContactRole).value<Contact>();
}

} // namespace confab::ui
