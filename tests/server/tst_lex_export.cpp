// SPDX-License-Identifier: GPL-3.0-or-later
#include "export_files.h"
#include "test_program.h"

#include <confab/bots/lex_export.h>
#include <confab/bots/sample_bots.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <algorithm>

using namespace confab;
using namespace confab::tests;
using namespace confab::bots::lex;
using namespace Qt::StringLiterals;

namespace
{

const QString library = QStringLiteral(SOURCE_DIR "/tests/data/lex/library");

// A bot of one intent, one slot and one slot type, with nothing in it that does not run.
ExportFiles smallBot()
{
    return {
        {u"Bot.json"_s, R"({"name":"Small","idleSessionTTLInSeconds":300})"},
        {u"BotLocales/en_US/BotLocale.json"_s, R"({"identifier":"en_US","nluConfidenceThreshold":0.4})"},
        {u"BotLocales/en_US/Intents/Order/Intent.json"_s,
         R"({"name":"Order","sampleUtterances":[{"utterance":"a pizza"}],"slotPriorities":[{"priority":1,"slotName":"Size"}]})"},
        {u"BotLocales/en_US/Intents/Order/Slots/Size/Slot.json"_s,
         R"({"name":"Size","slotTypeName":"PizzaSize","valueElicitationSetting":{"slotConstraint":"Optional"}})"},
        {u"BotLocales/en_US/SlotTypes/PizzaSize/SlotType.json"_s,
         R"({"name":"PizzaSize","slotTypeValues":[{"sampleValue":{"value":"large"}}]})"},
    };
}

QString fileOf(const ExportFiles &files, const QString &name)
{
    const auto found = std::find_if(files.keyBegin(), files.keyEnd(), [&name](const QString &path) {
        return path.endsWith(u'/' + name) || path == name;
    });
    return found == files.keyEnd() ? name : *found;
}

QJsonValue parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson('[' + json + ']').array().at(0);
}

// Sets what lies at a path of keys ("a.b.c"), and makes what is missing on the way.
QJsonObject with(QJsonObject object, const QStringList &keys, const QJsonValue &value)
{
    const QString &key = keys.constFirst();
    object.insert(key, keys.size() == 1 ? value : with(object.value(key).toObject(), keys.mid(1), value));
    return object;
}

void put(ExportFiles &files, const QString &name, const QString &path, const QJsonValue &value)
{
    QByteArray &file = files[fileOf(files, name)];
    const QJsonObject object = with(QJsonDocument::fromJson(file).object(), path.split(u'.'), value);
    file = QJsonDocument(object).toJson(QJsonDocument::Compact);
}

void change(ExportFiles &files, const QString &name, const QString &path, const QByteArray &json)
{
    put(files, name, path, parsed(json));
}

QStringList linesOf(const Import &import)
{
    QStringList lines;
    for (const Unsupported &one : import.unsupported)
        lines.append(one.file + u": "_s + one.what);
    return lines;
}

const IntentDefinition *intentIn(const Import &import, const QString &name)
{
    for (const IntentDefinition &intent : import.bot.locales.constFirst().intents)
        if (intent.name == name)
            return &intent;
    return nullptr;
}

QStringList intentNames(const BotLocale &locale)
{
    QStringList names;
    for (const IntentDefinition &intent : locale.intents)
        names.append(intent.name);
    return names;
}

const Slot *slotIn(const IntentDefinition &intent, const QString &name)
{
    for (const Slot &slot : intent.slotsInOrder)
        if (slot.name == name)
            return &slot;
    return nullptr;
}

QStringList slotNames(const IntentDefinition &intent)
{
    QStringList names;
    for (const Slot &slot : intent.slotsInOrder)
        names.append(slot.name);
    return names;
}

QString firstText(const std::optional<Speech> &speech)
{
    return speech ? speech->groups.constFirst().choices.constFirst().content : QString();
}

// What the older schema calls otherwise, or has elsewhere.
QJsonValue inNewerSchema(const QJsonValue &value)
{
    static const QMap<QString, QString> names{
        {u"messageGroupList"_s, u"messageGroupsList"_s},
        {u"confirmationPrompt"_s, u"promptSpecification"_s},
        {u"slotValueElicitationSetting"_s, u"valueElicitationSetting"_s},
        {u"sampleValueElicitingUtterances"_s, u"sampleUtterances"_s},
        {u"allowMutlipleValues"_s, u"allowMultipleValues"_s},
        {u"metaData"_s, u"metadata"_s},
    };
    static const QMap<QString, QString> words{{u"TOP_RESOLUTION"_s, u"TopResolution"_s},
                                              {u"ORIGINAL_VALUE"_s, u"OriginalValue"_s}};
    if (value.isString())
        return words.value(value.toString(), value.toString());
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &one : value.toArray())
            array.append(inNewerSchema(one));
        return array;
    }
    if (!value.isObject())
        return value;
    const QJsonObject older = value.toObject();
    QJsonObject newer;
    for (auto entry = older.begin(); entry != older.end(); ++entry)
        newer.insert(names.value(entry.key(), entry.key()), inNewerSchema(entry.value()));
    if (older.contains("slotValueElicitationSetting"_L1)) {
        QJsonObject setting = newer.value("valueElicitationSetting"_L1).toObject();
        setting.insert(u"slotConstraint"_s, newer.take("slotConstraint"_L1));
        setting.insert(u"defaultValueSpecification"_s, newer.take("defaultValueSpec"_L1));
        newer.insert(u"valueElicitationSetting"_s, setting);
    }
    return newer;
}

QString told(const Speech &speech)
{
    QStringList groups;
    for (const MessageGroup &group : speech.groups) {
        QStringList choices;
        for (const Message &message : group.choices)
            choices.append(message.content);
        groups.append(choices.join(u" / "_s));
    }
    return groups.join(u" + "_s);
}

QString told(const std::optional<Speech> &speech, const Step &step)
{
    static const QStringList names{QString(),   u"elicit intent"_s, u"elicit slot"_s, u"confirm"_s,
                                   u"fulfil"_s, u"close"_s,         u"start"_s,       u"end"_s};
    QString text = speech ? told(*speech) : QString();
    if (step.kind != NextStep::Default)
        text += u" -> "_s + names.at(int(step.kind)) + step.slot + step.intent;
    for (auto one = step.sessionAttributes.begin(); one != step.sessionAttributes.end(); ++one)
        text += u" ["_s + one.key() + u'=' + *one + u']';
    return text;
}

// What was read, a line for each part of it.
QStringList told(const BotDefinition &bot)
{
    QStringList all;
    for (const BotLocale &locale : bot.locales) {
        all.append(u"locale "_s + locale.id);
        for (const SlotType &type : locale.slotTypes)
            all.append(u"type "_s + type.name + (type.topResolution ? u", restricted"_s : u", expanded"_s));
        for (const IntentDefinition &intent : locale.intents) {
            all.append(u"intent "_s + intent.name);
            for (const QString &context : intent.inputContexts)
                all.append(u"only in "_s + context);
            for (const OutputContext &context : intent.outputContexts)
                all.append(u"leads to "_s + context.name);
            all.append(u"initial: "_s + told(intent.initial, intent.afterInitial));
            all.append(u"fulfilled: "_s + told(intent.fulfilled, intent.afterFulfilment));
            all.append(u"closing: "_s + told(intent.closing, intent.afterClosing));
            for (const Slot &slot : intent.slotsInOrder) {
                all.append(u"slot "_s + slot.name + u" of "_s + slot.type);
                const Prompt prompt = slot.prompt.value_or(Prompt());
                all.append(u"prompt: "_s + told(prompt.speech) + (prompt.random ? u", random"_s : QString()));
                for (qsizetype i = 0; i < prompt.attempts.size(); ++i)
                    all.append(u"attempt %1: "_s.arg(i) +
                               (prompt.attempts.at(i) ? told(*prompt.attempts.at(i)) : u"the same"_s));
            }
        }
    }
    return all;
}

} // namespace

class TestLexExport : public QObject
{
    Q_OBJECT

private slots:
    void hotelDeskIsWhole()
    {
        const auto read = readExport(bots::hotelDesk());
        const Import *import = std::get_if<Import>(&read);
        QVERIFY(import);
        QCOMPARE(linesOf(*import), QStringList());
        QCOMPARE(import->bot.name, u"Hotel desk"_s);
        QCOMPARE(import->bot.locales.size(), 1);
        const BotLocale &locale = import->bot.locales.constFirst();
        QCOMPARE(locale.id, u"en_US"_s);
        QCOMPARE(locale.confidenceThreshold, 0.4);
        QCOMPARE(intentNames(locale), (QStringList{u"BookRoom"_s, u"CancelBooking"_s, u"ChangeBooking"_s,
                                                   u"FallbackIntent"_s, u"Greeting"_s, u"OpeningHours"_s}));
        QCOMPARE(locale.slotTypes.size(), 3);

        const IntentDefinition *book = intentIn(*import, u"BookRoom"_s);
        QCOMPARE(book->utterances.size(), 114);
        QCOMPARE(slotNames(*book), (QStringList{u"City"_s, u"CheckInDate"_s, u"Nights"_s, u"RoomType"_s}));
        const Slot *city = slotIn(*book, u"City"_s);
        QCOMPARE(city->type, u"AMAZON.City"_s);
        QVERIFY(city->required && !city->multiple && !city->prompt->random);
        QCOMPARE(city->prompt->maxRetries, 2);
        QCOMPARE(city->prompt->speech.groups.constFirst().choices.size(), 3);
        QCOMPARE(city->utterances.size(), 3);
        QCOMPARE(city->afterFailure.kind, NextStep::EndConversation);
        const Slot *room = slotIn(*book, u"RoomType"_s);
        QCOMPARE(room->prompt->speech.groups.size(), 2);
        const Message &card = room->prompt->speech.groups.at(1).choices.constFirst();
        QCOMPARE(card.contentType, ContentType::ImageResponseCard);
        QCOMPARE(card.card->title, u"Our rooms"_s);
        QCOMPARE(card.card->buttons.at(2), (Button{u"Suite"_s, u"suite"_s}));
        QCOMPARE(firstText(room->captured), u"A {RoomType} room, a good choice."_s);
        QVERIFY(book->initial && book->confirmation && book->declined && book->closing);
        QCOMPARE(book->afterConfirmation.kind, NextStep::FulfillIntent);
        QCOMPARE(book->outputContexts, (QList<OutputContext>{{u"RoomBooked"_s, 900, 10}}));

        const IntentDefinition *another = intentIn(*import, u"ChangeBooking"_s);
        QCOMPARE(slotIn(*another, u"Nights"_s)->defaultValues, QStringList{u"#RoomBooked.Nights"_s});
        QCOMPARE(intentIn(*import, u"FallbackIntent"_s)->parent, u"AMAZON.FallbackIntent"_s);
        QVERIFY(!slotIn(*intentIn(*import, u"OpeningHours"_s), u"Facility"_s)->required);
    }

    void cityLibraryIsWhole()
    {
        const auto read = readExport(library);
        const Import *import = std::get_if<Import>(&read);
        QVERIFY(import);
        QCOMPARE(linesOf(*import), QStringList());
        QCOMPARE(import->bot.idleSessionSeconds, 600);
        const BotLocale &locale = import->bot.locales.constFirst();
        QCOMPARE(locale.id, u"en_GB"_s);
        QCOMPARE(intentNames(locale), (QStringList{u"FallbackIntent"_s, u"FindBook"_s, u"JoinLibrary"_s,
                                                   u"OpeningHours"_s, u"PayFine"_s, u"RenewLoan"_s, u"ReserveBook"_s}));
        QCOMPARE(locale.slotTypes.at(1).name, u"CardNumber"_s);
        QCOMPARE(locale.slotTypes.at(1).parent, u"AMAZON.AlphaNumeric"_s);
        QCOMPARE(locale.slotTypes.at(1).regexFilter, u"[A-Z]{1}[0-9]{6}"_s);
        QVERIFY(locale.slotTypes.at(0).topResolution && !locale.slotTypes.at(3).topResolution);
        QCOMPARE(locale.slotTypes.at(0).values.at(3), (SlotTypeValue{u"Old Mill"_s, {u"mill"_s}}));
        const IntentDefinition *reserve = intentIn(*import, u"ReserveBook"_s);
        QCOMPARE(slotNames(*reserve),
                 (QStringList{u"Title"_s, u"Branch"_s, u"PickupDate"_s, u"PickupTime"_s, u"FirstName"_s}));
        QVERIFY(!slotIn(*reserve, u"PickupTime"_s)->required);
        QVERIFY(slotIn(*reserve, u"Title"_s)->required);
        QCOMPARE(slotIn(*reserve, u"FirstName"_s)->utterances.constFirst(), u"for {FirstName}"_s);
        QCOMPARE(reserve->confirmation->speech.groups.constFirst().choices.size(), 2);
        QCOMPARE(slotIn(*intentIn(*import, u"RenewLoan"_s), u"Extension"_s)->defaultValues, QStringList{u"P2W"_s});
    }

    void aZipEqualsItsFolder()
    {
        for (const QString &folder : {library, bots::hotelDesk()}) {
            const QString zip = m_folder.filePath(u"equal.zip"_s);
            QVERIFY(writeZip(filesIn(folder), zip));
            const auto one = std::get<Import>(readExport(folder));
            const auto other = std::get<Import>(readExport(zip));
            QCOMPARE(one.bot.locales.constFirst().intents.size(), other.bot.locales.constFirst().intents.size());
            QVERIFY(one.bot == other.bot);
        }
    }

    void olderAndNewerSchemaAreOne()
    {
        ExportFiles files = filesIn(library);
        for (QByteArray &file : files)
            file = QJsonDocument(inNewerSchema(QJsonDocument::fromJson(file).object()).toObject()).toJson();
        const QByteArray slot = files.value(fileOf(files, u"ReserveBook/Slots/Branch/Slot.json"_s));
        QVERIFY(slot.contains("messageGroupsList") && !slot.contains("slotValueElicitationSetting"));
        const auto newer = importOf(files);
        QVERIFY(newer.bot == std::get<Import>(readExport(library)).bot);
        QCOMPARE(linesOf(newer), QStringList());
    }

    void liesAnywhere_data()
    {
        QTest::addColumn<ExportFiles>("files");
        const ExportFiles files = smallBot();
        QTest::newRow("deep down") << moved(files, u"some/where/else/"_s);
        QTest::newRow("with a manifest beside it") << [&files] {
            ExportFiles all = moved(files, u"Small/"_s);
            all.insert(u"manifest.json"_s, R"({"metadata":{"schemaVersion":"1.0","fileFormat":"LexJson"}})");
            return all;
        }();
        QTest::newRow("what a file manager left") << [&files] {
            ExportFiles all = moved(files, u"Small/"_s);
            all.insert(u"__MACOSX/Small/._Bot.json"_s, "\0\5\26\7");
            all.insert(u"Small/.DS_Store"_s, "Bud1");
            return all;
        }();
        QTest::newRow("how the console draws it") << [&files] {
            ExportFiles all = files;
            all.insert(u"BotLocales/en_US/Intents/Order/ConversationFlow.json"_s, R"({"intentName":"Order"})");
            return all;
        }();
        QTest::newRow("names in small letters") << [&files] {
            ExportFiles all;
            for (auto file = files.begin(); file != files.end(); ++file)
                all.insert(
                    QDir::cleanPath(QFileInfo(file.key()).path() + u'/' + QFileInfo(file.key()).fileName().toLower()),
                    *file);
            return moved(all, u"a/"_s);
        }();
    }

    void liesAnywhere()
    {
        QFETCH(ExportFiles, files);
        const Import plain = importOf(smallBot());
        QCOMPARE(plain.bot.name, u"Small"_s);
        const Import import = importOf(files);
        QCOMPARE(linesOf(import), QStringList());
        QVERIFY(import.bot == plain.bot);
        const QString zip = m_folder.filePath(u"anywhere.zip"_s);
        QVERIFY(writeZip(files, zip));
        QVERIFY(std::get<Import>(readExport(zip)).bot == plain.bot);
    }

    void windowsPaths()
    {
        ExportFiles files;
        const ExportFiles plain = smallBot();
        for (auto file = plain.begin(); file != plain.end(); ++file)
            files.insert(QString(file.key()).replace(u'/', u'\\'), *file);
        const QString zip = m_folder.filePath(u"windows.zip"_s);
        QVERIFY(writeZip(files, zip));
        QVERIFY(std::get<Import>(readExport(zip)).bot == importOf(plain).bot);
    }

    // The export of a locale has no Bot.json, and a locale may be named by its folder alone.
    void aLocaleByItself()
    {
        ExportFiles files = smallBot();
        files.remove(u"Bot.json"_s);
        const Import import = importOf(files, u"My bot"_s);
        QCOMPARE(import.bot.name, u"My bot"_s);
        QCOMPARE(import.bot.locales.constFirst().id, u"en_US"_s);
        files.remove(u"BotLocales/en_US/BotLocale.json"_s);
        QVERIFY(importOf(files, u"My bot"_s).bot == import.bot);
    }

    void whatIsReadInEnglishAloneIsReported_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("what");
        const QString own = u"Numbers, dates and the like are understood in English alone; yes and no in the language "
                            "of \"%1\", too."_s;
        const QString none = u"Numbers, dates, yes and no and the like are understood in English alone, not in the "
                             "language of \"%1\"."_s;
        for (const QString &locale : {u"de_DE"_s, u"fr_CA"_s, u"es_419"_s, u"it_IT"_s, u"pt_BR"_s})
            QTest::newRow(qPrintable(locale)) << locale << own.arg(locale);
        for (const QString &locale : {u"ja_JP"_s, u"nl_NL"_s})
            QTest::newRow(qPrintable(locale)) << locale << none.arg(locale);
        for (const QString &locale : {u"en_AU"_s, u"EN"_s})
            QTest::newRow(qPrintable(locale)) << locale << QString();
    }

    void whatIsReadInEnglishAloneIsReported()
    {
        QFETCH(QString, locale);
        QFETCH(QString, what);
        ExportFiles files;
        const ExportFiles small = smallBot();
        for (auto file = small.begin(); file != small.end(); ++file)
            files.insert(QString(file.key()).replace("en_US"_L1, locale), *file);
        // Named by its file, or by its folder alone.
        const QStringList lines =
            what.isEmpty() ? QStringList() : QStringList{u"BotLocales/"_s + locale + u"/BotLocale.json: "_s + what};
        change(files, u"BotLocale.json"_s, u"identifier"_s, '"' + locale.toUtf8() + '"');
        QCOMPARE(linesOf(importOf(files)), lines);
        files.remove(u"BotLocales/"_s + locale + u"/BotLocale.json"_s);
        QCOMPARE(linesOf(importOf(files)), lines);
        // Where nothing is in it, there is nothing to tell.
        files = small;
        files.insert(u"BotLocales/%1/BotLocale.json"_s.arg(locale), "{}");
        QCOMPARE(linesOf(importOf(files)), QStringList());
    }

    void severalLocales()
    {
        ExportFiles files = filesIn(library);
        for (const QString &path : files.keys())
            files.insert(QString(path).replace("en_GB"_L1, "de_DE"_L1), files.value(path));
        change(files, u"de_DE/BotLocale.json"_s, u"identifier"_s, "\"de_DE\"");
        change(files, u"de_DE/BotLocale.json"_s, u"nluConfidenceThreshold"_s, "0.7");
        const Import import = importOf(files);
        QCOMPARE(import.bot.locales.size(), 2);
        QCOMPARE(import.bot.locales.at(0).id, u"de_DE"_s);
        QCOMPARE(import.bot.locales.at(0).confidenceThreshold, 0.7);
        QCOMPARE(import.bot.locales.at(1).id, u"en_GB"_s);
        QVERIFY(import.bot.locales.at(0).intents == import.bot.locales.at(1).intents);
    }

    void nextSteps()
    {
        ExportFiles files = smallBot();
        change(files, u"Intent.json"_s, u"initialResponseSetting"_s, R"({
            "initialResponse":{"messageGroupsList":[{"message":{"plainTextMessage":{"value":"Welcome"}}}]},
            "nextStep":{"dialogAction":{"type":"ElicitSlot","slotToElicit":"Size"},"sessionAttributes":{"a":"1"}}})");
        change(files, u"Intent.json"_s, u"intentClosingSetting"_s,
               R"({"nextStep":{"dialogAction":{"type":"StartIntent"},"intent":{"name":"Order"}}})");
        // A hook counts as succeeded: what comes then is said behind it, and its step is taken.
        change(files, u"Slot.json"_s, u"valueElicitationSetting.slotCaptureSetting"_s, R"({
            "captureResponse":{"messageGroupsList":[{"message":{"plainTextMessage":{"value":"Good"}}}]},
            "captureNextStep":{"dialogAction":{"type":"InvokeDialogCodeHook"},"sessionAttributes":{"b":"2"}},
            "codeHook":{"isActive":true,"enableCodeHookInvocation":false,"postCodeHookSpecification":{
                "successResponse":{"messageGroupsList":[{"message":{"plainTextMessage":{"value":"Checked"}}}]},
                "successNextStep":{"dialogAction":{"type":"FulfillIntent"}},
                "failureNextStep":{"dialogAction":{"type":"CloseIntent"}}}}})");
        const Import import = importOf(files);
        QCOMPARE(linesOf(import), QStringList());
        const IntentDefinition *order = intentIn(import, u"Order"_s);
        QCOMPARE(firstText(order->initial), u"Welcome"_s);
        QCOMPARE(order->afterInitial, (Step{NextStep::ElicitSlot, u"Size"_s, {}, {{u"a"_s, u"1"_s}}}));
        QCOMPARE(order->afterClosing, (Step{NextStep::StartIntent, {}, u"Order"_s, {}}));
        const Slot &size = order->slotsInOrder.constFirst();
        QCOMPARE(size.captured->groups.size(), 2);
        QCOMPARE(size.captured->groups.at(1).choices.constFirst().content, u"Checked"_s);
        QCOMPARE(size.afterCapture, (Step{NextStep::FulfillIntent, {}, {}, {{u"b"_s, u"2"_s}}}));
    }

    void whatIsNotActiveIsNotThere()
    {
        ExportFiles files = smallBot();
        const QByteArray response = R"({"messageGroups":[{"message":{"plainTextMessage":{"value":"no"}}}]})";
        change(files, u"Intent.json"_s, u"intentClosingSetting.closingResponse"_s, response);
        change(files, u"Intent.json"_s, u"intentClosingSetting.isActive"_s, "false");
        change(files, u"Intent.json"_s, u"intentConfirmationSetting.promptSpecification"_s, response);
        change(files, u"Intent.json"_s, u"intentConfirmationSetting.active"_s, "false");
        change(files, u"Intent.json"_s, u"fulfillmentCodeHook"_s, R"({"enabled":true,"active":false})");
        const Import import = importOf(files);
        QVERIFY(!intentIn(import, u"Order"_s)->closing && !intentIn(import, u"Order"_s)->confirmation);
        QCOMPARE(linesOf(import), QStringList());
    }

    void variants_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("settings"); // by their paths
        QTest::addColumn<QStringList>("means");   // the lines that are others than those of the small bot
        QTest::addColumn<QStringList>("reported");
        const auto row = [](const char *name, const QString &file, const QByteArray &settings, const QStringList &means,
                            const QString &reported = {}) {
            QTest::newRow(name) << file << settings << means
                                << (reported.isEmpty() ? QStringList() : QStringList{reported});
        };
        const QString intent = u"Intent.json"_s;
        const QString slot = u"Slot.json"_s;
        const QString type = u"SlotType.json"_s;
        const QByteArray yes = R"({"messageGroupsList":[{"message":{"plainTextMessage":{"value":"Yes"}}}]})";
        const QByteArray no = R"({"messageGroupsList":[{"message":{"plainTextMessage":{"value":"No"}}}]})";
        const QByteArray both = R"("messageGroupsList":[{"message":{"plainTextMessage":{"value":"A"}},)"
                                R"("variations":[{"plainTextMessage":{"value":"B"}}]}])";
        row("contextName", intent,
            R"({"inputContexts":[{"contextName":"in"}],"outputContexts":[{"contextName":"out"}]})",
            {u"only in in"_s, u"leads to out"_s});
        row("intentName", intent, R"({"name":null,"intentName":"Meal"})", {u"intent Meal"_s});
        row("localeId", u"BotLocale.json"_s, R"({"identifier":null,"localeId":"en_AU"})", {u"locale en_AU"_s});
        row("slotTypeId", slot, R"({"slotTypeName":null,"slotTypeId":"AMAZON.City"})", {u"slot Size of AMAZON.City"_s});
        row("slotName", slot, R"({"name":null,"slotName":"Width"})", {u"slot Width of PizzaSize"_s},
            u"A priority is given to the slot \"Size\", which the intent has not."_s);
        row("slotTypeName of a type", type, R"({"name":null,"slotTypeName":"Sizes",
            "valueSelectionSetting.resolutionStrategy":"TopResolution"})",
            {u"type Sizes, restricted"_s},
            u"The slot \"Size\" is never asked for, as its type \"PizzaSize\" is not read here."_s);
        row("Concatenation", type, R"({"valueSelectionSetting.resolutionStrategy":"Concatenation"})", {},
            u"The resolution strategy \"Concatenation\" is not known here: the value is taken as it was written."_s);
        row("Random", slot,
            R"({"valueElicitationSetting.promptSpecification":{"messageSelectionStrategy":"Random",)" + both + "}}",
            {u"prompt: A / B, random"_s});
        row("Ordered", slot,
            R"({"valueElicitationSetting.promptSpecification":{"messageSelectionStrategy":"Ordered",)" + both + "}}",
            {u"prompt: A / B"_s});
        row("messages of an attempt", slot,
            R"({"valueElicitationSetting.promptSpecification":{"promptAttemptsSpecification":{"Retry2":)" + no + "}," +
                both + "}}",
            {u"prompt: A / B"_s, u"attempt 0: the same"_s, u"attempt 1: the same"_s, u"attempt 2: No"_s});
        row("messages of attempts alone", slot,
            R"({"valueElicitationSetting.promptSpecification.promptAttemptsSpecification":{"Initial":)" + yes + "}}",
            {u"attempt 0: Yes"_s});
        row("successResponse", intent,
            R"({"fulfillmentCodeHook.postFulfillmentStatusSpecification":{"successResponse":)" + yes +
                R"(,"successNextStep":{"dialogAction":{"type":"ElicitIntent"}}}})",
            {u"fulfilled: Yes -> elicit intent"_s});
        row("defaultBranch", intent,
            R"({"initialResponseSetting":{"nextStep":{"dialogAction":{"type":"EvaluateConditional"},
                "sessionAttributes":{"a":"1"}},"conditional":{"active":true,"defaultBranch":{"response":)" +
                yes + R"(,"nextStep":{"dialogAction":{"type":"CloseIntent"},"sessionAttributes":{"b":"2"}}}}}})",
            {u"initial: Yes -> close [a=1] [b=2]"_s});
        // What the hook leads to is behind it.
        row("defaultBranch beside a hook", intent,
            R"({"initialResponseSetting":{"codeHook":{"enableCodeHookInvocation":false,"postCodeHookSpecification":
                {"successNextStep":{"dialogAction":{"type":"FulfillIntent"}}}},
                "conditional":{"defaultBranch":{"nextStep":{"dialogAction":{"type":"EndConversation"}}}}}})",
            {u"initial:  -> end"_s});
        row("defaultBranch to a hook", intent,
            R"({"initialResponseSetting":{"codeHook":{"enableCodeHookInvocation":false,"postCodeHookSpecification":
                {"successNextStep":{"dialogAction":{"type":"FulfillIntent"}}}},
                "conditional":{"defaultBranch":{"nextStep":{"dialogAction":{"type":"InvokeDialogCodeHook"}}}}}})",
            {u"initial:  -> fulfil"_s});
        row("defaultBranch to a hook that is not there", intent,
            R"({"intentClosingSetting.conditional.defaultBranch.nextStep.dialogAction.type":"InvokeDialogCodeHook",
                "initialResponseSetting.conditional.defaultBranch.nextStep.dialogAction.type":"InvokeDialogCodeHook"})",
            {}, u"The Lambda function of a dialogue code hook does not run here: it goes on without it."_s);
        row("an attribute that is no text", intent,
            R"({"intentClosingSetting.nextStep.sessionAttributes":{"a":1,"b":null,"c":"3"}})", {u"closing:  [c=3]"_s},
            u"\"intentClosingSetting.nextStep.sessionAttributes.a\" is not of the type that it has to be, and has no "
            "effect."_s);
        row("botMembers", u"Bot.json"_s, R"({"botMembers":[{"botMemberName":"other"}]})", {},
            u"A network of bots does not run here: only this bot's own intents do."_s);
    }

    void variants()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, settings);
        ExportFiles files = smallBot();
        const QStringList usual = told(importOf(files).bot);
        const QJsonObject all = parsed(settings).toObject();
        QVERIFY(!all.isEmpty());
        for (auto one = all.begin(); one != all.end(); ++one)
            put(files, file, one.key(), *one);
        const Import import = importOf(files);
        QStringList lines = told(import.bot);
        lines.removeIf([&usual](const QString &line) { return usual.contains(line); });
        QTEST(lines, "means");
        QStringList reported;
        for (const Unsupported &one : import.unsupported)
            reported.append(one.what);
        QTEST(reported, "reported");
    }

    void unsupported_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("what");
        const auto row = [](const char *name, const QString &file, const QString &path, const char *json,
                            const char *what) {
            QTest::newRow(name) << file << path << QByteArray(json) << QString::fromUtf8(what);
        };
        const QString intent = u"Intent.json"_s;
        const QString slot = u"Slot.json"_s;
        const QString type = u"SlotType.json"_s;
        row("dialogue hook", intent, u"dialogCodeHook.enabled"_s, "true",
            "The Lambda function that looks at each turn (dialogCodeHook) does not run here.");
        row("fulfilment hook", intent, u"fulfillmentCodeHook.enabled"_s, "true",
            "The Lambda function that fulfils the intent (fulfillmentCodeHook) does not run here: the intent counts as "
            "fulfilled.");
        row("fulfilment updates", intent, u"fulfillmentCodeHook.fulfillmentUpdatesSpecification"_s,
            R"({"active":true,"startResponse":{"delayInSeconds":2}})",
            "News of a fulfilment on its way are not told here.");
        row("hook of a response", intent, u"initialResponseSetting.codeHook"_s,
            R"({"active":true,"enableCodeHookInvocation":true})",
            "The Lambda function of a dialogue code hook does not run here: it counts as succeeded.");
        row("step to a hook", intent, u"intentClosingSetting.nextStep.dialogAction.type"_s, "\"InvokeDialogCodeHook\"",
            "The Lambda function of a dialogue code hook does not run here: it goes on without it.");
        row("elicitation hook", slot, u"valueElicitationSetting.slotCaptureSetting.elicitationCodeHook"_s,
            R"({"enableCodeHookInvocation":true,"invocationLabel":"x"})",
            "A Lambda function that is called while something is asked (elicitationCodeHook) does not run here.");
        row("conditions", intent, u"intentClosingSetting.conditional"_s,
            R"({"active":true,"conditionalBranches":[{"name":"b","condition":{"expressionString":"{Size} = 1"}}]})",
            "Conditions are not looked at here: what the default branch says is done.");
        row("values of a step", intent, u"intentClosingSetting.nextStep.intent.slots.Size.value"_s, "{}",
            "Values that a next step gives to slots are not given here.");
        row("unsaid message", intent, u"intentClosingSetting.nextStep.dialogAction.suppressNextMessage"_s, "true",
            "A message that a next step wants unsaid (suppressNextMessage) is said here.");
        const QString step = u"intentClosingSetting.nextStep"_s;
        row("slot of an utterance", intent, u"sampleUtterances"_s, R"([{"utterance":"a {Crust} pizza"}])",
            "A sample utterance has the slot \"Crust\", which the intent has not.");
        row("step to a slot", intent, step, R"({"dialogAction":{"type":"ElicitSlot","slotToElicit":"Crust"}})",
            "A next step asks for the slot \"Crust\", which the intent has not: the usual one is asked for.");
        row("step to no slot", intent, step, R"({"dialogAction":{"type":"ElicitSlot"}})",
            "A next step asks for a slot (ElicitSlot) and names none: the usual one is taken.");
        row("step to an intent", intent, step, R"({"dialogAction":{"type":"StartIntent"},"intent":{"name":"Dine"}})",
            "A next step starts the intent \"Dine\", which is not there: the dialogue ends.");
        row("step to no intent", intent, step, R"({"dialogAction":{"type":"StartIntent"}})",
            "A next step starts an intent (StartIntent) and names none: the usual one is taken.");
        row("step fulfils another", intent, step,
            R"({"dialogAction":{"type":"FulfillIntent"},"intent":{"name":"Dine"}})",
            "A next step fulfils the intent \"Dine\": the one under way is fulfilled.");
        row("priority", intent, u"slotPriorities"_s, R"([{"slotName":"Crust","priority":1}])",
            "A priority is given to the slot \"Crust\", which the intent has not.");
        row("unknown step", intent, u"intentClosingSetting.nextStep.dialogAction.type"_s, "\"Dance\"",
            "The next step \"Dance\" is not known here: the usual one is taken.");
        row("failed confirmation", intent, u"intentConfirmationSetting.failureNextStep.dialogAction.type"_s,
            "\"ElicitIntent\"",
            "What follows a confirmation that nobody understood (failureResponse, failureNextStep) is not done here: "
            "the intent ends.");
        row("built-in intent", intent, u"parentIntentSignature"_s, "\"AMAZON.DanceIntent\"",
            "The built-in intent \"AMAZON.DanceIntent\" is not known here: only its sample utterances count.");
        row("composite slot type", type, u"compositeSlotTypeSetting.subSlots"_s,
            R"([{"name":"a","slotTypeId":"AMAZON.City"}])",
            "A slot type made of others (compositeSlotTypeSetting) is not read here.");
        row("sub slots", slot, u"subSlotSetting.expression"_s, "\"a and b\"",
            "A slot made of slots (subSlotSetting) is not read here: it is never asked for.");
        row("grammar", type, u"externalSourceSetting.grammarSlotTypeSetting.source.s3BucketName"_s, "\"x\"",
            "A slot type with a grammar of its own (externalSourceSetting) is not read here.");
        row("unknown parent", type, u"parentSlotTypeSignature"_s, "\"AMAZON.Colour\"",
            "The built-in slot type \"AMAZON.Colour\" is not known here.");
        row("broken filter", type, u"valueSelectionSetting.regexFilter.pattern"_s, "\"[a\"",
            "The regular expression \"[a\" cannot be used here: any value is taken.");
        row("strategy", type, u"valueSelectionSetting.resolutionStrategy"_s, "\"Nearest\"",
            "The resolution strategy \"Nearest\" is not known here: the value is taken as it was written.");
        row("recognition", type, u"valueSelectionSetting.advancedRecognitionSetting.audioRecognitionStrategy"_s,
            "\"UseSlotValuesAsCustomVocabulary\"", "Settings of speech have no effect here.");
        row("waiting", slot, u"valueElicitationSetting.waitAndContinueSpecification"_s, R"({"active":true})",
            "Nobody is asked to wait (waitAndContinueSpecification) here.");
        row("obfuscation", slot, u"obfuscationSetting.obfuscationSettingType"_s, "\"DefaultObfuscation\"",
            "The value is not hidden (obfuscationSetting): it stands in the conversation as it was written.");
        row("keypad", slot, u"valueElicitationSetting.promptSpecification.promptAttemptsSpecification.Initial"_s,
            R"({"audioAndDTMFInputSpecification":{"startTimeoutMs":9000}})",
            "Times and keys of speech and telephone keypads have no effect here.");
        row("voice", u"BotLocale.json"_s, u"voiceSettings.voiceId"_s, "\"Ivy\"",
            "The voice \"Ivy\" is not heard: bots write here.");
        row("generative", u"BotLocale.json"_s, u"generativeAISettings.runtimeSettings"_s, "{}",
            "Generative features (generativeAISettings) do not run here.");
        row("network", u"Bot.json"_s, u"botType"_s, "\"BotNetwork\"",
            "A network of bots does not run here: only this bot's own intents do.");
        row("children", u"Bot.json"_s, u"dataPrivacy.childDirected"_s, "true",
            "That the bot is directed at children changes nothing here.");
        row("six buttons", intent, u"intentClosingSetting.closingResponse.messageGroupsList"_s,
            R"([{"message":{"imageResponseCard":{"title":"t","buttons":[{},{},{},{},{},{}]}}}])",
            "A card has more than five buttons: those after the fifth are left out.");
        row("unknown setting", intent, u"intentClosingSetting.moodSetting.isActive"_s, "true",
            "The setting \"intentClosingSetting.moodSetting\" is not known here and has no effect.");
        row("unknown setting in a list", intent, u"outputContexts"_s, R"([{"name":"c","colour":3}])",
            "The setting \"outputContexts.colour\" is not known here and has no effect.");
        row("wrong type", intent, u"sampleUtterances"_s, "\"hello\"",
            "\"sampleUtterances\" is not of the type that it has to be, and has no effect.");
        row("out of bounds", slot, u"valueElicitationSetting.promptSpecification.maxRetries"_s, "9",
            "\"valueElicitationSetting.promptSpecification.maxRetries\" is 9 and has to be from 0 to 5: it is taken as "
            "5.");
        row("a name that is no name", intent, u"a\u202Eb\nunsupported: x"_s, "1",
            "The setting \"a?b?unsupported: x\" is not known here and has no effect.");
        row("vocabulary", u"CustomVocabulary/CustomVocabulary.json"_s, u"customVocabularyItems"_s, "[{}]",
            "A custom vocabulary is for speech, and has no effect here.");
        row("another file", u"Holiday.json"_s, u"x"_s, "1", "The file is no part of a bot that is known here.");
        row("a zip inside", u"Inner.zip"_s, u"x"_s, "1", "The file is no part of a bot that is known here.");
    }

    void unsupported()
    {
        QFETCH(QString, file);
        QFETCH(QString, path);
        QFETCH(QByteArray, json);
        QFETCH(QString, what);
        ExportFiles files = smallBot();
        change(files, file, path, json);
        const QStringList lines = linesOf(importOf(moved(files, u"deep/"_s)));
        QVERIFY2(!lines.isEmpty(), "nothing was reported");
        QVERIFY2(lines.contains(fileOf(files, file) + u": "_s + what), qUtf8Printable(lines.join(u'\n')));
    }

    void aRequiredSlotWithoutAPromptIsReported()
    {
        ExportFiles files = smallBot();
        change(files, u"Slot.json"_s, u"valueElicitationSetting.slotConstraint"_s, "\"Required\"");
        QCOMPARE(linesOf(importOf(files)),
                 QStringList{u"BotLocales/en_US/Intents/Order/Intent.json: The slot \"Size\" is required and has no "
                             "prompt: it is never asked for."_s});
    }

    // Nothing is asked for by what is null, empty or off.
    void whatAsksForNothingIsNotReported()
    {
        ExportFiles files = smallBot();
        for (const char *json : {"null", "false", "\"\"", "[]", R"({"a":{"b":null,"c":[false]}})"}) {
            change(files, u"Intent.json"_s, u"futureSetting"_s, json);
            QCOMPARE(linesOf(importOf(files)), QStringList());
        }
    }

    void builtInIntentsAreKept()
    {
        ExportFiles files = smallBot();
        change(files, u"Intent.json"_s, u"parentIntentSignature"_s, "\"AMAZON.HelpIntent\"");
        const Import import = importOf(files);
        QCOMPARE(linesOf(import), QStringList());
        QCOMPARE(intentIn(import, u"Order"_s)->parent, u"AMAZON.HelpIntent"_s);
    }

    void intentsOfServicesAreLeftOut_data()
    {
        QTest::addColumn<QByteArray>("setting");
        for (const char *name : {"KendraSearchIntent", "QnAIntent", "BedrockAgentIntent", "QInConnectIntent"})
            QTest::newRow(name) << QByteArray("\"parentIntentSignature\":\"AMAZON.") + name + '"';
        for (const char *name : {"kendraConfiguration", "qnAIntentConfiguration", "bedrockAgentIntentConfiguration",
                                 "qInConnectIntentConfiguration"})
            QTest::newRow(name) << '"' + QByteArray(name) + "\":{\"arn\":\"x\"}";
    }

    void intentsOfServicesAreLeftOut()
    {
        QFETCH(QByteArray, setting);
        ExportFiles files = smallBot();
        files.insert(u"BotLocales/en_US/Intents/Ask/Intent.json"_s, "{\"name\":\"Ask\"," + setting + '}');
        const Import import = importOf(files);
        QCOMPARE(intentNames(import.bot.locales.constFirst()), QStringList{u"Order"_s});
        QCOMPARE(import.unsupported.size(), 1);
        QCOMPARE(import.unsupported.constFirst().file, u"BotLocales/en_US/Intents/Ask/Intent.json"_s);
        QVERIFY(import.unsupported.constFirst().what.endsWith("The intent is left out."_L1));
    }

    // Else its intent could never come to an end.
    void aSlotOfAnUnknownTypeIsNotAskedFor()
    {
        for (const QByteArray &type : {QByteArray("\"AMAZON.Weather\""), QByteArray("\"Missing\"")}) {
            ExportFiles files = smallBot();
            change(files, u"Slot.json"_s, u"slotTypeName"_s, type);
            const Import import = importOf(files);
            QVERIFY(!intentIn(import, u"Order"_s)->slotsInOrder.constFirst().required);
            QCOMPARE(linesOf(import),
                     QStringList{u"BotLocales/en_US/Intents/Order/Intent.json: The slot \"Size\" is never asked for, "
                                 "as its type "_s +
                                 QString::fromLatin1(type) + u" is not read here."_s});
        }
    }

    // From the folder of material that a checkout may lie beside.
    void theReportOfTheSharedExport()
    {
        QString folder = QStringLiteral(SOURCE_DIR "/../shared/data/lex");
        if (!QFileInfo::exists(folder))
            folder = QStringLiteral(SOURCE_DIR "/../../shared/data/lex");
        const QStringList zips = QDir(folder).entryList({u"*SampleLexV2BotExportJson.zip"_s});
        if (zips.isEmpty())
            QSKIP("The shared export is not in ../shared/data/lex beside this checkout");
        const auto read = readExport(folder + u'/' + zips.constFirst());
        const Import *import = std::get_if<Import>(&read);
        QVERIFY(import);
        QCOMPARE(import->bot.name, u"JavaLambdaBot"_s);
        const QString intents = u"BotLocales/en_US/Intents/"_s;
        const QString fulfils = u"/Intent.json: The Lambda function that fulfils the intent (fulfillmentCodeHook) does "
                                "not run here: the intent counts as fulfilled."_s;
        QCOMPARE(linesOf(*import),
                 (QStringList{
                     u"BotLocales/en_US/BotLocale.json: The voice \"Ivy\" is not heard: bots write here."_s,
                     intents + u"BookTestDrive/Intent.json: The Lambda function that looks at each turn "
                               "(dialogCodeHook) does not run here."_s,
                     intents + u"BookTestDrive"_s + fulfils,
                     intents + u"FallbackIntent"_s + fulfils,
                     intents + u"Hello"_s + fulfils,
                     intents + u"VehicleInventorySearch"_s + fulfils,
                 }));
        QCOMPARE(slotNames(*intentIn(*import, u"BookTestDrive"_s)),
                 (QStringList{u"make"_s, u"vehicleType"_s, u"date"_s, u"time"_s}));
        QCOMPARE(intentIn(*import, u"Hello"_s)->utterances.size(), 4);
    }

private:
    // As a folder of its own. Fails the test where it is no bot.
    Import importOf(const ExportFiles &files, const QString &name = u"bot"_s)
    {
        QTemporaryDir parent;
        const QString folder = parent.filePath(name);
        if (!writeFolder(files, folder)) {
            QTest::qFail("the files could not be written", __FILE__, __LINE__);
            return {};
        }
        auto read = readExport(folder);
        if (const QString *reason = std::get_if<QString>(&read)) {
            QTest::qFail(qUtf8Printable(*reason), __FILE__, __LINE__);
            return {BotDefinition{{}, {}, 0, {BotLocale{}}}, {}};
        }
        return std::get<Import>(std::move(read));
    }

    QTemporaryDir m_folder;
};

CONFAB_TEST(TestLexExport)
#include "tst_lex_export.moc"
