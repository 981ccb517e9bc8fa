// SPDX-License-Identifier: GPL-3.0-or-later
#include "emoji/emoji_rows.h"

namespace confab::ui
{

namespace
{
constexpr qsizetype mostFound = 90;
}

EmojiRows::EmojiRows(QObject *parent)
    : QAbstractTableModel(parent)
{
    fill();
}

void EmojiRows::setRecent(const QStringList &emoji)
{
    m_recent.clear();
    for (const QString &text : emoji) {
        if (const Emoji *known = emojiOf(text))
            m_recent.append(known);
    }
    fill();
}

void EmojiRows::setTone(SkinTone tone)
{
    m_tone = tone;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

void EmojiRows::setQuery(const QString &query)
{
    if (query.trimmed() == m_query)
        return;
    m_query = query.trimmed();
    fill();
}

void EmojiRows::append(int section, const QString &title, const QList<const Emoji *> &emoji)
{
    if (emoji.isEmpty())
        return;
    if (!title.isEmpty())
        m_rows.append({section, title, {}});
    for (qsizetype from = 0; from < emoji.size(); from += columns)
        m_rows.append({section, {}, emoji.mid(from, columns)});
}

void EmojiRows::fill()
{
    beginResetModel();
    m_rows.clear();
    if (isSearching()) {
        append(0, {}, emojiMatching(m_query, mostFound));
    } else {
        append(0, tr("Used lately"), m_recent.mid(0, columns));
        QList<QList<const Emoji *>> groups(emojiGroups);
        for (const Emoji &emoji : allEmoji())
            groups[static_cast<int>(emoji.group)].append(&emoji);
        for (int i = 0; i < emojiGroups; ++i)
            append(i + 1, groupTitle(static_cast<EmojiGroup>(i)), groups.at(i));
    }
    endResetModel();
}

int EmojiRows::emojiRow(int row, int step) const
{
    for (; row >= 0 && row < rowCount(); row += step) {
        if (!isTitle(row))
            return row;
    }
    return -1;
}

int EmojiRows::titleOf(int section) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_rows.at(row).section == section)
            return row;
    }
    return -1;
}

const Emoji *EmojiRows::emoji(const QModelIndex &index) const
{
    if (!index.isValid() || index.column() >= countIn(index.row()))
        return nullptr;
    return m_rows.at(index.row()).emoji.at(index.column());
}

int EmojiRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EmojiRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant EmojiRows::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    const bool says = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
    if (role == TitleRole)
        return isTitle(index.row());
    if (role == SectionRole)
        return row.section;
    if (isTitle(index.row()))
        return says && index.column() == 0 ? QVariant(row.title) : QVariant();
    const Emoji *emoji = this->emoji(index);
    if (!emoji || !says)
        return {};
    const QString text = inTone(*emoji, m_tone);
    return role == Qt::DisplayRole ? text : emojiName(text);
}

Qt::ItemFlags EmojiRows::flags(const QModelIndex &index) const
{
    return emoji(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                        : Qt::ItemFlags(Qt::ItemNeverHasChildren);
}

} // namespace confab::ui
