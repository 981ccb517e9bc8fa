// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/host_controller.h>
#include <confab/client/problem.h>

namespace confab::ui
{

// The fields of getting in, so that an error can stand under the one that caused it.
enum class EntryField { Address, Invite, Name, Password, DisplayName, ChatName, Whole };

struct EntryError {
    EntryField field = EntryField::Whole;
    QString sentence; // translated, says what to do
};

// Empty where the name (password of a new account) may be sent; the server has the last word.
[[nodiscard]] QString usernameError(const QString &name);
[[nodiscard]] QString displayNameError(const QString &name);
[[nodiscard]] QString newPasswordError(const QString &password);

// Where a refusal of the server, or of hosting, belongs and how it reads. `signingUp` tells a taken name from a
// wrong one.
[[nodiscard]] EntryError entryError(const client::Problem &problem, bool signingUp);
[[nodiscard]] EntryError entryError(client::HostController::Failure failure);

} // namespace confab::ui
