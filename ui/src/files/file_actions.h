// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/chat_client.h>
#include <confab/ui/conversation/conversation_view.h>

#include <QObject>
#include <QPointer>

class QTemporaryDir;

namespace confab::ui
{

class Composer;
class PictureViewer;

// What a person does to files in messages, from a view to the client: looking at pictures, fetching, opening, saving;
// and what the composer needs to take some. The same for a conversation and for a thread. UI thread; files are copied
// on others.
class FileActions : public QObject
{
    Q_OBJECT

public:
    FileActions(ConversationView &view, Composer &composer, QObject *parent);
    ~FileActions() override;

    // A null client: nothing is done.
    void setTarget(client::ChatClient *client, const QString &conversation);

private:
    void readDesk();
    void act(const QString &id, const QString &attachment, FileWish wish);
    void view(const QString &id, const QString &attachment);
    void open(const client::ShownFile &file);
    void save(const client::ShownFile &file);
    // Tells whether it went well, unless this is gone by then.
    void copy(const QString &from, const QString &to, std::function<void(bool)> done);

    ConversationView &m_view;
    Composer &m_composer;
    QPointer<client::ChatClient> m_client;
    QString m_conversation;
    QPointer<PictureViewer> m_viewer;
    std::unique_ptr<QTemporaryDir> m_opened; // copies for other programs
    int m_openedCount = 0;
};

} // namespace confab::ui
