#include "comparison/map_error.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/index.hpp"

namespace borderlens {
namespace {

double row_sum(const MapConfusion& confusion, std::size_t row) {
    double sum = 0.0;
    for (const double count : confusion.counts[row]) sum += count;
    return sum;
}

void check(const MapConfusion& confusion, std::size_t target) {
    const std::size_t classes = confusion.classes.size();
    if (confusion.counts.size() != classes || target >= classes)
        throw input_error("confusion matrix: found {} rows for {} classes (target {})",
                          confusion.counts.size(), classes, target + 1);
    for (std::size_t row = 0; row < classes; ++row) {
        if (confusion.counts[row].size() != classes)
            throw input_error("confusion matrix: row '{}' has {} counts, expected {}",
                              confusion.classes[row], confusion.counts[row].size(), classes);
        for (const double count : confusion.counts[row])
            if (!(count >= 0.0))
                throw input_error("confusion matrix: row '{}' holds {}, expected counts >= 0",
                                  confusion.classes[row], count);
        if (row_sum(confusion, row) < 2.0)
            throw input_error(
                "confusion matrix: map class '{}' has {} samples, expected at least 2; interpret "
                "more or merge it with another class",
                confusion.classes[row], row_sum(confusion, row));
    }
}

double degrees_of(const MapConfusion& confusion) {
    double samples = 0.0;
    for (std::size_t row = 0; row < confusion.counts.size(); ++row)
        samples += row_sum(confusion, row);
    return samples - static_cast<double>(confusion.counts.size());
}

/// Sum over map classes of mapped_a * mapped_b * variance of the row's target share.
double summed(const std::vector<double>& mapped_a, const std::vector<double>& mapped_b,
              const MapConfusion& confusion, std::size_t target) {
    if (mapped_a.size() != confusion.classes.size() || mapped_b.size() != mapped_a.size())
        throw input_error("mapped shares: found {} and {}, expected one for each of {} classes",
                          mapped_a.size(), mapped_b.size(), confusion.classes.size());
    const std::vector<double> shares = target_shares(confusion, target);
    double sum = 0.0;
    for (std::size_t row = 0; row < shares.size(); ++row)
        sum += mapped_a[row] * mapped_b[row] * shares[row] * (1.0 - shares[row]) /
               (row_sum(confusion, row) - 1.0);
    return sum;
}

}  // namespace

std::vector<double> target_shares(const MapConfusion& confusion, std::size_t target) {
    check(confusion, target);
    std::vector<double> shares;
    for (std::size_t row = 0; row < confusion.counts.size(); ++row)
        shares.push_back(confusion.counts[row][target] / row_sum(confusion, row));
    return shares;
}

std::vector<double> adjusted_cells(const std::vector<std::vector<double>>& class_share,
                                   const MapConfusion& confusion, std::size_t target) {
    const std::vector<double> shares = target_shares(confusion, target);
    if (class_share.size() != shares.size())
        throw input_error("cells: found shares of {} classes, expected {}", class_share.size(),
                          shares.size());
    std::vector<double> cells(class_share.empty() ? 0 : class_share[0].size(), 0.0);
    for (std::size_t row = 0; row < shares.size(); ++row)
        for (std::size_t cell = 0; cell < cells.size(); ++cell)
            cells[cell] += shares[row] * class_share[row][cell];
    return cells;
}

MapErrorVariance map_error_of(const std::vector<double>& mapped_a,
                              const std::vector<double>& mapped_b, const MapConfusion& common,
                              std::size_t target) {
    return {summed(mapped_a, mapped_a, common, target), summed(mapped_b, mapped_b, common, target),
            summed(mapped_a, mapped_b, common, target), degrees_of(common)};
}

MapErrorVariance map_error_of(const std::vector<double>& mapped_a, const MapConfusion& sample_a,
                              const std::vector<double>& mapped_b, const MapConfusion& sample_b,
                              std::size_t target) {
    return {summed(mapped_a, mapped_a, sample_a, target),
            summed(mapped_b, mapped_b, sample_b, target), 0.0,
            degrees_of(sample_a) + degrees_of(sample_b)};
}

SideConfusions side_confusions(const MapConfusion& a, const MapConfusion& b, double least) {
    SideConfusions sides{a, b, std::vector<char>(a.classes.size(), 0), a};
    for (std::size_t row = 0; row < a.classes.size(); ++row)
        for (std::size_t c = 0; c < a.classes.size(); ++c)
            sides.together.counts[row][c] += b.counts[row][c];
    for (std::size_t row = 0; row < sides.common.size(); ++row) {
        if (std::min(row_sum(a, row), row_sum(b, row)) >= least) continue;
        sides.common[row] = 1;
        for (std::size_t c = 0; c < sides.common.size(); ++c)
            sides.a.counts[row][c] = sides.b.counts[row][c] = a.counts[row][c] + b.counts[row][c];
    }
    return sides;
}

MapErrorVariance map_error_of(const std::vector<double>& mapped_a,
                              const std::vector<double>& mapped_b, const SideConfusions& samples,
                              std::size_t target) {
    MapErrorVariance error = map_error_of(mapped_a, samples.a, mapped_b, samples.b, target);
    std::vector<double> common_a = mapped_a, common_b = mapped_b;
    for (std::size_t row = 0; row < common_a.size(); ++row)
        if (samples.common[row] == 0) common_a[row] = common_b[row] = 0.0;
    error.covariance = summed(common_a, common_b, samples.a, target);
    return error;
}

std::vector<std::vector<double>> draw_confusion(const MapConfusion& confusion, Random& random) {
    check(confusion, 0);
    std::vector<std::vector<double>> drawn = confusion.counts;
    for (auto& row : drawn) {
        double sum = 0.0;
        for (double& count : row) {
            if (count > 0.0) count = random.gamma(count);
            sum += count;
        }
        for (double& count : row) count /= sum;
    }
    return drawn;
}

}  // namespace borderlens
