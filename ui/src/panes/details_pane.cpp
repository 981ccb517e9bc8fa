// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/details_pane.h"

#include "common/column.h"
#include "common/list_row.h"
#include "common/look.h"
#include "common/words.h"

#include <confab/ui/conversation/row_layout.h>

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

using client::ChatClient;

namespace
{
constexpr int widest = 480;
constexpr int personAt = 8;
} // namespace

DetailsPane::DetailsPane(QWidget *parent)
    : PageFrame(u"details"_s, u"info"_s, tr("Message details"), parent)
{
    auto *body = new QWidget;
    m_column = new QVBoxLayout(body);
    m_column->setContentsMargins(0, 12, 0, 16);
    m_column->setSpacing(4);
    m_column->addStretch(1);
    setContent(body, widest);
}

void DetailsPane::setClient(ChatClient *client)
{
    m_client = client;
    m_conversation.clear();
    ++m_round;
}

void DetailsPane::show(const QString &conversation, const client::MessageRow &message)
{
    ++m_round;
    m_conversation = conversation;
    m_seq = message.seq;
    m_author = message.author;
    clearColumn(*m_column, 1);
    if (!m_client)
        return;

    QVBoxLayout *sent = addShelf(u"sent"_s, tr("Sent"));
    const QString time =
        tr("%1, %2", "day, time")
            .arg(dayWord(message.at.toLocalTime().date(), QDate::currentDate()), clockTime(message.at));
    addPerson(*sent, message.author, message.edited ? tr("%1, edited", "a time").arg(time) : time);
    const auto object = m_client->conversation(conversation);
    m_readers = m_others = nullptr;
    if (object && object->receipts && object->kind != protocol::ConversationKind::Bot) {
        m_readers = addShelf(u"readers"_s, tr("Read by"));
        m_others = addShelf(u"others"_s, tr("Not read yet"));
        say(*m_readers, tr("Looking…"));
        askReaders();
    }
    if (message.dialogue)
        addDialogue(*message.dialogue);
    for (const client::ShownReaction &reaction : message.reactions) {
        QVBoxLayout *shelf =
            addShelf(u"reaction."_s + reaction.emoji,
                     tr("%1 · %n", "emoji · how many", static_cast<int>(std::min<qint64>(reaction.count, 1 << 30)))
                         .arg(reaction.emoji));
        askReactors(shelf, reaction.emoji, {});
    }
}

QVBoxLayout *DetailsPane::addShelf(const QString &name, const QString &title)
{
    auto *shelf = new QWidget;
    shelf->setObjectName(u"details."_s + name);
    auto *rows = new QVBoxLayout(shelf);
    rows->setContentsMargins(personAt, 0, personAt, 8);
    rows->setSpacing(0);
    auto *words = new TextLabel(title, TextStyle::Label, u"textMuted"_s);
    words->setObjectName(shelf->objectName() + u".title"_s);
    words->setContentsMargins(12, 4, 12, 4);
    rows->addWidget(words);
    m_column->insertWidget(m_column->count() - 1, shelf);
    return rows;
}

void DetailsPane::addPerson(QVBoxLayout &shelf, const QString &username, const QString &second)
{
    const bool bot = username.startsWith("bot:"_L1);
    auto *row = new ListRow(bot ? ListRow::Picture::Bot : ListRow::Picture::Person, username,
                            m_client->displayNameOf(username));
    row->setObjectName(u"details.person."_s + username);
    row->setSecondLine(second);
    if (bot)
        row->setEmoji(m_client->pictureOf(username));
    row->setStill(true);
    shelf.addWidget(row);
}

void DetailsPane::say(QVBoxLayout &shelf, const QString &sentence)
{
    auto *words = new TextLabel(sentence, TextStyle::Small, u"textMuted"_s);
    words->setObjectName(u"details.words"_s);
    words->setContentsMargins(12, 0, 12, 4);
    words->setWordWrap(true);
    shelf.addWidget(words);
}

void DetailsPane::addDialogue(const protocol::Dialogue &dialogue)
{
    QVBoxLayout *shelf = addShelf(u"dialogue"_s, tr("How the bot understood it"));
    say(*shelf, dialogue.state.isEmpty() ? dialogue.intent
                                         : tr("%1 · %2", "intent · its state").arg(dialogue.intent, dialogue.state));
    for (const protocol::DialogueSlot &slot : dialogue.known)
        say(*shelf, tr("%1: %2", "what a bot wants to know: the answer")
                        .arg(slot.name, slot.value.isEmpty() ? tr("not told yet") : slot.value));
}

// A conversation that tells what was read is small enough for one page.
void DetailsPane::askReaders()
{
    m_client->listMembers(
        m_conversation, {},
        [self = QPointer(this), round = m_round](const Expected<protocol::MemberList, client::Problem> &answer) {
            if (!self || round != self->m_round)
                return;
            const auto titleOf = [](QVBoxLayout *shelf) { return shelf->itemAt(0)->widget(); };
            while (self->m_readers->count() > 1)
                delete self->m_readers->itemAt(1)->widget(); // its place goes with it
            if (!answer) {
                titleOf(self->m_others)->parentWidget()->hide();
                return self->say(*self->m_readers, client::sentence(answer.error()));
            }
            bool others = false;
            for (const protocol::Member &member : answer->members) {
                if (member.user.username == self->m_author || member.user.username == self->m_client->me().username)
                    continue;
                const bool read = member.read >= self->m_seq;
                others = others || !read;
                self->addPerson(read ? *self->m_readers : *self->m_others, member.user.username);
            }
            if (self->m_readers->count() == 1)
                self->say(*self->m_readers, tr("Nobody yet."));
            titleOf(self->m_others)->parentWidget()->setVisible(others);
        });
}

void DetailsPane::askReactors(QVBoxLayout *shelf, const QString &emoji, const QString &after)
{
    m_client->listReactors(m_conversation, m_seq, emoji, after,
                           [self = QPointer(this), round = m_round, shelf,
                            emoji](const Expected<protocol::ReactorList, client::Problem> &answer) {
                               if (!self || round != self->m_round)
                                   return;
                               if (!answer)
                                   return self->say(*shelf, client::sentence(answer.error()));
                               for (const QString &username : answer->users)
                                   self->addPerson(*shelf, username);
                               if (answer->next.isEmpty())
                                   return;
                               auto *more = new QPushButton(tr("More people"));
                               more->setObjectName(u"details.more"_s);
                               more->setAccessibleName(more->text());
                               setButtonKind(more, ButtonKind::Link);
                               shelf->addWidget(more, 0, Qt::AlignHCenter);
                               connect(more, &QPushButton::clicked, self,
                                       [self, shelf, emoji, more, next = answer->next] {
                                           more->deleteLater();
                                           more->hide();
                                           self->askReactors(shelf, emoji, next);
                                       });
                           });
}

} // namespace confab::ui
