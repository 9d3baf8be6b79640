// Effective resistances on a raster of 1000 x 1000 cells of rough conductance: seconds for the
// wiring and first solution, and for ten focal nodes (45 pairs) with all their current maps. Beside
// it scipy's sparse solvers on the same wires, up to 250,000 cells: one pair, directly (as
// Circuitscape's Cholesky option does) and by conjugate gradients; and how far its resistance is
// off.
#include <fmt/core.h>

#include <sys/resource.h>

#include <cmath>
#include <cstdio>
#include <ctime>
#include <string>

#include "base/random.hpp"
#include "network/current_flow.hpp"

using namespace borderlens;

namespace {

double cpu_s() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

FlowProblem rough_problem(Index size, Index focal_count) {
    FlowProblem problem;
    problem.conductance = Raster<double>(Grid("", {0.0, 0.0}, 1.0, 1.0, size, size));
    Random random(7);
    for (double& g : problem.conductance.values())
        g = random.uniform() < 0.05 ? 0.0 : 1.0 / std::exp(1.5 * random.normal());
    for (Index i = 0; i < focal_count; ++i) {
        Index cell = 0;
        do cell = random.below(size * size);
        while (problem.conductance.values()[static_cast<std::size_t>(cell)] <= 0.0);
        problem.focal.push_back({cell, static_cast<std::int32_t>(i + 1)});
    }
    return problem;
}

double peak_mib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

void row(const char* program, Index cells, Index pairs, double seconds, double peak,
         double resistance, double difference) {
    fmt::print("{:<24} {:>9} {:>6} {:>9.2f} {:>9.0f} {:>14.9f} {:>9.1e}\n", program, cells, pairs,
               seconds, peak, resistance, difference);
    std::fflush(stdout);
}

/// The wires as scipy sees them: two rows of conductances of the same raster, mean resistance
/// between neighbours, a diagonal 1 / sqrt 2.
const char* peer_script = R"(
import sys,time,resource,numpy as np,scipy.sparse as sp,scipy.sparse.linalg as la
size,a,b,how=int(sys.argv[1]),int(sys.argv[2]),int(sys.argv[3]),sys.argv[4]
g=np.fromfile('/tmp/borderlens_bench_flow.bin').reshape(size,size)
n=np.arange(size*size).reshape(size,size)
t=time.process_time()
f,o,w=[],[],[]
for s,e,d in (((slice(None),slice(0,-1)),(slice(None),slice(1,None)),1),((slice(0,-1),slice(None)),(slice(1,None),slice(None)),1),
              ((slice(0,-1),slice(0,-1)),(slice(1,None),slice(1,None)),2**.5),((slice(0,-1),slice(1,None)),(slice(1,None),slice(0,-1)),2**.5)):
    x,y=g[s].ravel(),g[e].ravel(); k=(x>0)&(y>0)
    f.append(n[s].ravel()[k]); o.append(n[e].ravel()[k]); w.append(2/(1/x[k]+1/y[k])/d)
f,o,w=map(np.concatenate,(f,o,w))
A=sp.coo_matrix((np.r_[w,w],(np.r_[f,o],np.r_[o,f])),shape=(size*size,)*2).tocsr()
c,l=sp.csgraph.connected_components(A); m=np.flatnonzero((l==l[a])&(np.arange(size*size)!=b))
L=(sp.diags(np.asarray(A.sum(1)).ravel())-A)[m][:,m].tocsc(); r=(m==a).astype(float)
v=la.splu(L,permc_spec='MMD_AT_PLUS_A',options={'SymmetricMode':True}).solve(r) if how=='direct' else la.cg(L,r,tol=1e-8,M=sp.diags(1/L.diagonal()))[0]
print(time.process_time()-t,v@r,resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1024)
)";

void peer(const FlowProblem& problem, Index size, const char* how, const char* program,
          double ours) {
    const auto& g = problem.conductance.values();
    std::FILE* data = std::fopen("/tmp/borderlens_bench_flow.bin", "wb");
    if (data == nullptr) return;
    std::fwrite(g.data(), sizeof(double), g.size(), data);
    std::fclose(data);
    std::FILE* script = std::fopen("/tmp/borderlens_bench_flow.py", "w");
    if (script == nullptr) return;
    std::fputs(peer_script, script);
    std::fclose(script);
    const std::string command =
        fmt::format("/usr/bin/python3 -I /tmp/borderlens_bench_flow.py {} {} {} {} 2>/dev/null",
                    size, problem.focal[0].cell, problem.focal[1].cell, how);
    std::FILE* pipe = popen(command.c_str(), "r");
    double seconds = 0.0, resistance = 0.0, peak = 0.0;
    const bool ran =
        pipe != nullptr && std::fscanf(pipe, "%lf %lf %lf", &seconds, &resistance, &peak) == 3;
    if (pipe != nullptr) pclose(pipe);
    if (ran)
        row(program, size * size, 1, seconds, peak, resistance, std::abs(resistance - ours) / ours);
    std::remove("/tmp/borderlens_bench_flow.bin");
    std::remove("/tmp/borderlens_bench_flow.py");
}

}  // namespace

int main() {
    fmt::print("{:<24} {:>9} {:>6} {:>9} {:>9} {:>14} {:>9}\n", "program", "cells", "pairs",
               "cpu_s", "peak_mib", "resistance", "rel_diff");
    for (const Index size : {200, 250, 500, 1000})
        for (const Index focal : {2, 10}) {
            const FlowProblem problem = rough_problem(size, focal);
            const double start = cpu_s();
            const FlowResult result = pairwise_flow(problem);
            row("borderlens", size * size, focal * (focal - 1) / 2, cpu_s() - start, peak_mib(),
                result.resistance[1], 0.0);
            if (focal > 2 || size > 500) continue;
            peer(problem, size, "direct", "scipy direct", result.resistance[1]);
            peer(problem, size, "cg", "scipy conjugate gradients", result.resistance[1]);
        }
    return 0;
}
