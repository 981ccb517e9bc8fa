// SPDX-License-Identifier: GPL-3.0-or-later
#include "text_check.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace confab::app
{

namespace
{

QString found(const QWidget &widget, const QString &text, int has, int needs)
{
    return u"%1 \"%2\": “%3” needs %4 px and has %5"_s
        .arg(QString::fromLatin1(widget.metaObject()->className()), widget.objectName(), text)
        .arg(needs)
        .arg(has);
}

QString ofLabel(const QLabel &label)
{
    if (label.text().isEmpty() || label.property("elided").toBool())
        return {};
    const QRect room = label.contentsRect();
    if (label.wordWrap()) {
        const int needs = label.heightForWidth(label.width());
        // A pixel of rounding between a layout's heights is no cut letter.
        return needs > label.height() + 1 ? found(label, label.text(), label.height(), needs) : QString();
    }
    const QStringList lines = label.text().split(u'\n');
    int needs = 0;
    for (const QString &line : lines)
        needs = std::max(needs, label.fontMetrics().horizontalAdvance(line));
    return needs > room.width() + 1 ? found(label, label.text(), room.width(), needs) : QString();
}

QString ofButton(const QAbstractButton &button)
{
    if (button.text().isEmpty() || qobject_cast<const QToolButton *>(&button))
        return {};
    const int needs = button.minimumSizeHint().width();
    return needs > button.width() + 1 ? found(button, button.text(), button.width(), needs) : QString();
}

QString ofField(const QLineEdit &field)
{
    if (!field.text().isEmpty() || field.placeholderText().isEmpty())
        return {};
    const int needs = field.fontMetrics().horizontalAdvance(field.placeholderText());
    const int has = field.width() - 20;
    return needs > has ? found(field, field.placeholderText(), has, needs) : QString();
}

} // namespace

QStringList cutTexts(const QWidget &window)
{
    QStringList all;
    const auto widgets = window.findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (!widget->isVisibleTo(&window))
            continue;
        QString cut;
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            cut = ofLabel(*label);
        else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            cut = ofButton(*button);
        else if (const auto *field = qobject_cast<const QLineEdit *>(widget))
            cut = ofField(*field);
        else if (const auto *box = qobject_cast<const QComboBox *>(widget);
                 box && box->width() < box->sizeHint().width())
            cut = found(*box, box->currentText(), box->width(), box->sizeHint().width());
        if (!cut.isEmpty())
            all << cut;
    }
    return all;
}

} // namespace confab::app
