// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/contact_model.h>

#include <QHash>
#include <QPointer>

namespace confab::ui
{

// The contacts with a title above each shelf, as one flat list: favourites, rooms, people, bots, and the archive, which
// is folded; with a filter those that fit it, the best first, archived ones too. An archived conversation in which
// something was said that is not read stands in its old place again, unless it is muted.
// Rows come, go and move, all that happens in one turn of the event loop together, and are never reset while source
// and filter stay the same. UI thread.
class SectionedContacts : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class RowKind {
        Contact,
        Title,
        Fold, // title of the archive: a press shows or hides what is in it
        Hint,
    };
    enum Role {
        // Contacts answer the roles of client::ContactModel too.
        KindRole = Qt::UserRole + 100, // RowKind as int
    };

    explicit SectionedContacts(QObject *parent = nullptr);

    void setSource(client::ContactModel *source);
    // Letters that stand in the name in this order, see fuzzyCost().
    void setFilter(const QString &text);
    void setArchiveShown(bool shown);
    [[nodiscard]] bool archiveShown() const { return m_archiveShown; }
    // Does at once what the source has told: for who asks right after a change.
    void settle();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    // Qt::DisplayRole: name, title or hint.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    // Titles and hints cannot be chosen; a fold can.
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex indexOf(const QString &conversation) const; // invalid: not listed
    [[nodiscard]] client::Contact contact(const QModelIndex &index) const;

private:
    enum class Shelf { Favourites, Rooms, People, Bots, Archive };
    struct Row {
        RowKind kind = RowKind::Contact;
        Shelf shelf = Shelf::Rooms;
        QString conversation;
        bool operator==(const Row &) const = default;
        friend size_t qHash(const Row &row, size_t seed)
        {
            return qHashMulti(seed, static_cast<int>(row.kind), static_cast<int>(row.shelf), row.conversation);
        }
    };

    [[nodiscard]] static Shelf shelfOf(const client::Contact &contact);
    [[nodiscard]] QList<Row> wanted() const;
    [[nodiscard]] QList<Row> found() const;
    void refillSoon();
    void refill();
    void removeUnwanted(const QList<Row> &want);
    void changed(int first, int last, const QList<int> &roles);
    [[nodiscard]] QString textOf(const Row &row) const;

    QPointer<client::ContactModel> m_source;
    QString m_filter;
    bool m_archiveShown = false;
    QList<Row> m_rows;
    mutable QHash<QString, int> m_rowOf; // by conversation id; empty: to be counted anew
    bool m_refillQueued = false;
};

} // namespace confab::ui
