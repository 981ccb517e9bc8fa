// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QList>
#include <QStringList>
#include <QWidget>

namespace confab::ui
{

// Two or three words in one frame, one of them chosen; arrow keys choose. 32 high.
class SegmentedChoice : public QWidget
{
    Q_OBJECT

public:
    explicit SegmentedChoice(const QStringList &words, QWidget *parent = nullptr);

    [[nodiscard]] int current() const;
    void setCurrent(int index);
    // Segments get the names NAME.0, NAME.1 …
    void setNames(const QString &name);

Q_SIGNALS:
    void currentChanged(int index);

private:
    QList<QAbstractButton *> m_segments;
};

} // namespace confab::ui
