#include "stages/look_room.hpp"

#include <utility>

namespace borderlens {

std::vector<float> LookRoom::take() {
    const std::lock_guard<std::mutex> lock(m_guard);
    if (m_kept.empty()) return {};
    std::vector<float> room = std::move(m_kept.back());
    m_kept.pop_back();
    return room;
}

void LookRoom::keep(std::vector<Raster<float>> looks) {
    const std::lock_guard<std::mutex> lock(m_guard);
    for (Raster<float>& look : looks) m_kept.push_back(std::move(look).values());
}

void LookRoom::clear() {
    const std::lock_guard<std::mutex> lock(m_guard);
    m_kept.clear();
}

LookRoom& look_room() {
    static LookRoom room;
    return room;
}

}  // namespace borderlens
