// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/ui/theme/avatar_painter.h>
#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QApplication>
#include <QDirIterator>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace confab::ui;
using namespace Qt::StringLiterals;

namespace
{

// WCAG 2: relative luminance and contrast ratio.
double channel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

int distance(const QColor &a, const QColor &b)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
}

struct Pair {
    QString foreground;
    QString background;
    double needs;
};

// What is drawn on what, in the views and the stylesheet.
QList<Pair> pairs()
{
    QList<Pair> all;
    const auto add = [&all](double needs, const QStringList &foregrounds, const QStringList &backgrounds) {
        for (const QString &foreground : foregrounds) {
            for (const QString &background : backgrounds)
                all.append({foreground, background, needs});
        }
    };
    const QStringList rows{u"surface"_s, u"rowHover"_s, u"mention"_s, u"accentSoft"_s};
    const QStringList list{u"window"_s, u"hover"_s, u"selected"_s};
    add(4.5, {u"text"_s, u"textMuted"_s, u"link"_s, u"danger"_s}, rows);
    add(4.5, {u"text"_s, u"textMuted"_s, u"link"_s, u"danger"_s}, list);
    add(4.5, {u"text"_s, u"textMuted"_s}, {u"codeBackground"_s, u"surfaceRaised"_s, u"pressed"_s, u"warningSoft"_s});
    add(4.5, {u"link"_s, u"ok"_s, u"warning"_s}, {u"codeBackground"_s});
    add(4.5, {u"selectedText"_s}, {u"selected"_s});
    add(4.5, {u"accentText"_s}, {u"accent"_s, u"accentHover"_s});
    add(4.5, {u"unreadText"_s}, {u"unread"_s});
    add(4.5, {u"surface"_s}, {u"unreadMuted"_s});
    add(4.5, {u"tooltipText"_s}, {u"tooltip"_s});
    add(4.5, {u"newLine"_s}, {u"surface"_s});
    add(4.5, {u"mentionText"_s}, {u"mention"_s});
    add(4.5, {u"danger"_s}, {u"dangerSoft"_s});
    for (int i = 0; i < 12; ++i)
        add(4.5, {u"avatarText"_s}, {u"avatar%1"_s.arg(i)});
    add(3.0, {u"online"_s, u"away"_s, u"dnd"_s}, list);
    add(3.0, {u"ownTick"_s, u"ownTickRead"_s}, {u"surface"_s, u"rowHover"_s, u"mention"_s});
    add(3.0, {u"focusRing"_s, u"accent"_s}, {u"surface"_s, u"window"_s, u"rowHover"_s, u"selected"_s});
    add(3.0, {u"control"_s}, {u"surface"_s, u"window"_s, u"surfaceRaised"_s});
    add(3.0, {u"quoteBar"_s}, {u"surface"_s, u"rowHover"_s});
    add(3.0, {u"mentionBar"_s}, {u"mention"_s});
    add(3.0, {u"unread"_s, u"unreadMuted"_s}, {u"window"_s});
    add(3.0, {u"unread"_s}, {u"selected"_s});
    return all;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void contrastOfEveryPair_data()
    {
        QTest::addColumn<QString>("mode");
        for (const QString &mode : {u"light"_s, u"dark"_s, u"contrast"_s})
            QTest::addRow("%s", qUtf8Printable(mode)) << mode;
    }

    void contrastOfEveryPair()
    {
        QFETCH(QString, mode);
        Theme theme;
        theme.setMode(Theme::modeFromName(mode));
        QCOMPARE(theme.name(), mode);
        QStringList tooLow;
        for (const Pair &pair : pairs()) {
            const double ratio = contrast(theme.color(pair.foreground), theme.color(pair.background));
            if (ratio < pair.needs)
                tooLow.append(u"%1 on %2: %3"_s.arg(pair.foreground, pair.background).arg(ratio));
        }
        QVERIFY2(tooLow.isEmpty(), qUtf8Printable(tooLow.join(u'\n')));
    }

    void everyThemeHasTheSameTokens()
    {
        Theme theme;
        theme.setMode(Theme::Mode::Light);
        QStringList light = theme.tokens();
        light.sort();
        QVERIFY(light.size() > 40);
        for (const Theme::Mode mode : {Theme::Mode::Dark, Theme::Mode::Contrast}) {
            theme.setMode(mode);
            QStringList other = theme.tokens();
            other.sort();
            QCOMPARE(other, light);
        }
    }

    void scrimIsTransparentAndTheRestIsNot()
    {
        Theme theme;
        theme.setMode(Theme::Mode::Light);
        QCOMPARE(theme.color(u"scrim"_s), QColor(0x1C, 0x1D, 0x20, 0x52));
        for (const QString &token : theme.tokens()) {
            if (token != "scrim"_L1)
                QCOMPARE(theme.color(token).alpha(), 255);
        }
    }

    void paletteFollowsTheMode()
    {
        Theme theme;
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme.color(u"window"_s));
        QCOMPARE(QApplication::palette().color(QPalette::Mid), theme.color(u"separator"_s));
        QVERIFY(theme.isDark());
        theme.setMode(Theme::Mode::Light);
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme.color(u"window"_s));
        QVERIFY(!theme.isDark());
    }

    void styleSheetHasNothingLeftToFill()
    {
        Theme theme;
        QVERIFY(!qApp->styleSheet().contains(u'@'));
        QVERIFY(qApp->styleSheet().count(u'\n') < 150);
        QVERIFY(qApp->styleSheet().contains("font-size: 13px"_L1));
        theme.setTextSize(18);
        QVERIFY(qApp->styleSheet().contains("font-size: 17px"_L1));
    }

    void textSizeScalesFontsAndLines()
    {
        Theme theme;
        QCOMPARE(theme.font(TextStyle::Body).pixelSize(), 14);
        QCOMPARE(theme.lineHeight(TextStyle::Body), 20);
        QCOMPARE(theme.lineHeightFor(TextStyle::Body, u"abc"_s), 20);
        QCOMPARE(theme.lineHeightFor(TextStyle::Body, u"نعم"_s), 22);
        QCOMPARE(theme.lineHeightFor(TextStyle::Small, u"نعم"_s), 18);
        theme.setTextSize(18);
        QCOMPARE(theme.font(TextStyle::Body).pixelSize(), 18);
        QCOMPARE(theme.lineHeight(TextStyle::Body), 26);
        QCOMPARE(theme.font(TextStyle::Body).families().first(), u"Inter"_s);
        QCOMPARE(theme.font(TextStyle::Code).families().first(), u"JetBrains Mono"_s);
    }

    void everyIconIsDrawnInTheTokensColour()
    {
        Theme theme;
        theme.setMode(Theme::Mode::Light);
        int drawn = 0;
        for (QDirIterator it(u":/confab/icons"_s, {u"*.svg"_s}); it.hasNext();) {
            const QString name = QFileInfo(it.next()).completeBaseName();
            const QImage image = theme.icons().pixmap(name, u"danger"_s, 18, 2).toImage();
            QCOMPARE(image.width(), 36);
            int solid = 0;
            int inColour = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    solid += pixel.alpha() > 250;
                    inColour += pixel.alpha() > 250 && distance(pixel, theme.color(u"danger"_s)) < 8;
                }
            }
            QVERIFY2(solid > 0, qUtf8Printable(name));
            if (!name.startsWith("app"_L1) && name != "tray-unread"_L1)
                QVERIFY2(inColour == solid, qUtf8Printable(name));
            ++drawn;
        }
        QVERIFY(drawn >= 70);
        QVERIFY(theme.icons().pixmap(u"no-such-icon"_s, u"text"_s, 18, 1).isNull());
    }

    void directedIconsAreMirrored()
    {
        Theme theme;
        const QImage left = theme.icons().pixmap(u"reply"_s, u"text"_s, 18, 1).toImage();
        const QImage check = theme.icons().pixmap(u"check"_s, u"text"_s, 18, 1).toImage();
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const QImage mirrored = theme.icons().pixmap(u"reply"_s, u"text"_s, 18, 1).toImage();
        const QImage same = theme.icons().pixmap(u"check"_s, u"text"_s, 18, 1).toImage();
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        QVERIFY(left != mirrored);
        QCOMPARE(same, check);
    }

    void initialsAndColoursOfPeople()
    {
        QCOMPARE(initials(u"Ada Lindqvist"_s), u"AL"_s);
        QCOMPARE(initials(u"ben"_s), u"B"_s);
        QCOMPARE(initials(u"Yuki 雪"_s), u"雪"_s);
        QCOMPARE(initials(u"  "_s), u"?"_s);
        QCOMPARE(initials(u"~Zoë van der Berg"_s), u"ZV"_s);
        QCOMPARE(avatarIndex(u"ada"_s), avatarIndex(u"Ada"_s));
        QCOMPARE(avatarIndex(u"ada"_s), 7);
        QSet<int> seen;
        for (int i = 0; i < 200; ++i)
            seen.insert(avatarIndex(u"user%1"_s.arg(i)));
        QCOMPARE(seen.size(), 12);
        QCOMPARE(badgeText(7), u"7"_s);
        QCOMPARE(badgeText(100), u"99+"_s);
    }

    void aBotHasOneColourEverywhere()
    {
        Theme theme;
        const auto drawn = [](const QString &id, const QString &picture = {}) {
            QImage image(32, 32, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            drawBot(painter, image.rect(), id, picture);
            painter.end();
            return image;
        };
        QCOMPARE(drawn(u"bot:hotel"_s), drawn(u"hotel"_s));
        QVERIFY(drawn(u"bot:build"_s) != drawn(u"hotel"_s));
        // With a picture of its own that says who it is.
        const QString bell = u"\U0001F514"_s;
        QCOMPARE(drawn(u"build"_s, bell), drawn(u"hotel"_s, bell));
        QVERIFY(drawn(u"hotel"_s, bell) != drawn(u"hotel"_s));
        QVERIFY(drawn(u"hotel"_s, bell) != drawn(u"hotel"_s, u"\U0001F3E8"_s));
    }

    // A 1 px line on a surface scaled by 1.25, 1.5 and 1.75 is whole device pixels, without grey edges.
    void linesAreWholeDevicePixels_data()
    {
        QTest::addColumn<qreal>("dpr");
        for (const qreal dpr : {1.0, 1.25, 1.5, 1.75, 2.0})
            QTest::addRow("%g", dpr) << dpr;
    }

    void linesAreWholeDevicePixels()
    {
        QFETCH(qreal, dpr);
        QImage image(60, 60, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(dpr);
        image.fill(Qt::white);
        QPainter painter(&image);
        fillLine(painter, QRect(3, 7, 20, 1), Qt::black);
        painter.end();
        int black = 0;
        for (int y = 0; y < image.height(); ++y) {
            const QColor pixel = image.pixelColor(10, y);
            QVERIFY(pixel == Qt::black || pixel == Qt::white);
            black += pixel == Qt::black;
        }
        QCOMPARE(black, qRound(dpr));
    }
};

CONFAB_GUI_TEST(TestTheme)
#include "tst_theme.moc"
