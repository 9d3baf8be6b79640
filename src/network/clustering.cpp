#include "network/clustering.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "base/error.hpp"

namespace borderlens {
namespace {

// chosen: two directions of a distance written with ten digits are the same.
constexpr double k_symmetry_share = 1e-9;

std::vector<std::string> unique_ids(const Table& table, const std::string& id_column) {
    const std::vector<std::string> ids = table.texts(id_column);
    std::set<std::string> seen;
    for (const std::string& id : ids)
        if (!seen.insert(id).second)
            throw input_error("column '{}': '{}' stands there twice; ids must be unique", id_column,
                              id);
    if (ids.size() < 2) throw input_error("found {} rows; clusters need two or more", ids.size());
    return ids;
}

}  // namespace

Points points_of(const Table& table, const std::string& id_column,
                 const std::vector<std::string>& columns) {
    Points points;
    points.ids = unique_ids(table, id_column);
    points.columns = columns;
    if (columns.empty())
        for (const Column& column : table.columns())
            if (column.is_number && column.name != id_column) points.columns.push_back(column.name);
    if (points.columns.empty())
        throw input_error("no number column beside '{}'; there is nothing to group by", id_column);
    for (std::size_t i = 0; i < points.rows(); ++i)
        for (const std::string& column : points.columns) {
            const double value = table.numbers(column)[i];
            if (!std::isfinite(value))
                throw input_error(
                    "column '{}' has no value for '{}'; fill it, or name other "
                    "columns with --columns",
                    column, points.ids[i]);
            points.values.push_back(value);
        }
    return points;
}

Points standardised(const Points& points) {
    Points scaled = points;
    const auto n = static_cast<double>(points.rows());
    for (std::size_t j = 0; j < points.columns.size(); ++j) {
        double mean = 0.0, squares = 0.0;
        for (std::size_t i = 0; i < points.rows(); ++i) mean += points.at(i, j);
        mean /= n;
        for (std::size_t i = 0; i < points.rows(); ++i)
            squares += (points.at(i, j) - mean) * (points.at(i, j) - mean);
        if (squares == 0.0)
            throw input_error("column '{}' is constant and cannot be standardised; leave it out",
                              points.columns[j]);
        const double deviation = std::sqrt(squares / (n - 1.0));
        for (std::size_t i = 0; i < points.rows(); ++i)
            scaled.values[i * points.columns.size() + j] = (points.at(i, j) - mean) / deviation;
    }
    return scaled;
}

Distances euclidean_distances(const Points& points) {
    const std::size_t n = points.rows();
    Distances distances{points.ids, std::vector<double>(n * n, 0.0)};
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < a; ++b) {
            double squares = 0.0;
            for (std::size_t j = 0; j < points.columns.size(); ++j)
                squares +=
                    (points.at(a, j) - points.at(b, j)) * (points.at(a, j) - points.at(b, j));
            distances.values[a * n + b] = distances.values[b * n + a] = std::sqrt(squares);
        }
    return distances;
}

Distances distances_of(const Table& table, const std::string& id_column) {
    Distances distances;
    distances.ids = unique_ids(table, id_column);
    const std::size_t n = distances.size();
    for (std::size_t a = 0; a < n; ++a)
        for (const std::string& id : distances.ids)
            distances.values.push_back(table.numbers(id)[a]);
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b <= a; ++b) {
            const double there = distances.at(a, b), back = distances.at(b, a);
            if (!(there >= 0.0) || !std::isfinite(there) || !std::isfinite(back))
                throw input_error("distance from '{}' to '{}' is missing or negative",
                                  distances.ids[a], distances.ids[b]);
            if (a == b && there != 0.0)
                throw input_error("distance of '{}' to itself is {}, expected 0", distances.ids[a],
                                  there);
            if (std::abs(there - back) > k_symmetry_share * std::max(there, back))
                throw input_error(
                    "distance from '{}' to '{}' is {}, back it is {}; expected a "
                    "symmetric table",
                    distances.ids[a], distances.ids[b], there, back);
        }
    return distances;
}

Linkage linkage_of(const std::string& name) {
    if (name == "ward") return Linkage::ward;
    if (name == "average") return Linkage::average;
    if (name == "complete") return Linkage::complete;
    if (name == "single") return Linkage::single;
    throw input_error("linkage '{}', expected ward, average, complete or single", name);
}

std::vector<int> cut_tree(const Dendrogram& tree, int k) {
    const int n = static_cast<int>(tree.merge.size()) + 1;
    if (k < 1 || k > n) throw input_error("{} clusters of {} objects; expected 1 to {}", k, n, n);
    // The first n - k merges, each object pointing to the first of its cluster.
    std::vector<int> first(static_cast<std::size_t>(n));
    std::iota(first.begin(), first.end(), 0);
    std::vector<int> of_step;
    for (int step = 0; step < n - k; ++step) {
        const auto member = [&](int part) {
            return part < 0 ? first[static_cast<std::size_t>(-part - 1)]
                            : of_step[static_cast<std::size_t>(part - 1)];
        };
        const auto& [a, b] = tree.merge[static_cast<std::size_t>(step)];
        const int into = std::min(member(a), member(b)), from = std::max(member(a), member(b));
        for (int& object : first)
            if (object == from) object = into;
        for (int& object : of_step)
            if (object == from) object = into;
        of_step.push_back(into);
    }
    std::vector<int> labels(static_cast<std::size_t>(n), 0);
    int next = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto root = static_cast<std::size_t>(first[i]);
        labels[i] = root == i ? ++next : labels[root];
    }
    return labels;
}

}  // namespace borderlens
