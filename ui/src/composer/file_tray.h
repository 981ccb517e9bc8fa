// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/files.h>

#include <QImage>
#include <QScrollArea>

class QHBoxLayout;

namespace confab::ui
{

class TrayFile;

// The files that will go with what is written: a preview of 48 px each, its name and size, and a way to leave it out
// again. In one line that scrolls. objectNames "composer.tray", in it "composer.file" and "composer.removeFile".
class FileTray : public QScrollArea
{
    Q_OBJECT

public:
    explicit FileTray(QWidget *parent);

    void add(const client::LocalFile &file);
    // One that is still being written, and what it will show; settle() or drop() by the number that is given.
    [[nodiscard]] int addComing(const QString &name, const QImage &picture);
    void settle(int number, const client::LocalFile &file);
    void drop(int number);
    void clear();

    [[nodiscard]] QList<client::LocalFile> files() const; // those that are there
    [[nodiscard]] qsizetype count() const { return m_all.size(); }
    [[nodiscard]] bool holds(const QString &path) const;
    [[nodiscard]] bool isComing() const;
    // Px.
    [[nodiscard]] int wantedHeight() const;

Q_SIGNALS:
    void changed();
    void left(); // the last of them is gone by the person, and with it the focus

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    TrayFile *made(int number, const QString &name);
    void remove(TrayFile *one);

    QWidget *m_row;
    QHBoxLayout *m_line;
    QList<TrayFile *> m_all;
    int m_number = 0;
};

} // namespace confab::ui
