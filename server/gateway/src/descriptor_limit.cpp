// SPDX-License-Identifier: GPL-3.0-or-later
#include "descriptor_limit.h"

#include <QtGlobal>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace confab::gateway
{

int raiseDescriptorLimit()
{
    constexpr int unknown = 1024;
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return unknown;
    if (limit.rlim_cur < limit.rlim_max) {
        rlimit raised = limit;
        raised.rlim_cur = limit.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit = raised;
    }
    constexpr rlim_t most = 1'000'000;
    return static_cast<int>(std::min(limit.rlim_cur, most));
#else
    return unknown;
#endif
}

} // namespace confab::gateway
