// SPDX-License-Identifier: GPL-3.0-or-later
#include "classifier.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace confab::bots::offline
{

namespace
{

constexpr int rounds = 60;
constexpr float step = 0.5F;
constexpr float decay = 0.003F; // of the weights, a step: what few examples show is not believed much

void toShares(std::vector<double> &scores)
{
    const double most = *std::max_element(scores.begin(), scores.end());
    double sum = 0;
    for (double &score : scores) {
        score = std::exp(score - most);
        sum += score;
    }
    for (double &score : scores)
        score /= sum;
}

} // namespace

Classifier::Sparse Classifier::known(const Features &features) const
{
    // In an order of their own: sums of the same numbers in another order differ.
    QList<quint64> keys = features.keys();
    std::sort(keys.begin(), keys.end());
    Sparse sparse;
    double square = 0;
    for (const quint64 key : std::as_const(keys)) {
        const float value = *features.constFind(key);
        square += static_cast<double>(value) * static_cast<double>(value);
        if (const auto index = m_index.constFind(key); index != m_index.cend())
            sparse.emplace_back(*index, value);
    }
    // Sentences of any length weigh the same.
    const auto scale = static_cast<float>(square > 0 ? 2.5 / std::sqrt(square) : 0);
    for (auto &[index, value] : sparse)
        value *= scale;
    return sparse;
}

void Classifier::add(const Sparse &features, std::vector<double> &scores) const
{
    const std::size_t bias = m_weights.size() - m_classes;
    for (std::size_t c = 0; c < m_classes; ++c)
        scores[c] = static_cast<double>(m_weights[bias + c]);
    for (const auto &[index, value] : features) {
        for (std::size_t c = 0; c < m_classes; ++c)
            scores[c] += static_cast<double>(m_weights[index * m_classes + c] * value);
    }
}

void Classifier::learn(const QList<Example> &examples, int classes)
{
    m_classes = static_cast<std::size_t>(classes);
    QList<quint64> all;
    for (const Example &example : examples)
        all += example.features.keys();
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    for (const quint64 feature : std::as_const(all))
        m_index.insert(feature, static_cast<std::size_t>(m_index.size()));
    m_weights.assign((static_cast<std::size_t>(m_index.size()) + 1) * m_classes, 0);
    std::vector<Sparse> known;
    std::vector<float> weights;
    for (const Example &example : examples) {
        known.push_back(this->known(example.features));
        weights.push_back(example.weight);
    }

    const std::size_t bias = m_weights.size() - m_classes;
    std::vector<double> scores(m_classes);
    for (int round = 0; round < rounds; ++round) {
        const float rate = step / (1 + 0.1F * static_cast<float>(round));
        // A stride that is prime to most counts mixes the classes, which come one after the other.
        for (std::size_t i = 0; i < known.size(); ++i) {
            const std::size_t at = (i * 7919) % known.size();
            const float part = rate * weights[at];
            add(known[at], scores);
            toShares(scores);
            scores[static_cast<std::size_t>(examples[static_cast<qsizetype>(at)].label)] -= 1;
            for (std::size_t c = 0; c < m_classes; ++c) {
                const float slope = part * static_cast<float>(scores[c]);
                m_weights[bias + c] -= 0.1F * slope;
                for (const auto &[index, value] : known[at]) {
                    float &weight = m_weights[index * m_classes + c];
                    weight -= slope * value + part * decay * weight;
                }
            }
        }
    }
}

std::vector<double> Classifier::tell(const Features &features) const
{
    std::vector<double> scores(m_classes, 0);
    if (m_classes == 0)
        return scores;
    add(known(features), scores);
    toShares(scores);
    return scores;
}

} // namespace confab::bots::offline
