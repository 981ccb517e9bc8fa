// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/conversation_accessible.h"

#include <confab/ui/conversation/conversation_view.h>
#include <confab/ui/conversation/row_layout.h>

#include <QAccessibleWidget>

namespace confab::ui
{

namespace
{

// Something in a row that can be pressed: an action of its layout that has a label.
class ActionInterface : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    ActionInterface(ConversationView *view, int row, int index)
        : m_view(view)
        , m_row(row)
        , m_index(index)
    {
    }

    // Those that are named, of a row that is near; of others there are none.
    static QList<RowLayout::Action> of(const ConversationView *view, int row)
    {
        const RowLayout *layout = view ? view->rowLayout(row) : nullptr;
        QList<RowLayout::Action> named = layout ? layout->actions : QList<RowLayout::Action>();
        named.removeIf([](const RowLayout::Action &action) { return action.label.isEmpty(); });
        return named;
    }

    bool isValid() const override { return m_view && m_index < of(m_view, m_row).size(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }
    QAccessibleInterface *parent() const override;
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }

    QString text(QAccessible::Text kind) const override
    {
        if (!isValid())
            return {};
        const RowLayout::Action action = of(m_view, m_row).at(m_index);
        if (kind == QAccessible::Name)
            return action.label;
        return kind == QAccessible::Description && action.tip != action.label ? action.tip : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}

    QRect rect() const override
    {
        const std::optional<int> top = m_view ? m_view->rowTop(m_row) : std::nullopt;
        if (!top || !isValid())
            return {};
        const QRect hit = of(m_view, m_row).at(m_index).hit;
        return {m_view->viewport()->mapToGlobal(hit.topLeft() + QPoint(0, *top)), hit.size()};
    }

    QAccessible::Role role() const override { return QAccessible::Button; }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        state.disabled = isValid() && !of(m_view, m_row).at(m_index).enabled;
        return state;
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &name) override
    {
        if (name == pressAction() && isValid())
            m_view->activate(m_row, of(m_view, m_row).at(m_index));
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QPointer<ConversationView> m_view;
    int m_row;
    int m_index;
};

class RowInterface : public QAccessibleInterface
{
public:
    RowInterface(ConversationView *view, int row)
        : m_view(view)
        , m_row(row)
    {
    }
    Q_DISABLE_COPY_MOVE(RowInterface)

    ~RowInterface() override
    {
        for (const QAccessible::Id id : std::as_const(m_actions))
            QAccessible::deleteAccessibleInterface(id);
    }

    bool isValid() const override { return m_view && m_view->model() && m_row < m_view->model()->rowCount(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view); }

    int childCount() const override
    {
        return isValid() ? static_cast<int>(ActionInterface::of(m_view, m_row).size()) : 0;
    }

    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        const auto found = m_actions.constFind(index);
        if (found != m_actions.constEnd())
            return QAccessible::accessibleInterface(*found);
        auto *made = new ActionInterface(m_view, m_row, index);
        m_actions.insert(index, QAccessible::registerAccessibleInterface(made));
        return made;
    }

    QAccessibleInterface *childAt(int x, int y) const override
    {
        for (int i = 0; i < childCount(); ++i) {
            if (child(i)->rect().contains(x, y))
                return child(i);
        }
        return nullptr;
    }

    int indexOfChild(const QAccessibleInterface *child) const override
    {
        for (auto it = m_actions.constBegin(); it != m_actions.constEnd(); ++it) {
            if (QAccessible::accessibleInterface(*it) == child)
                return it.key();
        }
        return -1;
    }

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? m_view->describe(m_row) : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const std::optional<int> top = m_view->rowTop(m_row);
        const RowLayout *layout = m_view->rowLayout(m_row);
        if (!top || !layout)
            return {};
        const QWidget *viewport = m_view->viewport();
        return {viewport->mapToGlobal(QPoint(0, *top)), QSize(viewport->width(), layout->height)};
    }

    QAccessible::Role role() const override { return QAccessible::ListItem; }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        state.focusable = true;
        state.selectable = true;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        const bool picked = m_view->pickedRow() == m_row;
        state.selected = picked;
        state.focused = picked && m_view->hasFocus();
        return state;
    }

private:
    QPointer<ConversationView> m_view;
    int m_row;
    mutable QHash<int, QAccessible::Id> m_actions; // by index
};

class ViewInterface : public QAccessibleWidget
{
public:
    explicit ViewInterface(ConversationView *view)
        : QAccessibleWidget(view, QAccessible::List, view->accessibleName())
        , m_view(view)
    {
    }
    Q_DISABLE_COPY_MOVE(ViewInterface)

    ~ViewInterface() override
    {
        for (const QAccessible::Id id : std::as_const(m_children))
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return m_view->model() ? m_view->model()->rowCount() : 0; }

    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        const auto found = m_children.constFind(index);
        if (found != m_children.constEnd())
            return QAccessible::accessibleInterface(*found);
        auto *made = new RowInterface(m_view, index);
        m_children.insert(index, QAccessible::registerAccessibleInterface(made));
        return made;
    }

    QAccessibleInterface *childAt(int x, int y) const override
    {
        for (const int row : m_view->visibleRows()) {
            QAccessibleInterface *made = child(row);
            if (made && made->rect().contains(x, y))
                return made;
        }
        return nullptr;
    }

    int indexOfChild(const QAccessibleInterface *child) const override
    {
        for (auto it = m_children.constBegin(); it != m_children.constEnd(); ++it) {
            if (QAccessible::accessibleInterface(*it) == child)
                return it.key();
        }
        return -1;
    }

    QAccessibleInterface *focusChild() const override { return child(m_view->pickedRow()); }

private:
    ConversationView *m_view;
    mutable QHash<int, QAccessible::Id> m_children; // by row
};

QAccessibleInterface *ActionInterface::parent() const
{
    QAccessibleInterface *view = m_view ? QAccessible::queryAccessibleInterface(m_view) : nullptr;
    return view ? view->child(m_row) : nullptr;
}

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *view = qobject_cast<ConversationView *>(object);
    return view ? new ViewInterface(view) : nullptr;
}

} // namespace

void installConversationAccessible()
{
    static const bool once = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    Q_UNUSED(once)
}

} // namespace confab::ui
