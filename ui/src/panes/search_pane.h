// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page_frame.h"

#include <confab/client/chat_client.h>

#include <QPointer>
#include <QTimer>

class QPushButton;
class QVBoxLayout;

namespace confab::ui
{

class FilterChip;
class HitList;
class SearchField;
class TextLabel;

// Finding messages, here or everywhere: a field, what narrows it, and what was found, newest first. The arrows go
// through the results from the field, Enter shows one where it was said. objectName "search".
class SearchPane : public PageFrame
{
    Q_OBJECT

public:
    explicit SearchPane(QWidget *parent = nullptr);

    void setClient(client::ChatClient *client);
    // `conversation` is the one that "here" means; `here`: only in it.
    void begin(const QString &conversation, bool here);
    void setHere(const QString &conversation);
    void setQuery(const QString &query);

Q_SIGNALS:
    void jumpWanted(const QString &conversation, qint64 seq, const QStringList &words);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] FilterChip *makeScope();
    [[nodiscard]] FilterChip *makeFrom();
    [[nodiscard]] FilterChip *makeDate();
    [[nodiscard]] FilterChip *makeHas();
    [[nodiscard]] QWidget *makeFooter();
    void narrow(const QString &part);
    void edited();
    void askNow();
    void ask(bool more);
    void fill(const client::SearchPage &page, bool more);
    void say(const QString &words);
    void offerRecent();
    void readChips();

    QPointer<client::ChatClient> m_client;
    QString m_conversation;
    QString m_asked; // the query that the results are of
    client::SearchPlace m_next;
    SearchField *m_field;
    FilterChip *m_scope;
    FilterChip *m_from;
    FilterChip *m_date;
    FilterChip *m_has;
    QWidget *m_counts;
    TextLabel *m_count;
    TextLabel *m_order;
    HitList *m_results;
    QWidget *m_empty;
    TextLabel *m_words;
    QVBoxLayout *m_recent;
    QTimer m_pause;
    int m_round = 0; // answers to earlier questions are dropped
    bool m_here = false;
    bool m_waiting = false;
};

} // namespace confab::ui
