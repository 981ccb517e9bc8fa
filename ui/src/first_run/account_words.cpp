// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/first_run/account_words.h>

#include <confab/protocol/limits.h>
#include <confab/protocol/names.h>

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(confab::ui::AccountWords)
};

QString nameSentence(std::optional<protocol::NameProblem> problem, qsizetype longest)
{
    if (!problem)
        return {};
    switch (*problem) {
    case protocol::NameProblem::Empty:
        return Words::tr("Choose a name.");
    case protocol::NameProblem::TooLong:
        return Words::tr("A name has at most %n characters.", nullptr, static_cast<int>(longest));
    case protocol::NameProblem::BadCharacter:
        return Words::tr("Use letters, digits, dots, - and _ only.");
    case protocol::NameProblem::MixedScripts:
        return Words::tr("Use the letters of one alphabet only.");
    case protocol::NameProblem::Reserved:
        return Words::tr("That name is kept for the server. Choose another.");
    }
    return {};
}

// Under which field an answer of the server belongs.
EntryField fieldOf(const client::Problem &problem)
{
    using protocol::ErrorCode;
    if (problem.offline)
        return EntryField::Whole;
    if (problem.field == "invite"_L1)
        return EntryField::Invite;
    if (problem.field == "displayName"_L1)
        return EntryField::DisplayName;
    if (problem.field == "username"_L1 || problem.code == ErrorCode::Taken)
        return EntryField::Name;
    if (problem.field == "password"_L1 || problem.code == ErrorCode::WrongCredentials)
        return EntryField::Password;
    return EntryField::Whole;
}

} // namespace

QString usernameError(const QString &name)
{
    return nameSentence(protocol::checkUsername(name), protocol::limits::usernameChars);
}

QString displayNameError(const QString &name)
{
    const auto problem = protocol::checkDisplayName(name);
    if (problem == protocol::NameProblem::BadCharacter)
        return Words::tr("That name has characters that cannot be shown.");
    return nameSentence(problem, protocol::limits::displayNameChars);
}

QString newPasswordError(const QString &password)
{
    const qsizetype bytes = password.toUtf8().size();
    if (bytes < protocol::limits::passwordBytesMin)
        return Words::tr("Choose at least %n characters.", nullptr,
                         static_cast<int>(protocol::limits::passwordBytesMin));
    if (bytes > protocol::limits::passwordBytesMax)
        return Words::tr("That password is too long.");
    return {};
}

EntryError entryError(const client::Problem &problem, bool signingUp)
{
    using protocol::ErrorCode;
    const bool refused = problem.code == ErrorCode::Forbidden || problem.code == ErrorCode::NotFound;
    if (signingUp && refused && !problem.offline && problem.field.isEmpty())
        return {EntryField::Whole, Words::tr("New accounts are made by the host. Ask them for one.")};
    return {fieldOf(problem), client::sentence(problem)};
}

EntryError entryError(client::HostController::Failure failure)
{
    using Failure = client::HostController::Failure;
    switch (failure) {
    case Failure::PortInUse:
        return {EntryField::Whole,
                Words::tr("The port and the ones after it are in use. Close what uses them, then try again.")};
    case Failure::DataInUse:
        return {EntryField::Whole, Words::tr("Another program hosts this chat already. Close it, then try again.")};
    case Failure::DataNewer:
        return {EntryField::Whole, Words::tr("A newer Confab wrote this chat. Update Confab to host it again; nothing "
                                             "was changed.")};
    case Failure::DataUnreadable:
        return {EntryField::Whole,
                Words::tr("The kept messages cannot be read. Nothing was overwritten; Details says where they are.")};
    case Failure::WrongPassword:
        return {EntryField::Password, Words::tr("You have hosted here before, with another password. Use that one.")};
    case Failure::BadName:
        return {EntryField::Name, Words::tr("Use letters, digits, dots, - and _ only.")};
    case Failure::BadPassword:
        // Its length was looked at before.
        return {EntryField::Password, Words::tr("That password is too easy to guess. Choose another.")};
    case Failure::Other:
        break;
    }
    return {EntryField::Whole, Words::tr("The chat could not be started. Try again.")};
}

} // namespace confab::ui
