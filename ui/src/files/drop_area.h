// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QMimeData;

namespace confab::ui
{

// Lies over a widget while files are dragged above it, says what becomes of them, and takes them. objectName
// "dropArea".
class DropArea : public QWidget
{
    Q_OBJECT

public:
    explicit DropArea(QWidget *over);

    // What stands in it; empty: nothing is taken here.
    void setWords(const QString &words);

Q_SIGNALS:
    void dropped(const QMimeData *data); // good for this call

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    bool handle(QEvent *event);

    QString m_words;
    bool m_entered = false;
};

} // namespace confab::ui
