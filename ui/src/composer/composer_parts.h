// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QTimer>

namespace confab::ui
{

class IconButton;

// "Ben is typing…": 20 px that are always there.
class TypingLine : public QWidget
{
    Q_OBJECT

public:
    explicit TypingLine(QWidget *parent);

    void setNames(const QStringList &names);
    [[nodiscard]] QString sentence() const { return m_sentence; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_sentence;
    QTimer m_steps;
    int m_step = 0;
};

// On top of the field: what is answered, or that a message is edited. 36 px.
class ComposerBar : public QWidget
{
    Q_OBJECT

public:
    // `words` are the close button's, `name` its objectName.
    ComposerBar(const QString &icon, const QString &name, const QString &words, QWidget *parent);

    // One line each; what does not fit is left out.
    void say(const QString &title, const QString &line);

Q_SIGNALS:
    void cancelled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QString m_icon;
    QString m_title;
    QString m_line;
    IconButton *m_close;
};

// Grey without text, filled with text, a check while editing.
class SendButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit SendButton(QWidget *parent);

    void setReady(bool ready);
    void setEditing(bool editing);
    [[nodiscard]] bool isReady() const { return m_ready; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_ready = false;
    bool m_editing = false;
};

} // namespace confab::ui
