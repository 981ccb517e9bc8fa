// SPDX-License-Identifier: GPL-3.0-or-later
// What the composer does with what was submitted, and what it completes from.
#include <confab/ui/composer/composer.h>

#include "composer/completer.h"
#include "composer/conversation_source.h"
#include "composer/message_edit.h"

#include <confab/ui/emoji/emoji.h>
#include <confab/ui/settings/preferences.h>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr qsizetype emojiOffered = 12;
}

void Composer::setConversation(client::ChatClient *client, const QString &conversation,
                               const client::ConversationModel *model)
{
    setConversationCommands(*m_commands, client, conversation);
    const bool somewhere = client && !conversation.isEmpty();
    setCompletionSource(somewhere ? new ConversationSource(*client, conversation, model, this) : nullptr);
}

void Composer::setCompletionSource(CompletionSource *source)
{
    delete m_source;
    m_source = source;
    if (source)
        source->setParent(this);
    m_completer->setSource(source);
}

QList<Offer> Composer::emojiOffers(const QString &typed) const
{
    const auto tone = m_preferences ? static_cast<SkinTone>(m_preferences->skinTone()) : SkinTone::None;
    QList<Offer> offers;
    const auto found = emojiMatching(typed, emojiOffered);
    for (const Emoji *emoji : found) {
        const QString text = inTone(*emoji, tone);
        offers.append({Offer::Kind::Emoji, text, u':' + emoji->shortNames.value(0) + u':', emojiName(text), {}});
    }
    return offers;
}

void Composer::send(const QString &message)
{
    stopTyping();
    m_telling = false;
    m_edit->clear();
    m_telling = true;
    readLength();
    place();
    Q_EMIT submitted(message);
    clearReply();
    Q_EMIT draftChanged({});
}

// False: it is none, and is sent as it stands.
bool Composer::runCommand(const QString &message)
{
    const auto written = writtenCommand(message);
    if (!written)
        return false;
    const Command *command = m_commands->find(written->name);
    if (!command) {
        say(tr("There is no command “/%1” here. Enter once more sends it as text.").arg(written->name));
        m_asText = message;
        return true;
    }
    const QString typed = text();
    // A copy: it may be taken away while it runs.
    const auto run = command->run;
    run(written->text, [self = QPointer(this), typed, writing = m_writing](const CommandOutcome &outcome) {
        if (self && self->m_writing == writing)
            self->finish(typed, outcome);
    });
    return true;
}

void Composer::finish(const QString &typed, const CommandOutcome &outcome)
{
    if (!outcome.problem.isEmpty())
        return say(outcome.problem);
    if (outcome.send.toUtf8().size() > m_limit)
        return say(tr("This is too long for one message. Please send it in parts."));
    if (!outcome.send.isEmpty())
        return send(outcome.send);
    // What was written meanwhile stays.
    if (text() != typed)
        return;
    stopTyping();
    put({});
    Q_EMIT draftChanged({});
}

} // namespace confab::ui
