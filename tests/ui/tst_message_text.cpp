// SPDX-License-Identifier: GPL-3.0-or-later
#include "html_payloads.h"
#include "test_program.h"

#include <confab/ui/conversation/message_text.h>

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace confab::ui;
using namespace Qt::StringLiterals;

using BlockKind = MessageText::Block::Kind;

namespace
{

QStringList linksOf(const MessageText &text)
{
    QStringList links;
    for (const MessageText::Block &block : text.blocks) {
        for (const MessageText::Span &span : block.spans) {
            if (!span.link.isEmpty())
                links.append(span.link);
        }
    }
    return links;
}

MessageText::Styles stylesOf(const MessageText &text, const QString &words)
{
    for (const MessageText::Block &block : text.blocks) {
        for (const MessageText::Span &span : block.spans) {
            if (block.text.mid(span.start, span.length) == words)
                return span.styles;
        }
    }
    return {};
}

} // namespace

class TestMessageText : public QObject
{
    Q_OBJECT

private slots:
    void singleLineBreaksStay()
    {
        const MessageText text = parseMessage(u"one\ntwo **three\"**\n`four`\n\nfive"_s);
        QCOMPARE(text.blocks.size(), 2);
        QCOMPARE(text.plain(), u"one\ntwo three\"\nfour\nfive"_s);
        QCOMPARE(stylesOf(text, u"three\""_s), MessageText::Bold);
    }

    void plainText_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("plain");
        QTest::newRow("hash without a space") << u"#design is #1"_s << u"#design is #1"_s;
        QTest::newRow("a year is no list") << u"2024. A good year"_s << u"2024. A good year"_s;
        QTest::newRow("numbers as typed") << u"3. three\n4. four"_s << u"3. three\n4. four"_s;
        QTest::newRow("bullets") << u"- a\n- b"_s << u"• a\n• b"_s;
        QTest::newRow("tasks") << u"- [ ] a\n- [x] b"_s << u"☐ a\n☑ b"_s;
        QTest::newRow("quote in two lines") << u"> a\n> b"_s << u"a\nb"_s;
        QTest::newRow("only marks") << u">>>"_s << u">>>"_s;
        QTest::newRow("windows line ends") << u"a\r\nb"_s << u"a\nb"_s;
        QTest::newRow("inline code is copied bare") << u"use `confab://` now"_s << u"use confab:// now"_s;
        QTest::newRow("code") << u"```cpp\nint a;\n\n  b;\n```"_s << u"int a;\n\n  b;"_s;
        QTest::newRow("table") << u"| a | bb |\n|---|---|\n| ccc | d |"_s << u"a\tbb\nccc\td"_s;
        QTest::newRow("bars are no table") << u"a | b | c\nd | e | f"_s << u"a | b | c\nd | e | f"_s;
        QTest::newRow("an empty cell") << u"| a || b |\n|---|---|---|\n| c || d |"_s << u"a\t\tb\nc\t\td"_s;
        QTest::newRow("a mark of one's own") << u"a\uE000b"_s << u"ab"_s;
        QTest::newRow("strike and emphasis") << u"~~a~~ *b* __c__ d_e_f"_s << u"a b c d_e_f"_s;
    }

    void plainText()
    {
        QFETCH(QString, markdown);
        QFETCH(QString, plain);
        QCOMPARE(parseMessage(markdown).plain(), plain);
    }

    // A text without marks is not read as Markdown; it must be what it would be then.
    void plainTextIsTheSame_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text : {u"Yes."_s,
                                    u"one\ntwo"_s,
                                    u"one\n\ntwo\nthree"_s,
                                    u"a  b"_s,
                                    u"a \nb"_s,
                                    u" a"_s,
                                    u"a "_s,
                                    u"a\n\n\nb"_s,
                                    u"\na"_s,
                                    u"a\n"_s,
                                    u"1. a"_s,
                                    u"a\n2) b"_s,
                                    u"- a"_s,
                                    u"a - b + c = d"_s,
                                    u"a\n==="_s,
                                    u"a\n---"_s,
                                    u"a\n   b"_s,
                                    u"\ta"_s,
                                    u"a\tb"_s,
                                    u"了解です、明日。\nはい"_s,
                                    u"نعم\nلا"_s,
                                    u"👍"_s,
                                    u"👍 ok"_s,
                                    u"a (b) c! d? e; f: g, 'h' \"i\" – j… k/l"_s,
                                    u"a]b(c)"_s,
                                    u"x{y}^z$%"_s,
                                    u"a\u00a0b"_s,
                                    u"a\u2028b"_s,
                                    u"mailto:x"_s,
                                    u"WWW.example.org"_s,
                                    u"a://b"_s,
                                    u"!a"_s,
                                    u":)"_s,
                                    u"(c) 2024. Yes"_s})
            QTest::addRow("%s", qPrintable(text.toHtmlEscaped())) << text;
    }

    void plainTextIsTheSame()
    {
        QFETCH(QString, text);
        // The paragraph in front has a mark, so this one is read as Markdown.
        MessageText read = parseMessage(u"**x**\n\n"_s + text);
        read.blocks.removeFirst();
        const MessageText plain = parseMessage(text);
        QCOMPARE(plain.blocks, read.blocks);
    }

    void tables()
    {
        const MessageText text =
            parseMessage(u"before\n\n| a | **b** |\n|:-:|--:|\n| `c` | @mira |\n\nafter"_s, {u"mira"_s});
        QCOMPARE(text.blocks.size(), 6);
        for (int i = 0; i < 4; ++i) {
            const MessageText::Block &cell = text.blocks.at(i + 1);
            QCOMPARE(cell.kind, BlockKind::Cell);
            QCOMPARE(cell.row, i / 2);
            QCOMPARE(cell.column, i % 2);
            QVERIFY(cell.alignment.testFlag(i % 2 == 0 ? Qt::AlignHCenter : Qt::AlignRight));
        }
        QCOMPARE(stylesOf(text, u"b"_s), MessageText::Bold);
        QVERIFY(stylesOf(text, u"@mira"_s).testFlag(MessageText::Mention));
        QCOMPARE(text.plain(), u"before\na\tb\nc\t@mira\nafter"_s);
        // Positions go on through the cells.
        QCOMPARE(text.plain(7, 10), u"a\tb"_s);
    }

    void spoilers_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("plain");
        QTest::addColumn<QStringList>("covered");
        QTest::newRow("one") << u"he ||dies|| there"_s << u"he dies there"_s << QStringList{u"dies"_s};
        QTest::newRow("two") << u"||a|| b ||c||"_s << u"a b c"_s << QStringList{u"a"_s, u"c"_s};
        QTest::newRow("with marks inside") << u"||a **b** c|| d"_s << u"a b c d"_s << QStringList{u"a b c"_s};
        QTest::newRow("half one") << u"a || **b** c"_s << u"a || b c"_s << QStringList{};
        QTest::newRow("nothing inside") << u"a |||| b"_s << u"a |||| b"_s << QStringList{};
        QTest::newRow("over two lines") << u"||a\nb||\nc"_s << u"a\nb\nc"_s << QStringList{u"a\u2028b"_s};
        QTest::newRow("in code") << u"`a || b || c`"_s << u"a || b || c"_s << QStringList{};
        QTest::newRow("in a box") << u"```\nif (a || b || c)\n```"_s << u"if (a || b || c)"_s << QStringList{};
    }

    void spoilers()
    {
        QFETCH(QString, markdown);
        QFETCH(QString, plain);
        QFETCH(QStringList, covered);
        const MessageText text = parseMessage(markdown);
        QCOMPARE(text.plain(), plain);
        QStringList found;
        for (const MessageText::Block &block : text.blocks) {
            for (const MessageText::Range &spoiler : block.spoilers)
                found.append(block.text.mid(spoiler.start, spoiler.length));
        }
        QCOMPARE(found, covered);
        if (markdown.contains("**b**"_L1))
            QCOMPARE(stylesOf(text, u"b"_s), MessageText::Bold);
    }

    void kinds()
    {
        const MessageText text = parseMessage(u"# Head\n\nwords\n\n> quoted\n\n- item\n\n---\n\n```\ncode\n```"_s);
        QCOMPARE(text.blocks.size(), 6);
        QCOMPARE(text.blocks.at(0).kind, BlockKind::Heading);
        QCOMPARE(text.blocks.at(1).kind, BlockKind::Paragraph);
        QCOMPARE(text.blocks.at(2).quoteLevel, 1);
        QCOMPARE(text.blocks.at(3).kind, BlockKind::Item);
        QCOMPARE(text.blocks.at(4).kind, BlockKind::Ruler);
        QCOMPARE(text.blocks.at(5).kind, BlockKind::CodeBox);
    }

    void emoji()
    {
        QVERIFY(parseMessage(u"👍🎉"_s).onlyEmoji);
        QVERIFY(!parseMessage(u"👍🎉👍🎉"_s).onlyEmoji);
        QVERIFY(!parseMessage(u"👍 yes"_s).onlyEmoji);
        QVERIFY(!parseMessage(u"12"_s).onlyEmoji);
    }

    void bareAddressesAreLinks()
    {
        const MessageText text = parseMessage(u"see https://a.example/x_y?z=1&b=2, www.b.example or c@d.example"_s);
        QCOMPARE(linksOf(text),
                 (QStringList{u"https://a.example/x_y?z=1&b=2"_s, u"http://www.b.example"_s, u"mailto:c@d.example"_s}));
    }

    void mentionsOfMe()
    {
        const MessageText text = parseMessage(u"@Mira and @ben, x@mira.example"_s, {u"mira"_s});
        QCOMPARE(stylesOf(text, u"@Mira"_s), MessageText::Mention);
        QVERIFY(!stylesOf(text, u"@ben"_s));
        QCOMPARE(text.plain(), u"@Mira and @ben, x@mira.example"_s);
    }

    void mentionsOfOthers()
    {
        const MessageText text = parseMessage(u"@mira, @Ben and @ben.lee, not @benno or @cat"_s, {u"mira"_s},
                                              {u"ben"_s, u"ben.lee"_s, u"mira"_s});
        QCOMPARE(stylesOf(text, u"@mira"_s), MessageText::Mention);
        QCOMPARE(stylesOf(text, u"@Ben"_s), MessageText::OtherMention);
        QCOMPARE(stylesOf(text, u"@ben.lee"_s), MessageText::OtherMention);
        QVERIFY(!stylesOf(text, u"@benno"_s));
        QVERIFY(!stylesOf(text, u"@cat"_s));
        // No room around them: the text is as wide as without the server's word.
        QCOMPARE(parseMessage(u"ask @ben"_s, {}, {u"ben"_s}).length(), parseMessage(u"ask @ben"_s).length());
        QCOMPARE(text.plain(), u"@mira, @Ben and @ben.lee, not @benno or @cat"_s);
    }

    void onlyHarmlessLinks_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<bool>("allowed");
        const QStringList good{u"http://a.example"_s, u"https://a.example/b?c#d"_s, u"mailto:a@b.example"_s,
                               u"HTTPS://a.example"_s};
        const QStringList bad{u"javascript:alert(1)"_s,
                              u"JaVaScRiPt:alert(1)"_s,
                              u"data:text/html,x"_s,
                              u"file:///etc/passwd"_s,
                              u"ftp://a.example"_s,
                              u"smb://a.example/share"_s,
                              u"vbscript:x"_s,
                              u"confab://a.example"_s,
                              u"//a.example"_s,
                              u"/etc/passwd"_s,
                              u"a.html"_s,
                              u"\\\\server\\share"_s,
                              u"qrc:/confab/icons/app.svg"_s,
                              u"https:"_s,
                              u"tel:123"_s};
        for (const QString &target : good)
            QTest::addRow("%s", qUtf8Printable(target)) << target << true;
        for (const QString &target : bad)
            QTest::addRow("%s", qUtf8Printable(target)) << target << false;
    }

    void onlyHarmlessLinks()
    {
        QFETCH(QString, target);
        QFETCH(bool, allowed);
        for (const QString &form : {u"[word](%1)"_s, u"[word](<%1>)"_s, u"![word](%1)"_s, u"[word][1]\n\n[1]: %1"_s}) {
            const QStringList links = linksOf(parseMessage(form.arg(target)));
            for (const QString &link : links) {
                const QString scheme = QUrl(link).scheme();
                QVERIFY2(scheme == "http"_L1 || scheme == "https"_L1 || scheme == "mailto"_L1, qUtf8Printable(link));
            }
            QVERIFY2(links.isEmpty() != allowed, qUtf8Printable(form));
        }
    }

    void htmlIsShownAsTyped_data()
    {
        QTest::addColumn<QString>("payload");
        for (const QString &payload : confab::tests::htmlPayloads())
            QTest::addRow("%s", qUtf8Printable(payload)) << payload;
    }

    void htmlIsShownAsTyped()
    {
        QFETCH(QString, payload);
        const MessageText text = parseMessage(payload);
        QCOMPARE(text.plain(), payload);
        QVERIFY(linksOf(text).isEmpty());
        for (const MessageText::Block &block : text.blocks) {
            QCOMPARE(block.kind, BlockKind::Paragraph);
            QVERIFY(block.spans.isEmpty());
        }
    }

    void picturesAreWordsAndNothingIsLoaded_data()
    {
        QTest::addColumn<QString>("target");
        QTemporaryDir folder;
        const QString picture = folder.filePath(u"a.png"_s);
        QTest::newRow("file") << QUrl::fromLocalFile(picture).toString();
        QTest::newRow("path") << picture;
        QTest::newRow("resource") << u":/confab/icons/app.svg"_s;
        QTest::newRow("web") << u"https://a.example/a.png"_s;
        QTest::newRow("data") << u"data:image/png;base64,iVBORw0KGgo="_s;
    }

    void picturesAreWordsAndNothingIsLoaded()
    {
        QFETCH(QString, target);
        const MessageText text = parseMessage(u"before ![a cat](%1) after"_s.arg(target));
        QCOMPARE(text.plain(), u"before a cat after"_s);
        QVERIFY(!text.blocks.first().text.contains(QChar(QChar::ObjectReplacementCharacter)));
        const bool web = target.startsWith("https"_L1);
        QCOMPARE(linksOf(text), web ? QStringList{target} : QStringList());
    }

    // Nobody's message may hold up the window: 8 KiB of whatever.
    void hostileTextIsQuick_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &piece :
             {u">"_s, u"["_s, u"*a"_s, u"`a"_s, u"![a](b)"_s, u"1.\n"_s, u"- "_s, u"a\n"_s, u"&lt;"_s, u"<a "_s,
              u"|a"_s, u"**a** "_s, u"\n\n#a"_s, u"https://a.example "_s, u"\u202e"_s, u"  - a\n"_s})
            QTest::addRow("%s", qUtf8Printable(piece)) << piece.repeated(8192 / piece.toUtf8().size());
    }

    void hostileTextIsQuick()
    {
        QFETCH(QString, text);
        QElapsedTimer clock;
        clock.start();
        const MessageText parsed = parseMessage(text, {u"me"_s});
        // Milliseconds when all is well, two seconds when each piece costs as much as all before it.
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(!parsed.blocks.isEmpty());
        for (const MessageText::Block &block : parsed.blocks) {
            QVERIFY(block.quoteLevel <= 5 && block.itemLevel <= 5);
            for (const MessageText::Span &span : block.spans) {
                QVERIFY(span.start >= 0 && span.length > 0);
                QVERIFY(span.start + span.length <= block.text.size());
            }
        }
    }
};

CONFAB_GUI_TEST(TestMessageText)
#include "tst_message_text.moc"
