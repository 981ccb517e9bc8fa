// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/parts/row_part.h"

namespace confab::ui
{

const QList<MakePart> &rowParts()
{
    static const QList<MakePart> all{
        makeSeparators, makeGap,  makeHead,   makeThreadOrigin, makeQuote,  makeBody,   makeFilesAlone, makeMarks,
        makeFiles,      makeCard, makeComing, makeReactions,    makeThread, makeChange, makeFailure,    makeWaiting,
    };
    return all;
}

} // namespace confab::ui
