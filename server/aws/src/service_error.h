// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http_call.h"

#include <confab/aws/credentials.h>

namespace confab::aws
{

// What a service means by an answer that is no success. It is named in the header x-amzn-ErrorType or in the body
// (__type). `credentials`: what the request was signed with, so that nothing of it is told on.
[[nodiscard]] Error serviceError(const HttpAnswer &answer, const Credentials &credentials, const QDateTime &now);

} // namespace confab::aws
