#include "stages/stored_numbers.hpp"

#include <algorithm>
#include <utility>

#include "io/raster_file.hpp"

namespace borderlens {
namespace {

constexpr Index most_numbers = Index{16} << 20;  // chosen: 32 MiB a thread

/// Each thread's memory, from scene to scene: see LookRoom.
thread_local std::vector<std::uint16_t> t_room;

}  // namespace

StoredNumbers::StoredNumbers(std::vector<BandSource> wanted)
    : m_wanted(std::move(wanted)), m_room(std::move(t_room)) {}

StoredNumbers::~StoredNumbers() {
    t_room = m_bands.empty() ? std::move(m_room) : std::move(m_numbers).values();
    if (std::ssize(t_room) > most_numbers) t_room = {};
}

std::vector<Index> StoredNumbers::read_with(const BandSource& band, Index pixels) const {
    std::vector<Index> bands{band.band};
    for (const BandSource& other : m_wanted)
        if (other.path == band.path &&
            std::find(bands.begin(), bands.end(), other.band) == bands.end())
            bands.push_back(other.band);
    if (pixels * std::ssize(bands) > most_numbers) bands.resize(1);
    return bands;
}

RasterView<const std::uint16_t> StoredNumbers::of(const BandSource& band, const Window& window) {
    const auto place = [&] { return std::find(m_bands.begin(), m_bands.end(), band.band); };
    if (m_path != band.path || !(m_window == window) || place() == m_bands.end()) {
        if (!m_bands.empty()) m_room = std::move(m_numbers).values();
        m_path = band.path, m_window = window, m_bands = read_with(band, window.size());
        m_numbers = read_numbers16(m_path, m_bands, m_window, std::move(m_room));
    }
    return std::as_const(m_numbers).view(place() - m_bands.begin());
}

}  // namespace borderlens
