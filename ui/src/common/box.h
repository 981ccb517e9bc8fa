// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace confab::ui
{

// A framed box: 1 px, or 2 px in the accent while it is the active choice.
class Box : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;
    void setActive(bool active);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_active = false;
};

// A box of rows with a line between them.
class RowsBox : public Box
{
    Q_OBJECT

public:
    explicit RowsBox(QWidget *parent = nullptr);

    void addRow(QWidget *row);
    // Deletes all rows.
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_rows;
};

// One setting or fact: an icon where given, what it is, a hint or value, and one control. 56 or more; 48 with an icon.
class FactRow : public QWidget
{
    Q_OBJECT

public:
    // Hint under the title.
    FactRow(const QString &title, const QString &hint, QWidget *control, QWidget *parent = nullptr);
    // Value behind the title, icon before it.
    FactRow(const QString &icon, const QString &title, QWidget *value, QWidget *control, QWidget *parent);
};

} // namespace confab::ui
