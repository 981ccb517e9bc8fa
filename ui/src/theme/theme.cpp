// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/theme/theme.h>

#include "theme/focus_ring.h"

#include <confab/ui/theme/icons.h>

#include <QApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QPointer>
#include <QRegularExpression>
#include <QStyle>
#include <QStyleHints>
#include <QToolTip>

#include <array>
#include <cmath>

// Outside any namespace, as the macro wants it.
static void initConfabResources()
{
    Q_INIT_RESOURCE(confab);
}

namespace confab::ui
{

using namespace Qt::StringLiterals;

namespace
{

struct Type {
    int px;
    int line;
    int weight;
};

// DESIGN: Grid, radius, type. In the order of TextStyle.
constexpr std::array types{Type{22, 28, QFont::DemiBold}, Type{18, 24, QFont::DemiBold}, Type{15, 20, QFont::DemiBold},
                           Type{14, 20, QFont::Normal},   Type{14, 20, QFont::DemiBold}, Type{13, 18, QFont::Medium},
                           Type{13, 18, QFont::Normal},   Type{12, 16, QFont::Medium},   Type{12, 16, QFont::Normal},
                           Type{11, 16, QFont::DemiBold}, Type{11, 16, QFont::Normal},   Type{12, 18, QFont::Normal},
                           Type{32, 40, QFont::Normal}};
constexpr int normalTextSize = 14;
// A line with Arabic letters: 22 instead of 20, 18 instead of 16.
constexpr int arabicExtra = 2;

const Type &typeOf(TextStyle style)
{
    return types[static_cast<size_t>(style)];
}

QPointer<Theme> &installed()
{
    static QPointer<Theme> theme;
    return theme;
}

// Qt reads eight digits as #AARRGGBB, the tokens are written #RRGGBBAA.
QColor parse(const QString &text)
{
    QColor color(text.left(7));
    if (text.size() == 9)
        color.setAlpha(text.mid(7).toInt(nullptr, 16));
    return color;
}

QColor halfWay(const QColor &a, const QColor &b)
{
    return {(a.red() + b.red()) / 2, (a.green() + b.green()) / 2, (a.blue() + b.blue()) / 2};
}

bool isArabic(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x0600 && u <= 0x08FF) || (u >= 0xFB50 && u <= 0xFDFF) || (u >= 0xFE70 && u <= 0xFEFE);
}

bool platformIsDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    const QPalette system = QGuiApplication::palette();
    return system.color(QPalette::Window).lightness() < system.color(QPalette::WindowText).lightness();
#endif
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_icons(std::make_unique<IconCache>())
    , m_focusRing(new FocusRing(this))
    , m_systemIsDark(platformIsDark())
{
    initConfabResources();
    installed() = this;
    QApplication::setStyle(u"Fusion"_s);
    load();
    apply();
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        m_systemIsDark = platformIsDark();
        if (m_mode == Mode::System)
            setMode(Mode::System);
    });
#endif
}

Theme::~Theme() = default;

Theme &Theme::current()
{
    if (!installed())
        new Theme(qApp);
    return *installed();
}

Theme::Mode Theme::modeFromName(const QString &name)
{
    if (name == "light"_L1)
        return Mode::Light;
    if (name == "dark"_L1)
        return Mode::Dark;
    return name == "contrast"_L1 ? Mode::Contrast : Mode::System;
}

void Theme::setMode(Mode mode)
{
    m_mode = mode;
    load();
    apply();
}

void Theme::setTextSize(int px)
{
    if (px == m_textSize)
        return;
    m_textSize = px;
    apply();
}

void Theme::setHours24(bool on)
{
    if (on == m_hours24)
        return;
    m_hours24 = on;
    Q_EMIT changed();
}

bool Theme::localeHas24Hours()
{
    return !QLocale().timeFormat(QLocale::ShortFormat).contains(u'a', Qt::CaseInsensitive);
}

QColor Theme::color(const QString &token) const
{
    const auto found = m_colors.constFind(token);
    Q_ASSERT_X(found != m_colors.constEnd(), "Theme::color", qUtf8Printable(token));
    return found != m_colors.constEnd() ? *found : QColor();
}

QFont Theme::font(TextStyle style, int weight) const
{
    const Type &type = typeOf(style);
    QFont font;
    if (style == TextStyle::Code) {
        font.setFamilies({u"JetBrains Mono"_s, u"Noto Sans Mono"_s, u"Noto Sans Arabic"_s, u"Noto Sans CJK JP"_s,
                          u"Noto Color Emoji"_s});
        font.setStyleHint(QFont::Monospace);
    } else {
        font.setFamilies(
            {u"Inter"_s, u"Noto Sans"_s, u"Noto Sans Arabic"_s, u"Noto Sans CJK JP"_s, u"Noto Color Emoji"_s});
        font.setStyleHint(QFont::SansSerif);
    }
    font.setPixelSize(scaled(type.px));
    font.setWeight(static_cast<QFont::Weight>(weight < 0 ? type.weight : weight));
    return font;
}

int Theme::lineHeight(TextStyle style) const
{
    return scaled(typeOf(style).line);
}

int Theme::lineHeightFor(TextStyle style, const QString &text) const
{
    const bool arabic = std::any_of(text.begin(), text.end(), isArabic);
    return scaled(typeOf(style).line + (arabic ? arabicExtra : 0));
}

int Theme::scaled(int px) const
{
    return static_cast<int>(std::lround(static_cast<double>(px) * m_textSize / normalTextSize));
}

bool Theme::keyboardFocus() const
{
    return m_focusRing->byKeyboard();
}

void Theme::load()
{
    switch (m_mode) {
    case Mode::System:
        m_name = m_systemIsDark ? u"dark"_s : u"light"_s;
        break;
    case Mode::Light:
        m_name = u"light"_s;
        break;
    case Mode::Dark:
        m_name = u"dark"_s;
        break;
    case Mode::Contrast:
        m_name = u"contrast"_s;
        break;
    }
    QFile file(u":/confab/theme/%1.json"_s.arg(m_name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The theme %s is not among the resources", qUtf8Printable(m_name));
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonObject tokens = root["tokens"_L1].toObject();
    m_colors.clear();
    for (auto it = tokens.begin(); it != tokens.end(); ++it)
        m_colors.insert(it.key(), parse(it.value().toString()));
    m_dark = root["base"_L1].toString() == "dark"_L1;
    m_icons->clear();
}

void Theme::apply()
{
    const QPalette colors = palette();
    QApplication::setPalette(colors);
    QApplication::setFont(font(TextStyle::Text));
    QToolTip::setPalette(colors);
    QToolTip::setFont(font(TextStyle::Small));
    qApp->setStyleSheet(styleSheet());
    Q_EMIT changed();
}

// DESIGN: Tokens to QPalette.
QPalette Theme::palette() const
{
    static constexpr std::pair<QPalette::ColorRole, const char16_t *> roles[] = {
        {QPalette::Window, u"window"},
        {QPalette::WindowText, u"text"},
        {QPalette::Text, u"text"},
        {QPalette::ButtonText, u"text"},
        {QPalette::Base, u"surface"},
        {QPalette::AlternateBase, u"surfaceSunken"},
        {QPalette::Button, u"surfaceRaised"},
        {QPalette::Light, u"surfaceRaised"},
        {QPalette::Midlight, u"hover"},
        {QPalette::Dark, u"control"},
        {QPalette::Shadow, u"control"},
        {QPalette::Highlight, u"accent"},
        {QPalette::HighlightedText, u"accentText"},
        {QPalette::Link, u"link"},
        {QPalette::LinkVisited, u"link"},
        {QPalette::ToolTipBase, u"tooltip"},
        {QPalette::ToolTipText, u"tooltipText"},
        {QPalette::PlaceholderText, u"textMuted"},
        {QPalette::Mid, u"separator"},
        {QPalette::BrightText, u"danger"},
    };
    QPalette palette;
    for (const auto &[role, token] : roles)
        palette.setColor(role, color(QString::fromUtf16(token)));
    const QColor faint = halfWay(color(u"text"_s), color(u"surface"_s));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

// A stylesheet takes pictures from files only. Empty where none can be written: then the mark is missing, no more.
QString Theme::iconFile(const QString &name, const QString &token) const
{
    const QString path = m_files.filePath(u"%1-%2-%3.svg"_s.arg(m_name, name, token));
    QFile source(u":/confab/icons/%1.svg"_s.arg(name));
    QFile file(path);
    if (!m_files.isValid() || !source.open(QIODevice::ReadOnly) || !file.open(QIODevice::WriteOnly))
        return {};
    file.write(source.readAll().replace("currentColor", color(token).name().toLatin1()));
    return path;
}

// "@token" is a colour, "@token/50" that colour half as strong, "@px13" and "@line13" 13 px at the text size.
QString Theme::styleSheet() const
{
    QFile file(u":/confab/theme/confab.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The stylesheet is not among the resources");
    QString source = QString::fromUtf8(file.readAll());
    static const QRegularExpression icon(u": icon\\(([a-z-]+), ([A-Za-z]+)\\)"_s);
    for (QRegularExpressionMatch match = icon.match(source); match.hasMatch(); match = icon.match(source))
        source.replace(match.capturedStart(), match.capturedLength(),
                       u": url(\"%1\")"_s.arg(iconFile(match.captured(1), match.captured(2))));
    static const QRegularExpression name(u"@([A-Za-z]+)(\\d*)(/(\\d+))?"_s);
    QString sheet;
    qsizetype from = 0;
    for (auto it = name.globalMatch(source); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        sheet += QStringView(source).sliced(from, match.capturedStart() - from);
        from = match.capturedEnd();
        if (match.captured(1) == "px"_L1) {
            sheet += u"%1px"_s.arg(scaled(match.captured(2).toInt()));
            continue;
        }
        const QColor value = color(match.captured(1) + match.captured(2));
        const int strength = match.captured(4).isEmpty() ? 100 : match.captured(4).toInt();
        sheet += u"rgba(%1,%2,%3,%4%)"_s.arg(value.red())
                     .arg(value.green())
                     .arg(value.blue())
                     .arg(value.alpha() * strength / 255);
    }
    sheet += QStringView(source).sliced(from);
    return sheet;
}

} // namespace confab::ui
