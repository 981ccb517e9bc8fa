// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace confab::ui
{

class TextLabel;

// What stands where nothing is yet: a title, words, and one thing to do.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    void say(const QString &title, const QString &words);
    // Empty `words`: nothing to do here.
    void offer(const QString &words);
    // A text to copy; empty: none.
    void offerText(const QString &text);

Q_SIGNALS:
    void taken();
    void copyWanted();

private:
    TextLabel *m_title;
    TextLabel *m_words;
    QWidget *m_textRow;
    QLineEdit *m_text;
    QPushButton *m_copy;
    QPushButton *m_offer;
};

} // namespace confab::ui
