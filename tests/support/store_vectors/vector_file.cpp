// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_vectors.h"

#include <QCryptographicHash>
#include <QFile>

namespace confab::tests
{

namespace
{

constexpr auto arrow = " > "_L1;
constexpr auto beginning = "= "_L1;
constexpr auto end = ". "_L1;

Step stepOf(const QString &line)
{
    QStringList words = line.split(u' ');
    Step step{words.takeFirst(), {}};
    for (const QString &word : std::as_const(words))
        step.with(word.section(u'=', 0, 0), word.section(u'=', 1));
    return step;
}

} // namespace

QString textOf(const Step &step)
{
    QString line = step.verb;
    for (auto it = step.args.begin(); it != step.args.end(); ++it)
        line += u' ' + it.key() + (it.value().isEmpty() ? QString() : u'=' + it.value());
    return line;
}

QByteArray textOf(const Vector &vector)
{
    QString text = beginning + QString::number(vector.number) + u'\n';
    for (qsizetype i = 0; i < vector.steps.size(); ++i)
        text += textOf(vector.steps.at(i)) + arrow + vector.outcomes.at(i) + u'\n';
    return (text + end + vector.state + u'\n').toUtf8();
}

QList<Vector> readVectors(const QString &path)
{
    QList<Vector> vectors;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return vectors;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).chopped(1);
        if (line.startsWith(beginning)) {
            vectors.append(Vector{line.sliced(beginning.size()).toInt(), {}, {}, {}});
        } else if (line.startsWith(end)) {
            vectors.last().state = line.sliced(end.size());
        } else if (!line.startsWith(u'#')) {
            const qsizetype split = line.lastIndexOf(arrow);
            vectors.last().steps.append(stepOf(line.first(split)));
            vectors.last().outcomes.append(line.sliced(split + arrow.size()));
        }
    }
    return vectors;
}

QString digestOf(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().first(8));
}

Played play(StoreWorld &world, const QList<Step> &steps)
{
    Played played;
    Player player(world);
    for (const Step &step : steps)
        played.told.append(player.run(step));
    player.settle();
    played.state = stateOf(world);
    return played;
}

QString differenceFrom(const Vector &vector, const Played &played)
{
    for (qsizetype i = 0; i < vector.steps.size(); ++i) {
        const Told &told = played.told.at(i);
        if (told.brief != vector.outcomes.at(i))
            return u"%1, step %2: %3\n  is   %4\n  not  %5\n  %6"_s.arg(vector.number)
                .arg(i + 1)
                .arg(textOf(vector.steps.at(i)), told.brief, vector.outcomes.at(i), told.whole);
    }
    if (digestOf(played.state.join(u'\n')) == vector.state)
        return {};
    return u"%1 ends otherwise:\n%2"_s.arg(vector.number).arg(played.state.join(u'\n'));
}

} // namespace confab::tests
