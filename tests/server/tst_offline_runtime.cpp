// SPDX-License-Identifier: GPL-3.0-or-later
#include "export_files.h"
#include "test_program.h"

#include <confab/bots/dialogue_script.h>
#include <confab/bots/offline_runtime.h>
#include <confab/bots/sample_bots.h>

#include <QDir>
#include <QtTest>

#include <algorithm>

using namespace confab::bots;
using namespace confab::tests;
using namespace Qt::StringLiterals;

namespace
{

// A Monday.
const QDateTime start(QDate(2026, 3, 2), QTime(10, 0), Qt::UTC);

lex::BotDefinition botAt(const QString &path)
{
    const auto read = lex::readExport(path);
    if (const auto *reason = std::get_if<QString>(&read))
        qFatal("%s", qPrintable(*reason));
    return std::get<lex::Import>(read).bot;
}

lex::BotLocale hotel()
{
    return botAt(hotelDesk()).locales.front();
}

lex::Speech speech(const QStringList &choices)
{
    lex::MessageGroup group;
    for (const QString &choice : choices)
        group.choices.append({.content = choice, .card = {}});
    return {.groups = {group}};
}

lex::Prompt prompt(const QStringList &choices, int maxRetries = 2)
{
    return {.speech = speech(choices), .maxRetries = maxRetries, .attempts = {}};
}

lex::Slot slotOf(const QString &name, const QString &type, const QString &question)
{
    lex::Slot slot;
    slot.name = name;
    slot.type = type;
    slot.prompt = prompt({question});
    return slot;
}

lex::IntentDefinition intentOf(const QString &name, const QStringList &utterances)
{
    lex::IntentDefinition intent;
    intent.name = name;
    intent.utterances = utterances;
    return intent;
}

// A bot of a pizzeria, made to try what the two sample bots do not have.
lex::BotLocale pizzeria()
{
    lex::BotLocale locale{.id = u"en_US"_s, .confidenceThreshold = 0.4, .intents = {}, .slotTypes = {}};
    locale.slotTypes.append({.name = u"Topping"_s,
                             .parent = {},
                             .values = {{u"ham"_s, {u"bacon"_s}}, {u"olives"_s, {}}, {u"onion"_s, {}}},
                             .topResolution = true,
                             .regexFilter = {}});
    lex::IntentDefinition order =
        intentOf(u"Order"_s, {u"I want to order a pizza"_s, u"order a pizza with {Toppings}"_s});
    order.slotsInOrder = {slotOf(u"Toppings"_s, u"Topping"_s, u"Which toppings?"_s),
                          slotOf(u"Count"_s, u"AMAZON.Number"_s, u"How many?"_s)};
    order.slotsInOrder[0].multiple = true;
    order.slotsInOrder[1].defaultValues = {u"[usual]"_s};
    order.fulfilled = speech({u"{Count} pizzas with {Toppings}."_s});
    order.closing = speech({u"Thank you, [customer]."_s, u"Thank you."_s});
    order.outputContexts = {{.name = u"ordered"_s, .secondsToLive = 90, .turnsToLive = 2}};
    lex::IntentDefinition track = intentOf(u"Track"_s, {u"where is my pizza"_s, u"track my order"_s});
    track.inputContexts = {u"ordered"_s};
    track.closing = speech({u"It is in the oven."_s});
    lex::IntentDefinition name = intentOf(u"Name"_s, {u"remember me"_s, u"I am a regular customer"_s});
    name.closing = speech({u"Good to see you again."_s});
    name.afterClosing = {.kind = lex::NextStep::ElicitIntent,
                         .slot = {},
                         .intent = {},
                         .sessionAttributes = {{u"usual"_s, u"4"_s}, {u"customer"_s, u"Ada"_s}}};
    lex::IntentDefinition party = intentOf(u"Party"_s, {u"we have a party"_s});
    party.initial = speech({u"A party!"_s});
    party.afterInitial = {
        .kind = lex::NextStep::StartIntent, .slot = {}, .intent = u"Order"_s, .sessionAttributes = {}};
    lex::IntentDefinition circle = intentOf(u"Circle"_s, {u"run in circles"_s});
    circle.afterInitial = {
        .kind = lex::NextStep::StartIntent, .slot = {}, .intent = u"Circle"_s, .sessionAttributes = {}};
    lex::IntentDefinition repeat = intentOf(u"Again"_s, {});
    repeat.parent = u"AMAZON.RepeatIntent"_s;
    lex::IntentDefinition stop = intentOf(u"Stop"_s, {});
    stop.parent = u"AMAZON.StopIntent"_s;
    stop.closing = speech({u"Stopped."_s});
    lex::IntentDefinition fallback = intentOf(u"Fallback"_s, {});
    fallback.parent = u"AMAZON.FallbackIntent"_s;
    fallback.closing = speech({u"What?"_s, u"Pardon?"_s});
    locale.intents = {order, track, name, party, circle, repeat, stop, fallback};
    return locale;
}

class Talk
{
public:
    explicit Talk(lex::BotLocale locale, int idleSeconds = 300)
        : now(start)
        , runtime(std::move(locale), idleSeconds, [this] { return now; })
    {
    }

    lex::Response say(const QString &text, const QString &session = u"someone"_s)
    {
        lex::Response response;
        runtime.recognizeText({session, text}, [&response](const lex::Outcome &outcome) {
            if (const auto *answer = std::get_if<lex::Response>(&outcome))
                response = *answer;
            else
                QFAIL(qPrintable(std::get<lex::Failure>(outcome).detail));
        });
        return response;
    }

    QDateTime now;
    OfflineRuntime runtime;
};

class KeptHere final : public DialogueStore
{
public:
    [[nodiscard]] std::optional<QByteArray> find(const QString &session) override
    {
        return works ? std::optional(kept.value(session)) : std::nullopt;
    }
    [[nodiscard]] bool put(const QString &session, const QByteArray &dialogue, int idleSeconds) override
    {
        if (works)
            kept.insert(session, dialogue);
        lives = idleSeconds;
        return works;
    }
    [[nodiscard]] bool remove(const QString &session) override
    {
        if (works)
            kept.remove(session);
        return works;
    }

    QHash<QString, QByteArray> kept;
    int lives = 0;
    bool works = true;
};

// Keeps nothing by itself: the next turn may as well come to another process.
struct ForgetfulTalk {
    explicit ForgetfulTalk(lex::BotLocale locale)
        : runtime(
              std::move(locale), 300, [this] { return now; }, &store)
    {
    }

    QDateTime now = start;
    KeptHere store;
    OfflineRuntime runtime;
};

lex::Outcome outcomeOf(lex::Runtime &runtime, const QString &text)
{
    lex::Outcome outcome;
    runtime.recognizeText({u"someone"_s, text}, [&outcome](const lex::Outcome &told) { outcome = told; });
    return outcome;
}

QString lines(const lex::Response &response)
{
    return linesOf(response).join(u" | "_s);
}

QString names(const lex::Response &response)
{
    QStringList all;
    for (const lex::Interpretation &one : response.interpretations)
        all.append(one.intent.name);
    return all.join(u' ');
}

} // namespace

class TestOfflineRuntime : public QObject
{
    Q_OBJECT

private slots:
    void dialogues_data()
    {
        QTest::addColumn<QString>("file");
        const QDir folder(u"" SOURCE_DIR "/tests/data/dialogues"_s);
        for (const QString &file : folder.entryList({u"*.txt"_s}, QDir::Files))
            QTest::newRow(qPrintable(file)) << folder.filePath(file);
    }
    void dialogues()
    {
        QFETCH(QString, file);
        QFile opened(file);
        QVERIFY(opened.open(QIODevice::ReadOnly));
        const auto script = readDialogue(QString::fromUtf8(opened.readAll()));
        if (const auto *reason = std::get_if<QString>(&script))
            QFAIL(qPrintable(*reason));
        // A file is named after its bot.
        const QString bot = QFileInfo(file).baseName().section(u'-', 0, 0);
        const lex::BotLocale locale =
            bot == "hotel"_L1 ? hotel() : botAt(u"" SOURCE_DIR "/tests/data/lex/"_s + bot).locales.front();
        Talk talk(locale);
        // The same where each turn comes to another process.
        ForgetfulTalk forgetful(locale);
        for (OfflineRuntime *runtime : {&talk.runtime, &forgetful.runtime}) {
            bool done = false;
            play(*runtime, u"test"_s, std::get<QList<ScriptTurn>>(script), [&done](const QList<PlayedTurn> &played) {
                done = true;
                const QString diff = differences(played);
                QVERIFY2(diff.isEmpty(), qPrintable(u'\n' + diff));
            });
            QVERIFY(done);
        }
    }

    void knowsYesAndNo_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("yes"); // each said to a confirmation
        QTest::addColumn<QString>("no");
        QTest::addColumn<QString>("neither");
        QTest::newRow("en") << u"en_GB"_s << u"yes, please|that is correct|sounds good"_s
                            << u"no thanks|that is wrong"_s << u"ja|hmm|nein"_s;
        QTest::newRow("de") << u"de_DE"_s << u"Ja|ja, bitte|genau|das ist richtig|auf jeden Fall|OK"_s
                            << u"nein|Nee, danke|das stimmt nicht|lieber nicht|auf keinen Fall"_s
                            << u"oui|hm|vielleicht"_s;
        // Whatever has a word of assent in it.
        QTest::newRow("en, refusals")
            << u"en_US"_s
            << u"why not|why not?|no problem|no worries|don't change anything|do not change anything, book it|"
               "yes that would be lovely|sure thing"_s
            << u"absolutely not|of course not|definitely not|certainly not|sure not|ok no|that's not right|"
               "that is not correct|this isn't right|ok stop|please don't|don't book that"_s
            << u"I did not confirm|right, cancel it|good but too expensive|that's right, but too expensive|"
               "I'm not sure|I am not sure about that|are you sure?|are you sure|is that correct?|is that correct|"
               "is that wrong?|okay, what does it cost?|okay, what does it cost|okay?|great, how much is it|"
               "yes, I do not need it|sure, maybe|I don't really know yet|do not change the date|"
               "right, but not that one|perfect, now cancel that"_s;
        QTest::newRow("de, refusals")
            << u"de_DE"_s << u"kein Problem|warum nicht?|Ja, nichts weiter|sicher"_s
            << u"natürlich nicht|sicher nicht|das ist nicht gut|gut, nein|auf keinen Fall"_s
            << u"ich bin nicht sicher|ich weiß nicht|ist das richtig?|gut, aber zu teuer|ja, aber keine Suite|"
               "okay, was kostet das?|richtig, bitte stornieren Sie das"_s;
        QTest::newRow("fr, refusals") << u"fr_FR"_s << u"pourquoi pas ?|aucun problème|oui, rien d'autre"_s
                                      << u"certainement pas|absolument pas|évidemment non|bien sûr que non"_s
                                      << u"je ne sais pas|c'est correct ?|parfait mais trop cher|"
                                         "d'accord, combien ça coûte ?"_s;
        QTest::newRow("es, refusals") << u"es_ES"_s << u"¿por qué no?|sí, nada más"_s
                                      << u"claro que no|por supuesto que no"_s
                                      << u"no estoy seguro|¿es correcto?|bueno pero muy caro"_s;
        QTest::newRow("it, refusals") << u"it_IT"_s << u"perché no?|come no"_s << u"certo che no|assolutamente no"_s
                                      << u"non sono sicuro|è corretto?|bene ma costa tanto"_s;
        QTest::newRow("pt, refusals") << u"pt_PT"_s << u"por que não?|sem problema"_s << u"claro que não"_s
                                      << u"não sei|está certo?|bom, está certo mas é caro"_s;
        QTest::newRow("de_AT") << u"de_AT"_s << u"passt"_s << u"das passt nicht"_s << u"schau ma mal"_s;
        QTest::newRow("fr") << u"fr_CA"_s << u"oui|d’accord|bien sûr|c'est ça|pas de problème"_s
                            << u"non|non merci|pas du tout|je ne suis pas d'accord"_s << u"ja|peut-être"_s;
        QTest::newRow("es") << u"es_419"_s << u"sí|Si|claro que sí|de acuerdo|está bien"_s
                            << u"no|no, gracias|claro que no|mejor no"_s << u"oui|quizás"_s;
        QTest::newRow("it") << u"it_IT"_s << u"sì|va bene|esatto|certo, grazie"_s << u"no|no grazie|non va bene"_s
                            << u"ja|forse"_s;
        QTest::newRow("pt") << u"pt_BR"_s << u"sim|Sim, por favor|com certeza|isso mesmo"_s
                            << u"não|nao|não, obrigado|claro que não"_s << u"ja|no sábado|talvez"_s;
        // One that has none: those of English.
        QTest::newRow("ja") << u"ja_JP"_s << u"yes"_s << u"no"_s << u"はい"_s;
    }
    void knowsYesAndNo()
    {
        QFETCH(QString, locale);
        QFETCH(QString, yes);
        QFETCH(QString, no);
        QFETCH(QString, neither);
        lex::BotLocale bot{.id = locale, .confidenceThreshold = 0.4, .intents = {}, .slotTypes = {}};
        lex::IntentDefinition begin = intentOf(u"Begin"_s, {u"start"_s});
        begin.confirmation = prompt({u"?"_s});
        begin.confirmed = speech({u"+"_s});
        begin.declined = speech({u"-"_s});
        bot.intents = {begin};
        Talk talk(bot);
        const auto answers = [&talk](const QString &all, const QString &expected) {
            for (const QString &said : all.split(u'|')) {
                const QString session = QString::fromLatin1(said.toUtf8().toHex());
                QCOMPARE(lines(talk.say(u"start"_s, session)), u"?"_s);
                const QString answer = lines(talk.say(said, session));
                QVERIFY2(answer == expected, qPrintable(said + u": "_s + answer));
            }
        };
        answers(yes, u"+"_s);
        answers(no, u"-"_s);
        answers(neither, u"?"_s);
    }

    // "Shall I cancel booking 12?"
    void cancelsWhatIsToBeCancelled()
    {
        lex::BotLocale bot{.id = u"en_US"_s, .confidenceThreshold = 0.4, .intents = {}, .slotTypes = {}};
        for (const QString &what : {u"cancel my booking"_s, u"book a room"_s}) {
            lex::IntentDefinition intent = intentOf(what.section(u' ', 0, 0), {what});
            intent.confirmation = prompt({u"?"_s});
            intent.confirmed = speech({u"+"_s});
            intent.declined = speech({u"-"_s});
            bot.intents.append(intent);
        }
        struct Row {
            QString begins;
            QString said;
            QString answer;
        };
        const QList<Row> rows{{u"cancel my booking"_s, u"yes, cancel it"_s, u"+"_s},
                              {u"cancel my booking"_s, u"go ahead and cancel it"_s, u"+"_s},
                              {u"cancel my booking"_s, u"do not cancel it"_s, u"-"_s},
                              {u"cancel my booking"_s, u"no, stop"_s, u"-"_s},
                              {u"book a room"_s, u"yes, cancel it"_s, u"?"_s}};
        for (const Row &row : rows) {
            Talk talk(bot);
            QCOMPARE(lines(talk.say(row.begins)), u"?"_s);
            const QString answer = lines(talk.say(row.said));
            QVERIFY2(answer == row.answer, qPrintable(row.begins + u" / "_s + row.said + u": "_s + answer));
        }
    }

    // Whatever it is that a dialogue hangs on.
    void keepsDialoguesElsewhere()
    {
        Talk talk(pizzeria());
        ForgetfulTalk forgetful(pizzeria());
        for (const QString &said :
             {u"remember me"_s, u"order a pizza with ham"_s, u"nothing of that"_s, u"olives and onion"_s, u"three"_s,
              u"where is my pizza"_s, u"where is my pizza"_s, u"where is my pizza"_s, u"qwrtz"_s, u"qwrtz"_s,
              u"we have a party"_s, u"stop"_s, u"again"_s}) {
            lex::Response expected = talk.say(said);
            const lex::Outcome outcome = outcomeOf(forgetful.runtime, said);
            QVERIFY2(std::get<lex::Response>(outcome) == expected, qPrintable(said + u": "_s + lines(expected)));
            talk.now = forgetful.now = forgetful.now.addSecs(20);
        }
        QCOMPARE(forgetful.store.lives, 300);
        QCOMPARE(forgetful.store.kept.size(), 1);
        // Too long ago, and a bot that is another by now: they begin anew.
        outcomeOf(forgetful.runtime, u"order a pizza"_s);
        talk.now = forgetful.now = forgetful.now.addSecs(301);
        QCOMPARE(std::get<lex::Response>(outcomeOf(forgetful.runtime, u"ham"_s)), talk.say(u"ham"_s));
        outcomeOf(forgetful.runtime, u"order a pizza"_s);
        lex::BotLocale changed = pizzeria();
        changed.intents[0].slotsInOrder.removeFirst();
        ForgetfulTalk other(changed);
        other.store.kept = forgetful.store.kept;
        other.now = forgetful.now;
        QVERIFY(!lines(std::get<lex::Response>(outcomeOf(other.runtime, u"ham"_s))).contains(u"How many"_s));
        other.store.kept.insert(u"someone"_s, "no JSON");
        QVERIFY(std::holds_alternative<lex::Response>(outcomeOf(other.runtime, u"order a pizza"_s)));
        std::optional<lex::Failure> failure;
        other.runtime.deleteSession(u"someone"_s, [&failure](const auto &told) { failure = told; });
        QVERIFY(!failure && other.store.kept.isEmpty());

        forgetful.store.works = false;
        const lex::Outcome outcome = outcomeOf(forgetful.runtime, u"order a pizza"_s);
        QCOMPARE(std::get<lex::Failure>(outcome).kind, lex::FailureKind::Failed);
        forgetful.runtime.deleteSession(u"someone"_s, [&failure](const auto &told) { failure = told; });
        QVERIFY(failure);
    }

    // What Lex tells beside the words.
    void tellsItsState()
    {
        Talk talk(hotel());
        lex::Response answer = talk.say(u"I need a room in Paris for two nights"_s);
        QCOMPARE(answer.sessionId, u"someone"_s);
        QCOMPARE(answer.sessionState.dialogAction, lex::DialogActionType::ElicitSlot);
        QCOMPARE(answer.sessionState.slotToElicit, u"CheckInDate"_s);
        QCOMPARE(answer.sessionState.intent->name, u"BookRoom"_s);
        QCOMPARE(answer.sessionState.intent->state, lex::IntentState::InProgress);
        QCOMPARE(answer.sessionState.intent->slotValues.size(), 4);
        QVERIFY(!answer.sessionState.intent->slotValues[u"RoomType"_s]);
        QCOMPARE(answer.sessionState.intent->slotValues[u"City"_s]->interpretedValue, u"Paris"_s);
        QCOMPARE(answer.sessionState.intent->slotValues[u"Nights"_s]->interpretedValue, u"2"_s);
        QCOMPARE(answer.interpretations.front().intent, *answer.sessionState.intent);
        QVERIFY(answer.interpretations.front().confidence >= 0.4);
        QVERIFY(names(answer).contains(u"FallbackIntent"_s));

        talk.say(u"tomorrow"_s);
        answer = talk.say(u"a twin"_s);
        const std::optional<lex::SlotValue> room = answer.sessionState.intent->slotValues[u"RoomType"_s];
        QCOMPARE(room->originalValue, u"twin"_s);
        QCOMPARE(room->interpretedValue, u"double"_s);
        QCOMPARE(room->resolvedValues, QStringList{u"double"_s});
        QCOMPARE(answer.sessionState.dialogAction, lex::DialogActionType::ConfirmIntent);
        QCOMPARE(answer.sessionState.intent->confirmationState, lex::ConfirmationState::None);

        answer = talk.say(u"yes"_s);
        QCOMPARE(answer.sessionState.dialogAction, lex::DialogActionType::Close);
        QCOMPARE(answer.sessionState.intent->state, lex::IntentState::ReadyForFulfillment);
        QCOMPARE(answer.sessionState.intent->confirmationState, lex::ConfirmationState::Confirmed);
        QCOMPARE(answer.sessionState.activeContexts.size(), 1);
        QCOMPARE(answer.sessionState.activeContexts[0].name, u"RoomBooked"_s);
        QCOMPARE(answer.sessionState.activeContexts[0].turnsToLive, 10);
        QCOMPARE(answer.sessionState.activeContexts[0].secondsToLive, 900);
        QCOMPARE(answer.sessionState.activeContexts[0].attributes[u"Nights"_s], u"2"_s);

        talk.say(u"book a room in Rome for friday, two nights, a suite"_s);
        answer = talk.say(u"no"_s);
        QCOMPARE(answer.sessionState.intent->state, lex::IntentState::Failed);
        QCOMPARE(answer.sessionState.intent->confirmationState, lex::ConfirmationState::Denied);
    }

    void fallsBack()
    {
        Talk talk(hotel());
        const lex::Response answer = talk.say(u"xyzzy plugh"_s);
        QCOMPARE(answer.sessionState.intent->name, u"FallbackIntent"_s);
        QCOMPARE(answer.sessionState.dialogAction, lex::DialogActionType::Close);
        QCOMPARE(answer.interpretations.front().intent.name, u"FallbackIntent"_s);
        QCOMPARE(answer.interpretations.front().confidence, 0.0);
    }

    void failsAfterItsRetries()
    {
        Talk talk(hotel());
        talk.say(u"book a room"_s);
        for (int retry = 1; retry <= 2; ++retry)
            QCOMPARE(talk.say(u"12345"_s).sessionState.dialogAction, lex::DialogActionType::ElicitSlot);
        const lex::Response answer = talk.say(u"12345"_s);
        QCOMPARE(answer.sessionState.intent->name, u"BookRoom"_s);
        QCOMPARE(answer.sessionState.intent->state, lex::IntentState::Failed);
        QCOMPARE(answer.sessionState.dialogAction, lex::DialogActionType::Close);
        QCOMPARE(answer.sessionState.slotToElicit, QString());

        // A slot without words for that leaves it to the fallback intent.
        talk.say(u"book a room in Paris for tomorrow"_s);
        for (int retry = 1; retry <= 2; ++retry)
            talk.say(u"purple"_s);
        const lex::Response other = talk.say(u"purple"_s);
        QCOMPARE(other.sessionState.intent->name, u"FallbackIntent"_s);
        QVERIFY(std::any_of(other.interpretations.begin(), other.interpretations.end(), [](const auto &one) {
            return one.intent.name == u"BookRoom"_s && one.intent.state == lex::IntentState::Failed;
        }));
    }

    void asksAgainWhereAnAnswerHasTwoValues()
    {
        struct Row {
            QString before;
            QString answer;
            QString slot;
            QString value; // empty: asked again
        };
        const QString date = u"book a room in Rome"_s;
        const QString nights = u"book a room in Rome for friday"_s;
        const QString type = u"book a room in Rome for friday, two nights"_s;
        const QList<Row> rows{{date, u"friday or saturday"_s, u"CheckInDate"_s, {}},
                              {nights, u"2 or 3"_s, u"Nights"_s, {}},
                              {type, u"a double or a suite"_s, u"RoomType"_s, {}},
                              {date, u"friday, yes, friday"_s, u"CheckInDate"_s, u"2026-03-06"_s},
                              {date, u"not friday, saturday"_s, u"CheckInDate"_s, u"2026-03-07"_s},
                              {nights, u"3 nights, we are 2 people"_s, u"Nights"_s, u"3"_s}};
        Talk talk(hotel());
        for (const Row &row : rows) {
            const QString session = u"ada:%1"_s.arg(&row - rows.constData());
            QCOMPARE(talk.say(row.before, session).sessionState.slotToElicit, row.slot);
            const lex::Response response = talk.say(row.answer, session);
            const std::optional<lex::SlotValue> taken = response.sessionState.intent->slotValues[row.slot];
            QVERIFY2((taken ? taken->interpretedValue : QString()) == row.value, qPrintable(row.answer));
            QCOMPARE(response.sessionState.slotToElicit == row.slot, row.value.isEmpty());
        }
    }

    // Of a text that is an answer as a whole no part is one; nor is a part of what is none.
    void takesTheWholeAnswer_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value"); // empty: asked again
        const auto row = [](const char *type, const char *text, const char *value = "") {
            QTest::addRow("%s: %s", type, text)
                << u"AMAZON."_s + QLatin1StringView(type) << QString::fromUtf8(text) << QString::fromUtf8(value);
        };
        row("StreetName", "221b Baker Street", "Baker Street");
        row("StreetName", "5th Avenue", "5th Avenue");
        row("StreetName", "100 3rd Street", "3rd Street");
        row("LastName", "van der Berg", "van der Berg");
        row("LastName", "my name is Anna van der Berg", "van der Berg");
        row("LastName", "May", "May");
        row("LastName", "Day", "Day");
        row("LastName", "Smith-Jones", "Smith-Jones");
        row("LastName", "Garcia Lopez", "Lopez");
        row("FirstName", "Will", "Will");
        row("FirstName", "May", "May");
        row("FirstName", "Anna Lee", "Anna");
        row("FirstName", "Mary Ann", "Mary Ann");
        row("FirstName", "Mary-Jane", "Mary-Jane");
        row("FirstName", "ok");
        row("City", "Nice", "Nice");
        row("City", "Nice please", "Nice");
        row("City", "Newcastle upon Tyne", "Newcastle");
        row("City", "Rome upon Lyne", "Rome upon Lyne");
        row("City", "paris or rome");
        row("City", "thank you");
        row("AlphaNumeric", "HX 209", "HX209");
        row("AlphaNumeric", "a p q one 2 3", "apq123");
        row("Date", "february 30th");
        row("Date", "the 31st of november");
        row("Date", "june 31");
        row("Date", "february 29 2027");
        row("Date", "1-3 december");
        row("Date", "december 1 to 3");
        row("Date", "december 1, we are 2 people", "2026-12-01");
        row("Number", "one point two million");
        row("Number", "nineteen ninety");
        row("Number", "5 1/2");
        row("Number", "two thirds");
        row("Number", "one and three quarters");
        row("Number", "twenty one", "21");
        row("Duration", "two to three hours");
        row("Duration", "2 or 3 hours");
        row("Duration", "an hour and a half", "PT1H30M");
        row("Percentage", "5 to 10 percent");
        row("Confirmation", "I did not confirm");
        row("Confirmation", "yes that would be lovely", "Yes");
    }
    void takesTheWholeAnswer()
    {
        QFETCH(QString, type);
        QFETCH(QString, text);
        QFETCH(QString, value);
        lex::BotLocale bot{.id = u"en_US"_s, .confidenceThreshold = 0.4, .intents = {}, .slotTypes = {}};
        lex::IntentDefinition begin = intentOf(u"Begin"_s, {u"start something"_s});
        begin.slotsInOrder = {slotOf(u"Thing"_s, type, u"?"_s)};
        begin.closing = speech({u"+"_s});
        bot.intents = {begin};
        Talk talk(bot);
        QCOMPARE(lines(talk.say(u"start something"_s)), u"?"_s);
        const lex::Response response = talk.say(text);
        const std::optional<lex::SlotValue> taken = response.sessionState.intent->slotValues[u"Thing"_s];
        QCOMPARE(taken ? taken->interpretedValue : QString(), value);
        QCOMPARE(lines(response), value.isEmpty() ? u"?"_s : u"+"_s);
    }

    void takesSeveralValues()
    {
        Talk talk(pizzeria());
        talk.say(u"I want to order a pizza"_s);
        const lex::Response answer = talk.say(u"bacon, olives and cheese"_s);
        QCOMPARE(lines(answer), u"How many?"_s);
        const std::optional<lex::SlotValue> value = answer.sessionState.intent->slotValues[u"Toppings"_s];
        QCOMPARE(value->values.size(), 2);
        QCOMPARE(value->values[0].interpretedValue, u"ham"_s);
        QCOMPARE(lines(talk.say(u"three"_s)), u"3 pizzas with ham, olives. | Thank you."_s);
    }

    void keepsAttributesAndDefaults()
    {
        Talk talk(pizzeria());
        const lex::Response known = talk.say(u"I am a regular customer"_s);
        QCOMPARE(known.sessionState.dialogAction, lex::DialogActionType::ElicitIntent);
        QCOMPARE(known.sessionState.sessionAttributes[u"customer"_s], u"Ada"_s);
        const lex::Response answer = talk.say(u"order a pizza with olives"_s);
        QCOMPARE(lines(answer), u"4 pizzas with olives. | Thank you, Ada."_s);
        QCOMPARE(answer.sessionState.intent->state, lex::IntentState::Fulfilled);
        // The variation whose turn it is.
        QVERIFY(lines(talk.say(u"order a pizza with ham"_s)).endsWith(u"| Thank you."_s));
        // Another person has none of it.
        QCOMPARE(lines(talk.say(u"order a pizza with olives"_s, u"another"_s)), u"How many?"_s);
    }

    void endsContexts()
    {
        Talk talk(pizzeria());
        QCOMPARE(lines(talk.say(u"where is my pizza"_s)), u"What?"_s); // not before something was ordered
        talk.say(u"order a pizza with ham"_s);
        talk.say(u"2"_s);
        QCOMPARE(lines(talk.say(u"where is my pizza"_s)), u"It is in the oven."_s);
        QCOMPARE(talk.say(u"where is my pizza"_s).sessionState.activeContexts.size(), 1); // its second and last turn
        QCOMPARE(lines(talk.say(u"where is my pizza"_s)), u"Pardon?"_s);
        talk.say(u"order a pizza with ham"_s);
        QCOMPARE(talk.say(u"2"_s).sessionState.activeContexts[0].secondsToLive, 90);
        talk.now = talk.now.addSecs(90);
        QCOMPARE(lines(talk.say(u"where is my pizza"_s)), u"What?"_s);
    }

    void followsSteps()
    {
        Talk talk(pizzeria());
        QCOMPARE(lines(talk.say(u"we have a party"_s)), u"A party! | Which toppings?"_s);
        // A bot that goes in circles ends its turn.
        QCOMPARE(talk.say(u"run in circles"_s, u"another"_s).sessionState.dialogAction, lex::DialogActionType::Close);
    }

    void saysWhatAnAttemptHas()
    {
        lex::BotLocale locale = pizzeria();
        lex::Slot &toppings = locale.intents[0].slotsInOrder[0];
        toppings.prompt = prompt({u"First?"_s, u"Second?"_s}, 4);
        toppings.prompt->attempts = {std::nullopt, speech({u"Ham, olives or onion?"_s}), std::nullopt,
                                     speech({u"Ham?"_s, u"Olives?"_s})};
        Talk talk(locale);
        QStringList asked{lines(talk.say(u"I want to order a pizza"_s))};
        for (int retry = 1; retry <= 4; ++retry)
            asked.append(lines(talk.say(u"purple"_s)));
        // What has no words of its own says the variation of its try; behind the last attempt it is the same.
        QCOMPARE(asked, (QStringList{u"First?"_s, u"Ham, olives or onion?"_s, u"First?"_s, u"Ham?"_s, u"First?"_s}));
        QCOMPARE(lines(talk.say(u"purple"_s)), u"What?"_s);

        // A prompt may have words for its attempts alone, and says nothing where there are none.
        toppings.prompt->speech = {};
        Talk other(locale);
        QCOMPARE(lines(other.say(u"I want to order a pizza"_s)), QString());
        QCOMPARE(lines(other.say(u"purple"_s)), u"Ham, olives or onion?"_s);
    }

    // Ordered ones begin anew whenever the slot is asked for, random ones go on.
    void variationsTakeTurns()
    {
        for (const bool random : {false, true}) {
            lex::BotLocale locale = pizzeria();
            locale.intents[0].slotsInOrder[0].prompt = prompt({u"A?"_s, u"B?"_s, u"C?"_s});
            locale.intents[0].slotsInOrder[0].prompt->random = random;
            Talk talk(locale);
            QStringList asked;
            for (int time = 0; time < 3; ++time) {
                asked.append(lines(talk.say(u"I want to order a pizza"_s)));
                asked.append(lines(talk.say(u"purple"_s)));
                talk.say(u"stop"_s);
            }
            const QString all = asked.join(u' ');
            QCOMPARE(all, random ? u"A? B? C? A? B? C?"_s : u"A? B? A? B? A? B?"_s);
        }
    }

    // From the files of an export, as conditions are the reader's.
    void takesTheDefaultBranch()
    {
        const auto says = [](const QString &text) {
            return uR"({"messageGroupsList":[{"message":{"plainTextMessage":{"value":"%1"}}}]})"_s.arg(text);
        };
        const QString conditional = uR"({"active":true,
                "conditionalBranches":[{"name":"b","condition":{"expressionString":"{Size} = 1"},"response":%1,
                    "nextStep":{"dialogAction":{"type":"EndConversation"}}}],
                "defaultBranch":{"response":%2,
                    "nextStep":{"dialogAction":{"type":"FulfillIntent"},"sessionAttributes":{"size":"any"}}}})"_s.arg(
            says(u"Never."_s), says(u"Any size will do."_s));
        const QString intent = uR"({"sampleUtterances":[{"utterance":"a pizza please"}],
                "initialResponseSetting":{"initialResponse":%1,"conditional":%2,
                    "nextStep":{"dialogAction":{"type":"EvaluateConditional"}}},
                "fulfillmentCodeHook":{"postFulfillmentStatusSpecification":{"successResponse":%3}},
                "slotPriorities":[{"slotName":"Size","priority":1}]})"_s.arg(says(u"Hello."_s), conditional,
                                                                             says(u"Baked: [size]."_s));
        const QString slot =
            uR"({"slotTypeName":"AMAZON.Number","valueElicitationSetting":{"promptSpecification":%1}})"_s.arg(
                says(u"Size?"_s));
        const QString path = u"BotLocales/en_US/Intents/Order/"_s;
        const ExportFiles files{{path + u"Intent.json"_s, intent.toUtf8()},
                                {path + u"Slots/Size/Slot.json"_s, slot.toUtf8()}};
        QTemporaryDir folder;
        QVERIFY(writeFolder(files, folder.path()));
        Talk talk(botAt(folder.path()).locales.constFirst());
        const lex::Response answer = talk.say(u"a pizza please"_s);
        QCOMPARE(lines(answer), u"Hello. | Any size will do. | Baked: any."_s);
        QCOMPARE(answer.sessionState.intent->state, lex::IntentState::Fulfilled);
    }

    void knowsBuiltInIntents_data()
    {
        QTest::addColumn<QString>("intent");
        QTest::addColumn<QStringList>("said");
        const auto row = [](const char *name, const QStringList &said) {
            QTest::newRow(qPrintable(said.front())) << u"AMAZON."_s + QString::fromLatin1(name) << said;
        };
        row("HelpIntent", {u"help"_s, u"Help me, please"_s, u"can you help me"_s, u"what can I say?"_s});
        row("CancelIntent", {u"cancel"_s, u"never mind"_s, u"forget it"_s, u"Cancel that!"_s});
        row("StopIntent", {u"stop"_s, u"quit"_s, u"end"_s, u"exit"_s, u"that is enough"_s});
        row("PauseIntent", {u"pause"_s, u"wait"_s, u"hold on"_s});
        row("ResumeIntent", {u"resume"_s, u"continue"_s, u"go on"_s});
        // What the export has for it counts as well.
        row("ResumeIntent", {u"back to the ovens"_s});
    }
    void knowsBuiltInIntents()
    {
        QFETCH(QString, intent);
        QFETCH(QStringList, said);
        lex::BotLocale locale = pizzeria();
        locale.intents.removeIf([](const lex::IntentDefinition &one) { return one.parent == "AMAZON.StopIntent"_L1; });
        for (const QString &name : {u"Help"_s, u"Cancel"_s, u"Stop"_s, u"Pause"_s, u"Resume"_s}) {
            lex::IntentDefinition one = intentOf(name, {});
            one.parent = u"AMAZON."_s + name + u"Intent"_s;
            one.closing = speech({one.parent});
            locale.intents.append(one);
        }
        locale.intents.last().utterances = {u"back to the ovens"_s};
        for (const QString &text : std::as_const(said)) {
            Talk talk(locale);
            QCOMPARE(lines(talk.say(text)), intent); // in no dialogue
            talk.say(u"I want to order a pizza"_s);
            const lex::Response answer = talk.say(text);
            QVERIFY2(lines(answer) == intent, qPrintable(text + u": "_s + lines(answer)));
            QCOMPARE(answer.sessionState.intent->name + u"Intent"_s, intent.section(u'.', 1));
            QCOMPARE(lines(talk.say(u"3"_s)), u"What?"_s); // the order is gone
        }
    }

    void repeatsWhatItSaid()
    {
        for (const QString &text :
             {u"repeat"_s, u"Repeat that, please"_s, u"say that again"_s, u"come again"_s, u"what did you say?"_s}) {
            Talk talk(pizzeria());
            talk.say(u"I want to order a pizza"_s);
            const lex::Response again = talk.say(text);
            QVERIFY2(lines(again) == u"Which toppings?"_s, qPrintable(text + u": "_s + lines(again)));
            QCOMPARE(again.sessionState.slotToElicit, u"Toppings"_s);
            QCOMPARE(lines(talk.say(u"ham"_s)), u"How many?"_s); // and goes on
        }
    }

    void forgets()
    {
        Talk talk(pizzeria(), 300);
        talk.say(u"I want to order a pizza"_s);
        talk.now = talk.now.addSecs(300);
        QCOMPARE(lines(talk.say(u"ham"_s)), u"How many?"_s);
        talk.now = talk.now.addSecs(301);
        QCOMPARE(lines(talk.say(u"3"_s)), u"What?"_s);
        talk.say(u"I want to order a pizza"_s);
        talk.runtime.deleteSession(u"someone"_s, [](const auto &failure) { QVERIFY(!failure); });
        QCOMPARE(lines(talk.say(u"3"_s)), u"What?"_s);
        talk.runtime.deleteSession(u"nobody"_s, [](const auto &failure) { QVERIFY(!failure); });
    }

    void isBounded()
    {
        Talk talk(pizzeria());
        talk.say(u"I want to order a pizza"_s, u"first"_s);
        for (qsizetype i = 0; i < OfflineRuntime::mostSessions; ++i) {
            if (i == 5)
                talk.say(u"I want to order a pizza"_s, u"second"_s);
            talk.say(u"?"_s, u"s%1"_s.arg(i));
        }
        QCOMPARE(talk.runtime.sessions(), OfflineRuntime::mostSessions);
        QCOMPARE(lines(talk.say(u"3"_s, u"first"_s)), u"What?"_s); // it rested longest
        for (const auto &[id, text] : {std::pair{u"a"_s, u"hello"_s},
                                       {u"with space"_s, u"hello"_s},
                                       {u"line\n"_s, u"hello"_s},
                                       {u"someone"_s, u"  "_s},
                                       {u"someone"_s, QString(1025, u'a')}}) {
            bool refused = false;
            talk.runtime.recognizeText({id, text}, [&refused](const lex::Outcome &outcome) {
                const auto *failure = std::get_if<lex::Failure>(&outcome);
                refused = failure && failure->kind == lex::FailureKind::Refused;
            });
            QVERIFY(refused);
        }
        QVERIFY(!lines(talk.say(QString(1024, u'a'))).isEmpty());
    }

    void isTheSameEachTime()
    {
        QList<lex::Response> first;
        for (int time = 0; time < 2; ++time) {
            Talk talk(hotel());
            QList<lex::Response> all;
            for (const QString &text : {u"hi"_s, u"book a double in Rome"_s, u"next friday"_s, u"3"_s,
                                        u"no, 4 nights"_s, u"yes"_s, u"what is this"_s, u"is the pool open"_s})
                all.append(talk.say(text));
            if (time == 0)
                first = all;
            QCOMPARE(all, first);
        }
    }

    void refusesBadScripts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        QTest::newRow("nothing") << u"# only\n\n"_s << u"Nothing is said in it."_s;
        QTest::newRow("an answer first")
            << u"< hello"_s << u"Line 1 is neither what is said (> …) nor what is expected of the answer (< …)."_s;
        QTest::newRow("something else")
            << u"> hi\nhello"_s << u"Line 2 is neither what is said (> …) nor what is expected of the answer (< …)."_s;
        QTest::newRow("expression") << u"> hi\n< ~("_s << u"Line 2 has no valid regular expression."_s;
        QTest::newRow("long") << u"> "_s + QString(1025, u'a') << u"Line 1 says more than 1024 characters."_s;
    }
    void refusesBadScripts()
    {
        QFETCH(QString, text);
        const auto read = readDialogue(text);
        QVERIFY(std::holds_alternative<QString>(read));
        QTEST(std::get<QString>(read), "reason");
    }

    void comparesAndRecords()
    {
        Talk talk(pizzeria());
        const auto script = readDialogue(u"> I want to order a pizza\n< Which topping?\n< more\n> ham\n< ~How .*\n"
                                         u"---\n> 3\n< What?\n"_s);
        QList<PlayedTurn> played;
        play(talk.runtime, u"test"_s, std::get<QList<ScriptTurn>>(script),
             [&played](const QList<PlayedTurn> &all) { played = all; });
        QCOMPARE(differences(played),
                 u"@@ line 1 @@\n> I want to order a pizza\n- Which topping?\n+ Which toppings?\n- more\n"_s);
        QCOMPARE(recorded(played),
                 u"> I want to order a pizza\n< Which toppings?\n> ham\n< How many?\n---\n> 3\n< What?\n"_s);
    }
};

CONFAB_APPLESS_TEST(TestOfflineRuntime)
#include "tst_offline_runtime.moc"
