// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/ui/emoji/emoji.h>

#include <QAbstractTableModel>

namespace confab::ui
{

// The emoji in rows of nine, each group under its title: those that were used lately, then Unicode's groups; or, while
// something is searched for, what fits.
class EmojiRows : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        TitleRole = Qt::UserRole + 1, // of a title's row: true
        SectionRole,                  // 0: used lately; then EmojiGroup + 1
    };
    static constexpr int columns = 9;
    static constexpr int sections = emojiGroups + 1;

    explicit EmojiRows(QObject *parent = nullptr);

    void setRecent(const QStringList &emoji);
    void setTone(SkinTone tone);
    // Blank: all of them.
    void setQuery(const QString &query);
    [[nodiscard]] bool isSearching() const { return !m_query.isEmpty(); }
    [[nodiscard]] QString query() const { return m_query; }

    [[nodiscard]] bool isTitle(int row) const { return m_rows.at(row).emoji.isEmpty(); }
    // Emoji in a row.
    [[nodiscard]] int countIn(int row) const { return static_cast<int>(m_rows.at(row).emoji.size()); }
    // The first row with emoji at or after `row`, or before it where `step` is -1; -1: none.
    [[nodiscard]] int emojiRow(int row, int step = 1) const;
    // -1: there is none.
    [[nodiscard]] int titleOf(int section) const;
    // Null: no emoji stands there.
    [[nodiscard]] const Emoji *emoji(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    // Qt::DisplayRole is the emoji in the chosen tone, or a title; Qt::AccessibleTextRole its name.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        int section = 0;
        QString title;
        QList<const Emoji *> emoji;
    };
    void fill();
    void append(int section, const QString &title, const QList<const Emoji *> &emoji);

    QList<Row> m_rows;
    QList<const Emoji *> m_recent;
    QString m_query;
    SkinTone m_tone = SkinTone::None;
};

} // namespace confab::ui
