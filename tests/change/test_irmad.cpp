#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "change/chi_square.hpp"
#include "change/irmad.hpp"
#include "change/normalisation.hpp"
#include "change/phase_shift.hpp"

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
    for_each_piece(pair, [&](const double* rows, const Index*, Index count) {
        all.insert(all.end(), rows, rows + count * (pair.before.bands() + pair.after.bands()));
    });
    return all;
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
    const JointMoments whole = moments_of(rows.data(), 3000, 3, weights.data());
    JointMoments sum = moments_of(rows.data(), 700, 3, weights.data());
    sum += moments_of(rows.data() + 2100, 2300, 3, weights.data() + 700);
    for (std::size_t i = 0; i < 9; ++i)
        CHECK(sum.covariance()[i] == Approx(whole.covariance()[i]).margin(1e-9));
    CHECK(sum.mean[1] == Approx(whole.mean[1]));
}

TEST_CASE("IR-MAD finds what changed, whatever the gain and offset of a band") {
    const PairSource source = source_of(drawn_pair(100, 3));
    const IrmadResult result = find_irmad(source, {});
    CHECK(result.converged);
    CHECK(result.transform.correlations[0] > 0.99);
    const ImagePair pair = drawn_pair(100, 3);
    const std::vector<double> rows = rows_of(pair);
    std::vector<double> chi_square(10000);
    apply_transform(result.transform, rows.data(), 10000, nullptr, chi_square.data());
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
    std::vector<double> chi_square(900);
    apply_transform(result.transform, rows.data(), 900, nullptr, chi_square.data());
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
