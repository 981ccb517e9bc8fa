// SPDX-License-Identifier: GPL-3.0-or-later
#include "main/bot_actions.h"

#include "common/menu_action.h"

#include <confab/client/chat_client.h>
#include <confab/ui/common/questions.h>

#include <QPointer>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(confab::ui::BotActions)
};

} // namespace

void addBotActions(QMenu &menu, client::ChatClient &client, const QString &conversation, Questions &questions,
                   QWidget *over, std::function<void(const QString &)> told)
{
    const auto bot = client.botIn(conversation);
    if (!bot)
        return;
    const auto answered = [told = std::move(told), guard = QPointer(over)](const QString &done) {
        return [told, guard, done](const Expected<std::monostate, client::Problem> &answer) {
            if (guard)
                told(answer ? done : client::sentence(answer.error()));
        };
    };
    QPointer<client::ChatClient> of(&client);
    const QString name = bot->name;
    if (bot->startsOver) {
        addAction(menu, u"startOver"_s, Words::tr("Start over"), [of, conversation, answered, name] {
            if (of)
                of->startOver(conversation, answered(Words::tr("%1 has forgotten what you spoke of.").arg(name)));
        });
    }
    if (!client.conversation(conversation))
        return;
    auto *ask = &questions;
    addAction(
        menu, u"deleteDialogue"_s, Words::tr("Delete this dialogue…"), [of, conversation, answered, name, ask, over] {
            ask->ask(
                over,
                {.name = u"deleteDialogue"_s,
                 .title = Words::tr("Delete this dialogue?"),
                 .text =
                     Words::tr("What you and %1 said to each other is deleted from the server and from your devices.")
                         .arg(name),
                 .yes = Words::tr("Delete")},
                [of, conversation, answered] {
                    if (of)
                        of->deleteDialogue(conversation, answered(Words::tr("The dialogue is deleted.")));
                });
        });
    menu.addSeparator();
}

} // namespace confab::ui
