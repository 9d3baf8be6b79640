#include "network/cost_trace.hpp"

#include <algorithm>

namespace borderlens {
namespace {

std::size_t origin_of(std::size_t cell, const Move& move) {
    return cell - static_cast<std::size_t>(move.offset);
}

/// Labels cells reached at no cost from labelled ones as cheap, in rings; gives how many.
Index spread_free(const CostField& field, std::vector<std::int32_t>& labels,
                  std::vector<std::size_t>& waiting) {
    Index labelled = 0;
    std::vector<std::size_t> ring;
    for (const std::size_t cell : waiting)
        for (const Move& move : field.moves()) {
            const std::size_t from = origin_of(cell, move);
            if (labels[cell] != 0 || labels[from] == 0 || !is_free_move(field, from, move))
                continue;
            ring.push_back(cell);
            break;
        }
    // A ring is labelled from the cells around it as they were before it.
    while (!ring.empty()) {
        std::vector<std::int32_t> found(ring.size(), 0);
        for (std::size_t i = 0; i < ring.size(); ++i)
            for (const Move& move : field.moves()) {
                const std::size_t from = origin_of(ring[i], move);
                if (found[i] == 0 && labels[from] != 0 && is_free_move(field, from, move))
                    found[i] = labels[from];
            }
        for (std::size_t i = 0; i < ring.size(); ++i) labels[ring[i]] = found[i];
        labelled += static_cast<Index>(ring.size());
        std::vector<std::size_t> next;
        for (const std::size_t from : ring)
            for (const Move& move : field.moves()) {
                const std::size_t cell = from + static_cast<std::size_t>(move.offset);
                if (labels[cell] == 0 && is_free_move(field, from, move) &&
                    cheaper_move(field, cell) < 0)
                    next.push_back(cell);
            }
        std::sort(next.begin(), next.end());
        next.erase(std::unique(next.begin(), next.end()), next.end());
        ring.swap(next);
    }
    return labelled;
}

}  // namespace

int cheaper_move(const CostField& field, std::size_t cell) {
    const double cost = field.cost(cell);
    if (cost == unreached) return -1;
    int number = 0;
    for (const Move& move : field.moves()) {
        const std::size_t from = origin_of(cell, move);
        const double before = field.cost(from);
        if (before < cost && before + field.step(from, move) == cost) return number;
        ++number;
    }
    return -1;
}

bool is_free_move(const CostField& field, std::size_t from, const Move& move) {
    const std::size_t cell = from + static_cast<std::size_t>(move.offset);
    const double cost = field.cost(cell);
    return cost != unreached && field.cost(from) == cost && cost + field.step(from, move) == cost;
}

void spread_labels(const CostField& field, std::vector<std::int32_t>& labels) {
    std::vector<std::size_t> stack, waiting;
    bool again = true;
    while (again) {
        waiting.clear();
        // Ways that end in a cell without a label are followed once: behind a gate that is whole
        // countries.
        std::vector<std::uint8_t> in_vain(labels.size(), 0);
        for (Index row = 0; row < field.rows(); ++row)
            for (Index col = 0; col < field.cols(); ++col) {
                std::size_t cell = field.at(row, col);
                if (field.cost(cell) == unreached) continue;
                // Up to the first labelled cell, then down again with its label.
                stack.clear();
                while (labels[cell] == 0 && in_vain[cell] == 0) {
                    stack.push_back(cell);
                    const int move = cheaper_move(field, cell);
                    if (move < 0) {
                        waiting.push_back(cell);
                        in_vain[cell] = 1;
                        break;
                    }
                    cell = origin_of(cell, field.moves()[static_cast<std::size_t>(move)]);
                }
                for (const std::size_t below : stack) {
                    labels[below] = labels[cell];
                    in_vain[below] = in_vain[cell];
                }
            }
        if (waiting.empty()) return;
        std::sort(waiting.begin(), waiting.end());
        again = spread_free(field, labels, waiting) > 0;
    }
}

std::vector<std::size_t> trace_back(const CostField& field, std::size_t cell,
                                    const std::vector<std::uint8_t>& is_source,
                                    const std::unordered_map<std::size_t, std::size_t>& jumps) {
    std::vector<std::size_t> way;
    if (field.cost(cell) == unreached) return way;
    way.push_back(cell);
    while (!is_source[cell]) {
        const int cheaper = cheaper_move(field, cell);
        if (cheaper >= 0) {
            cell = origin_of(cell, field.moves()[static_cast<std::size_t>(cheaper)]);
            way.push_back(cell);
            continue;
        }
        if (const auto jump = jumps.find(cell); jump != jumps.end()) {
            cell = jump->second;
            way.push_back(cell);
            continue;
        }
        // Over ground that costs nothing: the fewest steps to a cell that has a cheaper origin.
        std::unordered_map<std::size_t, std::size_t> next_of{{cell, cell}};
        std::vector<std::size_t> queue{cell};
        std::size_t exit = cell;
        for (std::size_t i = 0; i < queue.size() && exit == cell; ++i)
            for (const Move& move : field.moves()) {
                const std::size_t from = origin_of(queue[i], move);
                if (!is_free_move(field, from, move) || next_of.count(from)) continue;
                next_of[from] = queue[i];
                queue.push_back(from);
                if (is_source[from] || cheaper_move(field, from) >= 0) {
                    exit = from;
                    break;
                }
            }
        if (exit == cell) return {};
        std::vector<std::size_t> piece;
        for (std::size_t at = exit; at != cell; at = next_of[at]) piece.push_back(at);
        way.insert(way.end(), piece.rbegin(), piece.rend());
        cell = exit;
    }
    return way;
}

}  // namespace borderlens
