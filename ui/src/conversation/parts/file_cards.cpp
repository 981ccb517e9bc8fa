// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/parts/file_lines.h"

#include "files/file_words.h"

#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// DESIGN: File. Px.
constexpr int padding = 10;
constexpr int iconSize = 24;
constexpr int textAt = 48; // in the box
constexpr int buttonSize = 28;
constexpr int buttonIcon = 18;
constexpr int buttonInset = 8;
constexpr int barHeight = 4;
constexpr int between = 2;
constexpr int cardGap = 4;

using Kind = RowLayout::Action::Kind;
using State = client::ShownFile::State;

// What a press on the button does, and its icon.
std::pair<Kind, QString> offerOf(const client::ShownFile &file)
{
    switch (file.state) {
    case State::Waiting:
    case State::Moving:
        return {Kind::StopFile, u"close"_s};
    case State::Here:
        return {Kind::SaveFile, u"download"_s};
    case State::Failed:
        return {Kind::FetchFile, u"retry"_s};
    case State::Away:
    case State::Paused:
        break;
    }
    return {Kind::FetchFile, u"download"_s};
}

} // namespace

RowLayout::Action fileAction(RowLayout::Action::Kind kind, const client::ShownFile &file, const QRect &rect)
{
    const QString name = isolated(file.name);
    RowLayout::Action action{kind, {}, rect, rect};
    action.value = file.id;
    if (kind == Kind::ViewPicture)
        action.label = RowWords::tr("Show the picture %1").arg(name);
    else if (kind == Kind::FetchFile)
        action.label = file.state == State::Failed   ? RowWords::tr("Download %1 again").arg(name)
                       : file.state == State::Paused ? RowWords::tr("Go on with %1", "a file").arg(name)
                                                     : RowWords::tr("Download %1").arg(name);
    else if (kind == Kind::StopFile)
        action.label = RowWords::tr("Pause %1", "a file that is being downloaded").arg(name);
    else if (kind == Kind::OpenFile)
        action.label = RowWords::tr("Open %1", "a file").arg(name);
    else if (kind == Kind::SaveFile)
        action.label = RowWords::tr("Save %1 as…", "a file").arg(name);
    action.tip = action.label;
    return action;
}

void FileCards::place(RowFlow &flow, const QList<client::ShownFile> &files)
{
    const QFont nameFont = flow.theme.font(TextStyle::Name);
    const QFont small = flow.theme.font(TextStyle::Small);
    const int nameLine = flow.theme.lineHeight(TextStyle::Name);
    const int smallLine = flow.theme.lineHeight(TextStyle::Small);
    const int height = 2 * padding + nameLine + between + smallLine;
    for (const client::ShownFile &file : files) {
        if (!m_cards.isEmpty())
            flow.y += cardGap;
        Card card{file, QRect(row::textAt, flow.y, fileRoom(flow), height), {}, {}, {}, {}, {}, {}, {}, {}};
        card.icon = QRect(card.rect.x() + padding + 2, flow.y + (height - iconSize) / 2, iconSize, iconSize);
        int end = card.rect.right() + 1 - padding;
        // What goes out is paused and given up as a whole, below.
        if (!file.upload) {
            const auto [kind, icon] = offerOf(file);
            card.button = QRect(card.rect.right() + 1 - buttonInset - buttonSize, flow.y + (height - buttonSize) / 2,
                                buttonSize, buttonSize);
            card.buttonIcon = icon;
            end = card.button.x() - buttonInset;
            flow.out.actions.append(fileAction(kind, file, card.button));
            // The box as a whole does what one most likely wants.
            if (file.state == State::Here && mayOpen(file.name))
                flow.out.actions.append(fileAction(Kind::OpenFile, file, card.rect));
            else if (kind != Kind::StopFile) {
                RowLayout::Action whole = fileAction(kind, file, card.rect);
                whole.label.clear(); // the button says it
                flow.out.actions.append(whole);
            }
        }
        const int x = card.rect.x() + textAt;
        const int room = std::max(0, end - x);
        card.name = QRect(x, flow.y + padding, room, nameLine);
        card.second = QRect(x, card.name.bottom() + 1 + between, room, smallLine);
        card.bar = QRect(x, card.second.bottom() + 1 + between, room, barHeight);
        card.nameText = elidedName(file.name, nameFont, room);
        const bool failed = file.state == State::Failed && !file.failure.isEmpty();
        card.secondText = elided(failed ? file.failure : stateLine(file), small, room);
        m_cards.append(card);
        flow.y += height;
    }
}

void FileCards::mirror(const Mirror &turn)
{
    for (Card &card : m_cards) {
        for (QRect *rect : {&card.rect, &card.icon, &card.name, &card.second, &card.bar, &card.button})
            turn(*rect);
    }
}

void FileCards::paint(QPainter &painter, const RowScene &scene) const
{
    const QFont nameFont = scene.theme.font(TextStyle::Name);
    const QFont small = scene.theme.font(TextStyle::Small);
    const Qt::LayoutDirection direction = scene.metrics.direction;
    for (const Card &card : m_cards) {
        const bool failed = card.file.state == State::Failed;
        const bool opens = !card.file.upload && card.file.state == State::Here && mayOpen(card.file.name);
        fillRound(painter, card.rect, row::boxRadius, color(u"surface"_s));
        strokeRound(painter, card.rect, row::boxRadius, color(u"separator"_s));
        drawIcon(painter, card.icon,
                 failed                 ? u"warning"_s
                 : isPicture(card.file) ? u"image"_s
                                        : u"file"_s,
                 failed ? u"danger"_s : u"textMuted"_s);
        drawLine(painter, card.name, card.nameText, nameFont, color(opens ? u"link"_s : u"text"_s), direction);
        const bool tells = failed && !card.file.failure.isEmpty();
        drawLine(painter, card.second, card.secondText, small, color(tells ? u"danger"_s : u"textMuted"_s), direction);
        if (isUnderWay(card.file))
            paintProgress(painter, card.bar, card.file, direction);
        if (!card.button.isNull()) {
            const int inset = (buttonSize - buttonIcon) / 2;
            drawIcon(painter, card.button.adjusted(inset, inset, -inset, -inset), card.buttonIcon, u"textMuted"_s);
        }
    }
}

QString FileCards::tipAt(QPoint point) const
{
    for (const Card &card : m_cards) {
        if (card.second.contains(point) && card.file.state == State::Failed)
            return card.file.failure;
        if (card.rect.contains(point))
            return isolated(card.file.name);
    }
    return {};
}

QRect FileCards::lastLine() const
{
    return m_cards.isEmpty() ? QRect() : m_cards.last().rect;
}

} // namespace confab::ui
