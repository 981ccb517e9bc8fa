// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

class QMenu;
class QTextCursor;

namespace confab::ui
{

class MessageEdit;
class Preferences;
class SpellChecker;
class SpellMarks;

// Spelling in the field, as the preferences want it: marks, and in the context menu suggestions and *Add to
// dictionary*. The preferences outlive it.
class Spelling : public QObject
{
    Q_OBJECT

public:
    Spelling(MessageEdit &edit, Preferences &preferences, QObject *parent);
    ~Spelling() override;

private:
    void read();
    void fill(QMenu &menu, const QTextCursor &place);

    MessageEdit &m_edit;
    Preferences &m_preferences;
    SpellChecker *m_checker = nullptr; // null: switched off
    QPointer<SpellMarks> m_marks;      // goes with the field's text
};

} // namespace confab::ui
