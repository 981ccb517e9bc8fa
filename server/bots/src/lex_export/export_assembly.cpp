// SPDX-License-Identifier: GPL-3.0-or-later
#include "export_assembly.h"

#include "lex_slots/reply_words.h"
#include "plain_words.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <limits>
#include <utility>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

QString folderOf(const QString &path)
{
    return path.contains(u'/') ? path.section(u'/', 0, -2) : QString();
}

QString nameOf(const QString &folder)
{
    return folder.section(u'/', -1);
}

// The folder that has one of that name, which has `folder`: "a/en_US" of "a/en_US/Intents/Hello" for "Intents".
std::optional<QString> above(const QString &folder, QLatin1StringView name)
{
    if (folder.section(u'/', -2, -2).compare(name, Qt::CaseInsensitive) != 0)
        return {};
    return folder.count(u'/') > 1 ? folder.section(u'/', 0, -3) : QString();
}

// Exports of Lex V1 are single files of JSON of any name.
bool isOfFirstLex(const QByteArray &json)
{
    const QByteArray head = json.left(4096);
    return head.contains("\"importType\"") && head.contains("\"LEX\"");
}

QString tooMuch()
{
    return u"It holds more text than a bot can have."_s;
}

// Lex's own quotas for building a bot, those of the English locales, which have the most
// (https://docs.aws.amazon.com/lexv2/latest/dg/quotas.html). They also bound what the engine takes to learn a bot.
namespace quota
{
constexpr qsizetype intents = 1000; // of a locale
constexpr qsizetype slotTypes = 250;
constexpr qsizetype characters = 2'000'000; // of sample utterances, those of slots with them
constexpr qsizetype values = 50'000;        // with their synonyms
constexpr qsizetype utterances = 1500;      // of an intent
constexpr qsizetype slotsOfIntent = 100;
constexpr qsizetype valuesOfType = 10'000;
constexpr qsizetype length = 500; // of an utterance or a value, in UTF-16 units, as Lex counts
// Lex has none for the characters of all values.
constexpr qsizetype charactersOfValues = 2'000'000;
} // namespace quota

struct TextSizes {
    qsizetype count = 0;
    qsizetype characters = 0;
    qsizetype most = 0; // of one

    void add(const QString &text)
    {
        ++count;
        characters += text.size();
        most = std::max(most, text.size());
    }
};

QString passes(const QString &what, qsizetype most, const QString &ofThem)
{
    return u"%1 has more than %2 %3."_s.arg(what, QString::number(most), ofThem);
}

// Why a locale is too large for Lex, or nothing.
std::optional<QString> excessOf(const BotLocale &locale)
{
    const QString where = u"The locale "_s + quoted(locale.id);
    if (locale.intents.size() > quota::intents)
        return passes(where, quota::intents, u"intents"_s);
    if (locale.slotTypes.size() > quota::slotTypes)
        return passes(where, quota::slotTypes, u"slot types"_s);
    qsizetype characters = 0;
    for (const IntentDefinition &intent : locale.intents) {
        const QString what = u"The intent "_s + quoted(intent.name);
        if (intent.utterances.size() > quota::utterances)
            return passes(what, quota::utterances, u"sample utterances"_s);
        if (intent.slotsInOrder.size() > quota::slotsOfIntent)
            return passes(what, quota::slotsOfIntent, u"slots"_s);
        TextSizes sizes;
        for (const QString &text : intent.utterances)
            sizes.add(text);
        for (const Slot &slot : intent.slotsInOrder) {
            for (const QString &text : slot.utterances)
                sizes.add(text);
        }
        if (sizes.most > quota::length)
            return passes(what, quota::length, u"characters in a sample utterance"_s);
        characters += sizes.characters;
    }
    if (characters > quota::characters)
        return passes(where, quota::characters, u"characters of sample utterances"_s);
    TextSizes all;
    for (const SlotType &type : locale.slotTypes) {
        const QString what = u"The slot type "_s + quoted(type.name);
        TextSizes sizes;
        for (const SlotTypeValue &value : type.values) {
            sizes.add(value.value);
            for (const QString &synonym : value.synonyms)
                sizes.add(synonym);
        }
        if (sizes.count > quota::valuesOfType)
            return passes(what, quota::valuesOfType, u"values and synonyms"_s);
        if (sizes.most > quota::length)
            return passes(what, quota::length, u"characters in a value"_s);
        all.count += sizes.count;
        all.characters += sizes.characters;
    }
    if (all.count > quota::values)
        return passes(where, quota::values, u"values and synonyms"_s);
    if (all.characters > quota::charactersOfValues)
        return passes(where, quota::charactersOfValues, u"characters of values"_s);
    return {};
}

} // namespace

std::optional<QString> ExportAssembly::take(const QString &path, const std::optional<QByteArray> &json)
{
    m_report.beginFile(path);
    const QString name = nameOf(path).toLower();
    if (name == "conversationflow.json"_L1) // where the console draws what
        return {};
    static const QSet<QString> parts{u"manifest.json"_s, u"bot.json"_s,  u"botlocale.json"_s,
                                     u"intent.json"_s,   u"slot.json"_s, u"slottype.json"_s};
    if (name == "customvocabulary.json"_L1) {
        m_report.note(u"A custom vocabulary is for speech, and has no effect here."_s);
        return {};
    }
    if (!json || !parts.contains(name)) {
        if (json && isOfFirstLex(*json))
            return u"It is an export of Lex V1, and only those of Lex V2 are read."_s;
        m_report.note(u"The file is no part of a bot that is known here."_s);
        return {};
    }
    const Object object = parseObject(*json);
    if (const QString *reason = std::get_if<QString>(&object))
        return u"%1 %2."_s.arg(quoted(path), *reason);
    ObjectReading reading(std::get<QJsonObject>(object), m_report);
    if (name == "manifest.json"_L1)
        return readManifest(reading);
    takePart(path, name, reading);
    if (m_report.isTooMuch())
        return tooMuch();
    return {};
}

void ExportAssembly::takePart(const QString &path, const QString &name, ObjectReading &reading)
{
    const QString folder = folderOf(path);
    m_files.insert(folder + u'/' + name, path);
    if (name == "bot.json"_L1) {
        ++m_botCount;
        m_top = folder.isEmpty() ? folder : folder + u'/';
        readBot(reading, m_bot);
    } else if (name == "botlocale.json"_L1) {
        m_locales.insert(folder, readLocale(reading));
    } else if (name == "intent.json"_L1) {
        m_intents.insert(folder, readIntent(reading));
    } else if (name == "slot.json"_L1) {
        m_slots.insert(folder, readSlot(reading));
    } else {
        m_slotTypes.insert(folder, readSlotType(reading));
    }
}

std::optional<QString> ExportAssembly::findTop()
{
    if (m_botCount > 1)
        return u"It holds %1 bots, and one is brought at a time."_s.arg(m_botCount);
    if (m_botCount == 0 && !m_locales.isEmpty()) { // the export of a locale
        const QString folder = m_locales.firstKey();
        const QString parent = above(folder, "BotLocales"_L1).value_or(folderOf(folder));
        m_top = parent.isEmpty() ? parent : parent + u'/';
    }
    return {};
}

void ExportAssembly::giveSlots()
{
    for (auto slot = m_slots.begin(); slot != m_slots.end(); ++slot) {
        const auto intent = m_intents.find(above(slot.key(), "Slots"_L1).value_or(QString()));
        if (intent == m_intents.end()) {
            m_report.noteOf(m_files.value(slot.key() + "/slot.json"_L1), u"The slot belongs to no intent."_s);
            continue;
        }
        if (slot->name.isEmpty())
            slot->name = nameOf(slot.key());
        intent->intent.slotsInOrder.append(std::move(*slot));
    }
    for (IntentPart &part : m_intents) {
        const auto priority = [&part](const Slot &slot) {
            return part.priorities.value(slot.name, std::numeric_limits<int>::max());
        };
        std::stable_sort(part.intent.slotsInOrder.begin(), part.intent.slotsInOrder.end(),
                         [&priority](const Slot &one, const Slot &other) { return priority(one) < priority(other); });
    }
}

void ExportAssembly::giveParts(BotDefinition &bot)
{
    // What has no BotLocale.json has the locale that its folder is named after.
    const auto localeFor = [this](const QString &part, QLatin1StringView kind) -> BotLocale * {
        const auto folder = above(part, kind);
        if (!folder || !(*folder + u'/').startsWith(m_top))
            return nullptr;
        return &m_locales[*folder];
    };
    const auto outside = [this](const QString &folder, QLatin1StringView file) {
        m_report.noteOf(m_files.value(folder + file), u"It lies where nothing of the bot is looked for."_s);
    };
    const auto twice = [this](const QString &folder, QLatin1StringView file, const QString &name) {
        m_report.noteOf(m_files.value(folder + file),
                        u"There is another one of the name %1: this one is left out."_s.arg(quoted(name)));
    };
    for (auto part = m_slotTypes.begin(); part != m_slotTypes.end(); ++part) {
        constexpr QLatin1StringView file = "/slottype.json"_L1;
        BotLocale *locale = localeFor(part.key(), "SlotTypes"_L1);
        if (part->type.name.isEmpty())
            part->type.name = nameOf(part.key());
        if (!locale)
            outside(part.key(), file);
        else if (std::any_of(locale->slotTypes.begin(), locale->slotTypes.end(),
                             [&part](const SlotType &one) { return one.name == part->type.name; }))
            twice(part.key(), file, part->type.name);
        else if (part->runs)
            locale->slotTypes.append(std::move(part->type));
    }
    struct Taken {
        const BotLocale *locale;
        qsizetype index;
        QString file;
        QStringList priorities;
    };
    QList<Taken> taken;
    for (auto part = m_intents.begin(); part != m_intents.end(); ++part) {
        constexpr QLatin1StringView file = "/intent.json"_L1;
        BotLocale *locale = localeFor(part.key(), "Intents"_L1);
        if (part->intent.name.isEmpty())
            part->intent.name = nameOf(part.key());
        if (!locale) {
            outside(part.key(), file);
            continue;
        }
        if (std::any_of(locale->intents.begin(), locale->intents.end(),
                        [&part](const IntentDefinition &one) { return one.name == part->intent.name; })) {
            twice(part.key(), file, part->intent.name);
            continue;
        }
        for (Slot &slot : part->intent.slotsInOrder)
            checkSlot(part.key(), *locale, slot);
        if (part->runs) {
            taken.append({locale, locale->intents.size(), m_files.value(part.key() + file), part->priorities.keys()});
            locale->intents.append(std::move(part->intent));
        }
    }
    for (const Taken &one : std::as_const(taken))
        checkIntent(one.file, *one.locale, one.locale->intents[one.index], one.priorities);
    for (auto locale = m_locales.begin(); locale != m_locales.end(); ++locale) {
        if (locale->id.isEmpty())
            locale->id = nameOf(locale.key());
        if (locale->intents.isEmpty())
            continue;
        noteLanguage(locale.key(), locale->id);
        bot.locales.append(std::move(*locale));
    }
}

// Built-in slot types have a grammar of English alone.
void ExportAssembly::noteLanguage(const QString &folder, const QString &localeId)
{
    if (localeId.section(u'_', 0, 0).compare("en"_L1, Qt::CaseInsensitive) == 0)
        return;
    m_report.noteOf(m_files.value(folder + u"/botlocale.json"_s, folder + u"/BotLocale.json"_s),
                    replyWordsFor(localeId)
                        ? u"Numbers, dates and the like are understood in English alone; yes and no in the language "
                          "of %1, too."_s.arg(quoted(localeId))
                        : u"Numbers, dates, yes and no and the like are understood in English alone, not in the "
                          "language of %1."_s.arg(quoted(localeId)));
}

// What an intent names and nobody knows, once all of them are known.
void ExportAssembly::checkIntent(const QString &file, const BotLocale &locale, const IntentDefinition &intent,
                                 const QStringList &priorities)
{
    QSet<QString> known;
    for (const Slot &slot : intent.slotsInOrder)
        known.insert(slot.name);
    const auto note = [&](const QString &what) { m_report.noteOf(file, what); };
    const auto checkUtterances = [&](const QStringList &utterances) {
        static const QRegularExpression inBraces(u"\\{([^{}]*)\\}"_s);
        for (const QString &utterance : utterances) {
            if (!utterance.contains(u'{'))
                continue;
            for (auto it = inBraces.globalMatch(utterance); it.hasNext();) {
                const QString name = it.next().captured(1);
                if (!known.contains(name))
                    note(u"A sample utterance has the slot %1, which the intent has not."_s.arg(quoted(name)));
            }
        }
    };
    const auto checkStep = [&](const Step &step) {
        if (step.kind == NextStep::ElicitSlot && !known.contains(step.slot)) {
            note(u"A next step asks for the slot %1, which the intent has not: the usual one is asked for."_s.arg(
                quoted(step.slot)));
        } else if (step.kind == NextStep::StartIntent &&
                   std::none_of(locale.intents.begin(), locale.intents.end(),
                                [&step](const IntentDefinition &one) { return one.name == step.intent; })) {
            note(
                u"A next step starts the intent %1, which is not there: the dialogue ends."_s.arg(quoted(step.intent)));
        } else if (step.kind == NextStep::FulfillIntent && !step.intent.isEmpty() && step.intent != intent.name) {
            note(u"A next step fulfils the intent %1: the one under way is fulfilled."_s.arg(quoted(step.intent)));
        }
    };
    checkUtterances(intent.utterances);
    for (const Step &step : {intent.afterInitial, intent.afterConfirmation, intent.afterDeclination,
                             intent.afterFulfilment, intent.afterClosing})
        checkStep(step);
    for (const Slot &slot : intent.slotsInOrder) {
        checkUtterances(slot.utterances);
        checkStep(slot.afterCapture);
        checkStep(slot.afterFailure);
        if (slot.required && !slot.prompt)
            note(u"The slot %1 is required and has no prompt: it is never asked for."_s.arg(quoted(slot.name)));
    }
    for (const QString &name : priorities) {
        if (!known.contains(name))
            note(u"A priority is given to the slot %1, which the intent has not."_s.arg(quoted(name)));
    }
}

// A slot that can never be filled would keep its intent from coming to an end.
void ExportAssembly::checkSlot(const QString &intentFolder, const BotLocale &locale, Slot &slot)
{
    const bool ownType = std::any_of(locale.slotTypes.begin(), locale.slotTypes.end(),
                                     [&slot](const SlotType &one) { return one.name == slot.type; });
    if (ownType || isBuiltInSlotType(slot.type))
        return;
    slot.required = false;
    m_report.noteOf(m_files.value(intentFolder + u"/intent.json"_s),
                    u"The slot %1 is never asked for, as its type %2 is not read here."_s.arg(quoted(slot.name),
                                                                                              quoted(slot.type)));
}

std::variant<Import, QString> ExportAssembly::finish(const QString &otherwise)
{
    if (auto reason = findTop())
        return *reason;
    giveSlots();
    giveParts(m_bot);
    if (m_bot.locales.isEmpty())
        return u"It holds no bot of Lex V2: no Intent.json was found where Lex writes one."_s;
    for (const BotLocale &locale : std::as_const(m_bot.locales)) {
        if (auto reason = excessOf(locale))
            return *reason;
    }
    if (m_bot.name.isEmpty())
        m_bot.name = otherwise;
    return Import{std::move(m_bot), m_report.lines(m_top)};
}

} // namespace confab::bots::lex
