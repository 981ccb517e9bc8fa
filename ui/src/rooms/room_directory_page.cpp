// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/room_directory_page.h"

#include "common/column.h"
#include "common/list_row.h"
#include "common/look.h"
#include "common/scroll.h"

#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace confab::ui
{

RoomDirectoryPage::RoomDirectoryPage(client::ChatClient &client, QWidget *parent)
    : PageFrame(u"directory"_s, u"search"_s, tr("Browse rooms"), parent)
    , m_client(&client)
    , m_search(new QLineEdit)
    , m_note(new TextLabel({}, TextStyle::Body, u"textMuted"_s))
    , m_more(new QPushButton(tr("More rooms")))
{
    m_search->setObjectName(u"directory.search"_s);
    m_search->setAccessibleName(tr("Search rooms"));
    m_search->setPlaceholderText(tr("Search rooms"));
    m_search->setFixedHeight(36);
    m_search->addAction(themedIcon(u"search"_s, u"textMuted"_s), QLineEdit::LeadingPosition);
    m_note->setObjectName(u"directory.note"_s);
    m_note->setWordWrap(true);
    m_note->hide();
    m_more->setObjectName(u"directory.more"_s);
    m_more->setAccessibleName(m_more->text());
    setButtonKind(m_more, ButtonKind::Link);
    m_more->hide();

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_search);
    column->addWidget(m_note);
    m_column = new QVBoxLayout;
    m_column->setSpacing(0);
    column->addLayout(m_column);
    column->addWidget(m_more, 0, Qt::AlignLeading);
    column->addStretch(1);
    setContent(content, 656);
    setFocusProxy(m_search);

    m_wait.setSingleShot(true);
    m_wait.setInterval(150ms);
    connect(&m_wait, &QTimer::timeout, this, [this] { ask({}); });
    connect(m_search, &QLineEdit::textEdited, &m_wait, QOverload<>::of(&QTimer::start));
    connect(m_more, &QPushButton::clicked, this, &RoomDirectoryPage::askOn);
    whenEndIsNear(findChild<QScrollArea *>(), [this] { askOn(); });
    ask({});
}

void RoomDirectoryPage::ask(const QString &after)
{
    if (!m_client)
        return;
    const int question = ++m_asked;
    m_waiting = true;
    m_client->listRooms(m_search->text().trimmed(), after,
                        [self = QPointer(this), question,
                         first = after.isEmpty()](Expected<protocol::RoomList, client::Problem> answer) {
                            if (!self || question != self->m_asked)
                                return;
                            self->m_waiting = false;
                            if (first)
                                self->clear();
                            if (!answer)
                                return self->tell(client::sentence(answer.error()));
                            self->m_next = answer->next;
                            self->fill(answer->rooms);
                        });
}

void RoomDirectoryPage::askOn()
{
    if (!m_waiting && !m_next.isEmpty())
        ask(m_next);
}

void RoomDirectoryPage::clear()
{
    clearColumn(*m_column);
}

void RoomDirectoryPage::tell(const QString &sentence)
{
    m_note->setText(sentence);
    m_note->setVisible(!sentence.isEmpty());
}

void RoomDirectoryPage::fill(const QList<protocol::Conversation> &rooms)
{
    for (const protocol::Conversation &room : rooms) {
        auto *row = new ListRow(ListRow::Picture::Room, room.id, room.name);
        row->setObjectName(u"directory.room."_s + room.id);
        const QString people = tr("%n people", nullptr, static_cast<int>(room.memberCount));
        QString topic = room.topic;
        topic.replace(u'\n', u' ');
        row->setSecondLine(topic.isEmpty() ? people : tr("%1 · %2", "people · topic").arg(people, topic));
        const bool inside = m_client && m_client->conversation(room.id).has_value();
        auto *button = new QPushButton(inside ? tr("Open") : tr("Join"));
        button->setObjectName((inside ? u"directory.open."_s : u"directory.join."_s) + room.id);
        button->setAccessibleName(inside ? tr("Open %1").arg(room.name) : tr("Join %1").arg(room.name));
        setButtonKind(button, ButtonKind::Plain);
        setButtonSize(button, ButtonSize::Small);
        row->setStill(true);
        row->setControl(button);
        connect(button, &QPushButton::clicked, this, [this, id = room.id, inside, button] {
            if (inside)
                Q_EMIT opened(id);
            else
                join(id, button);
        });
        m_column->addWidget(row);
    }
    m_more->setVisible(!m_next.isEmpty());
    if (m_column->count() > 0)
        tell({});
    else if (m_search->text().trimmed().isEmpty())
        tell(tr("No public rooms yet. You can make one."));
    else
        tell(tr("Nothing called “%1”.").arg(m_search->text().trimmed()));
}

void RoomDirectoryPage::join(const QString &conversation, QPushButton *button)
{
    button->setEnabled(false);
    m_client->joinRoom(conversation, [self = QPointer(this), conversation,
                                      button = QPointer(button)](Expected<std::monostate, client::Problem> answer) {
        if (button)
            button->setEnabled(true);
        if (!self)
            return;
        if (answer)
            Q_EMIT self->opened(conversation);
        else
            self->tell(client::sentence(answer.error()));
    });
}

} // namespace confab::ui
