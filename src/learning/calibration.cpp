#include "learning/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/error.hpp"
#include "learning/compiled_forest.hpp"

namespace borderlens {
namespace {

constexpr double least_probability = 1e-3;  // as in judge_forest
constexpr int bin_count = 10;

/// Probabilities of one row raised to a power.
void raised_row(const float* shares, std::size_t classes, double power, std::vector<double>& row) {
    double sum = 0.0;
    for (std::size_t c = 0; c < classes; ++c)
        sum += row[c] = std::pow(static_cast<double>(shares[c]), power);
    for (double& share : row) share = sum > 0.0 ? share / sum : 1.0 / static_cast<double>(classes);
}

Document to_document(const Reliability& one) {
    Document document = Document::object();
    document.set("log_loss", one.log_loss);
    document.set("brier", one.brier);
    document.set("expected_calibration_error", one.expected_error);
    Document bins = Document::list();
    for (const ReliabilityBin& bin : one.bins) {
        Document row = Document::object();
        row.set("low", bin.low);
        row.set("high", bin.high);
        row.set("rows", bin.rows);
        row.set("mean_probability", bin.mean_probability);
        row.set("right_share", bin.right_share);
        bins.append(std::move(row));
    }
    document.set("reliability", std::move(bins));
    return document;
}

/// Two reliabilities of different rows as one.
Reliability joined(const Reliability& a, Index rows_a, const Reliability& b, Index rows_b) {
    const double part = static_cast<double>(rows_a) / static_cast<double>(rows_a + rows_b);
    Reliability both;
    both.log_loss = part * a.log_loss + (1.0 - part) * b.log_loss;
    both.brier = part * a.brier + (1.0 - part) * b.brier;
    for (const Reliability* one : {&a, &b})
        for (const ReliabilityBin& bin : one->bins) {
            const auto same =
                std::find_if(both.bins.begin(), both.bins.end(),
                             [&](const ReliabilityBin& known) { return known.low == bin.low; });
            if (same == both.bins.end()) {
                both.bins.push_back(bin);
                continue;
            }
            const double share =
                static_cast<double>(bin.rows) / static_cast<double>(bin.rows + same->rows);
            same->mean_probability += share * (bin.mean_probability - same->mean_probability);
            same->right_share += share * (bin.right_share - same->right_share);
            same->rows += bin.rows;
        }
    std::sort(both.bins.begin(), both.bins.end(),
              [](const ReliabilityBin& x, const ReliabilityBin& y) { return x.low < y.low; });
    for (const ReliabilityBin& bin : both.bins)
        both.expected_error += static_cast<double>(bin.rows) *
                               std::abs(bin.mean_probability - bin.right_share) /
                               static_cast<double>(rows_a + rows_b);
    return both;
}

}  // namespace

std::vector<float> class_shares(const Forest& forest, const Samples& samples) {
    const std::size_t classes = samples.legend.size();
    const std::size_t rows = samples.classes.size();
    const ForestAnswer answer = predict_samples(forest, samples);
    std::vector<float> shares(rows * classes, 0.0F);
    for (std::size_t c = 0; c < forest.legend.size(); ++c)
        for (std::size_t position = 0; position < classes; ++position) {
            if (samples.legend[position].code != forest.legend[c].code) continue;
            for (std::size_t row = 0; row < rows; ++row)
                shares[row * classes + position] = answer.shares[c * rows + row];
        }
    return shares;
}

Reliability reliability_of(const std::vector<float>& shares, const Samples& samples, double power) {
    const std::size_t classes = samples.legend.size(), rows = samples.classes.size();
    Reliability result;
    if (rows == 0) {
        result.log_loss = result.brier = result.expected_error =
            std::numeric_limits<double>::quiet_NaN();
        return result;
    }
    std::vector<ReliabilityBin> bins(bin_count);
    std::vector<double> row_shares(classes);
    for (std::size_t row = 0; row < rows; ++row) {
        raised_row(shares.data() + row * classes, classes, power, row_shares);
        const std::size_t right = samples.classes[row];
        result.log_loss -= std::log(std::max(row_shares[right], least_probability));
        for (std::size_t c = 0; c < classes; ++c)
            result.brier += std::pow(row_shares[c] - (c == right ? 1.0 : 0.0), 2.0);
        const auto best = std::max_element(row_shares.begin(), row_shares.end());
        ReliabilityBin& bin = bins[static_cast<std::size_t>(
            std::min(bin_count - 1, static_cast<int>(*best * bin_count)))];
        ++bin.rows;
        bin.mean_probability += *best;
        bin.right_share += static_cast<std::size_t>(best - row_shares.begin()) == right ? 1.0 : 0.0;
    }
    const double all = static_cast<double>(rows);
    result.log_loss /= all;
    result.brier /= all;
    for (int b = 0; b < bin_count; ++b) {
        ReliabilityBin& bin = bins[static_cast<std::size_t>(b)];
        if (bin.rows == 0) continue;
        bin.low = static_cast<double>(b) / bin_count;
        bin.high = static_cast<double>(b + 1) / bin_count;
        bin.mean_probability /= static_cast<double>(bin.rows);
        bin.right_share /= static_cast<double>(bin.rows);
        result.expected_error +=
            static_cast<double>(bin.rows) / all * std::abs(bin.mean_probability - bin.right_share);
        result.bins.push_back(bin);
    }
    return result;
}

double best_power(const std::vector<float>& shares, const Samples& samples) {
    const auto loss = [&](double log_power) {
        return reliability_of(shares, samples, std::exp(log_power)).log_loss;
    };
    constexpr double golden = std::numbers::phi - 1.0;
    double low = std::log(0.25), high = std::log(4.0);
    double left = high - golden * (high - low), right = low + golden * (high - low);
    double left_loss = loss(left), right_loss = loss(right);
    for (int step = 0; step < 20; ++step) {  // narrows the bracket to 2e-4
        if (left_loss <= right_loss) {
            high = right;
            right = left;
            right_loss = left_loss;
            left = high - golden * (high - low);
            left_loss = loss(left);
        } else {
            low = left;
            left = right;
            left_loss = right_loss;
            right = low + golden * (high - low);
            right_loss = loss(right);
        }
    }
    return std::exp(0.5 * (low + high));
}

Calibration calibrate(const Forest& forest, const Samples& held, std::uint64_t seed) {
    const std::vector<float> all = class_shares(forest, held);
    Calibration result;
    result.before = reliability_of(all, held);
    result.after = result.before;
    const auto [first, second] = split_by_group(held, 0.5, seed);
    if (first.empty() || second.empty()) return result;
    const Samples a = held.select(first), b = held.select(second);
    const std::vector<float> shares_a = class_shares(forest, a), shares_b = class_shares(forest, b);
    const Reliability seen_b = reliability_of(shares_b, b, best_power(shares_a, a));
    const Reliability seen_a = reliability_of(shares_a, a, best_power(shares_b, b));
    const Reliability after = joined(seen_a, a.rows(), seen_b, b.rows());
    if (!(after.log_loss < result.before.log_loss)) return result;
    result.after = after;
    result.power = best_power(all, held);
    return result;
}

Document to_document(const Calibration& calibration) {
    Document document = Document::object();
    document.set("power", calibration.power);
    document.set("before", to_document(calibration.before));
    document.set("after", to_document(calibration.after));
    return document;
}

void raise_shares(std::vector<float>& shares, Index pixels, double power) {
    if (power == 1.0 || pixels == 0) return;
    const std::size_t size = static_cast<std::size_t>(pixels), classes = shares.size() / size;
    for (std::size_t i = 0; i < size; ++i) {
        double sum = 0.0;
        for (std::size_t c = 0; c < classes; ++c)
            sum += std::pow(static_cast<double>(shares[c * size + i]), power);
        if (!(sum > 0.0)) continue;
        for (std::size_t c = 0; c < classes; ++c) {
            float& share = shares[c * size + i];
            share = static_cast<float>(std::pow(static_cast<double>(share), power) / sum);
        }
    }
}

double calibration_power(const Forest& forest) {
    const Document* found = forest.summary.find("calibration");
    if (found == nullptr || found->is_null()) return 1.0;
    const double power = found->at("power").as_number();
    if (!(power >= 0.1 && power <= 10.0))
        throw input_error("the model's calibration has the power {}, expected 0.1 to 10", power);
    return power;
}

}  // namespace borderlens
