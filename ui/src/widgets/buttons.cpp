// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/widgets/buttons.h>

#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>

#include <QPushButton>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

void restyle(QWidget *widget, const char *property, const QString &value)
{
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace

void setButtonKind(QPushButton *button, ButtonKind kind)
{
    static const QString names[] = {u"plain"_s, u"primary"_s, u"danger"_s, u"link"_s};
    restyle(button, "kind", names[static_cast<int>(kind)]);
}

void setButtonSize(QPushButton *button, ButtonSize size)
{
    static const QString names[] = {u"small"_s, u"normal"_s, u"large"_s};
    restyle(button, "extent", names[static_cast<int>(size)]);
}

void setButtonIcon(QPushButton *button, const QString &icon)
{
    const QString kind = button->property("kind").toString();
    const QString token = kind == "primary"_L1  ? u"accentText"_s
                          : kind == "danger"_L1 ? u"danger"_s
                          : kind == "link"_L1   ? u"link"_s
                                                : u"text"_s;
    button->setIcon(themedIcon(icon, token));
    button->setIconSize({18, 18});
}

IconButton::IconButton(const QString &icon, const QString &words, QWidget *parent)
    : QToolButton(parent)
{
    setProperty("kind", u"icon"_s);
    setIconSize({18, 18});
    setFocusPolicy(Qt::StrongFocus);
    setAutoRaise(true);
    setCursor(Qt::ArrowCursor);
    setFixedSize(sizeHint());
    setIconName(icon);
    setWords(words);
}

void IconButton::setSmall(bool small)
{
    m_small = small;
    setFixedSize(sizeHint());
}

void IconButton::setIconName(const QString &icon)
{
    setIcon(themedIcon(icon, u"textMuted"_s, u"text"_s, u"accent"_s));
}

void IconButton::setWords(const QString &words)
{
    setToolTip(plainTip(words)); // a name of somebody else may be in them
    setAccessibleName(words);
}

void IconButton::setWhyNot(const QString &whyNot)
{
    setEnabled(whyNot.isEmpty());
    setToolTip(plainTip(whyNot.isEmpty() ? accessibleName() : whyNot));
}

QSize IconButton::sizeHint() const
{
    return m_small ? QSize(28, 28) : QSize(32, 32);
}

} // namespace confab::ui
