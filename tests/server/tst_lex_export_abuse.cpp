// SPDX-License-Identifier: GPL-3.0-or-later
// Exports that mean harm: each is refused, with a reason, and without much memory; and the largest that is taken.
#include "export_files.h"
#include "test_program.h"

#include <confab/bots/lex_export.h>
#include <confab/bots/offline_runtime.h>

#include <QtTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif
// What a sanitizer takes hides what the reader takes.
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define MEMORY_IS_TOLD
#include <malloc.h>
#endif

using namespace confab::bots;
using namespace confab::tests;
using namespace confab::bots::lex;
using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype mebibyte = 1024 * 1024;

ExportFiles oneIntent()
{
    return {{u"Bot.json"_s, R"({"name":"Small"})"},
            {u"BotLocales/en_US/Intents/Order/Intent.json"_s,
             R"({"name":"Order","sampleUtterances":[{"utterance":"a pizza"}]})"}};
}

QByteArray blanks(qsizetype size)
{
    return QByteArray(size, ' ') + "{}";
}

// `size` bytes of JSON at least, as repeated; in an array under a key of the bot's own choice.
QByteArray filled(const char *key, const QByteArray &item, qsizetype size)
{
    QByteArray json = "{\""_ba + key + "\":[" + item;
    json.reserve(size + 2 * item.size());
    while (json.size() < size)
        json += ',' + item;
    return json + "]}";
}

// Of so many intents, each of `count` sample utterances of `length` characters.
ExportFiles intents(int number, int count, qsizetype length)
{
    ExportFiles files;
    const QByteArray utterance = "{\"utterance\":\"" + QByteArray(length, 'x') + "\"}";
    for (int i = 0; i < number; ++i) {
        QByteArray json = "{\"sampleUtterances\":[" + utterance;
        for (int k = 1; k < count; ++k)
            json += ',' + utterance;
        files.insert(u"BotLocales/en_US/Intents/I%1/Intent.json"_s.arg(i), json + "]}");
    }
    return files;
}

ExportFiles intentsWithSlots(int number, int count)
{
    ExportFiles files = intents(number, 1, 1);
    for (int i = 0; i < number; ++i) {
        for (int k = 0; k < count; ++k)
            files.insert(u"BotLocales/en_US/Intents/I%1/Slots/S%2/Slot.json"_s.arg(i).arg(k), "{}");
    }
    return files;
}

// The values are all different, which those of one length need a number for.
ExportFiles slotTypes(int number, int count, qsizetype length)
{
    ExportFiles files;
    for (int i = 0; i < number; ++i) {
        QByteArray json = "{\"slotTypeValues\":[";
        for (int k = 0; k < count; ++k)
            json += (k > 0 ? ",{"_ba : "{"_ba) + "\"sampleValue\":{\"value\":\"" +
                    QByteArray::number(i * count + k).rightJustified(length, 'x') + "\"}}";
        files.insert(u"BotLocales/en_US/SlotTypes/T%1/SlotType.json"_s.arg(i), json + "]}");
    }
    return files;
}

// As large as Lex's quotas let it be: 1,000 intents, 2,000,000 characters of utterances in words that are nearly all
// different, 50,000 values.
ExportFiles largestBot()
{
    ExportFiles files = slotTypes(25, 1000, 20);
    quint32 last = 1;
    const auto word = [&last] {
        QByteArray letters;
        last = last * 1664525 + 1013904223; // Knuth's: the same words in each run
        for (quint32 rest = last >> 8, i = 0; i < 4; ++i, rest /= 26)
            letters += char('a' + rest % 26);
        return letters;
    };
    for (int i = 0; i < 1000; ++i) {
        QByteArray json = "{\"sampleUtterances\":[";
        for (int k = 0; k < 60; ++k) {
            json += (k > 0 ? ",{"_ba : "{"_ba) + "\"utterance\":\"";
            for (int w = 0; w < 4; ++w)
                json += word() + (w < 3 ? " "_ba : "\"}"_ba);
        }
        files.insert(u"BotLocales/en_US/Intents/I%1/Intent.json"_s.arg(i), json + "]}");
        files.insert(u"BotLocales/en_US/Intents/I%1/Slots/S/Slot.json"_s.arg(i),
                     R"({"name":"S","slotTypeName":"T)" + QByteArray::number(i % 25) + "\"}");
    }
    return files;
}

// The offset of the first entry in the zip's central directory (APPNOTE.TXT 4.3.12).
qsizetype directoryOf(const QByteArray &zip)
{
    return zip.indexOf("PK\1\2");
}

void putSize(QByteArray &zip, qsizetype at, quint32 size)
{
    for (int i = 0; i < 4; ++i)
        zip[at + i] = char(size >> (8 * i));
}

QString reasonOf(const QString &path)
{
    const auto read = readExport(path);
    const QString *reason = std::get_if<QString>(&read);
    return reason ? *reason : u"(it was read)"_s;
}

#ifdef MEMORY_IS_TOLD
// In KiB, of this process; "VmHWM" is the most it ever had since the peak was forgotten.
qint64 memory(const QByteArray &name)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith(name + ':'))
            return line.mid(name.size() + 1).simplified().split(' ').constFirst().toLongLong();
    return -1;
}

bool forgetPeak()
{
    QFile file(u"/proc/self/clear_refs"_s);
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write("5") == 1;
}
#endif

} // namespace

class TestLexExportAbuse : public QObject
{
    Q_OBJECT

private slots:
    void refused_data()
    {
        QTest::addColumn<ExportFiles>("files");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const ExportFiles &more, const QString &reason) {
            ExportFiles files = oneIntent();
            files.insert(more);
            QTest::newRow(name) << files << reason;
        };
        const QString slotType = u"BotLocales/en_US/SlotTypes/A/SlotType.json"_s;
        row("a file that is no JSON", {{u"Bot.json"_s, "{\"name\":"}},
            u"\"Bot.json\" is no valid JSON (unterminated object, at byte 8)."_s);
        row("a file that is a list", {{u"Bot.json"_s, "[1]"}}, u"\"Bot.json\" holds no JSON object."_s);
        row("a bomb", {{u"Bot.json"_s, blanks(100 * mebibyte)}}, u"\"Bot.json\" is larger than 8 MiB."_s);
        ExportFiles many;
        for (int i = 0; i < 10; ++i)
            many.insert(u"BotLocales/en_US/SlotTypes/T%1/SlotType.json"_s.arg(i), blanks(7 * mebibyte));
        row("a bomb of several", many, u"Unpacked it is larger than 64 MiB."_s);
        row("nested", {{u"Bot.json"_s, "{\"a\":" + QByteArray(40, '[') + QByteArray(40, ']') + '}'}},
            u"\"Bot.json\" is nested more than 32 deep."_s);
        row("values without end", {{u"Bot.json"_s, filled("a", "0", mebibyte)}},
            u"\"Bot.json\" holds more than 200000 values."_s);
        ExportFiles texts;
        const QByteArray text = "{\"sampleValue\":{\"value\":\""_ba + QByteArray(1000, 'x') + "\"}}";
        for (int i = 0; i < 4; ++i)
            texts.insert(u"BotLocales/en_US/SlotTypes/T%1/SlotType.json"_s.arg(i),
                         filled("slotTypeValues", text, 3 * mebibyte));
        row("more text than a bot has", texts, u"It holds more text than a bot can have."_s);
        row("folders without end", {{u"a/"_s.repeated(33) + u"Bot.json"_s, "{}"}},
            u"Its folders are nested too deep."_s);
        row("intents", intents(1000, 1, 1), u"The locale \"en_US\" has more than 1000 intents."_s);
        row("utterances", intents(1, 1501, 1), u"The intent \"I0\" has more than 1500 sample utterances."_s);
        row("a long utterance", intents(1, 1, 501),
            u"The intent \"I0\" has more than 500 characters in a sample utterance."_s);
        row("long utterances", intents(3, 1400, 490),
            u"The locale \"en_US\" has more than 2000000 characters of sample utterances."_s);
        row("slots", intentsWithSlots(1, 101), u"The intent \"I0\" has more than 100 slots."_s);
        row("slot types", slotTypes(251, 1, 5), u"The locale \"en_US\" has more than 250 slot types."_s);
        row("values", slotTypes(1, 10'001, 5), u"The slot type \"T0\" has more than 10000 values and synonyms."_s);
        row("values of all types", slotTypes(6, 9000, 6),
            u"The locale \"en_US\" has more than 50000 values and synonyms."_s);
        row("a long value", slotTypes(1, 1, 501), u"The slot type \"T0\" has more than 500 characters in a value."_s);
        row("long values", slotTypes(1, 4100, 490),
            u"The locale \"en_US\" has more than 2000000 characters of values."_s);
        row("two bots", {{u"other/Bot.json"_s, "{}"}}, u"It holds 2 bots, and one is brought at a time."_s);
        row("Lex V1", {{u"Order_Export.json"_s, R"({"metadata":{"importType":"LEX"},"resource":{}})"}},
            u"It is an export of Lex V1, and only those of Lex V2 are read."_s);
        row("another format", {{u"Manifest.json"_s, R"({"metaData":{"fileFormat":"TSV"}})"}},
            u"It is an export in the format \"TSV\", and only LexJson is read."_s);
        QTest::newRow("no bot") << ExportFiles{{u"Bot.json"_s, "{}"}, {slotType, "{}"}}
                                << u"It holds no bot of Lex V2: no Intent.json was found where Lex writes one."_s;
        ExportFiles files;
        for (int i = 0; i <= 5000; ++i)
            files.insert(u"f%1"_s.arg(i), {});
        QTest::newRow("files without end") << files << u"It holds more than 5000 files and folders."_s;
    }

    void refused()
    {
        QFETCH(ExportFiles, files);
        QFETCH(QString, reason);
        const QString zip = m_folder.filePath(u"refused.zip"_s);
        QVERIFY(writeZip(files, zip));
        QCOMPARE(reasonOf(zip), reason);
        QTemporaryDir folder;
        QVERIFY(writeFolder(files, folder.path()));
        QCOMPARE(reasonOf(folder.path()), reason);
    }

    void refusedZips_data()
    {
        QTest::addColumn<QString>("name"); // of a file in it
        QTest::addColumn<QString>("reason");
        QTest::newRow("up") << u"../Bot.json"_s
                            << u"It holds a file whose name leads out of the export: \"../Bot.json\"."_s;
        QTest::newRow("up inside") << u"a/../../Bot.json"_s
                                   << u"It holds a file whose name leads out of the export: \"a/../../Bot.json\"."_s;
        QTest::newRow("up in Windows") << u"..\\Bot.json"_s
                                       << u"It holds a file whose name leads out of the export: \"../Bot.json\"."_s;
        QTest::newRow("from the root") << u"/etc/Bot.json"_s
                                       << u"It holds a file whose name leads out of the export: \"/etc/Bot.json\"."_s;
        QTest::newRow("a drive") << u"C:/Bot.json"_s
                                 << u"It holds a file whose name leads out of the export: \"C:/Bot.json\"."_s;
        QTest::newRow("a line break")
            << u"a\nimported x: 1 intents/Bot.json"_s
            << u"It holds a file with an impossible name: \"a?imported x: 1 intents/Bot.json\"."_s;
        QTest::newRow("a long name") << QString(600, u'a') + u".json"_s
                                     << u"It holds a file with an impossible name: \""_s + QString(79, u'a') +
                                            u"…\"."_s;
    }

    void refusedZips()
    {
        QFETCH(QString, name);
        QFETCH(QString, reason);
        ExportFiles files = oneIntent();
        files.insert(name, "{}");
        const QString zip = m_folder.filePath(u"named.zip"_s);
        QVERIFY(writeZip(files, zip));
        QCOMPARE(reasonOf(zip), reason);
    }

    // Under as many folders as may be.
    void deepDown()
    {
        const QString zip = m_folder.filePath(u"deep.zip"_s);
        QVERIFY(writeZip(moved(oneIntent(), u"a/"_s.repeated(28)), zip)); // and four of Lex
        QCOMPARE(reasonOf(zip), u"(it was read)"_s);
    }

    void packedOtherwise()
    {
        const QString path = m_folder.filePath(u"packed.zip"_s);
        QVERIFY(writeZip({{u"Bot.json"_s, "{}"}}, path));
        QByteArray zip = bytesOf(path);
        constexpr qsizetype method = 10;
        for (const char other :
             {1, 6, 9, 12, 14, 93, 99}) { // 4.4.5: shrunk, imploded, deflate64, bzip2, LZMA, zstd, AES
            zip[directoryOf(zip) + method] = other;
            put(path, zip);
            QCOMPARE(reasonOf(path), u"\"Bot.json\" is packed in a way that is not read here."_s);
        }
    }

    void aZipThatIsTooLarge()
    {
        const QString path = m_folder.filePath(u"large.zip"_s);
        QVERIFY(writeZip(oneIntent(), path));
        QVERIFY(QFile::resize(path, 64 * mebibyte + 1)); // takes no room on the disk
        QCOMPARE(reasonOf(path), u"It is larger than 64 MiB."_s);
    }

    void sizesThatLie()
    {
        const QString path = m_folder.filePath(u"lie.zip"_s);
        const QByteArray text = R"({"name":"Small"})";
        for (const quint32 size : {quint32(4), quint32(1) << 30, ~quint32(0) - 1}) {
            QVERIFY(writeZip({{u"Bot.json"_s, text}}, path));
            QByteArray zip = bytesOf(path);
            const qsizetype entry = directoryOf(zip);
            QVERIFY(entry > 0);
            constexpr qsizetype uncompressedSize = 24;
            putSize(zip, entry + uncompressedSize, size);
            put(path, zip);
            QCOMPARE(reasonOf(path), u"\"Bot.json\" is damaged in the zip."_s);
        }
    }

    void checksumsThatAreWrong()
    {
        const QString path = m_folder.filePath(u"checksum.zip"_s);
        QVERIFY(writeZip({{u"Bot.json"_s, R"({"name":"Small"})"}}, path));
        QByteArray zip = bytesOf(path);
        constexpr qsizetype checksum = 16;
        putSize(zip, directoryOf(zip) + checksum, 1);
        put(path, zip);
        QCOMPARE(reasonOf(path), u"\"Bot.json\" is damaged in the zip."_s);
    }

    void encrypted()
    {
        const QString path = m_folder.filePath(u"encrypted.zip"_s);
        QVERIFY(writeZip({{u"Bot.json"_s, "{}"}}, path));
        QByteArray zip = bytesOf(path);
        constexpr qsizetype flags = 8;
        zip[directoryOf(zip) + flags] = char(zip.at(directoryOf(zip) + flags) | 1);
        put(path, zip);
        QCOMPARE(reasonOf(path), u"\"Bot.json\" is encrypted."_s);
    }

    // At every length but those that miss no more than the record at its end: 22 bytes, 4.3.16.
    void truncated()
    {
        const QString path = m_folder.filePath(u"whole.zip"_s);
        QVERIFY(writeZip(oneIntent(), path));
        const QByteArray whole = bytesOf(path);
        QCOMPARE(reasonOf(path), u"(it was read)"_s);
        for (qsizetype length = 0; length < whole.size() - 22; length += 7) {
            put(path, whole.left(length));
            QVERIFY(reasonOf(path) != u"(it was read)"_s);
        }
    }

    void noZip()
    {
        const QString path = m_folder.filePath(u"text.zip"_s);
        put(path, "Dear reader");
        QCOMPARE(reasonOf(path), u"It is no zip file, or a damaged one."_s);
        QCOMPARE(reasonOf(m_folder.filePath(u"none"_s)).left(30), u"There is no file or folder \"/t"_s.left(30));
    }

    void aTwiceNamedFile()
    {
        const QString path = m_folder.filePath(u"twice.zip"_s);
        QVERIFY(writeZip({{u"Bot.json"_s, "{}"}, {u"Bat.json"_s, "{}"}}, path));
        QByteArray zip = bytesOf(path);
        zip.replace("Bat.json", "Bot.json");
        put(path, zip);
        QCOMPARE(reasonOf(path), u"It holds \"Bot.json\" twice."_s);
    }

    void linksInAZip()
    {
        const QString path = m_folder.filePath(u"link.zip"_s);
        QVERIFY(writeZip({{u"Bot.json"_s, "/etc/passwd"}}, path, 0120777u << 16));
        QCOMPARE(reasonOf(path), u"\"Bot.json\" is a symbolic link, and an export has none."_s);
    }

    void linksInAFolder()
    {
        QTemporaryDir folder;
        QVERIFY(writeFolder(oneIntent(), folder.path()));
        QVERIFY(QFile::link(folder.path(), folder.filePath(u"again"_s)));
        QCOMPARE(reasonOf(folder.path()), u"\"again\" is a symbolic link, and an export has none."_s);
    }

#ifdef Q_OS_UNIX
    // Who opens a pipe waits until somebody writes.
    void aPipeInAFolder()
    {
        QTemporaryDir folder;
        QVERIFY(writeFolder(oneIntent(), folder.path()));
        QCOMPARE(::mkfifo(qPrintable(folder.filePath(u"Slot.json"_s)), 0600), 0);
        QCOMPARE(reasonOf(folder.path()), u"\"Slot.json\" cannot be read."_s);
    }
#endif

    void takesLittleMemory_data()
    {
        QTest::addColumn<ExportFiles>("files");
        const QString path = u"BotLocales/en_US/SlotTypes/T%1/SlotType.json"_s;
        const auto several = [&path](const QByteArray &json, int count = 3) {
            ExportFiles files = oneIntent();
            for (int i = 0; i < count; ++i)
                files.insert(path.arg(i), json);
            return files;
        };
        constexpr qsizetype most = 8 * mebibyte - 4096;
        QTest::newRow("blanks") << several(blanks(most), 9);
        QTest::newRow("lists") << several(filled("a", "[]", most));
        QTest::newRow("as many lists as may be") << several(filled("slotTypeValues", "[]", 99000 * 3));
        QTest::newRow("as many objects as may be")
            << several(filled("slotTypeValues", R"({"sampleValue":{"value":"a"}})", 39000 * 30), 9);
        QTest::newRow("one long text") << several("{\"name\":\"" + QByteArray(most, 'x') + "\"}");
        QTest::newRow("long texts") << several(
            filled("slotTypeValues", "{\"sampleValue\":{\"value\":\""_ba + QByteArray(900, 'x') + "\"}}", most));
        QTest::newRow("texts of two bytes a letter") << several(
            filled("slotTypeValues", "{\"sampleValue\":{\"value\":\"ł"_ba + QByteArray(900, 'x') + "\"}}", most));
        QTest::newRow("unknown settings") << several([] {
            QByteArray json = "{\"k\":1";
            for (int i = 0; i < 99000; ++i)
                json += ",\"setting that nobody knows " + QByteArray::number(i) + "\":1";
            return json + '}';
        }());
    }

    void takesLittleMemory()
    {
#ifdef MEMORY_IS_TOLD
        QFETCH(ExportFiles, files);
        const QString zip = m_folder.filePath(u"memory.zip"_s);
        QVERIFY(writeZip(files, zip));
        files.clear();
        ::malloc_trim(0); // what the row before gave back may not count for this one
        if (!forgetPeak())
            QSKIP("This system does not tell how much memory was used");
        const qint64 before = memory("VmRSS");
        const QString reason = reasonOf(zip);
        const qint64 taken = memory("VmHWM") - before;
        qInfo("%lld KiB: %s", static_cast<long long>(taken), qUtf8Printable(reason));
        QVERIFY(taken < 64 * 1024);
#else
        QSKIP("This build does not tell how much memory is the reader's");
#endif
    }

    void theLargestBotIsLearned()
    {
        const QString zip = m_folder.filePath(u"largest.zip"_s);
        QVERIFY(writeZip(largestBot(), zip));
        auto read = readExport(zip);
        QVERIFY2(std::holds_alternative<Import>(read), qPrintable(reasonOf(zip)));
        BotLocale locale = std::move(std::get<Import>(read).bot.locales.front());
        const QString said = locale.intents[500].utterances[50];
        const auto ask = [&] {
            OfflineRuntime bot(std::move(locale), 300, [] { return QDateTime::fromSecsSinceEpoch(0, Qt::UTC); });
            bool answers = false;
            bot.recognizeText({u"someone"_s, said}, [&answers](const Outcome &outcome) {
                answers = std::holds_alternative<Response>(outcome);
            });
            return answers;
        };
#ifdef MEMORY_IS_TOLD
        ::malloc_trim(0);
        const bool told = forgetPeak();
        const qint64 before = memory("VmRSS");
        QVERIFY(ask());
        const qint64 taken = memory("VmHWM") - before;
        qInfo("%lld KiB", static_cast<long long>(taken));
        QVERIFY(!told || taken < 256 * 1024);
#else
        QVERIFY(ask());
#endif
    }

private:
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static void put(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    QTemporaryDir m_folder;
};

CONFAB_TEST(TestLexExportAbuse)
#include "tst_lex_export_abuse.moc"
