#include <Eigen/SparseCholesky>
#include <algorithm>
#include <mutex>

#include "base/error.hpp"
#include "network/circuit.hpp"
#include "network/multigrid.hpp"

namespace borderlens {
namespace {

/// Up to this many unknowns a sparse Cholesky factor is quicker than iterating, and exact. Chosen
/// by measurement (tests/bench/bench_current_flow.cpp).
constexpr Index most_factored = 60000;
/// Residual of the iterations over the injected current: resistances agree to about 1e-9.
constexpr double tolerance = 1e-11;
constexpr int max_steps = 500;

using Sparse = Eigen::SparseMatrix<double>;

}  // namespace

struct CircuitSolver::State {
    std::vector<std::int32_t> unknown_of;  ///< per local node, -1 = grounded
    Index unknowns = 0;
    SparseRows matrix;
    std::unique_ptr<Multigrid> multigrid;
    mutable std::unique_ptr<Eigen::SimplicialLDLT<Sparse>> factor;
    mutable std::mutex guard;

    void ensure_factor() const {
        const std::lock_guard<std::mutex> lock(guard);
        if (factor) return;
        std::vector<Eigen::Triplet<double>> entries;
        entries.reserve(matrix.value.size());
        for (Index row = 0; row < unknowns; ++row)
            for (Index k = matrix.start[static_cast<std::size_t>(row)];
                 k < matrix.start[static_cast<std::size_t>(row + 1)]; ++k)
                entries.emplace_back(static_cast<int>(row),
                                     matrix.column[static_cast<std::size_t>(k)],
                                     matrix.value[static_cast<std::size_t>(k)]);
        Sparse system(unknowns, unknowns);
        system.setFromTriplets(entries.begin(), entries.end());
        auto made = std::make_unique<Eigen::SimplicialLDLT<Sparse>>(system);
        if (made->info() != Eigen::Success)
            throw internal_error("a circuit of {} unknowns cannot be factored", unknowns);
        factor = std::move(made);
    }
};

CircuitSolver::CircuitSolver(const Circuit& circuit, std::vector<std::int32_t> nodes,
                             std::vector<double> leak, std::vector<std::uint8_t> grounded)
    : m_state(std::make_unique<State>()) {
    State& state = *m_state;
    std::vector<std::int32_t> local(static_cast<std::size_t>(circuit.nodes), -1);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        local[static_cast<std::size_t>(nodes[i])] = static_cast<std::int32_t>(i);
        state.unknown_of.push_back(grounded[i] ? -1 : static_cast<std::int32_t>(state.unknowns++));
    }
    std::vector<SparseEntry> entries;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (!grounded[i])
            entries.push_back(
                {state.unknown_of[i], state.unknown_of[i], leak.empty() ? 0.0 : leak[i]});
    for (const Wire& wire : circuit.wires) {
        const std::int32_t from = local[static_cast<std::size_t>(wire.from)];
        if (from < 0) continue;
        const std::int32_t a = state.unknown_of[static_cast<std::size_t>(from)];
        const std::int32_t b =
            state.unknown_of[static_cast<std::size_t>(local[static_cast<std::size_t>(wire.to)])];
        if (a >= 0) entries.push_back({a, a, wire.conductance});
        if (b >= 0) entries.push_back({b, b, wire.conductance});
        if (a < 0 || b < 0) continue;
        entries.push_back({a, b, -wire.conductance});
        entries.push_back({b, a, -wire.conductance});
    }
    state.matrix = sparse_rows(state.unknowns, state.unknowns, entries);
    if (state.unknowns > most_factored)
        state.multigrid = std::make_unique<Multigrid>(state.matrix);
    else
        state.ensure_factor();
}

CircuitSolver::~CircuitSolver() = default;
CircuitSolver::CircuitSolver(CircuitSolver&&) noexcept = default;

std::vector<double> CircuitSolver::voltages(const std::vector<double>& injected) const {
    const State& state = *m_state;
    std::vector<double> right(static_cast<std::size_t>(state.unknowns), 0.0), solved;
    bool any = false;
    for (std::size_t i = 0; i < state.unknown_of.size(); ++i) {
        if (state.unknown_of[i] < 0) continue;
        right[static_cast<std::size_t>(state.unknown_of[i])] = injected[i];
        any = any || injected[i] != 0.0;
    }
    std::vector<double> result(state.unknown_of.size(), 0.0);
    if (!any) return result;
    bool done = false;
    if (state.multigrid) done = state.multigrid->solve(right, tolerance, max_steps, solved);
    if (!done) {
        state.ensure_factor();
        const Eigen::Map<const Eigen::VectorXd> b(right.data(),
                                                  static_cast<Eigen::Index>(right.size()));
        const Eigen::VectorXd x = state.factor->solve(b);
        solved.assign(x.data(), x.data() + x.size());
    }
    for (std::size_t i = 0; i < result.size(); ++i)
        if (state.unknown_of[i] >= 0)
            result[i] = solved[static_cast<std::size_t>(state.unknown_of[i])];
    return result;
}

}  // namespace borderlens
