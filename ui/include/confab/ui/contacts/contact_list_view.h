// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/contact_model.h>

#include <QListView>

namespace confab::ui
{

class ContactDelegate;
class SectionedContacts;

// Rooms, people and bots under their titles. A click, Enter or Space opens one. objectName "contacts.list".
class ContactListView : public QListView
{
    Q_OBJECT

public:
    explicit ContactListView(QWidget *parent = nullptr);
    ~ContactListView() override;

    // Null: none. The model outlives its stay here.
    void setModel(client::ContactModel *model);
    // Only those whose name has these letters in this order, the best first; an empty filter shows all.
    void setFilter(const QString &text);
    // The one that is open is drawn as selected and scrolled to.
    void setCurrentConversation(const QString &conversation);
    [[nodiscard]] QString currentConversation() const;
    // A rail 64 wide: pictures and badges only.
    void setNarrow(bool narrow);
    // What is listed now, from top to bottom.
    [[nodiscard]] QStringList conversations() const;
    // The people whose rows are on the screen, by username.
    [[nodiscard]] QStringList peopleOnScreen() const;

public Q_SLOTS:
    // The first one that the filter left.
    void activateFirst();

Q_SIGNALS:
    void endNeared(); // less than a screen is left below; often
    void conversationActivated(const QString &conversation);
    void menuRequested(const QString &conversation, QPoint globalPos);
    // Other rows may be on the screen.
    void scrolled();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    using QListView::setModel;
    void activate(const QModelIndex &index);
    [[nodiscard]] bool isFold(const QModelIndex &index) const;

    SectionedContacts *m_rows;
    ContactDelegate *m_delegate;
    QScrollBar *m_bar;
};

} // namespace confab::ui
