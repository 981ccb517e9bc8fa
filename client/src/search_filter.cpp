// SPDX-License-Identifier: GPL-3.0-or-later
#include "search_filter.h"

#include <confab/protocol/names.h>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

QString asItTravels(const QDate &day)
{
    return day.isValid() ? day.startOfDay().toUTC().toString(Qt::ISODateWithMs) : QString();
}

QString namesOf(const protocol::Message &message)
{
    QStringList names;
    for (const protocol::Attachment &file : message.attachments)
        names.append(file.name);
    return names.join(u'\n');
}

} // namespace

QString folded(const QString &text)
{
    // Most of what is said anywhere: a tenth of the time.
    const bool ascii = std::all_of(text.begin(), text.end(), [](QChar each) { return each.unicode() < 0x80; });
    return ascii ? text.toLower() : protocol::keyOf(text);
}

bool holdsLink(const QString &text)
{
    return text.contains("https://"_L1, Qt::CaseInsensitive) || text.contains("http://"_L1, Qt::CaseInsensitive);
}

SearchFilter::SearchFilter(const SearchQuery &query)
    : since(asItTravels(query.after))
    , until(asItTravels(query.before))
    , hasFile(query.hasFile)
    , hasLink(query.hasLink)
{
    for (const QString &term : query.terms)
        terms.append(folded(term));
}

bool SearchFilter::accepts(const QString &author, const QString &at, const QString &text, const QString &files) const
{
    if ((text.isEmpty() && files.isEmpty()) || at < since || (!until.isEmpty() && at >= until))
        return false;
    if ((hasFile && files.isEmpty()) || (hasLink && !holdsLink(text)))
        return false;
    if (!byAnybody && !authors.contains(protocol::keyOf(author)) &&
        !(protocol::isGuest(author) && protocol::keyOf(protocol::guestName(author)) == guestsKey))
        return false;
    if (terms.isEmpty())
        return true;
    const QString there = folded(files.isEmpty() ? text : text + u'\n' + files);
    QString oneLine; // where a phrase goes on in the next line
    return std::all_of(terms.begin(), terms.end(), [&](const QString &term) {
        if (!term.contains(u' '))
            return there.contains(term);
        if (oneLine.isNull())
            oneLine = there.simplified();
        return oneLine.contains(term);
    });
}

bool SearchFilter::accepts(const protocol::Message &message) const
{
    return !message.deleted && !message.hidden && (conversation.isEmpty() || message.conversation == conversation) &&
           accepts(message.author, message.at.toUTC().toString(Qt::ISODateWithMs), message.text, namesOf(message));
}

} // namespace confab::client
