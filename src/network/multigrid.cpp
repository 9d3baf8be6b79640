#include "network/multigrid.hpp"

#include <Eigen/SparseCholesky>
#include <cmath>

#include "base/error.hpp"

namespace borderlens {
namespace {

/// Matrices of this size and less are factored. Chosen: a few milliseconds.
constexpr Index coarsest_rows = 2000;
/// Links weaker than this share of the geometric mean of the diagonals do not join aggregates;
/// halved on every coarser level as in Vanek et al. (1996). Chosen by measurement: on resistances
/// over four orders of magnitude their 0.08 takes 110 steps, 0.02 takes 30, 0 takes 35.
constexpr double strong_share = 0.02;
/// Damping of the prolongator's smoothing step: 4/3 over the largest eigenvalue of D^-1 A, which is
/// at most 2 for a Laplacian with grounds (Gershgorin).
constexpr double damping = 2.0 / 3.0;

std::vector<double> diagonal(const SparseRows& matrix) {
    std::vector<double> result(as_size(matrix.rows()), 0.0);
    for (Index row = 0; row < matrix.rows(); ++row)
        for (Index k = matrix.start[as_size(row)]; k < matrix.start[as_size(row + 1)]; ++k)
            if (matrix.column[as_size(k)] == row) result[as_size(row)] = matrix.value[as_size(k)];
    return result;
}

/// The matrix without its weak links, which are added to the diagonal.
SparseRows strong_part(const SparseRows& matrix, const std::vector<double>& diag, double share) {
    SparseRows strong;
    strong.cols = matrix.cols;
    for (Index row = 0; row < matrix.rows(); ++row) {
        double lumped = 0.0;
        Index own = -1;
        for (Index k = matrix.start[as_size(row)]; k < matrix.start[as_size(row + 1)]; ++k) {
            const std::int32_t col = matrix.column[as_size(k)];
            const double value = matrix.value[as_size(k)];
            if (col == row) {
                own = strong.entries();
            } else if (value * value < share * share * diag[as_size(row)] * diag[as_size(col)]) {
                lumped += value;
                continue;
            }
            strong.column.push_back(col);
            strong.value.push_back(value);
        }
        if (own >= 0 && strong.value[as_size(own)] + lumped > 0.0)
            strong.value[as_size(own)] += lumped;
        strong.start.push_back(strong.entries());
    }
    return strong;
}

/// Number of the aggregate of each row, by the greedy three passes of Vanek et al.
Index aggregate(const SparseRows& strong, std::vector<std::int32_t>& group) {
    const Index rows = strong.rows();
    group.assign(as_size(rows), -1);
    Index groups = 0;
    const auto for_neighbours = [&](Index row, const auto& fn) {
        for (Index k = strong.start[as_size(row)]; k < strong.start[as_size(row + 1)]; ++k)
            if (strong.column[as_size(k)] != row)
                fn(strong.column[as_size(k)], strong.value[as_size(k)]);
    };
    for (Index row = 0; row < rows; ++row) {
        bool free = group[as_size(row)] < 0;
        for_neighbours(row, [&](std::int32_t other, double) { free &= group[as_size(other)] < 0; });
        if (!free) continue;
        group[as_size(row)] = static_cast<std::int32_t>(groups);
        for_neighbours(row, [&](std::int32_t other, double) {
            group[as_size(other)] = static_cast<std::int32_t>(groups);
        });
        ++groups;
    }
    const std::vector<std::int32_t> first = group;
    for (Index row = 0; row < rows; ++row) {
        if (group[as_size(row)] >= 0) continue;
        double strongest = 0.0;
        for_neighbours(row, [&](std::int32_t other, double value) {
            if (first[as_size(other)] < 0 || -value <= strongest) return;
            strongest = -value;
            group[as_size(row)] = first[as_size(other)];
        });
    }
    for (Index row = 0; row < rows; ++row) {
        if (group[as_size(row)] >= 0) continue;
        group[as_size(row)] = static_cast<std::int32_t>(groups);
        for_neighbours(row, [&](std::int32_t other, double) {
            if (group[as_size(other)] < 0)
                group[as_size(other)] = static_cast<std::int32_t>(groups);
        });
        ++groups;
    }
    return groups;
}

SparseRows prolongator(const SparseRows& matrix, int level) {
    const std::vector<double> diag = diagonal(matrix);
    const SparseRows strong = strong_part(matrix, diag, strong_share * std::pow(0.5, level));
    std::vector<std::int32_t> group;
    const Index groups = aggregate(strong, group);
    SparseRows tentative;
    tentative.cols = groups;
    for (Index row = 0; row < matrix.rows(); ++row) {
        tentative.column.push_back(group[as_size(row)]);
        tentative.value.push_back(1.0);
        tentative.start.push_back(tentative.entries());
    }
    SparseRows smoother = strong;
    const std::vector<double> strong_diag = diagonal(strong);
    for (Index row = 0; row < smoother.rows(); ++row)
        for (Index k = smoother.start[as_size(row)]; k < smoother.start[as_size(row + 1)]; ++k) {
            double& value = smoother.value[as_size(k)];
            value *= -damping / strong_diag[as_size(row)];
            if (smoother.column[as_size(k)] == row) value += 1.0;
        }
    return product(smoother, tentative);
}

double dot(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

}  // namespace

struct Multigrid::Level {
    SparseRows matrix;
    std::vector<double> diagonal;
    SparseRows prolong;   ///< empty on the coarsest level
    SparseRows restrict;  ///< its transpose

    void sweep(const std::vector<double>& b, std::vector<double>& x, bool forward) const {
        const Index rows = matrix.rows();
        for (Index step = 0; step < rows; ++step) {
            const Index row = forward ? step : rows - 1 - step;
            double rest = b[as_size(row)] + diagonal[as_size(row)] * x[as_size(row)];
            for (Index k = matrix.start[as_size(row)]; k < matrix.start[as_size(row + 1)]; ++k)
                rest -= matrix.value[as_size(k)] * x[as_size(matrix.column[as_size(k)])];
            x[as_size(row)] = rest / diagonal[as_size(row)];
        }
    }
};

struct Multigrid::Coarsest {
    Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> factor;
};

Multigrid::Multigrid(SparseRows matrix) {
    while (true) {
        auto level = std::make_unique<Level>();
        level->matrix = std::move(matrix);
        level->diagonal = diagonal(level->matrix);
        const Index rows = level->matrix.rows();
        const bool last = rows <= coarsest_rows;
        if (!last) {
            level->prolong = prolongator(level->matrix, static_cast<int>(m_levels.size()));
            // Where nothing is strong enough to be joined, the rest is factored as it is.
            if (level->prolong.cols < rows) {
                level->restrict = transposed(level->prolong);
                matrix = product(level->restrict, product(level->matrix, level->prolong));
                m_levels.push_back(std::move(level));
                continue;
            }
        }
        Eigen::SparseMatrix<double> system(rows, rows);
        std::vector<Eigen::Triplet<double>> entries;
        for (Index row = 0; row < rows; ++row)
            for (Index k = level->matrix.start[as_size(row)];
                 k < level->matrix.start[as_size(row + 1)]; ++k)
                entries.emplace_back(static_cast<int>(row), level->matrix.column[as_size(k)],
                                     level->matrix.value[as_size(k)]);
        system.setFromTriplets(entries.begin(), entries.end());
        m_coarsest = std::make_unique<Coarsest>();
        m_coarsest->factor.compute(system);
        if (m_coarsest->factor.info() != Eigen::Success)
            throw internal_error("the coarsest of {} grids cannot be factored",
                                 m_levels.size() + 1);
        m_levels.push_back(std::move(level));
        return;
    }
}

Multigrid::~Multigrid() = default;

int Multigrid::levels() const {
    return static_cast<int>(m_levels.size());
}

void Multigrid::cycle(std::size_t number, const std::vector<double>& b,
                      std::vector<double>& x) const {
    const Level& level = *m_levels[number];
    if (number + 1 == m_levels.size()) {
        const Eigen::Map<const Eigen::VectorXd> right(b.data(),
                                                      static_cast<Eigen::Index>(b.size()));
        const Eigen::VectorXd solved = m_coarsest->factor.solve(right);
        x.assign(solved.data(), solved.data() + solved.size());
        return;
    }
    x.assign(b.size(), 0.0);
    level.sweep(b, x, true);
    std::vector<double> residual, coarse_b, coarse_x, correction;
    multiply(level.matrix, x, residual);
    for (std::size_t i = 0; i < residual.size(); ++i) residual[i] = b[i] - residual[i];
    multiply(level.restrict, residual, coarse_b);
    cycle(number + 1, coarse_b, coarse_x);
    multiply(level.prolong, coarse_x, correction);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] += correction[i];
    level.sweep(b, x, false);
}

bool Multigrid::solve(const std::vector<double>& b, double tolerance, int max_steps,
                      std::vector<double>& x) const {
    const SparseRows& matrix = m_levels.front()->matrix;
    x.assign(b.size(), 0.0);
    std::vector<double> residual = b, better, direction, image;
    const double goal = tolerance * std::sqrt(dot(b, b));
    cycle(0, residual, better);
    direction = better;
    double gain = dot(residual, better);
    for (int step = 0; step < max_steps; ++step) {
        if (std::sqrt(dot(residual, residual)) <= goal) return true;
        multiply(matrix, direction, image);
        const double length = gain / dot(direction, image);
        for (std::size_t i = 0; i < x.size(); ++i) {
            x[i] += length * direction[i];
            residual[i] -= length * image[i];
        }
        cycle(0, residual, better);
        const double next = dot(residual, better);
        const double turn = next / gain;
        gain = next;
        for (std::size_t i = 0; i < x.size(); ++i) direction[i] = better[i] + turn * direction[i];
    }
    return std::sqrt(dot(residual, residual)) <= goal;
}

}  // namespace borderlens
