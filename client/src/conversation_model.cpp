// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/conversation_model.h>
#include <confab/client/words.h>

#include "row_difference.h"

#include <QLocale>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// What identifies a row: a message its id, a hole the row above it.
QStringList keysOf(const QList<MessageRow> &rows)
{
    QStringList keys;
    keys.reserve(rows.size());
    for (const MessageRow &row : rows) {
        if (row.kind == MessageRow::Kind::Gap)
            keys.append(u"gap below "_s + (keys.isEmpty() ? QString() : keys.last()));
        else
            keys.append(row.id);
    }
    return keys;
}

QList<int> changedRoles(const MessageRow &before, const MessageRow &after)
{
    QList<int> roles;
    if (before == after)
        return roles;
    roles = {ConversationModel::RowRole, Qt::AccessibleTextRole};
    if (before.text != after.text || before.deleted != after.deleted)
        roles.append(Qt::DisplayRole);
    if (before.seq != after.seq)
        roles.append(ConversationModel::SeqRole);
    if (before.state != after.state)
        roles.append(ConversationModel::StateRole);
    return roles;
}

QString accessibleText(const MessageRow &row)
{
    if (row.kind == MessageRow::Kind::Gap)
        return ConversationModel::tr("Loading messages");
    const QString time = QLocale().toString(row.at.toLocalTime().time(), QLocale::ShortFormat);
    QString text = row.deleted ? ConversationModel::tr("message deleted") : row.text;
    if (const QString files = row.deleted ? QString() : filesInWords(row.files, NameOfPicture::Told); !files.isEmpty())
        text =
            text.isEmpty() ? files : ConversationModel::tr("%1, %2", "files, what is said with them").arg(files, text);
    if (!row.own)
        return ConversationModel::tr("%1, %2, %3", "sender, time, text").arg(senderOf(row), time, text);
    return ConversationModel::tr("You, %1, %2, %3", "time, text, state")
        .arg(time, text, row.failure.isEmpty() ? stateWord(row) : row.failure);
}

} // namespace

int ConversationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ConversationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const MessageRow &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return row.text;
    case Qt::AccessibleTextRole:
        return accessibleText(row);
    case RowRole:
        return QVariant::fromValue(row);
    case SeqRole:
        return row.seq;
    case StateRole:
        return static_cast<int>(row.state);
    default:
        return {};
    }
}

int ConversationModel::indexOfSeq(qint64 seq) const
{
    if (seq < 1)
        return -1;
    for (qsizetype i = m_rows.size() - 1; i >= 0; --i) {
        if (m_rows[i].seq == seq && m_rows[i].kind == MessageRow::Kind::Message)
            return static_cast<int>(i);
    }
    return -1;
}

int ConversationModel::indexOfId(const QString &id) const
{
    for (qsizetype i = m_rows.size() - 1; i >= 0; --i) {
        if (m_rows[i].id == id && m_rows[i].kind == MessageRow::Kind::Message)
            return static_cast<int>(i);
    }
    return -1;
}

void ConversationModel::update(const QList<MessageRow> &rows, bool moreBefore, bool moreAfter)
{
    const RowDifference difference = rowDifference(keysOf(m_rows), keysOf(rows));
    // From below, so that the places of what is still to be removed stay true.
    for (qsizetype i = difference.removed.size() - 1; i >= 0; --i) {
        const RowRange range = difference.removed[i];
        beginRemoveRows({}, static_cast<int>(range.first), static_cast<int>(range.last));
        m_rows.remove(range.first, range.count());
        endRemoveRows();
    }
    for (const RowRange &range : difference.inserted) {
        beginInsertRows({}, static_cast<int>(range.first), static_cast<int>(range.last));
        m_rows.insert(range.first, range.count(), MessageRow());
        std::copy_n(rows.begin() + range.first, range.count(), m_rows.begin() + range.first);
        endInsertRows();
    }
    // Neighbours with the same changed roles are told together.
    qsizetype first = 0;
    QList<int> roles;
    const auto flush = [&](qsizetype end) {
        if (!roles.isEmpty())
            Q_EMIT dataChanged(index(static_cast<int>(first)), index(static_cast<int>(end - 1)), roles);
        roles.clear();
    };
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const QList<int> changed = changedRoles(m_rows[i], rows[i]);
        if (changed != roles) {
            flush(i);
            first = i;
            roles = changed;
        }
        if (!changed.isEmpty())
            m_rows[i] = rows[i];
    }
    flush(rows.size());

    if (moreBefore != m_moreBefore || moreAfter != m_moreAfter) {
        m_moreBefore = moreBefore;
        m_moreAfter = moreAfter;
        Q_EMIT edgesChanged();
    }
}

void ConversationModel::setEnds(qint64 firstSeq, qint64 lastSeq)
{
    m_firstSeq = firstSeq;
    m_lastSeq = lastSeq;
}

void ConversationModel::setLoading(bool loading)
{
    if (m_loading == loading)
        return;
    m_loading = loading;
    Q_EMIT edgesChanged();
}

void ConversationModel::setNewFromSeq(qint64 seq)
{
    if (m_newFromSeq == seq)
        return;
    m_newFromSeq = seq;
    Q_EMIT newFromSeqChanged();
}

} // namespace confab::client
