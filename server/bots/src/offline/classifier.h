// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>

#include <utility>
#include <vector>

namespace confab::bots::offline
{

// Multinomial logistic regression over sparse features, learned once from few examples. Deterministic.
class Classifier
{
public:
    using Features = QHash<quint64, float>; // by a hash of what was seen
    struct Example {
        Features features;
        int label = 0;    // 0 … classes - 1
        float weight = 1; // how much is learned of it
    };

    void learn(const QList<Example> &examples, int classes);
    // By class, in sum 1. Features that no example had count for nothing.
    [[nodiscard]] std::vector<double> tell(const Features &features) const;

private:
    using Sparse = std::vector<std::pair<std::size_t, float>>;
    [[nodiscard]] Sparse known(const Features &features) const;
    void add(const Sparse &features, std::vector<double> &scores) const;

    QHash<quint64, std::size_t> m_index;
    std::size_t m_classes = 0;
    std::vector<float> m_weights; // feature by class; the last row is of no feature
};

} // namespace confab::bots::offline
