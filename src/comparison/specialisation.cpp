#include "comparison/specialisation.hpp"

#include <cmath>

#include "base/error.hpp"
#include "comparison/interval.hpp"

namespace borderlens {
namespace {

double sum_of(const std::vector<double>& row) {
    double sum = 0.0;
    for (const double amount : row) sum += amount;
    return sum;
}

std::vector<double> shares_of(const std::vector<double>& row) {
    const double sum = sum_of(row);
    std::vector<double> shares;
    for (const double amount : row) shares.push_back(sum > 0.0 ? amount / sum : no_value);
    return shares;
}

void check(const ActivityTable& amounts) {
    for (const auto& row : amounts) {
        if (row.size() != amounts[0].size())
            throw input_error("specialisation: found {} activities in a row, expected {}",
                              row.size(), amounts[0].size());
        for (const double amount : row)
            if (!(amount >= 0.0))
                throw input_error("specialisation: found {}, expected amounts of 0 or more",
                                  amount);
    }
}

}  // namespace

ActivityTable location_quotients(const ActivityTable& amounts) {
    check(amounts);
    if (amounts.empty()) return {};
    std::vector<double> together(amounts[0].size(), 0.0);
    for (const auto& row : amounts)
        for (std::size_t k = 0; k < row.size(); ++k) together[k] += row[k];
    const std::vector<double> everywhere = shares_of(together);
    ActivityTable quotients;
    for (const auto& row : amounts) {
        std::vector<double> own = shares_of(row);
        for (std::size_t k = 0; k < own.size(); ++k)
            own[k] = everywhere[k] > 0.0 ? own[k] / everywhere[k] : no_value;
        quotients.push_back(own);
    }
    return quotients;
}

ActivityTable mix_dissimilarity(const ActivityTable& amounts) {
    check(amounts);
    ActivityTable shares;
    for (const auto& row : amounts) shares.push_back(shares_of(row));
    ActivityTable result;
    for (const auto& one : shares) {
        result.emplace_back();
        for (const auto& other : shares) {
            double sum = 0.0;
            for (std::size_t k = 0; k < one.size(); ++k) sum += std::abs(one[k] - other[k]);
            result.back().push_back(0.5 * sum);
        }
    }
    return result;
}

}  // namespace borderlens
