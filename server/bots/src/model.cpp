// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/bots/model.h>

#include <confab/bots/lex_failure.h>

namespace confab::bots
{

using namespace Qt::StringLiterals;

QList<ModelMessage> historyWindow(const QList<ModelMessage> &messages, qsizetype most, qsizetype characters)
{
    QList<ModelMessage> window;
    qsizetype taken = 0;
    qsizetype length = 0;
    for (auto it = messages.crbegin(); it != messages.crend() && taken < most; ++it) {
        if (it->text.trimmed().isEmpty())
            continue;
        length += it->text.size();
        if (taken > 0 && length > characters)
            break;
        ++taken;
        if (!window.isEmpty() && window.first().role == it->role)
            window.first().text.prepend(it->text + u'\n');
        else
            window.prepend(*it);
    }
    if (!window.isEmpty() && window.first().role == ModelMessage::Role::Model)
        window.removeFirst();
    return window;
}

QString sentenceForModel(const ModelFailure &failure)
{
    switch (failure.kind) {
    case lex::FailureKind::Throttled:
        return u"The model has too much to do right now. Try again in a minute."_s;
    case lex::FailureKind::Denied:
    case lex::FailureKind::Expired:
        return u"The model does not let this server in. Whoever runs the server has to look at its key."_s;
    case lex::FailureKind::NotFound:
        return u"There is no such model any more. Whoever runs the server has to look at its name and address."_s;
    case lex::FailureKind::TimedOut:
        return u"The model did not answer in time. Try again."_s;
    case lex::FailureKind::Malformed:
        return u"The model answered something that cannot be read."_s;
    case lex::FailureKind::Tls:
        return u"The connection to the model could not be secured, so nothing was sent."_s;
    case lex::FailureKind::Unreachable:
        return u"The model cannot be reached, or the connection broke. Try again later."_s;
    case lex::FailureKind::Refused:
        return u"The model did not take that message. It may be too long for it."_s;
    case lex::FailureKind::NoRegion:
    case lex::FailureKind::NoCredentials:
    case lex::FailureKind::ClockSkew:
        // A model of Amazon's: as with a bot of Amazon's.
        return lex::sentenceFor(failure);
    case lex::FailureKind::Failed:
        break;
    }
    return u"Something went wrong on the model's side. Try again later."_s;
}

} // namespace confab::bots
