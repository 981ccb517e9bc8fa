// SPDX-License-Identifier: GPL-3.0-or-later
#include "classifier.h"

#include <algorithm>
#include <cmath>

namespace confab::bots::offline
{

namespace
{

constexpr int rounds = 60;
constexpr float step = 0.5F;
constexpr float decay = 0.003F; // of the weights, a step: what few examples show is not believed much
// Bots that people make stay far below: a thousand intents of a thousand words each do not.
constexpr std::size_t mostWeights = 8'000'000;  // 32 MiB
constexpr std::size_t mostWork = 1'000'000'000; // of a feature for a class: about a second

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
    Sparse sparse;
    double square = 0;
    for (const auto &[feature, value] : features) {
        square += static_cast<double>(value) * static_cast<double>(value);
        const auto at = std::lower_bound(m_features.begin(), m_features.end(), feature);
        if (at != m_features.end() && *at == feature)
            sparse.emplace_back(static_cast<quint32>(at - m_features.begin()), value);
    }
    // Sentences of any length weigh the same.
    const auto scale = static_cast<float>(square > 0 ? 2.5 / std::sqrt(square) : 0);
    for (auto &[index, value] : sparse)
        value *= scale;
    return sparse;
}

void Classifier::add(const Sparse &features, std::vector<double> &scores) const
{
    const float *const bias = m_weights.data() + m_weights.size() - m_classes;
    double *const sums = scores.data();
    for (std::size_t c = 0; c < m_classes; ++c)
        sums[c] = static_cast<double>(bias[c]);
    for (const auto &[index, value] : features) {
        const float *const weights = m_weights.data() + index * m_classes;
        for (std::size_t c = 0; c < m_classes; ++c)
            sums[c] += static_cast<double>(weights[c] * value);
    }
}

void Classifier::chooseFeatures(const std::vector<Example> &examples)
{
    std::vector<quint64> all;
    for (const Example &example : examples) {
        for (const auto &[feature, value] : example.features)
            all.push_back(feature);
    }
    std::sort(all.begin(), all.end());
    std::vector<std::pair<quint32, quint64>> times; // how many examples have it
    for (std::size_t i = 0; i < all.size();) {
        std::size_t next = i;
        while (next < all.size() && all[next] == all[i])
            ++next;
        times.emplace_back(static_cast<quint32>(next - i), all[i]);
        i = next;
    }
    const std::size_t most = mostWeights / m_classes;
    if (times.size() > most) {
        std::sort(times.begin(), times.end(), [](const auto &a, const auto &b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
        times.resize(most);
    }
    m_features.clear();
    for (const auto &[count, feature] : times)
        m_features.push_back(feature);
    std::sort(m_features.begin(), m_features.end());
}

void Classifier::learn(const std::vector<Example> &examples, int classes)
{
    m_classes = static_cast<std::size_t>(classes);
    chooseFeatures(examples);
    m_weights.assign((m_features.size() + 1) * m_classes, 0);
    std::vector<Sparse> known;
    known.reserve(examples.size());
    for (const Example &example : examples)
        known.push_back(this->known(example.features));

    float *const bias = m_weights.data() + m_weights.size() - m_classes;
    std::vector<double> scores(m_classes);
    std::size_t left = mostWork;
    for (int round = 0; round < rounds; ++round) {
        const float rate = step / (1 + 0.1F * static_cast<float>(round));
        // A stride that is prime to most counts mixes the classes, which come one after the other.
        for (std::size_t i = 0; i < known.size(); ++i) {
            const std::size_t at = (i * 7919) % known.size();
            const std::size_t steps = (known[at].size() + 1) * m_classes;
            if (steps > left)
                return;
            left -= steps;
            const float part = rate * examples[at].weight;
            add(known[at], scores);
            toShares(scores);
            scores[static_cast<std::size_t>(examples[at].label)] -= 1;
            for (std::size_t c = 0; c < m_classes; ++c)
                bias[c] -= 0.1F * (part * static_cast<float>(scores[c]));
            for (const auto &[index, value] : known[at]) {
                float *const weights = m_weights.data() + index * m_classes;
                for (std::size_t c = 0; c < m_classes; ++c)
                    weights[c] -= part * static_cast<float>(scores[c]) * value + part * decay * weights[c];
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
