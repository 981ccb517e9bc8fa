// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/events.h>

#include <QUrl>
#include <QWidget>

namespace confab::ui
{

// The server that answered, as a row of 52: its letters, name, where it is and what it wants.
class ServerCard : public QWidget
{
    Q_OBJECT

public:
    explicit ServerCard(QWidget *parent = nullptr);

    void show(const protocol::Welcome &welcome, const QUrl &url);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    QString m_where;
    QString m_wants;
    bool m_open = false;
};

} // namespace confab::ui
