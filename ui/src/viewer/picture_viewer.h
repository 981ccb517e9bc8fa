// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/conversation_model.h>

#include <QImage>
#include <QPointer>
#include <QThreadPool>
#include <QWidget>

class QPushButton;

namespace confab::ui
{

class IconButton;
class PictureCanvas;
class TextLabel;

// One picture after the other of a conversation, as far as it is held, over the whole window until Esc. objectName
// "viewer". UI thread; pictures are decoded on a thread of its own.
class PictureViewer : public QWidget
{
    Q_OBJECT

public:
    // Goes with the model.
    PictureViewer(client::ConversationModel &model, QWidget *window);
    ~PictureViewer() override;

    // The picture of this message; the focus comes here, and goes back when the viewer is closed.
    void start(const QString &message, const QString &attachment);
    void dismiss();

Q_SIGNALS:
    // It is not on this computer.
    void fetchWanted(qint64 seq, const QString &attachment);
    void saveWanted(const confab::client::ShownFile &file);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    struct Item {
        QString message;
        qint64 seq = 0;
        QString sender;
        QDateTime at;
        client::ShownFile file;
    };
    void wire();
    [[nodiscard]] QList<Item> items() const;
    void show(const Item &item);
    // `by` pictures on, towards the newer ones.
    void step(int by);
    void readModel();
    void readWords();
    void readZoom();
    void load(const QString &path);
    void copy();

    QPointer<client::ConversationModel> m_model;
    PictureCanvas *m_canvas;
    TextLabel *m_name;
    TextLabel *m_about;
    TextLabel *m_zoom;
    TextLabel *m_state;
    QPushButton *m_retry;
    IconButton *m_previous;
    IconButton *m_next;
    IconButton *m_zoomOut;
    IconButton *m_zoomIn;
    IconButton *m_copy;
    IconButton *m_save;
    IconButton *m_close;
    QPointer<QWidget> m_before; // had the focus
    QThreadPool m_thread;
    Item m_item;
    QString m_loading; // path
    QString m_asked;   // attachment that was asked for last
    bool m_broken = false;
    bool m_gone = false;
};

} // namespace confab::ui
