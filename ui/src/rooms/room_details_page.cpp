// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/room_details_page.h"

#include "common/form_field.h"
#include "common/look.h"

#include <confab/protocol/limits.h>
#include <confab/ui/common/questions.h>

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

enum Who { Private, Public };

bool isRoom(const client::ChatClient &client, const QString &conversation)
{
    const auto object = client.conversation(conversation);
    return object && object->kind == protocol::ConversationKind::Room;
}

} // namespace

bool mayManage(const client::ChatClient &client, const QString &conversation)
{
    return isRoom(client, conversation) && (client.standing(conversation).role >= protocol::Role::Owner ||
                                            client.me().role >= protocol::Role::Moderator);
}

bool mayAdd(const client::ChatClient &client, const QString &conversation)
{
    return isRoom(client, conversation) && client.me().role >= protocol::Role::Member;
}

void askToLeave(client::ChatClient &client, const QString &conversation, Questions &questions, QWidget *over,
                std::function<void(const QString &)> failed)
{
    const auto room = client.conversation(conversation);
    if (!room)
        return;
    const QString text = room->isPublic
                             ? RoomDetailsPage::tr("You can join it again from the directory.")
                             : RoomDetailsPage::tr("Somebody inside has to add you before you can come back.");
    questions.ask(over,
                  {u"question.leaveRoom"_s, RoomDetailsPage::tr("Leave #%1?").arg(room->name), text,
                   RoomDetailsPage::tr("Leave"), true},
                  [client = QPointer(&client), conversation, failed] {
                      if (!client)
                          return;
                      client->leaveRoom(conversation, [failed](Expected<std::monostate, client::Problem> answer) {
                          if (!answer)
                              failed(client::sentence(answer.error()));
                      });
                  });
}

void askToDelete(client::ChatClient &client, const QString &conversation, Questions &questions, QWidget *over,
                 std::function<void(const QString &)> failed)
{
    const auto room = client.conversation(conversation);
    if (!room)
        return;
    questions.ask(over,
                  {u"question.deleteRoom"_s, RoomDetailsPage::tr("Delete #%1?").arg(room->name),
                   RoomDetailsPage::tr("All its messages are deleted for everybody. This cannot be undone."),
                   RoomDetailsPage::tr("Delete room"), true},
                  [client = QPointer(&client), conversation, failed] {
                      if (!client)
                          return;
                      client->deleteRoom(conversation, [failed](Expected<std::monostate, client::Problem> answer) {
                          if (!answer)
                              failed(client::sentence(answer.error()));
                      });
                  });
}

RoomDetailsPage::RoomDetailsPage(client::ChatClient &client, const QString &conversation, Questions &questions,
                                 QWidget *parent)
    : PageFrame(u"roomDetails"_s, u"room"_s, tr("Room details"), parent)
    , m_client(&client)
    , m_conversation(conversation)
    , m_name(new FormField(tr("Name"), new QLineEdit))
    , m_topic(new FormField(tr("Topic"), new QLineEdit))
    , m_who(new QButtonGroup(this))
    , m_error(new TextLabel({}, TextStyle::Small, u"danger"_s))
    , m_save(new QPushButton(tr("Save")))
{
    const protocol::Conversation room = client.conversation(conversation).value_or(protocol::Conversation{});
    const bool manages = mayManage(client, conversation);
    setSubtitle(room.name);
    m_name->edit()->setObjectName(u"roomDetails.name"_s);
    m_name->edit()->setText(room.name);
    m_name->edit()->setMaxLength(protocol::limits::roomNameChars);
    m_name->edit()->setReadOnly(!manages);
    m_topic->edit()->setObjectName(u"roomDetails.topic"_s);
    m_topic->edit()->setText(room.topic);
    m_topic->edit()->setMaxLength(250);
    m_topic->edit()->setReadOnly(!manages);
    m_error->setObjectName(u"roomDetails.error"_s);
    m_error->setWordWrap(true);
    m_save->setObjectName(u"roomDetails.save"_s);
    m_save->setAccessibleName(m_save->text());
    setButtonKind(m_save, ButtonKind::Primary);
    m_save->setVisible(manages);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_name);
    column->addWidget(m_topic);
    const auto choice = [&](Who who, const QString &name, const QString &title) {
        auto *button = new QRadioButton(title);
        button->setObjectName(name);
        button->setAccessibleName(title);
        button->setEnabled(manages);
        m_who->addButton(button, who);
        column->addWidget(button);
    };
    choice(Private, u"roomDetails.private"_s, tr("Private: only people who are added see it"));
    choice(Public, u"roomDetails.public"_s, tr("Public: everybody on this server can find and join it"));
    m_who->button(room.isPublic ? Public : Private)->setChecked(true);
    column->addWidget(m_error);

    const auto button = [](const QString &name, const QString &title, ButtonKind kind) {
        auto *made = new QPushButton(title);
        made->setObjectName(name);
        made->setAccessibleName(title);
        setButtonKind(made, kind);
        return made;
    };
    auto *members = button(u"roomDetails.members"_s, tr("%n people", nullptr, static_cast<int>(room.memberCount)),
                           ButtonKind::Plain);
    auto *leave = button(u"roomDetails.leave"_s, tr("Leave room"), ButtonKind::Plain);
    auto *remove = button(u"roomDetails.delete"_s, tr("Delete room"), ButtonKind::Danger);
    remove->setVisible(manages);
    auto *end = new QHBoxLayout;
    end->setSpacing(8);
    end->addWidget(members);
    end->addWidget(leave);
    end->addWidget(remove);
    end->addStretch(1);
    end->addWidget(m_save);
    column->addSpacing(8);
    column->addLayout(end);
    column->addStretch(1);
    setContent(content, 656);
    setFocusProxy(m_name->edit());

    const auto failed = [self = QPointer(this)](const QString &sentence) {
        if (self)
            self->m_error->setText(sentence);
    };
    connect(m_save, &QPushButton::clicked, this, &RoomDetailsPage::save);
    connect(m_name->edit(), &QLineEdit::textEdited, this, [this] { m_name->setError({}); });
    connect(members, &QPushButton::clicked, this, [this] { Q_EMIT membersWanted(m_conversation); });
    connect(leave, &QPushButton::clicked, this, [this, &questions, failed] {
        if (m_client)
            askToLeave(*m_client, m_conversation, questions, window(), failed);
    });
    connect(remove, &QPushButton::clicked, this, [this, &questions, failed] {
        if (m_client)
            askToDelete(*m_client, m_conversation, questions, window(), failed);
    });
}

void RoomDetailsPage::save()
{
    m_error->clear();
    if (!m_client)
        return;
    const auto room = m_client->conversation(m_conversation);
    if (!room)
        return;
    protocol::UpdateRoom change;
    change.conversation = m_conversation;
    const QString name = m_name->edit()->text().trimmed();
    if (name.isEmpty()) {
        m_name->setError(tr("Give the room a name."));
        return;
    }
    const QString topic = m_topic->edit()->text().trimmed();
    const bool isPublic = m_who->checkedId() == Public;
    if (name != room->name)
        change.name = name;
    if (topic != room->topic)
        change.topic = topic;
    if (isPublic != room->isPublic)
        change.isPublic = isPublic;
    if (!change.name && !change.topic && !change.isPublic)
        return Q_EMIT closed();
    m_save->setEnabled(false);
    m_client->updateRoom(change, [self = QPointer(this)](Expected<std::monostate, client::Problem> answer) {
        if (self)
            self->answered(answer);
    });
}

void RoomDetailsPage::answered(const Expected<std::monostate, client::Problem> &answer)
{
    m_save->setEnabled(true);
    if (answer)
        Q_EMIT closed();
    else
        m_error->setText(client::sentence(answer.error()));
}

} // namespace confab::ui
