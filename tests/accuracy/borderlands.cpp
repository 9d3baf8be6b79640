#include "accuracy/borderlands.hpp"

#include <algorithm>
#include <cmath>

namespace borderlens {
namespace {

/// A Gaussian series of variance 1 with exponential correlation.
std::vector<double> series(Index count, double range_km, Random& random) {
    const double keep = range_km > 0.0 ? std::exp(-1.0 / range_km) : 0.0;
    std::vector<double> values;
    double state = random.normal();
    for (Index i = 0; i < count; ++i) {
        values.push_back(state);
        state = keep * state + std::sqrt(1.0 - keep * keep) * random.normal();
    }
    return values;
}

}  // namespace

std::vector<BorderColumn> draw_cells(const Borderland& land, Random& random) {
    const Index count = static_cast<Index>(land.length_km);
    const std::vector<double> common = series(count, land.range_km, random);
    const double own_part = std::sqrt(1.0 - land.shared * land.shared);
    std::vector<BorderColumn> columns;
    for (const double mean : {land.mean_a, land.mean_b}) {
        const std::vector<double> own = series(count, land.range_km, random);
        BorderColumn column;
        for (Index i = 0; i < count; ++i) {
            column.along_km.push_back(static_cast<double>(i) + 0.5);
            column.weight.push_back(1.0);
            column.value.push_back(mean +
                                   land.spread * (land.shared * common[i] + own_part * own[i]) +
                                   land.noise * random.normal());
        }
        columns.push_back(column);
    }
    return columns;
}

void draw_clouds(BorderColumn& column, double lost_share, double gap_km, Random& random) {
    const Index count = static_cast<Index>(column.value.size());
    const Index gap = std::max<Index>(1, static_cast<Index>(gap_km));
    const double wanted = lost_share * static_cast<double>(count);
    double lost = 0.0;
    while (lost < wanted) {
        const Index start = random.below(count);
        for (Index i = start; i < std::min(count, start + gap); ++i) {
            lost += column.weight[i] > 0.0;
            column.weight[i] = 0.0;
        }
    }
    for (double& weight : column.weight) weight *= 0.3 + 0.7 * random.uniform();
}

MappedSide draw_map(const BorderColumn& truth, double target_found, double rest_found,
                    Index per_class, Random& random) {
    MappedSide side{truth, {{"target", "rest"}, {{0, 0}, {0, 0}}}};
    double target = 0.0;
    double all = 0.0;
    for (std::size_t i = 0; i < truth.value.size(); ++i) {
        const double share = truth.value[i];
        side.mapped.value[i] = share * target_found + (1.0 - share) * (1.0 - rest_found);
        target += truth.weight[i] * share;
        all += truth.weight[i];
    }
    const double mapped = target * target_found + (all - target) * (1.0 - rest_found);
    const double right_in_target = target * target_found / mapped;
    const double missed_in_rest = target * (1.0 - target_found) / (all - mapped);
    for (Index unit = 0; unit < per_class; ++unit) {
        side.sample.counts[0][random.uniform() < right_in_target ? 0 : 1] += 1.0;
        side.sample.counts[1][random.uniform() < missed_in_rest ? 0 : 1] += 1.0;
    }
    return side;
}

DiscontinuityData draw_landscape(const EffectLandscape& landscape, Random& random) {
    const Index stretches = static_cast<Index>(landscape.length_km);
    const std::vector<double> left = series(stretches, landscape.range_km, random);
    const std::vector<double> right = series(stretches, landscape.range_km, random);
    DiscontinuityData data;
    for (Index i = 0; i < landscape.cells; ++i) {
        const double x = landscape.half_width_km * (2.0 * random.uniform() - 1.0);
        const Index along = random.below(stretches);
        const double u = x / landscape.half_width_km;
        const double smooth = 0.4 * u + 0.5 * u * u + 0.3 * std::sin(3.0 * u);
        const double jump = x >= 0.0 ? landscape.jump : 0.0;
        const double stretch = landscape.stretch * (x >= 0.0 ? right[along] : left[along]);
        data.distance.push_back(x);
        data.outcome.push_back(smooth + jump + stretch + landscape.noise * random.normal());
        if (landscape.cluster_km > 0.0)
            data.cluster.push_back(
                static_cast<Index>(static_cast<double>(along) / landscape.cluster_km));
    }
    return data;
}

}  // namespace borderlens
