// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/password_edit.h"

#include "common/look.h"

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr int eyeSize = 28;
}

PasswordEdit::PasswordEdit(QWidget *parent)
    : QLineEdit(parent)
    , m_eye(new IconButton(u"eye"_s, tr("Show the password"), this))
{
    setEchoMode(QLineEdit::Password);
    setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_eye->setCheckable(true);
    m_eye->setCursor(Qt::ArrowCursor);
    m_eye->setSmall(true);
    m_eye->resize(eyeSize, eyeSize);
    m_eye->setFocusPolicy(Qt::TabFocus);
    connect(m_eye, &QToolButton::toggled, this, [this](bool shown) {
        setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        m_eye->setWords(shown ? tr("Hide the password") : tr("Show the password"));
    });
}

void PasswordEdit::setNames(const QString &name)
{
    setObjectName(name);
    m_eye->setObjectName(name + u".eye"_s);
}

void PasswordEdit::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    place();
}

void PasswordEdit::place()
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int gap = (height() - eyeSize) / 2;
    m_eye->move(mirrored ? gap : width() - eyeSize - gap, gap);
    const int room = eyeSize + gap;
    setTextMargins(mirrored ? room : 0, 0, mirrored ? 0 : room, 0);
}

} // namespace confab::ui
