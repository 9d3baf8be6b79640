#include "network/gravity.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/error.hpp"

namespace borderlens {
namespace {

// chosen: Newton's steps square the error, so this is met a step or two after it first matters.
constexpr double k_converged_share = 1e-13;
constexpr int k_most_steps = 200;

struct Design {
    Eigen::MatrixXd x;
    Eigen::VectorXd y;
    std::vector<std::string> names;
};

double positive(double value, const char* what, const std::string& whose) {
    if (!(value > 0.0))
        throw input_error("'{}': {} is {}, expected more than 0 (its logarithm is taken)", whose,
                          what, std::isnan(value) ? "missing" : to_text(value));
    return value;
}

/// A column of 0 and 1 for every place in use but the first by name.
void add_place_terms(const FlowTable& table, bool origins,
                     std::vector<std::vector<double>>& columns, std::vector<std::string>& names) {
    std::map<std::string, double> totals;
    const auto end_of = [&](const Flow& flow) -> const std::string& {
        return table.ids[origins ? flow.from : flow.to];
    };
    for (const Flow& flow : table.flows) totals[end_of(flow)] += flow.amount;
    bool first = true;
    for (const auto& [id, total] : totals) {
        if (total <= 0.0)
            throw input_error("'{}' has no flow {} it: its term cannot be found; leave it out", id,
                              origins ? "from" : "to");
        if (!first) {
            std::vector<double> column;
            for (const Flow& flow : table.flows) column.push_back(end_of(flow) == id ? 1.0 : 0.0);
            columns.push_back(std::move(column));
            names.push_back((origins ? "origin:" : "destination:") + id);
        }
        first = false;
    }
}

Design design_of(const FlowTable& table, DistanceDecay decay, GravityConstraint constraint) {
    const bool by_origin =
        constraint == GravityConstraint::production || constraint == GravityConstraint::doubly;
    const bool by_destination =
        constraint == GravityConstraint::attraction || constraint == GravityConstraint::doubly;
    std::vector<std::vector<double>> columns = {std::vector<double>(table.flows.size(), 1.0)};
    Design design;
    design.names = {"intercept"};
    if (by_origin) add_place_terms(table, true, columns, design.names);
    if (by_destination) add_place_terms(table, false, columns, design.names);
    const auto add = [&](const char* name, const auto& value) {
        std::vector<double> column;
        for (const Flow& flow : table.flows) column.push_back(value(flow));
        columns.push_back(std::move(column));
        design.names.emplace_back(name);
    };
    if (!by_origin)
        add("origin_mass", [&](const Flow& flow) {
            return std::log(
                positive(table.origin_mass[flow.from], "origin_mass", table.ids[flow.from]));
        });
    if (!by_destination)
        add("destination_mass", [&](const Flow& flow) {
            return std::log(
                positive(table.destination_mass[flow.to], "destination_mass", table.ids[flow.to]));
        });
    add("distance", [&](const Flow& flow) {
        const std::string pair = table.ids[flow.from] + "' to '" + table.ids[flow.to];
        if (decay == DistanceDecay::power)
            return std::log(positive(flow.distance_km, "distance_km", pair));
        if (std::isnan(flow.distance_km)) throw input_error("'{}': distance_km is missing", pair);
        return flow.distance_km;
    });
    const auto rows = static_cast<Eigen::Index>(table.flows.size());
    design.x.resize(rows, static_cast<Eigen::Index>(columns.size()));
    for (std::size_t c = 0; c < columns.size(); ++c)
        design.x.col(static_cast<Eigen::Index>(c)) =
            Eigen::Map<const Eigen::VectorXd>(columns[c].data(), rows);
    design.y.resize(rows);
    for (Eigen::Index i = 0; i < rows; ++i)
        design.y(i) = table.flows[static_cast<std::size_t>(i)].amount;
    return design;
}

double deviance_of(const Eigen::VectorXd& y, const Eigen::VectorXd& mu) {
    double sum = 0.0;
    for (Eigen::Index i = 0; i < y.size(); ++i)
        sum += (y(i) > 0.0 ? y(i) * std::log(y(i) / mu(i)) : 0.0) - (y(i) - mu(i));
    return 2.0 * sum;
}

double log_likelihood_of(const Eigen::VectorXd& y, const Eigen::VectorXd& mu) {
    double sum = 0.0;
    for (Eigen::Index i = 0; i < y.size(); ++i)
        sum += y(i) * std::log(mu(i)) - mu(i) - std::lgamma(y(i) + 1.0);
    return sum;
}

}  // namespace

DistanceDecay distance_decay_of(const std::string& name) {
    if (name == "exponential") return DistanceDecay::exponential;
    if (name == "power") return DistanceDecay::power;
    throw input_error("decay '{}', expected exponential or power", name);
}

GravityConstraint gravity_constraint_of(const std::string& name) {
    if (name == "none") return GravityConstraint::none;
    if (name == "production") return GravityConstraint::production;
    if (name == "attraction") return GravityConstraint::attraction;
    if (name == "doubly") return GravityConstraint::doubly;
    throw input_error("constraint '{}', expected none, production, attraction or doubly", name);
}

GravityFit fit_gravity(const FlowTable& table, DistanceDecay decay, GravityConstraint constraint) {
    const Design design = design_of(table, decay, constraint);
    const Eigen::Index n = design.x.rows(), k = design.x.cols();
    if (n < k)
        throw input_error("{} flows for {} parameters of the gravity model; give more flows", n, k);
    const double mean = design.y.mean();
    if (!(mean > 0.0)) throw input_error("all flows are 0; there is nothing to fit");
    // Columns of like size keep the least squares well conditioned; undone at the end.
    const Eigen::VectorXd scale = design.x.colwise().norm();
    for (Eigen::Index c = 0; c < k; ++c)
        if (!(scale(c) > 0.0))
            throw input_error("'{}' is 0 for every flow; it cannot be fitted",
                              design.names[static_cast<std::size_t>(c)]);
    const Eigen::MatrixXd x = design.x * scale.cwiseInverse().asDiagonal();
    Eigen::VectorXd mu = 0.5 * (design.y.array() + mean);
    Eigen::VectorXd eta = mu.array().log(), beta;
    Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr;
    double deviance = deviance_of(design.y, mu);
    for (int step = 0;; ++step) {
        if (step == k_most_steps)
            throw input_error(
                "the gravity model did not settle in {} steps; a place or distance may "
                "have only zero flows",
                k_most_steps);
        const Eigen::VectorXd root = mu.cwiseSqrt();
        const Eigen::VectorXd working = eta.array() + (design.y - mu).array() / mu.array();
        qr.compute(root.asDiagonal() * x);
        if (qr.rank() < k)
            throw input_error(
                "the gravity model's columns depend on each other: rank {} of {}; a "
                "mass or distance does not vary, or a constraint already holds it",
                qr.rank(), k);
        beta = qr.solve((root.array() * working.array()).matrix());
        eta = x * beta;
        // Beyond this e^eta leaves the range of doubles; such steps come only from the first guess.
        mu = eta.cwiseMin(700.0).cwiseMax(-700.0).array().exp();
        const double next = deviance_of(design.y, mu);
        const bool settled =
            std::abs(next - deviance) <= k_converged_share * (std::abs(next) + 0.1);
        deviance = next;
        if (settled) break;
    }
    const Eigen::VectorXd root = mu.cwiseSqrt();
    qr.compute(root.asDiagonal() * x);
    const Eigen::MatrixXd r = qr.matrixR().topRows(k).triangularView<Eigen::Upper>();
    const Eigen::MatrixXd inverse_r =
        r.triangularView<Eigen::Upper>().solve(Eigen::MatrixXd::Identity(k, k));
    const Eigen::MatrixXd half = qr.colsPermutation() * inverse_r;
    const Eigen::MatrixXd covariance = half * half.transpose();
    const Eigen::MatrixXd scores = (design.y - mu).asDiagonal() * x;
    const Eigen::MatrixXd sandwich = covariance * (scores.transpose() * scores) * covariance;
    GravityFit fit;
    for (Eigen::Index c = 0; c < k; ++c)
        fit.parameters.push_back({design.names[static_cast<std::size_t>(c)], beta(c) / scale(c),
                                  std::sqrt(covariance(c, c)) / scale(c),
                                  std::sqrt(sandwich(c, c)) / scale(c)});
    fit.fitted.assign(mu.data(), mu.data() + mu.size());
    const Eigen::VectorXd constant = Eigen::VectorXd::Constant(n, mean);
    fit.log_likelihood = log_likelihood_of(design.y, mu);
    fit.deviance = deviance;
    fit.aic = -2.0 * fit.log_likelihood + 2.0 * static_cast<double>(k);
    fit.pseudo_r2 = 1.0 - fit.log_likelihood / log_likelihood_of(design.y, constant);
    const double null_deviance = deviance_of(design.y, constant);
    fit.explained_deviance = null_deviance > 0.0 ? 1.0 - deviance / null_deviance : 1.0;
    fit.srmse = std::sqrt((design.y - mu).squaredNorm() / static_cast<double>(n)) / mean;
    return fit;
}

}  // namespace borderlens
