// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/message_row.h>

#include <QAbstractListModel>

namespace confab::client
{

// The rows of one conversation that are held around what is seen, oldest first, waiting messages last.
// Inserts and removals come in groups, changes with exact roles, never a reset after the first fill.
// Made and owned by ChatClient; UI thread.
class ConversationModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        RowRole = Qt::UserRole + 1, // MessageRow
        SeqRole,
        StateRole, // MessageRow::State as int
    };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    // Qt::DisplayRole is the text; Qt::AccessibleTextRole is "sender, time, text, state".
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] const MessageRow &row(int index) const { return m_rows[index]; }
    [[nodiscard]] const QList<MessageRow> &rows() const { return m_rows; }
    // Row of a message, -1 where it is not held.
    [[nodiscard]] int indexOfSeq(qint64 seq) const;
    [[nodiscard]] int indexOfId(const QString &id) const;

    // There is more above (below) that can be fetched; the view asks when it comes within 1.5 screens.
    [[nodiscard]] bool moreBefore() const { return m_moreBefore; }
    [[nodiscard]] bool moreAfter() const { return m_moreAfter; }
    [[nodiscard]] bool loading() const { return m_loading; }

    // The lowest and the highest seq that the conversation has, held or not: what a scroll bar stands for. 0: none.
    [[nodiscard]] qint64 firstSeq() const { return m_firstSeq; }
    [[nodiscard]] qint64 lastSeq() const { return m_lastSeq; }

    // The *New* line stands above this seq; 0: none. Fixed when the conversation is opened, until it is left.
    [[nodiscard]] qint64 newFromSeq() const { return m_newFromSeq; }

    // Whether the end is in sight; the view tells. Where it is not, it is the end that is let go of when many come.
    void setEndSeen(bool seen) { m_endSeen = seen; }
    [[nodiscard]] bool endSeen() const { return m_endSeen; }

    // --- for the owner -----------------------------------------------------------------------------------------
    // Makes the rows equal to `rows` with the fewest inserts, removals and changes. Rows are matched by id, gaps by
    // place.
    void update(const QList<MessageRow> &rows, bool moreBefore, bool moreAfter);
    void setEnds(qint64 firstSeq, qint64 lastSeq);
    void setLoading(bool loading);
    void setNewFromSeq(qint64 seq);

Q_SIGNALS:
    // The view is near the top (a gap, the bottom): please fetch.
    void wantBefore();
    void wantAfter();
    void wantGap(qint64 belowSeq);
    // The view is to show a message that is not held: please show the rows around it, or where it cannot be had, those
    // nearest to it.
    void wantAround(qint64 seq);
    void edgesChanged();
    void newFromSeqChanged();

private:
    QList<MessageRow> m_rows;
    qint64 m_newFromSeq = 0;
    qint64 m_firstSeq = 0;
    qint64 m_lastSeq = 0;
    bool m_moreBefore = false;
    bool m_moreAfter = false;
    bool m_loading = false;
    bool m_endSeen = true;
};

} // namespace confab::client
