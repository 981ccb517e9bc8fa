// SPDX-License-Identifier: GPL-3.0-or-later
#include "main/empty_state.h"

#include "common/look.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel({}, TextStyle::EmptyTitle, u"text"_s))
    , m_words(new TextLabel({}, TextStyle::Body, u"textMuted"_s))
    , m_textRow(new QWidget)
    , m_text(new QLineEdit)
    , m_copy(new QPushButton(tr("Copy")))
    , m_offer(new QPushButton)
{
    setObjectName(u"empty"_s);
    m_title->setObjectName(u"empty.title"_s);
    m_words->setObjectName(u"empty.words"_s);
    m_text->setObjectName(u"empty.text"_s);
    m_text->setAccessibleName(tr("Invite"));
    m_text->setReadOnly(true);
    m_text->setFixedHeight(36);
    m_text->setMinimumWidth(240);
    m_text->setMaximumWidth(420);
    m_copy->setObjectName(u"empty.copy"_s);
    m_copy->setAccessibleName(tr("Copy the invite"));
    setButtonKind(m_copy, ButtonKind::Primary);
    setButtonIcon(m_copy, u"copy"_s);
    m_offer->setObjectName(u"empty.offer"_s);
    setButtonKind(m_offer, ButtonKind::Plain);
    for (TextLabel *label : {m_title, m_words}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    auto *row = new QHBoxLayout(m_textRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addStretch(1);
    row->addWidget(m_text, 10);
    row->addWidget(m_copy);
    row->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(m_title);
    column->addWidget(m_words);
    column->addSpacing(8);
    column->addWidget(m_textRow);
    column->addWidget(m_offer, 0, Qt::AlignHCenter);
    column->addStretch(1);
    offer({});
    offerText({});
    connect(m_copy, &QPushButton::clicked, this, &EmptyState::copyWanted);
    connect(m_offer, &QPushButton::clicked, this, &EmptyState::taken);
}

void EmptyState::say(const QString &title, const QString &words)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_words->setText(words);
}

void EmptyState::offer(const QString &words)
{
    m_offer->setText(words);
    m_offer->setAccessibleName(words);
    m_offer->setVisible(!words.isEmpty());
}

void EmptyState::offerText(const QString &text)
{
    m_text->setText(text);
    m_text->setCursorPosition(0);
    m_textRow->setVisible(!text.isEmpty());
}

} // namespace confab::ui
