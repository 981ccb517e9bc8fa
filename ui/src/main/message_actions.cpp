// SPDX-License-Identifier: GPL-3.0-or-later
#include "main/message_actions.h"

#include "common/words.h"
#include "files/file_actions.h"
#include "rooms/room_details_page.h"

#include <confab/client/conversation_kind.h>
#include <confab/protocol/names.h>
#include <confab/ui/common/questions.h>
#include <confab/ui/composer/composer.h>
#include <confab/ui/conversation/conversation_view.h>
#include <confab/ui/emoji/emoji_picker.h>
#include <confab/ui/settings/preferences.h>

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace confab::ui
{

using client::ChatClient;
using client::MessageRow;

MessageActions::MessageActions(ConversationView &view, Composer &composer, Questions &questions,
                               Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_composer(composer)
    , m_questions(questions)
    , m_preferences(preferences)
    , m_files(new FileActions(view, composer, this))
{
    m_composer.setPreferences(&preferences);
    wireComposer();
    wireView();
}

void MessageActions::setTarget(ChatClient *client, const QString &conversation, qint64 thread)
{
    if (m_client)
        m_client->disconnect(this);
    cancelReply();
    m_client = client;
    m_conversation = conversation;
    m_thread = thread;
    m_files->setTarget(client, conversation);
    readAbilities();
    readRooms();
    m_view.setQuickReactions(m_preferences.recentEmoji());
    if (!client)
        return;
    connect(client, &ChatClient::statusChanged, this, &MessageActions::readAbilities);
    connect(client, &ChatClient::conversationChanged, this, [this](const QString &changed) {
        if (changed == m_conversation)
            readAbilities();
        if (client::kindOf(changed) == protocol::ConversationKind::Room)
            readRooms();
    });
    connect(client, &ChatClient::conversationGone, this, &MessageActions::readRooms);
}

void MessageActions::readRooms()
{
    QList<NamedRoom> rooms;
    if (m_client) {
        for (const client::Contact &contact : m_client->contacts()->contacts()) {
            if (client::kindOf(contact.conversation) == protocol::ConversationKind::Room)
                rooms.append({contact.name, contact.conversation});
        }
        // However the list is sorted now.
        std::sort(rooms.begin(), rooms.end(),
                  [](const NamedRoom &a, const NamedRoom &b) { return a.conversation < b.conversation; });
    }
    m_view.setRooms(rooms);
}

// A server that cannot do it says so in an error; what a person may not do is not offered.
void MessageActions::readAbilities()
{
    RowAbilities can;
    if (m_client && !m_conversation.isEmpty()) {
        const bool member = m_client->me().role >= protocol::Role::Member;
        const bool moderates = mayManage(*m_client, m_conversation) || m_client->me().role >= protocol::Role::Moderator;
        const auto kind = client::kindOf(m_conversation);
        const bool alone = kind == protocol::ConversationKind::Direct || kind == protocol::ConversationKind::Bot;
        can.react = can.reply = can.edit = can.remove = true;
        can.thread = m_thread == 0 && kind != protocol::ConversationKind::Bot;
        can.moderate = moderates && !alone;
        can.pin = moderates || alone;
        can.forward = can.copyLink = can.details = true;
        can.save = member;
        can.markUnread = member && m_thread == 0;
        if (m_client->isPlain()) {
            can = {};
            can.forward = true;
            can.whyNot = whyNotPlain();
        }
    }
    m_view.setAbilities(can);
}

void MessageActions::wireComposer()
{
    connect(&m_composer, &Composer::submitted, this, &MessageActions::send);
    connect(&m_composer, &Composer::filesSubmitted, this, &MessageActions::sendFiles);
    connect(&m_composer, &Composer::editSubmitted, this, &MessageActions::edit);
    connect(&m_composer, &Composer::replyCancelled, this, [this] {
        m_replyTo = 0;
        m_view.clearPick();
    });
    connect(&m_composer, &Composer::editLastRequested, this, &MessageActions::editLast);
    connect(&m_composer, &Composer::replyPickRequested, this, [this](bool previous) {
        if (previous)
            m_view.pickPrevious();
        else
            m_view.pickNext();
        const auto *model = m_view.model();
        if (model && m_view.pickedRow() >= 0)
            replyTo(model->row(m_view.pickedRow()).id);
    });
}

void MessageActions::wireView()
{
    connect(&m_view, &ConversationView::linkActivated, this, &MessageActions::follow);
    connect(&m_view, &ConversationView::retryRequested, this, [this](const QString &id) {
        if (m_client)
            m_client->retry(id);
    });
    connect(&m_view, &ConversationView::discardRequested, this, [this](const QString &id) {
        if (m_client && !m_client->discard(id))
            m_composer.say(tr("It has been sent already."));
    });
    connect(&m_view, &ConversationView::editRequested, this, &MessageActions::startEdit);
    connect(&m_view, &ConversationView::replyRequested, this, &MessageActions::replyTo);
    connect(&m_view, &ConversationView::threadRequested, this, &MessageActions::threadWanted);
    connect(&m_view, &ConversationView::reactionToggled, this,
            [this](const QString &id, const QString &emoji, bool on) {
                if (const MessageRow *one = row(id))
                    m_client->react(m_conversation, one->seq, emoji, on);
            });
    connect(&m_view, &ConversationView::reactRequested, this, &MessageActions::pickReaction);
    connect(&m_view, &ConversationView::pinRequested, this, [this](const QString &id, bool on) {
        if (const MessageRow *one = row(id))
            m_client->pin(m_conversation, one->seq, on);
    });
    connect(&m_view, &ConversationView::deleteRequested, this, &MessageActions::remove);
    connect(&m_view, &ConversationView::undoRequested, this, [this](const QString &id) {
        if (const MessageRow *one = row(id))
            m_client->undoRemove(m_conversation, one->seq);
    });
    connect(&m_view, &ConversationView::conflictRequested, this, [this](const QString &id) {
        if (const MessageRow *one = row(id))
            Q_EMIT conflictWanted(one->seq);
    });
    connect(&m_view, &ConversationView::copyLinkRequested, this, [this](const QString &id) {
        if (const MessageRow *one = row(id))
            QGuiApplication::clipboard()->setText(m_client->messageLink(m_conversation, one->seq));
    });
    connect(&m_view, &ConversationView::forwardRequested, this, [this](const QStringList &ids) {
        if (const QList<qint64> seqs = seqsOf(ids); !seqs.isEmpty())
            Q_EMIT forwardWanted(seqs);
    });
    connect(&m_view, &ConversationView::saveRequested, this, [this](const QStringList &ids) {
        const QList<qint64> seqs = seqsOf(ids);
        if (seqs.isEmpty())
            return;
        m_client->save(m_conversation, seqs);
        Q_EMIT told(tr("%n messages are in your notes now.", nullptr, static_cast<int>(seqs.size())));
    });
    connect(&m_view, &ConversationView::detailsRequested, this, [this](const QString &id) {
        if (const MessageRow *one = row(id))
            Q_EMIT detailsWanted(*one);
    });
    connect(&m_view, &ConversationView::sayRequested, this, [this](const QString &text) {
        if (m_client)
            m_client->sendText(m_conversation, text);
    });
    connect(&m_view, &ConversationView::stopAnswerRequested, this, [this] {
        if (m_client)
            m_client->stopAnswer(m_conversation);
    });
    connect(&m_view, &ConversationView::markUnreadRequested, this, [this](const QString &id) {
        if (!row(id))
            return;
        m_client->setMarkedUnread(m_conversation, true);
        if (auto *model = m_view.model())
            model->setNewFromSeq(row(id)->seq);
    });
}

void MessageActions::follow(const QUrl &url)
{
    if (const auto link = client::parseMessageLink(url.toString())) {
        Q_EMIT linkWanted(*link);
        return;
    }
    if (const QString room = roomOfLink(url.toString(QUrl::FullyEncoded)); !room.isEmpty()) {
        Q_EMIT roomWanted(room);
        return;
    }
    // What was laid out as a link is one of these already; nothing else is opened, however it came here.
    const QUrl outside(safeLink(url.toString(QUrl::FullyEncoded)), QUrl::StrictMode);
    if (!outside.isEmpty() && outside.scheme() != "confab"_L1)
        QDesktopServices::openUrl(outside);
}

void MessageActions::send(const QString &text)
{
    if (!m_client || m_conversation.isEmpty())
        return;
    m_client->sendText(m_conversation, text, options());
    haveSent();
}

void MessageActions::sendFiles(const QString &text, const QList<client::LocalFile> &files)
{
    if (!m_client || m_conversation.isEmpty())
        return;
    m_client->sendFiles(m_conversation, text, files, options());
    haveSent();
}

client::SendOptions MessageActions::options() const
{
    return {.replyTo = m_replyTo, .thread = m_thread, .alsoRoom = m_thread > 0 && m_alsoRoom};
}

void MessageActions::haveSent()
{
    cancelReply();
    m_view.jumpToLatest();
    Q_EMIT sent();
}

void MessageActions::edit(const QString &id, const QString &text)
{
    if (!m_client)
        return;
    const MessageRow *one = row(id);
    if (one && one->seq > 0 && !one->changeable) {
        m_client->edit(m_conversation, one->seq, text);
        return;
    }
    if (m_client->editWaiting(id, text))
        return;
    // It went while the person wrote: what was typed is not lost.
    m_composer.giveBack(text, tr("It has been sent already."));
    Q_EMIT draftRestored();
}

void MessageActions::startEdit(const QString &id)
{
    if (const MessageRow *one = row(id)) {
        cancelReply();
        m_composer.startEdit(id, one->text);
    }
}

void MessageActions::editLast()
{
    const auto *model = m_view.model();
    if (!model)
        return;
    for (qsizetype i = model->rows().size() - 1; i >= 0; --i) {
        const MessageRow &one = model->rows().at(i);
        const bool sent = one.own && !one.deleted && one.state != MessageRow::State::Sending;
        if (one.kind == MessageRow::Kind::Message && (one.changeable || sent)) {
            startEdit(one.id);
            return;
        }
    }
}

void MessageActions::replyTo(const QString &id)
{
    const MessageRow *one = row(id);
    if (!one || one->seq == 0 || one->deleted)
        return;
    m_replyTo = one->seq;
    QStringList said{parseMessage(one->text).plain().simplified()};
    for (qsizetype i = 0; i < one->files.size() && said.first().isEmpty(); ++i)
        said << one->files.at(i).name;
    said.removeAll(QString());
    m_composer.setReply(one->authorName, said.join(u", "_s));
    m_composer.setFocus(Qt::OtherFocusReason);
}

void MessageActions::cancelReply()
{
    m_replyTo = 0;
    m_composer.clearReply();
}

// One of one's own goes at once and can be taken back for some seconds; more than one, or somebody else's, is asked.
void MessageActions::remove(const QStringList &ids)
{
    const QList<qint64> seqs = seqsOf(ids);
    if (seqs.isEmpty())
        return;
    const MessageRow *only = ids.size() == 1 ? row(ids.first()) : nullptr;
    if (only && only->own) {
        m_client->remove(m_conversation, seqs);
        return;
    }
    m_questions.ask(m_view.window(),
                    {u"question.deleteMessages"_s, tr("Delete %n messages?", nullptr, static_cast<int>(seqs.size())),
                     tr("Everybody here sees that they were deleted, and by whom they were written."), tr("Delete"),
                     true},
                    [self = QPointer(this), conversation = m_conversation, seqs] {
                        if (self && self->m_client)
                            self->m_client->remove(conversation, seqs);
                    });
}

void MessageActions::pickReaction(const QString &id, const QRect &at)
{
    if (!row(id))
        return;
    const QRect anchor(m_view.mapFromGlobal(at.topLeft()), at.size());
    EmojiPicker *picker = EmojiPicker::pick(m_preferences, anchor, &m_view);
    connect(picker, &EmojiPicker::picked, this, [this, id, conversation = m_conversation](const QString &emoji) {
        const MessageRow *one = row(id);
        if (!one || conversation != m_conversation)
            return;
        m_client->react(m_conversation, one->seq, emoji, true);
        m_preferences.noteEmoji(emoji);
        m_view.setQuickReactions(m_preferences.recentEmoji());
    });
}

const MessageRow *MessageActions::row(const QString &id) const
{
    const auto *model = m_view.model();
    const int index = m_client && model ? model->indexOfId(id) : -1;
    return index < 0 ? nullptr : &model->row(index);
}

QList<qint64> MessageActions::seqsOf(const QStringList &ids) const
{
    QList<qint64> seqs;
    for (const QString &id : ids) {
        const MessageRow *one = row(id);
        if (one && one->seq > 0)
            seqs.append(one->seq);
    }
    return seqs;
}

} // namespace confab::ui
