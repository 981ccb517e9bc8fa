// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/new_room_page.h"

#include "common/form_field.h"
#include "common/look.h"
#include "rooms/people_list.h"

#include <confab/protocol/limits.h>

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
}

NewRoomPage::NewRoomPage(client::ChatClient &client, QWidget *parent)
    : PageFrame(u"newRoom"_s, u"room"_s, tr("New room"), parent)
    , m_client(&client)
    , m_name(new FormField(tr("Name"), new QLineEdit))
    , m_topic(new FormField(tr("Topic (optional)"), new QLineEdit))
    , m_who(new QButtonGroup(this))
    , m_people(new PeopleList(client, u"newRoom.people"_s, PeopleList::Mode::Several))
    , m_error(new TextLabel({}, TextStyle::Small, u"danger"_s))
    , m_create(new QPushButton(tr("Create room")))
{
    m_name->edit()->setObjectName(u"newRoom.name"_s);
    m_name->edit()->setMaxLength(protocol::limits::roomNameChars);
    m_topic->edit()->setObjectName(u"newRoom.topic"_s);
    m_topic->edit()->setMaxLength(250);
    m_error->setObjectName(u"newRoom.error"_s);
    m_error->setWordWrap(true);
    m_create->setObjectName(u"newRoom.create"_s);
    m_create->setAccessibleName(m_create->text());
    setButtonKind(m_create, ButtonKind::Primary);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_name);
    column->addWidget(m_topic);
    const auto choice = [&](Who who, const QString &name, const QString &title, const QString &hint) {
        auto *button = new QRadioButton(title);
        button->setObjectName(name);
        button->setAccessibleName(title);
        button->setAccessibleDescription(hint);
        m_who->addButton(button, who);
        auto *words = new TextLabel(hint, TextStyle::Small, u"textMuted"_s);
        words->setContentsMargins(28, 0, 0, 0);
        words->setWordWrap(true);
        auto *option = new QVBoxLayout;
        option->setSpacing(2);
        option->addWidget(button);
        option->addWidget(words);
        column->addLayout(option);
    };
    choice(Private, u"newRoom.private"_s, tr("Private"), tr("Only people who are added see it."));
    choice(Public, u"newRoom.public"_s, tr("Public"), tr("Everybody on this server can find and join it."));
    m_who->button(Private)->setChecked(true);
    m_people->setHidden({client.me().username});
    column->addSpacing(8);
    column->addWidget(new TextLabel(tr("Add people (you can do that later too)"), TextStyle::Label, u"text"_s));
    m_people->setMinimumHeight(200);
    column->addWidget(m_people, 1);
    column->addWidget(m_error);
    auto *end = new QHBoxLayout;
    end->addStretch(1);
    end->addWidget(m_create);
    column->addLayout(end);
    setContent(content, 560);
    setFocusProxy(m_name->edit());

    connect(m_create, &QPushButton::clicked, this, &NewRoomPage::create);
    connect(m_name->edit(), &QLineEdit::returnPressed, this, &NewRoomPage::create);
    connect(m_name->edit(), &QLineEdit::textEdited, this, [this] { m_name->setError({}); });
}

void NewRoomPage::create()
{
    m_error->clear();
    protocol::CreateRoom room;
    room.name = m_name->edit()->text().trimmed();
    if (room.name.isEmpty()) {
        m_name->setError(tr("Give the room a name."));
        m_name->edit()->setFocus(Qt::OtherFocusReason);
        return;
    }
    room.topic = m_topic->edit()->text().trimmed();
    room.isPublic = m_who->checkedId() == Public;
    room.members = m_people->chosen();
    if (!m_client)
        return;
    m_create->setEnabled(false);
    m_client->createRoom(room, [self = QPointer(this)](Expected<QString, client::Problem> answer) {
        if (!self)
            return;
        self->m_create->setEnabled(true);
        if (answer)
            Q_EMIT self->created(*answer);
        else
            self->m_error->setText(client::sentence(answer.error()));
    });
}

} // namespace confab::ui
