#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "change/chi_square.hpp"
#include "change/irmad.hpp"
#include "change/normalisation.hpp"
#include "change/phase_shift.hpp"
#include "change/shift_tolerance.hpp"
#include "support/pixel_rows.hpp"

using namespace borderlens;

namespace {

/// A pair of `bands` correlated bands; the later image is the earlier one under another gain and
/// offset with noise, and changed in the first tenth of the rows.
ImagePair drawn_pair(Index size, Index bands) {
    Random random(7);
    const Grid grid("", {0, 0}, 10, 10, size, size);
    ImagePair pair{Raster<float>(grid, bands), Raster<float>(grid, bands)};
    for (Index row = 0; row < size; ++row)
        for (Index col = 0; col < size; ++col) {
            const double common = random.normal();
            for (Index band = 0; band < bands; ++band) {
                const double value = 100 + 10 * common + 5 * random.normal();
                pair.before(band, row, col) = static_cast<float>(value);
                const double later =
                    row < size / 10 ? 150 + 20 * random.normal() : value + 0.5 * random.normal();
                pair.after(band, row, col) =
                    static_cast<float>((later - 30.0) / (1.0 + 0.5 * static_cast<double>(band)));
            }
        }
    return pair;
}

/// All valid pixels of a pair as rows.
std::vector<double> rows_of(const ImagePair& pair) {
    std::vector<double> all;
    for_each_piece(pair, [&](const PixelPiece& piece) {
        for (Index i = 0; i < piece.count; ++i)
            for (Index v = 0; v < piece.variables; ++v) all.push_back(piece.column(v)[i]);
    });
    return all;
}

JointMoments moments_of(const std::vector<double>& rows, Index variables,
                        const std::vector<double>& weights) {
    MomentSum sum(variables);
    test::for_each_piece_of_rows(rows, variables, [&](const PixelPiece& piece, Index first) {
        sum.add(piece, weights.empty() ? nullptr : weights.data() + first);
    });
    return sum.moments();
}

/// Rows first .. first + count - 1.
std::vector<double> part(const std::vector<double>& values, Index first, Index count) {
    return {values.begin() + first, values.begin() + first + count};
}

}  // namespace

TEST_CASE("chi-square probabilities agree with tables") {
    // 5 % points of 1, 6 and 10 degrees of freedom: 3.841459, 12.591587, 18.307038.
    CHECK(chi_square_cdf(3.841459, 1) == Approx(0.95).margin(1e-6));
    CHECK(chi_square_cdf(12.591587, 6) == Approx(0.95).margin(1e-6));
    CHECK(chi_square_quantile(0.95, 10) == Approx(18.307038).margin(1e-5));
    const ChiSquareTable table(6);
    for (const double x : {0.0, 0.3, 5.348, 12.5916, 40.0})
        CHECK(table.cdf(x) == Approx(chi_square_cdf(x, 6)).margin(1e-6));
    CHECK(table.cdf(1e9) == 1.0);
}

TEST_CASE("moments of parts add up to the moments of the whole") {
    Random random(3);
    std::vector<double> rows, weights;
    for (int i = 0; i < 3000 * 3; ++i) rows.push_back(1e6 + random.normal());
    for (int i = 0; i < 3000; ++i) weights.push_back(random.uniform());
    const JointMoments whole = moments_of(rows, 3, weights);
    JointMoments sum = moments_of(part(rows, 0, 2100), 3, part(weights, 0, 700));
    sum += moments_of(part(rows, 2100, 6900), 3, part(weights, 700, 2300));
    for (std::size_t i = 0; i < 9; ++i)
        CHECK(sum.covariance()[i] == Approx(whole.covariance()[i]).margin(1e-9));
    CHECK(sum.mean[1] == Approx(whole.mean[1]));
}

TEST_CASE("moments from the kernel are those of plain loops") {
    Random random(11);
    const Index variables = 7, count = 1301;  // neither fills the kernel's steps
    std::vector<double> rows, weights;
    for (Index i = 0; i < count * variables; ++i)
        rows.push_back(50.0 + static_cast<double>(i % variables) + 3.0 * random.normal());
    for (Index i = 0; i < count; ++i) weights.push_back(random.uniform());
    const auto value = [&](Index i, Index v) {
        return rows[static_cast<std::size_t>(i * variables + v)];
    };
    for (const bool weighted : {false, true}) {
        const JointMoments sum =
            moments_of(rows, variables, weighted ? weights : std::vector<double>());
        for (Index a = 0; a < variables; ++a)
            for (Index b = 0; b < variables; ++b) {
                double w = 0.0, mean_a = 0.0, mean_b = 0.0, product = 0.0;
                for (int pass = 0; pass < 2; ++pass)
                    for (Index i = 0; i < count; ++i) {
                        const double one = weighted ? weights[static_cast<std::size_t>(i)] : 1.0;
                        if (pass == 0)
                            w += one, mean_a += one * value(i, a), mean_b += one * value(i, b);
                        else
                            product +=
                                one * (value(i, a) - mean_a / w) * (value(i, b) - mean_b / w);
                    }
                CHECK(sum.covariance()[static_cast<std::size_t>(a * variables + b)] ==
                      Approx(product / w).epsilon(1e-10));
            }
    }
}

TEST_CASE("what a shift of one pixel explains is no change, what appeared is") {
    Random random(4);
    const Grid grid("", {0, 0}, 10, 10, 40, 40);
    Raster<float> earlier(grid, 2), later(grid, 2);
    for (Index k = 0; k < 2; ++k)
        for (Index row = 0; row < 40; ++row)
            for (Index col = 0; col < 40; ++col)
                earlier(k, row, col) = static_cast<float>(10.0 * random.normal());
    for (Index k = 0; k < 2; ++k)
        for (Index row = 0; row < 40; ++row)
            for (Index col = 0; col < 40; ++col)
                later(k, row, col) = -earlier(k, row, std::max<Index>(0, col - 1));
    later(0, 20, 20) = 1000.0F;
    later(0, 5, 5) = later(1, 5, 5) = no_data;
    const Window core{1, 1, 38, 38};
    const auto tolerant = tolerant_chi_square(earlier, later, {1.0, 2.0}, core, 1);
    CHECK(tolerant(10, 10) == 0.0F);
    CHECK(tolerant(19, 19) > 900000.0F);
    CHECK(std::isnan(tolerant_chi_square(earlier, later, {1.0, 2.0}, core, 0)(19, 19)) == false);
    Index kept = 0;
    const auto plain = tolerant_chi_square(earlier, later, {1.0, 2.0}, core, 0);
    for (Index i = 0; i < core.size(); ++i) {
        if (std::isnan(plain.band_data()[i])) continue;
        CHECK(tolerant.band_data()[i] <= plain.band_data()[i]);
        kept += tolerant.band_data()[i] > 0.0F;
    }
    // The new pixel, and the one that it stands on, which the earlier date still has.
    CHECK(kept <= 3);
}

TEST_CASE("IR-MAD finds what changed, whatever the gain and offset of a band") {
    const PairSource source = source_of(drawn_pair(100, 3));
    const IrmadResult result = find_irmad(source, {});
    CHECK(result.converged);
    CHECK(result.transform.correlations[0] > 0.99);
    const ImagePair pair = drawn_pair(100, 3);
    const std::vector<double> rows = rows_of(pair);
    const auto chi_square = test::apply_to_rows(linear_variates(result.transform), rows).chi_square;
    Index found = 0, wrong = 0;
    for (std::size_t i = 0; i < 10000; ++i) {
        const bool changed = chi_square[i] > chi_square_quantile(0.999, 3);
        if (i < 1000)
            found += changed;
        else
            wrong += changed;
    }
    CHECK(found > 950);
    // 0.1 % of 9000 would be 9, but weighting by p values, as published, narrows the no-change
    // spread to about 0.6 of its true one.
    CHECK(wrong < 900);
}

TEST_CASE("orthogonal regression on the no-change set recovers gain and offset") {
    const auto lines = normalise_on_no_change(source_of(drawn_pair(100, 3)), {});
    for (std::size_t band = 0; band < 3; ++band) {
        CHECK(lines[band].slope == Approx(1.0 + 0.5 * static_cast<double>(band)).epsilon(0.01));
        CHECK(lines[band].intercept == Approx(30.0).margin(1.0));
        CHECK(lines[band].residual_sd == Approx(0.5).margin(0.08));
    }
}

TEST_CASE("the result does not depend on the number of threads") {
    const PairSource source = [] {
        PairSource made = source_of(drawn_pair(100, 3));
        made.block_rows = 13;
        made.block_cols = 40;
        return made;
    }();
    set_thread_count(1);
    const auto one = find_irmad(source, {}).transform.correlations;
    set_thread_count(4);
    CHECK(find_irmad(source, {}).transform.correlations == one);
    set_thread_count(0);
}

TEST_CASE("identical images have not changed") {
    ImagePair pair = drawn_pair(30, 2);
    pair.after = pair.before;
    const IrmadResult result = find_irmad(source_of(pair), {});
    CHECK(result.transform.correlations[1] == Approx(1.0));
    const std::vector<double> rows = rows_of(pair);
    const auto chi_square = test::apply_to_rows(linear_variates(result.transform), rows).chi_square;
    CHECK(*std::max_element(chi_square.begin(), chi_square.end()) == 0.0);
}

TEST_CASE("pixels without data in any band take no part; hopeless bands are named") {
    ImagePair pair = drawn_pair(30, 2);
    pair.after(1, 4, 5) = no_data;
    CHECK(source_moments(source_of(pair), nullptr).count == 899);
    ImagePair constant = pair;
    for (Index i = 0; i < 900; ++i) constant.before.band_data(1)[i] = 3.0F;
    CHECK_THROWS_WITH(find_irmad(source_of(constant), {}),
                      Catch::Contains("the earlier image: band 2 is constant"));
    ImagePair doubled = pair;
    std::copy_n(pair.before.band_data(0), 900, doubled.before.band_data(1));
    CHECK_THROWS_WITH(find_irmad(source_of(doubled), {}), Catch::Contains("combination"));
    ImagePair empty = pair;
    for (float& value : empty.after.values()) value = no_data;
    CHECK_THROWS_WITH(find_irmad(source_of(empty), {}), Catch::Contains("no pixel is valid"));
}

TEST_CASE("a sub-pixel shift is measured to a twentieth of a pixel") {
    const Grid grid("", {0, 0}, 10, 10, 128, 128);
    ImagePair pair{Raster<float>(grid), Raster<float>(grid)};
    // A sum of waves and bumps known everywhere: the later image lies 1.3 px right, 0.6 px up.
    Random random(5);
    std::vector<std::array<double, 3>> bumps;
    for (int i = 0; i < 400; ++i)
        bumps.push_back({random.uniform() * 140 - 6, random.uniform() * 140 - 6, random.normal()});
    const auto ground = [&](double x, double y) {
        double sum = 0.0;
        for (const auto& b : bumps)
            sum += b[2] * std::exp(-((x - b[0]) * (x - b[0]) + (y - b[1]) * (y - b[1])) / 4.0);
        return static_cast<float>(sum);
    };
    for (Index row = 0; row < 128; ++row)
        for (Index col = 0; col < 128; ++col) {
            const double x = static_cast<double>(col), y = static_cast<double>(row);
            pair.before(row, col) = ground(x, y);
            pair.after(row, col) = 2.0F * ground(x - 1.3, y + 0.6) + 10.0F;
        }
    const ImageShift shift = global_shift(source_of(pair), 8);
    CHECK(shift.cols == Approx(1.3).margin(0.05));
    CHECK(shift.rows == Approx(-0.6).margin(0.05));
}
