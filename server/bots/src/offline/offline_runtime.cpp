// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/bots/offline_runtime.h>

#include "session_text.h"
#include "turn.h"

#include <QHash>
#include <QRegularExpression>

#include <list>
#include <utility>

namespace confab::bots
{

using namespace Qt::StringLiterals;

namespace
{

// Lex's own bound, in characters.
constexpr qsizetype mostText = 1024;

} // namespace

struct OfflineRuntime::State {
    struct Kept {
        QString id;
        offline::Session session;
    };

    State(lex::BotLocale locale, int idle, Clock now, DialogueStore *dialogues)
        : brain(std::move(locale))
        , idleSeconds(idle)
        , clock(std::move(now))
        , store(dialogues)
    {
    }

    std::optional<lex::Response> answerFromStore(const lex::Request &request, const QDateTime &now)
    {
        const auto kept = store->find(request.sessionId);
        if (!kept)
            return std::nullopt;
        offline::Session session = offline::sessionOf(*kept, brain);
        if (session.used.isValid() && session.used.secsTo(now) > idleSeconds)
            session = {};
        session.used = now;
        const lex::Response response = offline::Turn(brain, session, now).answer(request.text);
        if (!store->put(request.sessionId, offline::toText(session, brain), idleSeconds))
            return std::nullopt;
        return response;
    }

    offline::Session &sessionFor(const QString &id, const QDateTime &now)
    {
        if (const auto known = byId.constFind(id); known != byId.cend()) {
            byRest.splice(byRest.end(), byRest, *known);
            offline::Session &session = byRest.back().session;
            if (session.used.secsTo(now) > idleSeconds)
                session = {};
            session.used = now;
            return session;
        }
        if (byId.size() >= mostSessions) {
            byId.remove(byRest.front().id);
            byRest.pop_front();
        }
        byRest.push_back({id, {}});
        byId.insert(id, std::prev(byRest.end()));
        byRest.back().session.used = now;
        return byRest.back().session;
    }

    offline::Brain brain;
    int idleSeconds;
    Clock clock;
    DialogueStore *store;   // null: all are kept here
    std::list<Kept> byRest; // the longest first
    QHash<QString, std::list<Kept>::iterator> byId;
};

OfflineRuntime::OfflineRuntime(lex::BotLocale locale, int idleSeconds, Clock clock, DialogueStore *dialogues)
    : m_state(std::make_unique<State>(std::move(locale), idleSeconds, std::move(clock), dialogues))
{
}

OfflineRuntime::~OfflineRuntime() = default;

void OfflineRuntime::recognizeText(const lex::Request &request, std::function<void(const lex::Outcome &)> done)
{
    static const QRegularExpression idForm(u"\\A[0-9a-zA-Z._:-]{2,100}\\z"_s);
    if (!idForm.match(request.sessionId).hasMatch()) {
        done(lex::Failure{lex::FailureKind::Refused, u"The session's id is not one that Lex takes."_s});
        return;
    }
    if (request.text.trimmed().isEmpty() || request.text.size() > mostText) {
        done(lex::Failure{lex::FailureKind::Refused, u"A text has 1 to 1024 characters."_s});
        return;
    }
    const QDateTime now = m_state->clock();
    std::optional<lex::Response> response;
    if (m_state->store)
        response = m_state->answerFromStore(request, now);
    else
        response = offline::Turn(m_state->brain, m_state->sessionFor(request.sessionId, now), now).answer(request.text);
    if (!response) {
        done(lex::Failure{lex::FailureKind::Failed, u"The dialogue cannot be kept."_s});
        return;
    }
    response->sessionId = request.sessionId;
    done(*response);
}

void OfflineRuntime::deleteSession(const QString &sessionId, std::function<void(std::optional<lex::Failure>)> done)
{
    if (m_state->store) {
        std::optional<lex::Failure> failure;
        if (!m_state->store->remove(sessionId))
            failure = lex::Failure{lex::FailureKind::Failed, u"The dialogue cannot be forgotten."_s};
        return done(failure);
    }
    if (const auto known = m_state->byId.constFind(sessionId); known != m_state->byId.cend()) {
        m_state->byRest.erase(*known);
        m_state->byId.erase(known);
    }
    done({});
}

qsizetype OfflineRuntime::sessions() const
{
    return m_state->byId.size();
}

} // namespace confab::bots
