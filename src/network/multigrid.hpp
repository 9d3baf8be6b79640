#pragma once
#include <memory>
#include <vector>

#include "network/sparse_rows.hpp"

namespace borderlens {

/// Algebraic multigrid by smoothed aggregation (Vanek, Mandel, Brezina 1996) for symmetric,
/// positive definite matrices with off-diagonal entries <= 0, such as the Laplacian of a network
/// with a ground: one V-cycle with symmetric Gauss-Seidel as preconditioner of conjugate gradients.
class Multigrid {
  public:
    explicit Multigrid(SparseRows matrix);
    ~Multigrid();
    Multigrid(const Multigrid&) = delete;
    Multigrid& operator=(const Multigrid&) = delete;

    /// Solves matrix * x = b until the residual is `tolerance` times b, by preconditioned conjugate
    /// gradients; false if it did not get there in `max_steps`. Safe to call from several threads.
    bool solve(const std::vector<double>& b, double tolerance, int max_steps,
               std::vector<double>& x) const;
    int levels() const;

  private:
    struct Level;
    struct Coarsest;
    void cycle(std::size_t level, const std::vector<double>& b, std::vector<double>& x) const;

    std::vector<std::unique_ptr<Level>> m_levels;
    std::unique_ptr<Coarsest> m_coarsest;
};

}  // namespace borderlens
