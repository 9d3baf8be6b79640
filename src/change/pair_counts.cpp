#include "change/pair_counts.hpp"

#include <algorithm>
#include <set>

namespace borderlens {
namespace {

/// Counts pairs; those of codes 0..255, which class maps hold, in a plain table.
class PairCounter {
  public:
    PairCounter() : m_small(256 * 256, 0) {}

    void add(std::int32_t from, std::int32_t to) {
        if (from >= 0 && from < 256 && to >= 0 && to < 256)
            ++m_small[static_cast<std::size_t>(from * 256 + to)];
        else
            ++m_others[{from, to}];
    }

    PairCounts counts() const {
        PairCounts all = m_others;
        for (std::int32_t from = 0; from < 256; ++from)
            for (std::int32_t to = 0; to < 256; ++to)
                if (const Index n = m_small[static_cast<std::size_t>(from * 256 + to)]; n > 0)
                    all[{from, to}] = n;
        return all;
    }

  private:
    std::vector<Index> m_small;
    PairCounts m_others;
};

}  // namespace

TransitionCounts& TransitionCounts::operator+=(const TransitionCounts& other) {
    for (const auto& [zone, intervals] : other.zones) {
        auto& mine = zones[zone];
        mine.resize(std::max(mine.size(), intervals.size()));
        for (std::size_t k = 0; k < intervals.size(); ++k)
            for (const auto& [pair, count] : intervals[k]) mine[k][pair] += count;
    }
    return *this;
}

TransitionCounts count_transitions(const std::vector<Raster<std::int32_t>>& maps,
                                   const Raster<std::int32_t>* zones, std::int32_t none) {
    const std::size_t cells = static_cast<std::size_t>(maps.at(0).grid().size());
    std::map<std::int32_t, std::vector<PairCounter>> counters;
    std::int32_t last_zone = none;
    std::vector<PairCounter>* counter = nullptr;
    for (std::size_t i = 0; i < cells; ++i) {
        const std::int32_t zone = zones == nullptr ? 0 : zones->values()[i];
        if (zones != nullptr && zone == none) continue;
        const bool valid = std::all_of(maps.begin(), maps.end(),
                                       [&](const auto& map) { return map.values()[i] != none; });
        if (!valid) continue;
        if (counter == nullptr || zone != last_zone) {
            counter = &counters.try_emplace(zone, maps.size() - 1).first->second;
            last_zone = zone;
        }
        for (std::size_t k = 0; k + 1 < maps.size(); ++k)
            (*counter)[k].add(maps[k].values()[i], maps[k + 1].values()[i]);
    }
    TransitionCounts result;
    for (const auto& [zone, intervals] : counters)
        for (const PairCounter& interval : intervals)
            result.zones[zone].push_back(interval.counts());
    return result;
}

std::vector<std::int32_t> codes_of(const TransitionCounts& counts) {
    std::set<std::int32_t> codes;
    for (const auto& [zone, intervals] : counts.zones)
        for (const PairCounts& interval : intervals)
            for (const auto& [pair, count] : interval) {
                codes.insert(pair.first);
                codes.insert(pair.second);
            }
    return {codes.begin(), codes.end()};
}

SquareMatrix matrix_of(const PairCounts& counts, const std::vector<std::int32_t>& codes) {
    SquareMatrix matrix(codes.size(), std::vector<double>(codes.size(), 0.0));
    const auto place = [&](std::int32_t code) {
        return static_cast<std::size_t>(std::lower_bound(codes.begin(), codes.end(), code) -
                                        codes.begin());
    };
    for (const auto& [pair, count] : counts)
        matrix[place(pair.first)][place(pair.second)] += static_cast<double>(count);
    return matrix;
}

}  // namespace borderlens
