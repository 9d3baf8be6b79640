#include "stages/study_squares.hpp"

#include "base/parallel.hpp"
#include "stages/study_paths.hpp"

namespace borderlens {
namespace {

constexpr Index tiles_at_once = 4;  // chosen: layers of a 512 px tile take 10 MB

Raster<std::int32_t> positions_in(const Legend& legend, const Raster<ClassCode>& classes) {
    std::vector<std::int32_t> position(256, -1);
    for (std::size_t c = 0; c < legend.size(); ++c)
        position[static_cast<std::size_t>(legend[c].code)] = static_cast<std::int32_t>(c);
    Raster<std::int32_t> positions(classes.grid());
    for (std::size_t i = 0; i < classes.values().size(); ++i)
        positions.values()[i] = position[classes.values()[i]];
    return positions;
}

}  // namespace

PeriodSquares read_squares(const StudyRun& run, const StudyGround& ground, const BorderLine& line,
                           const std::string& period, const CellNames& names, Index most) {
    const SquareScheme scheme = square_scheme(run.study.border->zone_km, line.length_m() / 1000.0,
                                              run.study.comparison.cell_km, most);
    PeriodSquares squares{period, SquareSums(scheme, names.legend.size(), names.values.size())};
    const Index tiles = static_cast<Index>(ground.tiles.size());
    for (Index first = 0; first < tiles; first += tiles_at_once) {
        std::vector<TileLayers> layers(
            static_cast<std::size_t>(std::min(tiles_at_once, tiles - first)));
        parallel_for(static_cast<Index>(layers.size()), [&](Index i) {
            layers[static_cast<std::size_t>(i)] = read_tile_layers(
                run, period, ground.grid, ground.tiles[static_cast<std::size_t>(first + i)]);
        });
        for (const TileLayers& tile : layers) {
            std::vector<const Raster<float>*> values;
            for (const Raster<float>& value : tile.values) values.push_back(&value);
            squares.sums.add({tile.signed_distance_m, tile.along_m,
                              positions_in(names.legend, tile.classes), values});
        }
    }
    return squares;
}

std::vector<std::vector<double>> mapped_shares_of(const SquareSums& sums) {
    std::vector<std::vector<double>> shares = sums.class_px;
    for (auto& share : shares)
        for (std::size_t i = 0; i < share.size(); ++i)
            share[i] = sums.classed_px[i] > 0.0 ? share[i] / sums.classed_px[i] : no_value;
    return shares;
}

SquareQuantity square_quantity(const SquareSums& sums, const SideMetric& metric,
                               const std::optional<SideConfusions>& accuracy) {
    if (!metric.is_share()) {
        SquareQuantity quantity{sums.value_sum[metric.value], sums.value_px[metric.value]};
        for (std::size_t i = 0; i < quantity.value.size(); ++i)
            quantity.value[i] =
                quantity.weight[i] > 0.0 ? quantity.value[i] / quantity.weight[i] : no_value;
        return quantity;
    }
    const std::size_t target = static_cast<std::size_t>(metric.target);
    const auto shares = mapped_shares_of(sums);
    SquareQuantity quantity{shares[target], sums.classed_px};
    if (!accuracy) return quantity;
    const std::vector<double> on_a = adjusted_cells(shares, accuracy->a, target),
                              on_b = adjusted_cells(shares, accuracy->b, target);
    for (std::size_t i = 0; i < on_a.size(); ++i)
        quantity.value[i] = sums.distance_km[i] >= 0.0 ? on_a[i] : on_b[i];
    return quantity;
}

SquareQuantity change_in_squares(const std::vector<SquareQuantity>& periods,
                                 const PeriodChange& change) {
    std::vector<std::vector<double>> values, weights;
    for (const SquareQuantity& period : periods) {
        values.push_back(period.value);
        weights.push_back(period.weight);
    }
    return {changed_values(values, change), least_weights(weights, change)};
}

}  // namespace borderlens
