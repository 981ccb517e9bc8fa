// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/chat_client.h>

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace confab::ui
{

class TextLabel;

// Why nothing comes or goes just now, when it is tried again, and a way to try at once. Lies over the top 36 px of the
// conversation and moves nothing.
class StateStrip : public QWidget
{
    Q_OBJECT

public:
    // `now` in UTC.
    explicit StateStrip(std::function<QDateTime()> now, QWidget *parent = nullptr);

    // Shows or hides itself.
    void show(const client::ConnectionStatus &status, const QUrl &url, const QString &server);
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    void tryNow();
    void signInWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void tell();
    void giveRoom();
    void toggleDetails(bool shown);

    std::function<QDateTime()> m_now;
    client::ConnectionStatus m_status;
    QUrl m_url;
    QString m_server;
    QString m_cause;
    QString m_whole;
    QTimer m_tick;
    TextLabel *m_text;
    TextLabel *m_title;
    QPushButton *m_details;
    QPushButton *m_try;
    QLabel *m_unfolded;
};

} // namespace confab::ui
