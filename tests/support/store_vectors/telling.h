// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store_vectors.h"

#include <confab/protocol/codec.h>

#include <QJsonArray>
#include <QJsonDocument>

// How outcomes and what is read are told, the same for every store.
namespace confab::tests
{

[[nodiscard]] QString wordOf(core::Guard guard);

[[nodiscard]] inline QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}
[[nodiscard]] QString textOf(const core::Account &account);
[[nodiscard]] QString textOf(const core::StoredFile &file);

[[nodiscard]] inline Told toldAs(const QString &word, const QString &whole)
{
    return {whole.isEmpty() ? word : word + u" #"_s + digestOf(whole), whole};
}

// `tell` says what was done: word and whole.
template <class T, class Tell>
[[nodiscard]] Told told(const core::Outcome<T> &outcome, Tell &&tell)
{
    if (const auto *value = std::get_if<0>(&outcome))
        return tell(*value);
    if (const auto *repeat = std::get_if<core::Repeat>(&outcome))
        return toldAs(u"repeat"_s, compact(protocol::toJson(repeat->ack)));
    if (const auto *failed = std::get_if<core::GuardFailed>(&outcome))
        return {wordOf(failed->guard), {}};
    if (std::holds_alternative<core::Conflict>(outcome))
        return {u"conflict"_s, {}};
    return {u"unavailable"_s, std::get<core::Unavailable>(outcome).reason};
}

[[nodiscard]] inline Told told(const core::Outcome<std::monostate> &outcome)
{
    return told(outcome, [](std::monostate) { return Told{u"done"_s, {}}; });
}

template <class T, class Tell>
[[nodiscard]] Told told(const Expected<T, core::ReadProblem> &result, Tell &&tell)
{
    if (result)
        return toldAs(u"done"_s, tell(*result));
    return {result.error() == core::ReadProblem::NotFound ? u"NotFound"_s : u"unavailable"_s, {}};
}

} // namespace confab::tests
