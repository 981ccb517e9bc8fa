// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/files.h>

#include <QAbstractListModel>
#include <QDateTime>
#include <QListView>
#include <QStyledItemDelegate>

#include <optional>

namespace confab::ui
{

// A message in a list of messages: what was found, pinned, or is still to be read.
struct Hit {
    QString conversation;
    qint64 seq = 0;
    QString id;
    QString author; // username
    QString authorName;
    bool bot = false;
    QString picture = {};                       // of a bot that has one: an emoji
    QString where;                              // "#release", "to you"; empty: it goes without saying
    QDateTime at;                               // UTC
    QString text;                               // as it is read, without Markdown
    std::optional<client::ShownFile> file = {}; // it is this file of the message that is listed
    bool thread = false;                        // stands for the thread that it began
    bool unread = false;                        // of a thread

    bool operator==(const Hit &) const = default;
};

class HitModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int hitRole = Qt::UserRole + 1;

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] const QList<Hit> &hits() const { return m_hits; }

    void clear();
    void append(const QList<Hit> &hits);
    // What is known of a file now.
    void setFile(const client::ShownFile &file);

private:
    QList<Hit> m_hits;
};

class HitDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    // Marked in each text.
    void setWords(const QStringList &words) { m_words = words; }
    [[nodiscard]] const QStringList &words() const { return m_words; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    static void paintFile(QPainter &painter, const QStyleOptionViewItem &option, const Hit &hit);

    QStringList m_words;
};

// The list itself: who, where, when, and two lines of the text with what was looked for marked in it.
class HitList : public QListView
{
    Q_OBJECT

public:
    explicit HitList(const QString &name, QWidget *parent = nullptr);

    void setWords(const QStringList &words);
    void clear() { m_model->clear(); }
    void append(const QList<Hit> &hits) { m_model->append(hits); }
    void setFile(const client::ShownFile &file) { m_model->setFile(file); }
    [[nodiscard]] const QList<Hit> &hits() const { return m_model->hits(); }
    // Up or down; the first where none is chosen yet.
    void step(int by);

Q_SIGNALS:
    void chosen(const confab::ui::Hit &hit); // by click or Enter
    void moreWanted();                       // the end is near

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    HitModel *m_model;
    HitDelegate *m_delegate;
};

} // namespace confab::ui

Q_DECLARE_METATYPE(confab::ui::Hit)
