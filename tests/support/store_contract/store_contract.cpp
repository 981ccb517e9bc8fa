// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_contract.h"

#include "account_contract.h"
#include "conversation_contract.h"
#include "file_contract.h"
#include "invite_contract.h"
#include "message_contract.h"
#include "reads_contract.h"
#include "revision_contract.h"
#include "search_contract.h"
#include "session_contract.h"
#include "whole_contract.h"

#include <QtTest>

namespace confab::tests
{

int runStoreContract(const MakeWorld &makeWorld, const QStringList &arguments)
{
    int failures = 0;
    const auto run = [&](QObject &&contract) { failures += QTest::qExec(&contract, arguments); };
    run(AccountContract(makeWorld));
    run(SessionContract(makeWorld));
    run(InviteContract(makeWorld));
    run(ConversationContract(makeWorld));
    run(MessageContract(makeWorld));
    run(RevisionContract(makeWorld));
    run(FileContract(makeWorld));
    run(ReadsContract(makeWorld));
    run(SearchContract(makeWorld));
    run(WholeContract(makeWorld));
    return failures;
}

} // namespace confab::tests
