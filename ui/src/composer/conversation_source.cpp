// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/conversation_source.h"

#include "common/words.h"
#include "contacts/fuzzy_match.h"

#include <confab/client/conversation_kind.h>
#include <confab/protocol/names.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::ui
{

using client::ChatClient;
using protocol::ConversationKind;

namespace
{

// Beyond so many pages of members the server is asked for those that fit.
constexpr int mostPages = 5;
// A server that knows "@all" says so.
constexpr auto everybodyFeature = "all"_L1;
// A fit that is no worse stands in the name as one piece.
constexpr int inOnePiece = 2;

QString displayOf(const protocol::User &user)
{
    return user.displayName.isEmpty() ? user.username : user.displayName;
}

} // namespace

ConversationSource::ConversationSource(ChatClient &client, const QString &conversation,
                                       const client::ConversationModel *model, QObject *parent)
    : CompletionSource(parent)
    , m_client(&client)
    , m_conversation(conversation)
    , m_model(model)
{
    connect(&client, &ChatClient::membersChanged, this, [this](const QString &changed) {
        if (changed != m_conversation || !m_begun)
            return;
        m_people.clear();
        m_asked.clear();
        m_begun = m_whole = false;
    });
}

void ConversationSource::know(const protocol::User &user)
{
    if (!protocol::isGuest(user.username))
        m_people.insert(protocol::keyOf(user.username), user);
}

void ConversationSource::askForMembers(const QString &after, int pages)
{
    m_client->listMembers(m_conversation, after,
                          [self = QPointer(this), pages](Expected<protocol::MemberList, client::Problem> answer) {
                              if (!self || !answer)
                                  return;
                              for (const protocol::Member &member : answer->members)
                                  self->know(member.user);
                              self->m_whole = answer->next.isEmpty();
                              Q_EMIT self->changed();
                              if (!self->m_whole && pages > 1 && self->m_client)
                                  self->askForMembers(answer->next, pages - 1);
                          });
}

// Of many people only those that fit; each beginning is asked for once.
void ConversationSource::askFor(const QString &typed)
{
    if (typed.isEmpty() || m_whole || m_asked.contains(typed) ||
        client::kindOf(m_conversation) != ConversationKind::Group)
        return;
    m_asked.insert(typed);
    m_client->listPeople(typed, {}, [self = QPointer(this)](Expected<protocol::UserList, client::Problem> answer) {
        if (!self || !answer)
            return;
        for (const protocol::User &user : answer->users)
            self->know(user);
        Q_EMIT self->changed();
    });
}

// By key; 0 is who wrote last.
QHash<QString, int> ConversationSource::whoWroteLast() const
{
    QHash<QString, int> order;
    if (!m_model)
        return order;
    for (qsizetype i = m_model->rows().size() - 1; i >= 0; --i) {
        const client::MessageRow &row = m_model->rows().at(i);
        if (row.kind != client::MessageRow::Kind::Message || row.bot || row.guest)
            continue;
        const QString key = protocol::keyOf(row.author);
        if (!order.contains(key))
            order.insert(key, static_cast<int>(order.size()));
    }
    return order;
}

QList<Offer> ConversationSource::people(const QString &typed)
{
    if (!m_client)
        return {};
    const ConversationKind kind = client::kindOf(m_conversation);
    const bool many = kind == ConversationKind::Group || kind == ConversationKind::Room;
    if (!m_begun) {
        m_begun = true;
        if (many)
            askForMembers({}, mostPages);
        else if (const auto keys = protocol::directKeys(m_conversation))
            for (const QString &key : {keys->first, keys->second})
                know(m_client->user(key));
    }
    if (many)
        askFor(typed);

    const QString me = protocol::keyOf(m_client->me().username);
    const QHash<QString, int> wrote = whoWroteLast();
    // Until all members are known, those who are seen here.
    for (auto it = wrote.cbegin(); many && !m_whole && it != wrote.cend(); ++it) {
        if (!m_people.contains(it.key()))
            know(m_client->user(it.key()));
    }
    struct Found {
        bool begins;
        int wrote;
        protocol::User user;
    };
    QList<Found> found;
    for (auto it = m_people.cbegin(); it != m_people.cend(); ++it) {
        if (it.key() == me)
            continue;
        const int cost = std::min(fuzzyCost(it->displayName, typed).value_or(inOnePiece + 1),
                                  fuzzyCost(it->username, typed).value_or(inOnePiece + 1));
        if (cost <= inOnePiece)
            found.append({cost < inOnePiece, wrote.value(it.key(), std::numeric_limits<int>::max()), *it});
    }
    std::sort(found.begin(), found.end(), [](const Found &a, const Found &b) {
        if (a.begins != b.begins)
            return a.begins;
        if (a.wrote != b.wrote)
            return a.wrote < b.wrote;
        const int names = QString::localeAwareCompare(displayOf(a.user), displayOf(b.user));
        return names != 0 ? names < 0 : a.user.username < b.user.username;
    });
    QList<Offer> offers;
    for (qsizetype i = 0; i < found.size() && i < mostOffers; ++i) {
        const protocol::User &user = found.at(i).user;
        const QString sign = u'@' + user.username;
        offers.append({Offer::Kind::Person, sign, displayOf(user), sign, user.username});
    }
    // Bots that answer where they are called.
    for (const protocol::BotInfo &bot : m_client->welcome().bots) {
        if (many && bot.inRooms &&
            (fuzzyCost(bot.name, typed).value_or(inOnePiece + 1) <= inOnePiece || bot.id.startsWith(typed.toLower())))
            offers.append({Offer::Kind::Person, u'@' + bot.id, bot.name,
                           bot.readBy.isEmpty() ? u'@' + bot.id : tr("Bot · read by %1").arg(bot.readBy),
                           protocol::botAuthor(bot.id)});
    }
    // Whoever may trouble all of them at once.
    const protocol::Role role = std::max(m_client->standing(m_conversation).role, m_client->me().role);
    if (many && role >= protocol::Role::Moderator && m_client->welcome().features.contains(everybodyFeature) &&
        QStringLiteral("all").startsWith(typed.toLower()))
        offers.append({Offer::Kind::Everybody, u"@all"_s, tr("Everybody here"), u"@all"_s, {}});
    return offers;
}

QList<Offer> ConversationSource::rooms(const QString &typed)
{
    if (!m_client)
        return {};
    struct Found {
        int cost;
        const client::Contact *contact;
    };
    QList<Found> found;
    const QList<client::Contact> &contacts = m_client->contacts()->contacts();
    for (const client::Contact &contact : contacts) {
        if (client::kindOf(contact.conversation) != ConversationKind::Room)
            continue;
        if (const auto cost = fuzzyCost(contact.name, typed))
            found.append({*cost, &contact});
    }
    // Else as the list has them: by last activity.
    std::stable_sort(found.begin(), found.end(), [](const Found &a, const Found &b) { return a.cost < b.cost; });
    QList<Offer> offers;
    for (qsizetype i = 0; i < found.size() && i < mostOffers; ++i) {
        const client::Contact &contact = *found.at(i).contact;
        const auto object = m_client->conversation(contact.conversation);
        offers.append({Offer::Kind::Room, u'#' + contact.name, contact.name, object ? object->topic : QString(), {}});
    }
    return offers;
}

void setConversationCommands(CommandBook &book, ChatClient *client, const QString &conversation)
{
    book.remove(u"topic"_s);
    book.remove(u"invite"_s);
    book.remove(u"start-over"_s);
    if (const auto bot = client ? client->botIn(conversation) : std::nullopt; bot && bot->startsOver) {
        book.add({u"start-over"_s,
                  {},
                  CommandBook::tr("Begin the dialogue with %1 anew").arg(bot->name),
                  [client = QPointer(client), conversation](const QString &, const auto &done) {
                      if (!client)
                          return;
                      client->startOver(conversation, [done](Expected<std::monostate, client::Problem> answer) {
                          done({{}, answer ? QString() : client::sentence(answer.error())});
                      });
                  }});
    }
    if (!client || conversation.isEmpty() || client::kindOf(conversation) != ConversationKind::Room)
        return;
    book.add({u"topic"_s, CommandBook::tr("TEXT"), CommandBook::tr("Say what this room is for"),
              [client = QPointer(client), conversation](const QString &text, const auto &done) {
                  if (!client)
                      return;
                  if (text.isEmpty())
                      return done({{}, CommandBook::tr("Write the new topic behind it.")});
                  protocol::UpdateRoom change;
                  change.conversation = conversation;
                  change.topic = text.simplified();
                  client->updateRoom(change, [done](Expected<std::monostate, client::Problem> answer) {
                      done({{}, answer ? QString() : client::sentence(answer.error())});
                  });
              }});
    book.add(
        {u"invite"_s, CommandBook::tr("NAME"), CommandBook::tr("Add somebody to this room"),
         [client = QPointer(client), conversation](QString name, const auto &done) {
             if (!client)
                 return;
             if (name.startsWith(u'@'))
                 name.remove(0, 1);
             if (name.isEmpty())
                 return done({{}, CommandBook::tr("Write behind it who is to be added, as in “/invite ben”.")});
             // Who is known by this name, too.
             const QList<client::Contact> &contacts = client->contacts()->contacts();
             const auto named = std::find_if(contacts.begin(), contacts.end(), [&name](const client::Contact &each) {
                 return each.section == client::Contact::Section::People &&
                        each.name.compare(name, Qt::CaseInsensitive) == 0;
             });
             const QString username = named == contacts.end() ? name : named->username;
             client->addMember(conversation, username, [done, name](Expected<std::monostate, client::Problem> answer) {
                 if (answer)
                     done({});
                 else if (answer.error().code == protocol::ErrorCode::NotFound && !answer.error().offline)
                     done({{}, CommandBook::tr("Nobody here is called “%1”.").arg(name)});
                 else
                     done({{}, client::sentence(answer.error())});
             });
         }});
}

} // namespace confab::ui
