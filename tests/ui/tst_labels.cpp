// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/look.h"
#include "test_program.h"

#include <QTest>

using namespace confab::ui;
using namespace Qt::StringLiterals;

namespace
{

// First and last column of a label with ink in it.
std::pair<int, int> inkOf(QWidget &label)
{
    label.setAutoFillBackground(true);
    QPalette white = label.palette();
    white.setColor(QPalette::Window, Qt::white);
    label.setPalette(white);
    const QImage picture = label.grab().toImage();
    int first = picture.width();
    int last = -1;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            if (qGray(picture.pixel(x, y)) < 128) {
                first = std::min(first, x);
                last = std::max(last, x);
            }
        }
    }
    return {first, last};
}

} // namespace

class TestLabels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesHaveTheHeightOfTheirStyle_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("latin") << u"Who may join"_s;
        QTest::newRow("arabic") << u"من ينضم إلى المحادثة"_s;
        QTest::newRow("japanese") << u"了解です"_s;
    }
    void linesHaveTheHeightOfTheirStyle()
    {
        QFETCH(QString, text);
        for (const TextStyle style : {TextStyle::Small, TextStyle::Body, TextStyle::Title}) {
            const int line = m_theme.lineHeightFor(style, text);
            TextLabel one(text, style, u"text"_s);
            QCOMPARE(one.sizeHint().height(), line);
            TextLabel more(QStringList(12, text).join(u' '), style, u"text"_s);
            more.setWordWrap(true);
            const int height = more.heightForWidth(300);
            QVERIFY(height > line);
            QCOMPARE(height % line, 0);
            more.setContentsMargins(0, 5, 0, 6);
            QCOMPARE(more.heightForWidth(300), height + 11);
        }
    }

    void textsStandAtTheLeadingEdge_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("wraps");
        for (const bool wraps : {false, true}) {
            const char *name = wraps ? "wrapped" : "one line";
            QTest::addRow("latin, %s", name) << u"Studio"_s << wraps;
            QTest::addRow("arabic, %s", name) << u"الجميع"_s << wraps;
        }
    }
    void textsStandAtTheLeadingEdge()
    {
        QFETCH(QString, text);
        QFETCH(bool, wraps);
        for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            TextLabel label(text, TextStyle::Body, u"text"_s);
            label.setWordWrap(wraps);
            label.setLayoutDirection(direction);
            label.resize(300, 22);
            const auto [first, last] = inkOf(label);
            QVERIFY(last > first);
            if (direction == Qt::LeftToRight)
                QVERIFY2(first < 6 && last < 150, qPrintable(QString::number(first)));
            else
                QVERIFY2(last > 293 && first > 150, qPrintable(QString::number(last)));
        }
        TextLabel centred(text, TextStyle::Body, u"text"_s);
        centred.setAlignment(Qt::AlignCenter);
        centred.setLayoutDirection(Qt::RightToLeft);
        centred.resize(300, 22);
        const auto [first, last] = inkOf(centred);
        QVERIFY(std::abs((first + last) / 2 - 150) < 6);
    }

    void oneKindOfDigits()
    {
        QCOMPARE(plainDigits(u"١٤:٣١ ص"_s), u"14:31 ص"_s);
        QCOMPARE(plainDigits(u"3 people, ۷ online"_s), u"3 people, 7 online"_s);
    }

private:
    Theme m_theme;
};

CONFAB_GUI_TEST(TestLabels)
#include "tst_labels.moc"
