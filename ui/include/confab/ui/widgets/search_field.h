// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace confab::ui
{

// 32 px high, a magnifier at the leading edge, a key cap at the trailing one while empty. Esc empties it.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(QWidget *parent = nullptr);

    // The keys that lead here, e.g. "Ctrl+K"; empty: none shown.
    void setKeyCap(const QString &keys);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void leaveRoom();

    QString m_keys;
};

} // namespace confab::ui
