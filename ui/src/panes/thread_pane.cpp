// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/thread_pane.h"

#include "common/look.h"
#include "common/words.h"
#include "files/drop_area.h"
#include "main/message_actions.h"

#include <confab/ui/composer/composer.h>
#include <confab/ui/conversation/conversation_view.h>

#include <QCheckBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

using client::ChatClient;

ThreadPane::ThreadPane(Questions &questions, Preferences &preferences, QWidget *parent)
    : PageFrame(u"thread"_s, u"thread"_s, tr("Thread"), parent)
    , m_view(new ConversationView)
    , m_composer(new Composer)
    , m_alsoRoom(new QCheckBox)
    , m_actions(new MessageActions(*m_view, *m_composer, questions, preferences, this))
    , m_drop(new DropArea(this))
{
    m_view->setObjectName(u"thread.view"_s);
    m_composer->setObjectName(u"thread.composer"_s);
    m_composer->setPlaceholderText(tr("Reply in thread"));
    m_alsoRoom->setObjectName(u"thread.alsoRoom"_s);
    auto *also = new QVBoxLayout;
    also->setContentsMargins(16, 4, 16, 0);
    also->addWidget(m_alsoRoom);
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addLayout(also);
    column->addWidget(m_composer);
    setWholeContent(body);
    setFocusProxy(m_composer);
    connect(m_drop, &DropArea::dropped, m_composer, &Composer::takeFiles);
    connect(m_alsoRoom, &QCheckBox::toggled, this, [this](bool on) { m_actions->setAlsoRoom(on); });
    connect(m_composer, &Composer::draftChanged, this, [this](const QString &text) {
        if (m_client && m_root > 0)
            m_client->setThreadDraft(m_conversation, m_root, text);
    });
    connect(m_view, &ConversationView::visibleReadSeq, this, [this](qint64 seq) {
        if (m_client && m_root > 0)
            m_client->markThreadRead(m_conversation, m_root, seq);
    });
}

void ThreadPane::setClient(ChatClient *client)
{
    close();
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    if (!client)
        return;
    connect(client, &ChatClient::conversationChanged, this, [this](const QString &changed) {
        if (changed == m_conversation)
            retitle();
    });
    connect(client, &ChatClient::statusChanged, this, &ThreadPane::readDrop);
}

void ThreadPane::readDrop()
{
    const bool takes = m_client && m_root > 0 && m_client->fileLimit() > 0;
    m_drop->setWords(takes ? tr("Drop files to send them into this thread") : QString());
}

QString ThreadPane::trayKey() const
{
    return m_client ? u"%1 %2 %3"_s.arg(m_client->profile().id, m_conversation).arg(m_root) : QString();
}

void ThreadPane::open(const QString &conversation, qint64 root)
{
    if (conversation == m_conversation && root == m_root)
        return;
    close();
    if (!m_client)
        return;
    m_conversation = conversation;
    m_root = root;
    m_view->setMyNames({m_client->me().username, m_client->me().displayName});
    m_view->setModel(m_client->openThread(conversation, root));
    m_actions->setTarget(m_client, conversation, root);
    m_composer->setText(m_client->threadDraft(conversation, root));
    m_composer->setFiles(m_trays.take(trayKey()));
    m_alsoRoom->setChecked(false);
    retitle();
    m_composer->setFocus(Qt::OtherFocusReason);
}

void ThreadPane::close()
{
    if (m_root == 0)
        return;
    m_composer->cancelEdit();
    if (const QList<client::LocalFile> files = m_composer->files(); !files.isEmpty())
        m_trays.insert(trayKey(), files);
    m_composer->setFiles({});
    m_actions->setTarget(nullptr, {}, 0);
    m_view->setModel(nullptr);
    if (m_client)
        m_client->closeThread(m_conversation, m_root);
    m_conversation.clear();
    m_root = 0;
}

void ThreadPane::setEnterSends(bool sends)
{
    m_composer->setEnterSends(sends);
}

void ThreadPane::retitle()
{
    const QString where = m_client ? roomWord(*m_client, m_conversation) : QString();
    readDrop();
    setSubtitle(where);
    m_alsoRoom->setText(where.isEmpty() ? tr("Also send to the conversation")
                                        : tr("Also send to %1").arg(QChar(0x2068) + where + QChar(0x2069)));
    m_alsoRoom->setAccessibleName(m_alsoRoom->text());
}

} // namespace confab::ui
