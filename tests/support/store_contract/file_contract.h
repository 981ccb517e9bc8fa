// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store_world.h"

#include <QObject>

namespace confab::tests
{

// What AttachmentStore keeps to, and messages with files.
class FileContract : public QObject
{
    Q_OBJECT

public:
    explicit FileContract(MakeWorld makeWorld)
        : m_makeWorld(std::move(makeWorld))
    {
    }

private slots:
    void init();
    void cleanup() { m_world.reset(); }

    void isKeptAsItWasAnnounced();
    void theSameIsBegunOnce();
    void quotasHold();
    void fewAreUnsent();
    void aMessageTakesFilesThatAreWholeAndOnesOwn();
    void messagesWithFilesAreListed();
    void isReadByWhoSeesTheMessage();
    void goesWithItsMessage();
    void whatNobodyWantsIsGivenAway();
    void aThumbnailGoesWithItsPicture();
    void aBatchIsUndone();

private:
    [[nodiscard]] core::Store &store() { return m_world->store(); }
    [[nodiscard]] core::Reads &reads() { return m_world->reads(); }

    MakeWorld m_makeWorld;
    std::unique_ptr<StoreWorld> m_world;
};

} // namespace confab::tests
