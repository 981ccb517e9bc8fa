// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/messages_pane.h"

#include "common/look.h"
#include "common/segmented_choice.h"
#include "panes/hit_list.h"
#include "panes/hit_maker.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

using client::ChatClient;

MessagesPane::MessagesPane(QWidget *parent)
    : PageFrame(u"messages"_s, u"pin"_s, tr("Pinned"), parent)
    , m_kinds(new SegmentedChoice({tr("Pinned"), tr("Files"), tr("Links"), tr("Threads")}))
    , m_list(new HitList(u"messages.list"_s))
    , m_words(new TextLabel({}, TextStyle::Small, u"textMuted"_s))
{
    m_kinds->setNames(u"messages.kind"_s);
    m_list->setAccessibleName(tr("Messages"));
    m_words->setObjectName(u"messages.words"_s);
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignHCenter);
    m_words->setContentsMargins(24, 32, 24, 24);
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *kinds = new QVBoxLayout;
    kinds->setContentsMargins(16, 10, 16, 10);
    kinds->addWidget(m_kinds);
    column->addLayout(kinds);
    column->addWidget(m_list, 1);
    column->addWidget(m_words, 1, Qt::AlignTop);
    setWholeContent(body);
    connect(m_kinds, &SegmentedChoice::currentChanged, this, [this] { ask(false); });
    connect(m_list, &HitList::chosen, this, [this](const Hit &hit) {
        if (hit.thread)
            Q_EMIT threadWanted(hit.conversation, hit.seq);
        else
            Q_EMIT jumpWanted(hit.conversation, hit.seq);
    });
    connect(m_list, &HitList::moreWanted, this, [this] { ask(true); });
}

void MessagesPane::setClient(ChatClient *client)
{
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    setModel(nullptr);
    m_conversation.clear();
    m_list->clear();
}

void MessagesPane::setModel(client::ConversationModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (model)
        connect(model, &QAbstractItemModel::dataChanged, this, &MessagesPane::readFiles);
}

void MessagesPane::showPinned(const QString &conversation)
{
    m_conversation = conversation;
    // The one that is shown beside it.
    setModel(m_client ? m_client->openConversation(conversation) : nullptr);
    setTitle(tr("Pinned and more"));
    m_kinds->show();
    m_kinds->setCurrent(static_cast<int>(Kind::Pinned));
    ask(false);
}

void MessagesPane::showUnread()
{
    m_conversation.clear();
    setModel(nullptr);
    setTitle(tr("Unread"));
    m_kinds->hide();
    ask(false);
}

void MessagesPane::ask(bool more)
{
    if (!m_client || (more && (m_waiting || !m_before)))
        return;
    if (!more) {
        ++m_round;
        m_before.reset();
        m_list->clear();
        say(tr("Looking…"));
    }
    m_waiting = true;
    const auto came = [self = QPointer(this),
                       round = m_round](const Expected<client::MessageList, client::Problem> &page) {
        if (!self || round != self->m_round)
            return;
        self->m_waiting = false;
        if (!page) {
            if (self->m_list->hits().isEmpty())
                self->say(client::sentence(page.error()));
            return;
        }
        self->m_before = page->before;
        self->fill(page->messages);
    };
    if (m_conversation.isEmpty()) {
        if (!more)
            askForThreads();
        return m_client->listUnread(m_before, came);
    }
    switch (static_cast<Kind>(m_kinds->current())) {
    case Kind::Pinned:
        return m_client->listPinned(m_conversation, m_before, came);
    case Kind::Files:
        return m_client->listFiles(m_conversation, m_before, came);
    case Kind::Links:
        return m_client->listLinks(m_conversation, m_before, came);
    case Kind::Threads:
        return askForThreads();
    }
}

// Answered in the order in which they are asked for: threads stand above.
void MessagesPane::askForThreads()
{
    m_client->listThreads(m_conversation, [self = QPointer(this), round = m_round](
                                              const Expected<QList<client::FoundThread>, client::Problem> &found) {
        if (!self || round != self->m_round)
            return;
        QList<Hit> hits;
        for (const client::FoundThread &thread : *found)
            hits.append(hitOf(*self->m_client, thread, self->m_conversation));
        self->m_waiting = self->m_conversation.isEmpty();
        self->show(hits);
    });
}

void MessagesPane::fill(const QList<protocol::Message> &messages)
{
    QList<Hit> hits;
    const bool files = !m_conversation.isEmpty() && static_cast<Kind>(m_kinds->current()) == Kind::Files;
    for (const protocol::Message &message : messages) {
        if (!files) {
            hits.append(hitOf(*m_client, message, m_conversation));
            continue;
        }
        const int row = m_model ? m_model->indexOfSeq(message.seq) : -1;
        hits.append(fileHitsOf(*m_client, message, m_conversation, row < 0 ? nullptr : &m_model->row(row)));
        // What is held in the conversation tells when it has come.
        for (const protocol::Attachment &file : message.attachments) {
            if (row >= 0 && file.width > 0)
                m_client->wantPicture(m_conversation, message.seq, file.id);
        }
    }
    show(hits);
}

void MessagesPane::show(const QList<Hit> &hits)
{
    m_list->append(hits);
    m_list->setVisible(!m_list->hits().isEmpty());
    m_words->setVisible(m_list->hits().isEmpty());
    if (!m_waiting)
        m_words->setText(nothing());
}

QString MessagesPane::nothing() const
{
    if (m_conversation.isEmpty())
        return tr("Nothing is unread.");
    switch (static_cast<Kind>(m_kinds->current())) {
    case Kind::Pinned:
        return tr("Nothing pinned yet.");
    case Kind::Files:
        return tr("No files yet.");
    case Kind::Links:
        return tr("No links yet.");
    case Kind::Threads:
        break;
    }
    return tr("No threads yet.");
}

// Their pictures may have come since.
void MessagesPane::readFiles()
{
    const QList<Hit> hits = m_list->hits();
    for (const Hit &hit : hits) {
        const int row = hit.file && m_model ? m_model->indexOfSeq(hit.seq) : -1;
        if (row < 0)
            continue;
        for (const client::ShownFile &file : m_model->row(row).files)
            m_list->setFile(file);
    }
}

void MessagesPane::say(const QString &words)
{
    m_words->setText(words);
    m_words->show();
    m_list->hide();
}

} // namespace confab::ui
