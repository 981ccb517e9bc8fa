// SPDX-License-Identifier: GPL-3.0-or-later
#include "utterance_text.h"

#include <QRegularExpression>

namespace confab::bots::offline
{

using namespace Qt::StringLiterals;

QString withSlotsAsWords(const QString &utterance, const lex::IntentDefinition &intent)
{
    static const QRegularExpression reference(u"\\{([^{}]+)\\}"_s);
    QString text;
    qsizetype last = 0;
    for (auto it = reference.globalMatch(utterance); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        text += QStringView(utterance).sliced(last, match.capturedStart() - last);
        last = match.capturedEnd();
        for (qsizetype i = 0; i < intent.slotsInOrder.size(); ++i) {
            if (intent.slotsInOrder[i].name == match.captured(1))
                text += u" qzslot%1 "_s.arg(i);
        }
    }
    return text + utterance.sliced(last);
}

int slotOfWord(const QString &word)
{
    if (!word.startsWith("qzslot"_L1))
        return -1;
    bool ok = false;
    const int slot = QStringView(word).sliced(6).toInt(&ok);
    return ok ? slot : -1;
}

} // namespace confab::bots::offline
