// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/members_pane.h"

#include "common/column.h"
#include "common/list_row.h"
#include "common/look.h"
#include "common/scroll.h"
#include "common/words.h"
#include "rooms/people_list.h"
#include "rooms/room_details_page.h"

#include <confab/ui/common/questions.h>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int headHeight = 48;

// Where it is told.
void showPresence(ListRow &row, const protocol::User &user)
{
    row.setPresence(user.state);
    row.setSecondLine(!user.status.isEmpty() ? user.status : user.state ? presenceWord(*user.state) : QString());
}

} // namespace

MembersPane::MembersPane(Questions &questions, QWidget *parent)
    : QWidget(parent)
    , m_questions(questions)
    , m_title(new TextLabel(tr("Members"), TextStyle::Title, u"text"_s))
    , m_close(new IconButton(u"close"_s, tr("Close members"), this))
    , m_add(new QPushButton(tr("Add people")))
    , m_note(new TextLabel({}, TextStyle::Small, u"danger"_s))
    , m_list(new QWidget)
    , m_column(new QVBoxLayout(m_list))
    , m_more(new QPushButton(tr("More people")))
    , m_addArea(new QVBoxLayout)
{
    setObjectName(u"members"_s);
    setAccessibleName(tr("Members"));
    m_close->setObjectName(u"members.close"_s);
    m_add->setObjectName(u"members.add"_s);
    m_add->setAccessibleName(m_add->text());
    m_add->setCheckable(true);
    setButtonKind(m_add, ButtonKind::Plain);
    setButtonIcon(m_add, u"invite"_s);
    m_title->setObjectName(u"members.title"_s);
    m_note->setObjectName(u"members.note"_s);
    m_note->setWordWrap(true);
    m_note->hide();
    m_more->setObjectName(u"members.more"_s);
    m_more->setAccessibleName(m_more->text());
    setButtonKind(m_more, ButtonKind::Link);
    m_more->hide();

    auto *head = new QWidget;
    head->setFixedHeight(headHeight);
    auto *headRow = new QHBoxLayout(head);
    headRow->setContentsMargins(20, 0, 12, 1);
    headRow->setSpacing(8);
    headRow->addWidget(m_title, 1);
    headRow->addWidget(m_close);
    m_column->setContentsMargins(8, 4, 8, 8);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    m_addArea->setContentsMargins(20, 8, 20, 4);
    m_addArea->setSpacing(8);
    // As wide as its words: Qt 6.4 puts icon and words of a wider one apart where one reads from the right.
    m_addArea->addWidget(m_add, 0, Qt::AlignLeft);
    m_addArea->addWidget(m_note);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addLayout(m_addArea);
    QScrollArea *area = scrolled(m_list);
    column->addWidget(area, 1);
    column->addWidget(m_more, 0, Qt::AlignHCenter);

    connect(m_close, &QToolButton::clicked, this, &MembersPane::closed);
    connect(m_more, &QPushButton::clicked, this, &MembersPane::askOn);
    whenEndIsNear(area, [this] { askOn(); });
    connect(m_add, &QPushButton::toggled, this, [this](bool on) {
        if (on)
            startAdding();
        else
            stopAdding();
    });
}

void MembersPane::show(client::ChatClient *client, const QString &conversation)
{
    if (m_client != client) {
        if (m_client)
            m_client->disconnect(this);
        m_client = client;
        if (client) {
            connect(client, &client::ChatClient::membersChanged, this, [this](const QString &changed) {
                if (changed == m_conversation)
                    ask({});
            });
            connect(client, &client::ChatClient::userChanged, this, &MembersPane::follow);
        }
    }
    if (m_conversation != conversation)
        m_add->setChecked(false);
    m_conversation = conversation;
    m_add->setVisible(client && mayAdd(*client, conversation));
    tell({});
    ask({});
}

void MembersPane::setCovering(bool covering)
{
    m_close->setIconName(covering ? u"chevron-left"_s : u"close"_s);
    m_close->setWords(covering ? tr("Back to the conversation") : tr("Close members"));
}

void MembersPane::startAdding()
{
    if (m_picker || !m_client)
        return;
    m_picker = new PeopleList(*m_client, u"members.picker"_s, PeopleList::Mode::One);
    m_picker->setHidden(m_shown);
    m_picker->setMinimumHeight(220);
    m_addArea->insertWidget(1, m_picker);
    connect(m_picker, &PeopleList::picked, this, &MembersPane::add);
    m_add->setChecked(true);
    m_picker->setFocus(Qt::OtherFocusReason);
}

void MembersPane::stopAdding()
{
    if (!m_picker)
        return;
    m_picker->hide();
    m_picker->deleteLater();
    m_picker = nullptr;
}

void MembersPane::add(const protocol::User &user)
{
    m_client->addMember(m_conversation, user.username,
                        [self = QPointer(this)](Expected<std::monostate, client::Problem> answer) {
                            if (!self)
                                return;
                            self->tell(answer ? QString() : client::sentence(answer.error()));
                            self->ask({});
                        });
}

void MembersPane::remove(const protocol::User &user)
{
    m_questions.ask(window(),
                    {u"question.removeMember"_s, tr("Remove %1 from this room?").arg(shownName(user)),
                     tr("They lose what was said here. You can add them again."), tr("Remove"), true},
                    [self = QPointer(this), name = user.username] {
                        if (!self || !self->m_client)
                            return;
                        self->m_client->removeMember(
                            self->m_conversation, name, [self](Expected<std::monostate, client::Problem> answer) {
                                if (!self)
                                    return;
                                self->tell(answer ? QString() : client::sentence(answer.error()));
                                self->ask({});
                            });
                    });
}

void MembersPane::ask(const QString &after)
{
    if (!m_client || m_conversation.isEmpty() || !isVisibleTo(parentWidget()))
        return;
    const int question = ++m_asked;
    m_waiting = true;
    m_client->listMembers(m_conversation, after,
                          [self = QPointer(this), question,
                           first = after.isEmpty()](Expected<protocol::MemberList, client::Problem> answer) {
                              if (!self || question != self->m_asked)
                                  return;
                              self->m_waiting = false;
                              if (!answer)
                                  return self->tell(client::sentence(answer.error()));
                              if (first) {
                                  self->clear();
                                  self->showBots();
                              }
                              self->m_next = answer->next;
                              self->fill(answer->members);
                          });
}

void MembersPane::askOn()
{
    if (!m_waiting && !m_next.isEmpty())
        ask(m_next);
}

void MembersPane::clear()
{
    m_shown.clear();
    clearColumn(*m_column, 1);
}

// Those that hear what is said here when they are called, before all else: whoever writes here shall know.
void MembersPane::showBots()
{
    for (const protocol::BotInfo &bot : m_client->welcome().bots) {
        if (!bot.inRooms)
            continue;
        auto *row = new ListRow(ListRow::Picture::Bot, bot.id, bot.name);
        row->setObjectName(u"members.bot."_s + bot.id);
        row->setEmoji(bot.picture);
        row->setTag(tr("Bot"));
        row->setStill(true);
        const QString sign = u'@' + bot.id;
        // Who reads matters more than how it is called, and there is no place for both.
        const QString second = bot.readBy.isEmpty() ? tr("Answers to %1").arg(sign)
                                                    : tr("Read by %1", "a model or service").arg(bot.readBy);
        row->setSecondLine(second);
        row->setToolTip(
            plainTip(second + u'\n' +
                     tr("Whoever calls it with %1 lets it read the last messages of this conversation.").arg(sign)));
        m_column->insertWidget(m_column->count() - 1, row);
    }
}

void MembersPane::fill(const QList<protocol::Member> &members)
{
    const bool manages = mayManage(*m_client, m_conversation);
    for (const protocol::Member &member : members) {
        const protocol::User &user = member.user;
        const bool self = user.username == m_client->me().username;
        auto *row = new ListRow(ListRow::Picture::Person, user.username, shownName(user));
        row->setObjectName(u"members.row."_s + user.username);
        row->setTag(roleWord(member.role));
        showPresence(*row, user);
        if (self)
            row->setStill(true);
        else
            connect(row, &QAbstractButton::clicked, this, [this, user] { Q_EMIT messageWanted(user); });
        row->setToolTip(self ? QString() : plainTip(tr("Write to %1").arg(shownName(user))));
        if (manages && !self) {
            auto *away = new IconButton(u"kick"_s, tr("Remove %1").arg(shownName(user)), row);
            away->setObjectName(u"members.remove."_s + user.username);
            row->setControl(away);
            connect(away, &QToolButton::clicked, this, [this, user] { remove(user); });
        }
        m_shown << user.username;
        m_column->insertWidget(m_column->count() - 1, row);
    }
    readTitle();
    m_more->setVisible(!m_next.isEmpty());
    if (m_picker)
        m_picker->setHidden(m_shown);
    Q_EMIT shownChanged(m_shown);
}

// All of them, not only those of the pages that are here.
void MembersPane::readTitle()
{
    const auto room = m_client ? m_client->conversation(m_conversation) : std::nullopt;
    const qint64 all = std::max<qint64>(room ? room->memberCount : 0, m_shown.size());
    m_title->setText(tr("%n members", nullptr, static_cast<int>(std::min<qint64>(all, 1 << 30))));
}

void MembersPane::follow(const QString &username)
{
    auto *row = findChild<ListRow *>(u"members.row."_s + username);
    if (!row || !m_client)
        return;
    showPresence(*row, m_client->user(username));
}

void MembersPane::tell(const QString &sentence)
{
    m_note->setText(sentence);
    m_note->setVisible(!sentence.isEmpty());
}

void MembersPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closed();
        return;
    }
    QWidget::keyPressEvent(event);
}

void MembersPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(u"surface"_s));
    fillLine(painter, QRect(0, headHeight - 1, width(), 1), color(u"separator"_s));
}

} // namespace confab::ui