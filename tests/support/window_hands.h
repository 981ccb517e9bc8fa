// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

namespace confab::ui
{

// What a person does with a window, by the objectNames of what they see.
class WindowHands
{
public:
    void use(QWidget *window) { m_window = window; }

    // Null where there is none, or none that a person could see.
    template <class T = QWidget>
    [[nodiscard]] T *seen(const QString &name) const
    {
        const auto all = m_window->findChildren<T *>(name);
        for (T *each : all) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] bool sees(const QString &name) const { return seen<QWidget>(name) != nullptr; }
    [[nodiscard]] bool isEnabled(const QString &name) const
    {
        return seen<QWidget>(name) && seen<QWidget>(name)->isEnabled();
    }
    [[nodiscard]] QString text(const QString &name) const
    {
        if (const auto *label = seen<QLabel>(name))
            return label->text();
        if (const auto *edit = seen<QLineEdit>(name))
            return edit->text();
        if (const auto *button = seen<QAbstractButton>(name))
            return button->text();
        return {};
    }
    void click(const QString &name) const
    {
        auto *button = seen<QAbstractButton>(name);
        QVERIFY2(button, qPrintable(QStringLiteral("no button ") + name));
        QVERIFY2(button->isEnabled(), qPrintable(QStringLiteral("disabled: ") + name));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void type(const QString &name, const QString &text) const
    {
        auto *edit = seen<QLineEdit>(name);
        QVERIFY2(edit, qPrintable(QStringLiteral("no field ") + name));
        edit->clear();
        edit->insert(text); // as pasted: keyClicks() knows ASCII only
    }

private:
    QWidget *m_window = nullptr;
};

} // namespace confab::ui
