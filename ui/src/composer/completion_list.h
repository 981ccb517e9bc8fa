// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/ui/composer/completion.h>

#include <QModelIndex>
#include <QWidget>

class QListView;
class QScrollBar;

namespace confab::ui
{

class OfferModel;

// What may be meant, above the composer: rows of 36, six at most to be seen. Never has the focus: who writes goes on
// writing. objectNames "composer.completion" and, of the rows, "composer.completion.list".
class CompletionList : public QWidget
{
    Q_OBJECT

public:
    explicit CompletionList(QWidget *window);

    // The first one is chosen; or the one that the person went to, where it is still offered.
    void offer(const QList<Offer> &offers);
    // Stands on the line above `frame`, in the window's coordinates.
    void placeAbove(const QRect &frame);
    void step(int by);
    [[nodiscard]] Offer chosen() const;
    [[nodiscard]] QModelIndex chosenIndex() const;

Q_SIGNALS:
    void picked(const confab::ui::Offer &offer);
    void chosenChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    OfferModel *m_offers;
    QListView *m_view;
    QScrollBar *m_bar;
    bool m_moved = false; // by the person, away from the best
};

} // namespace confab::ui
