// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <utility>
#include <vector>

namespace confab::bots::offline
{

// Multinomial logistic regression over sparse features, learned once from few examples. Deterministic.
class Classifier
{
public:
    using Features = std::vector<std::pair<quint64, float>>; // by a hash of what was seen, in its order
    struct Example {
        Features features;
        int label = 0;    // 0 … classes - 1
        float weight = 1; // how much is learned of it
    };

    // Takes bounded memory and time: of very many examples only the features that most have count, and not all of the
    // examples are learned of.
    void learn(const std::vector<Example> &examples, int classes);
    // By class, in sum 1. Features that no example had count for nothing.
    [[nodiscard]] std::vector<double> tell(const Features &features) const;

private:
    using Sparse = std::vector<std::pair<quint32, float>>; // by the place in m_features
    void chooseFeatures(const std::vector<Example> &examples);
    [[nodiscard]] Sparse known(const Features &features) const;
    void add(const Sparse &features, std::vector<double> &scores) const;

    std::vector<quint64> m_features; // that count, in order
    std::size_t m_classes = 0;
    std::vector<float> m_weights; // feature by class; the last row is of no feature
};

} // namespace confab::bots::offline
