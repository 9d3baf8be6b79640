#include "change/joint_moments.hpp"

#include <Eigen/Core>
#include <cmath>

namespace borderlens {
namespace {

using Columns = Eigen::Map<const Eigen::MatrixXd>;
constexpr Index chunk_rows = 1024;  // chosen: 20 variables stay in the second-level cache

}  // namespace

JointMoments& JointMoments::operator+=(const JointMoments& other) {
    if (other.weight <= 0.0) {
        count += other.count;
        return *this;
    }
    if (weight <= 0.0) {
        const double rows = count;
        *this = other;
        count += rows;
        return *this;
    }
    const double total = weight + other.weight;
    const double factor = weight * other.weight / total;
    std::vector<double> step(mean.size());
    for (std::size_t i = 0; i < mean.size(); ++i) step[i] = other.mean[i] - mean[i];
    for (std::size_t i = 0; i < mean.size(); ++i)
        for (std::size_t j = 0; j < mean.size(); ++j)
            comoments[i * mean.size() + j] +=
                other.comoments[i * mean.size() + j] + factor * step[i] * step[j];
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += step[i] * other.weight / total;
    weight = total;
    count += other.count;
    return *this;
}

std::vector<double> JointMoments::covariance() const {
    std::vector<double> result = comoments;
    for (double& value : result) value /= weight;
    return result;
}

JointMoments moments_of(const double* rows, Index count, Index variables, const double* weights) {
    JointMoments moments;
    moments.variables = variables;
    moments.count = static_cast<double>(count);
    moments.mean.assign(static_cast<std::size_t>(variables), 0.0);
    moments.comoments.assign(static_cast<std::size_t>(variables * variables), 0.0);
    Eigen::Map<Eigen::VectorXd> mean(moments.mean.data(), variables);
    Eigen::Map<Eigen::MatrixXd> comoments(moments.comoments.data(), variables, variables);
    const Columns values(rows, variables, count);
    if (weights == nullptr) {
        moments.weight = static_cast<double>(count);
        if (count > 0) mean = values.rowwise().mean();
    } else {
        const Eigen::Map<const Eigen::VectorXd> w(weights, count);
        moments.weight = w.sum();
        if (moments.weight > 0.0) mean = values * w / moments.weight;
    }
    if (!(moments.weight > 0.0)) return moments;
    Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(variables, variables);
    Eigen::MatrixXd centred;
    for (Index first = 0; first < count; first += chunk_rows) {
        const Index part = std::min(chunk_rows, count - first);
        centred = values.middleCols(first, part).colwise() - mean;
        if (weights != nullptr)
            for (Index i = 0; i < part; ++i) centred.col(i) *= std::sqrt(weights[first + i]);
        sums.selfadjointView<Eigen::Lower>().rankUpdate(centred);
    }
    comoments = sums.selfadjointView<Eigen::Lower>();
    return moments;
}

}  // namespace borderlens
