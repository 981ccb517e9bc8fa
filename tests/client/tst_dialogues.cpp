// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/one_client.h"
#include "test_program.h"

#include <QSignalSpy>

using namespace confab;
using namespace confab::client;
using namespace confab::client::test;
using namespace Qt::StringLiterals;

// What one has with bots beside questions and answers.
class TestDialogues : public OneClient
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        setUp();
        protocol::SyncedConversation talk;
        talk.id = desk;
        talk.kind = protocol::ConversationKind::Bot;
        talk.memberCount = 1;
        m_server->conversations.insert(desk, talk);
        m_server->welcome.bots = {
            {.id = u"desk"_s, .name = u"Desk"_s, .about = {}, .readBy = {}, .inRooms = false, .startsOver = true}};
        restart();
        m_talk = watched(m_client->openConversation(desk));
    }
    void cleanup() { tearDown(); }

    void cardsStay()
    {
        const protocol::Card card{.title = u"Which?"_s, .subtitle = {}, .imageUrl = {}, .buttons = {{u"A"_s, u"a"_s}}};
        const protocol::Dialogue dialogue{u"Book"_s, u"InProgress"_s, {{u"City"_s, {}}}};
        m_server->reply(desk, u"bot:desk"_s, u"Which?"_s, [&](protocol::Message &message) {
            message.card = card;
            message.dialogue = dialogue;
        });
        QTRY_COMPARE(m_talk->rowCount(), 1);
        QCOMPARE(m_talk->row(0).card, card);
        QCOMPARE(m_talk->row(0).dialogue, dialogue);
        restart(false);
        m_talk = watched(m_client->openConversation(desk));
        QTRY_COMPARE(m_talk->rowCount(), 1);
        QCOMPARE(m_talk->row(0).card, card);
    }

    // Names and pictures too, of bots that one has not spoken with as well.
    void botsAreKnownOffline()
    {
        protocol::BotInfo other = m_server->welcome.bots.constFirst();
        other.id = u"pizza"_s;
        other.name = u"Pizzeria"_s;
        other.picture = u"\U0001F355"_s;
        m_server->welcome.bots.append(other);
        restart();
        m_server->say(desk, u"bot:desk"_s, u"Hello"_s);
        QTRY_COMPARE(contactOf(desk).lastLine, u"Hello"_s);
        restart(false);
        QCOMPARE(contactOf(desk).name, u"Desk"_s);
        const Contact never = contactOf(u"bot:pizza:ada"_s);
        QCOMPARE(never.name, u"Pizzeria"_s);
        QCOMPARE(never.picture, other.picture);
        QVERIFY(m_client->botIn(desk)->startsOver);
        m_talk = watched(m_client->openConversation(desk));
        QTRY_COMPARE(m_talk->rowCount(), 1);
        QCOMPARE(m_talk->row(0).authorName, u"Desk"_s);

        // Until the server says otherwise.
        m_server->welcome.bots.removeFirst();
        reachable();
        QTRY_VERIFY(!m_client->botIn(desk));
        QVERIFY(m_client->botIn(u"bot:pizza:ada"_s));
    }

    void anAnswerComesBitByBit()
    {
        QSignalSpy changed(m_client.get(), &ChatClient::answerChanged);
        say(u"Boo"_s);
        QTRY_COMPARE(texts(m_talk), QStringList{u"Boo"_s});
        QVERIFY(m_talk->row(0).coming);
        QVERIFY(m_client->isAnswering(desk));
        say(u"Booked"_s);
        QTRY_COMPARE(texts(m_talk), QStringList{u"Booked"_s});
        QCOMPARE(changed.count(), 2);
        m_client->stopAnswer(desk);
        QTRY_COMPARE(m_server->last<protocol::StopAnswer>().stream, u"q1"_s);
        m_server->reply(desk, u"bot:desk"_s, u"Booked."_s,
                        [](protocol::Message &message) { message.stream = u"q1"_s; });
        QTRY_COMPARE(texts(m_talk), QStringList{u"Booked."_s});
        QVERIFY(!m_client->isAnswering(desk));
        QVERIFY(!m_talk->row(0).coming);
        // A part that is late is nothing any more.
        say(u"Book"_s);
        m_server->say(group, u"ben"_s, u"and then"_s);
        QTRY_COMPARE(m_model->rowCount(), 3);
        QCOMPARE(texts(m_talk), QStringList{u"Booked."_s});
    }

    void anAnswerThatEndsInNothing()
    {
        say(u"Boo"_s);
        QTRY_COMPARE(m_talk->rowCount(), 1);
        say({}, true);
        QTRY_COMPARE(m_talk->rowCount(), 0);
        say(u"Boo"_s);
        QTRY_COMPARE(m_talk->rowCount(), 1);
        offline();
        QTRY_COMPARE(m_talk->rowCount(), 0);
    }

    void aDialogueIsForgotten()
    {
        m_server->say(desk, u"ada"_s, u"one"_s);
        m_server->say(desk, u"bot:desk"_s, u"two"_s);
        QTRY_COMPARE(m_talk->rowCount(), 2);
        QCOMPARE(m_client->botIn(desk)->name, u"Desk"_s);
        QVERIFY(!m_client->botIn(group));
        bool done = false;
        m_client->deleteDialogue(desk, [&done](const auto &answer) { done = answer.has_value(); });
        QTRY_VERIFY(done);
        QCOMPARE(m_server->last<protocol::DeleteDialogue>().bot, u"desk"_s);
        protocol::Conversation &object = m_server->conversations[desk];
        object.first = object.seq + 1;
        ++object.rev;
        m_server->messages[desk].clear();
        m_server->send(protocol::ConversationPush{object});
        QTRY_COMPARE(m_talk->rowCount(), 0);
        const int contact = m_client->contacts()->indexOf(desk);
        QVERIFY(m_client->contacts()->contacts().at(contact).lastLine.isEmpty());
        restart(false);
        m_talk = watched(m_client->openConversation(desk));
        QCOMPARE(m_talk->rowCount(), 0);
    }

private:
    [[nodiscard]] Contact contactOf(const QString &conversation) const
    {
        const int index = m_client->contacts()->indexOf(conversation);
        return index < 0 ? Contact() : m_client->contacts()->contacts().at(index);
    }
    void say(const QString &text, bool end = false)
    {
        protocol::Partial partial;
        partial.conversation = desk;
        partial.stream = u"q1"_s;
        partial.author = u"bot:desk"_s;
        partial.text = text;
        partial.end = end;
        m_server->send(partial);
    }

    const QString desk = u"bot:desk:ada"_s;
    ConversationModel *m_talk = nullptr;
};

CONFAB_TEST(TestDialogues)
#include "tst_dialogues.moc"
