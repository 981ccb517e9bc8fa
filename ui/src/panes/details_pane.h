// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page_frame.h"

#include <confab/client/chat_client.h>

#include <QPointer>

class QVBoxLayout;

namespace confab::ui
{

// What is known of one message beside its text: when it was sent, who has read it, who reacted. objectName "details".
class DetailsPane : public PageFrame
{
    Q_OBJECT

public:
    explicit DetailsPane(QWidget *parent = nullptr);

    void setClient(client::ChatClient *client);
    using PageFrame::show;
    void show(const QString &conversation, const client::MessageRow &message);
    [[nodiscard]] QString conversation() const { return m_conversation; }

private:
    // Titles have their places before what stands below them has come.
    [[nodiscard]] QVBoxLayout *addShelf(const QString &name, const QString &title);
    void addPerson(QVBoxLayout &shelf, const QString &username, const QString &second = {});
    void addDialogue(const protocol::Dialogue &dialogue);
    void askReaders();
    void askReactors(QVBoxLayout *shelf, const QString &emoji, const QString &after);
    void say(QVBoxLayout &shelf, const QString &sentence);

    QPointer<client::ChatClient> m_client;
    QString m_conversation;
    qint64 m_seq = 0;
    QString m_author;
    QVBoxLayout *m_column;
    QVBoxLayout *m_readers = nullptr;
    QVBoxLayout *m_others = nullptr; // who have not read
    int m_round = 0;                 // answers about an earlier message are dropped
};

} // namespace confab::ui
