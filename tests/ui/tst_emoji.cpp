// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/ui/emoji/emoji.h>

#include <QSet>
#include <QTest>

using namespace confab::ui;
using namespace Qt::StringLiterals;

class TestEmoji : public QObject
{
    Q_OBJECT

private slots:
    void allOfUnicodesWithANameEach()
    {
        QVERIFY(allEmoji().size() > 1700);
        QSet<QString> texts;
        QSet<QString> names;
        EmojiGroup group = EmojiGroup::Smileys;
        for (const Emoji &emoji : allEmoji()) {
            QVERIFY2(!texts.contains(emoji.text), qPrintable(emoji.name));
            texts.insert(emoji.text);
            QVERIFY2(!emoji.shortNames.isEmpty(), qPrintable(emoji.name));
            for (const QString &name : emoji.shortNames) {
                QVERIFY2(!names.contains(name), qPrintable(name));
                names.insert(name);
                QCOMPARE(emojiCalled(name), &emoji);
            }
            QVERIFY(emoji.group >= group);
            group = emoji.group;
            QVERIFY2(emoji.tones.isEmpty() || (emoji.tones.size() == 5 && !emoji.tones.contains(QString())),
                     qPrintable(emoji.name));
        }
        QCOMPARE(static_cast<int>(group) + 1, emojiGroups);
        QCOMPARE(allEmoji().first().text, u"😀"_s);
        for (int i = 0; i < emojiGroups; ++i)
            QVERIFY(!groupTitle(static_cast<EmojiGroup>(i)).isEmpty());
    }

    void skinTones()
    {
        const Emoji *thumb = emojiCalled(u"+1"_s);
        QVERIFY(thumb);
        QCOMPARE(inTone(*thumb, SkinTone::None), u"👍"_s);
        QCOMPARE(inTone(*thumb, SkinTone::Dark), u"👍🏿"_s);
        QCOMPARE(emojiOf(u"👍🏿"_s), thumb);
        QCOMPARE(emojiName(u"👍🏿"_s), u"thumbs up, dark skin tone"_s);
        // With a sign that says it is a picture, which the tone replaces.
        const Emoji *up = emojiCalled(u"index_pointing_up"_s);
        QVERIFY(up);
        QCOMPARE(inTone(*up, SkinTone::Light), u"☝🏻"_s);
        QCOMPARE(emojiOf(u"☝"_s), up);
        QCOMPARE(inTone(*emojiCalled(u"fire"_s), SkinTone::Dark), u"🔥"_s);
        // Two people have one tone between them here.
        const Emoji *hands = emojiCalled(u"people_holding_hands"_s);
        QVERIFY(hands);
        QCOMPARE(emojiName(inTone(*hands, SkinTone::Medium)), u"people holding hands, medium skin tone"_s);
    }

    void namesOfWhatIsNone()
    {
        QVERIFY(!emojiOf(u"a"_s));
        QCOMPARE(emojiName(u"a"_s), u"a"_s);
        QVERIFY(!emojiCalled(u"no_such_thing"_s));
        QVERIFY(!emojiCalled({}));
    }

    void finds_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("first");
        const auto row = [](const char *name, const QString &typed, const QString &first) {
            QTest::newRow(name) << typed << first;
        };
        row("a beginning", u"smi"_s, u"😄"_s);
        row("case", u"SMI"_s, u"😄"_s);
        row("a whole one before a longer", u"heart"_s, u"❤️"_s);
        row("a vote", u"+1"_s, u"👍"_s);
        row("a part of a vote", u"-"_s, u"👎"_s);
        row("colons", u":tada:"_s, u"🎉"_s);
        row("Unicode's name", u"slightly smiling"_s, u"🙂"_s);
        row("words in any order", u"germany flag"_s, u"🇩🇪"_s);
        row("accents", u"pinata"_s, u"🪅"_s);
        row("accents typed", u"piñata"_s, u"🪅"_s);
        row("a keycap", u"keycap hash"_s, u"#️⃣"_s);
        row("a kind", u"reptile"_s, u"🐊"_s);
        row("another of that name", u"dog_2"_s, u"🐕"_s);
    }

    void finds()
    {
        QFETCH(QString, typed);
        QFETCH(QString, first);
        const auto found = emojiMatching(typed, 5);
        QVERIFY(!found.isEmpty());
        QCOMPARE(found.first()->text, first);
    }

    void findsNoMoreThanAskedAndNothingForNothing()
    {
        QCOMPARE(emojiMatching(u"face"_s, 6).size(), 6);
        QVERIFY(emojiMatching(u"face"_s, 1000).size() > 50);
        QVERIFY(emojiMatching(u"xyzzy"_s, 6).isEmpty());
        QVERIFY(emojiMatching(u" : "_s, 6).isEmpty());
        QVERIFY(emojiMatching(u"smile xyzzy"_s, 6).isEmpty());
    }
};

CONFAB_TEST(TestEmoji)
#include "tst_emoji.moc"
