// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "maker.h"

namespace confab::tests
{

template <class Fit>
QList<const Maker::Place *> Maker::places(Fit &&fit) const
{
    QList<const Place *> all;
    for (const Place &place : m_places) {
        if (fit(place))
            all.append(&place);
    }
    return all;
}

template <class Fit>
std::optional<Maker::Spot> Maker::spot(Fit &&fit, bool strangers)
{
    QList<Spot> all;
    for (const Place &place : m_places) {
        if (!place.now)
            continue;
        QStringList seers = place.isGroup() ? existing() : QStringList(place.members.keys());
        if (strangers) {
            seers.clear();
            for (const Person &person : m_people) {
                if (!place.isGroup() && !place.members.contains(person.key))
                    seers.append(person.key);
            }
        }
        for (const protocol::Message &message : place.messages) {
            for (const QString &who : std::as_const(seers)) {
                if (const Spot one{&place, &message, who}; fit(one))
                    all.append(one);
            }
        }
    }
    return all.isEmpty() ? std::nullopt : std::optional(m_dice.of(all));
}

} // namespace confab::tests
