// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractItemModel;
class QVBoxLayout;

namespace confab::ui
{

// The servers as rounded squares with two letters, 56 wide; there only with two of them or more.
class ServerRail : public QWidget
{
    Q_OBJECT

public:
    // `model` is a client::ServerRailModel and outlives the rail.
    explicit ServerRail(QAbstractItemModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const QString &profile);
    void addWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void rebuild();
    void refresh();

    QAbstractItemModel &m_model;
    QVBoxLayout *m_column;
    QWidget *m_add;
};

} // namespace confab::ui
