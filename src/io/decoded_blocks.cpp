#include "io/decoded_blocks.hpp"

namespace borderlens {

DecodedBlocks::Values DecodedBlocks::get(
    const Key& key, const std::function<std::vector<std::uint16_t>()>& decode) {
    std::promise<Values> made;
    {
        std::unique_lock<std::mutex> lock(m_guard);
        const auto [place, added] = m_entries.try_emplace(key);
        place->second.last_use = ++m_uses;
        if (!added) {
            const std::shared_future<Values> there = place->second.values;
            lock.unlock();
            return there.get();
        }
        place->second.values = made.get_future().share();
    }
    try {
        Values values = std::make_shared<const std::vector<std::uint16_t>>(decode());
        made.set_value(values);
        const std::lock_guard<std::mutex> lock(m_guard);
        Entry& entry = m_entries.at(key);
        entry.bytes = values->size() * sizeof(std::uint16_t);
        m_bytes += entry.bytes;
        make_room();
        return values;
    } catch (...) {
        made.set_exception(std::current_exception());
        const std::lock_guard<std::mutex> lock(m_guard);
        m_entries.erase(key);
        throw;
    }
}

void DecodedBlocks::make_room() {
    while (m_bytes > m_most_bytes) {
        auto oldest = m_entries.end();
        for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry)
            if (entry->second.bytes > 0 &&
                (oldest == m_entries.end() || entry->second.last_use < oldest->second.last_use))
                oldest = entry;
        m_bytes -= oldest->second.bytes;
        m_entries.erase(oldest);
    }
}

void DecodedBlocks::keep(std::size_t most_bytes) {
    const std::lock_guard<std::mutex> lock(m_guard);
    m_most_bytes = most_bytes;
    make_room();
}

DecodedBlocks& decoded_blocks() {
    static DecodedBlocks blocks;
    return blocks;
}

}  // namespace borderlens
