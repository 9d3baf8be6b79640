#include "io/cog_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "raster/pixel_types.hpp"

namespace borderlens {
namespace {

/// A file open for writing from scratch, closed when it goes.
struct OutputFile {
    explicit OutputFile(const std::string& name)
        : number(open(name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {}
    ~OutputFile() {
        if (number >= 0) ::close(number);
    }
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;
    int number;
};

}  // namespace

template <typename T>
std::vector<typename CogFile<T>::Level> CogFile<T>::levels_of(Index rows, Index cols) {
    std::vector<Level> levels;
    for (Index next = 0;; rows = (rows + 1) / 2, cols = (cols + 1) / 2) {
        const Index down = (rows + tile_px - 1) / tile_px, across = (cols + tile_px - 1) / tile_px;
        levels.push_back({rows, cols, down, across, next});
        next += levels.back().tiles();
        if (levels.back().tiles() == 1) return levels;
    }
}

template <typename T>
CogFile<T>::CogFile(std::string path, Index rows, Index cols, Index bands,
                    std::optional<double> none, const TilePacking& packing)
    : m_path(std::move(path)),
      m_bands(bands),
      m_packing(packing),
      m_levels(levels_of(rows, cols)),
      m_store(m_path, place(m_levels.back(), m_bands)),
      m_packed_bytes(number(m_levels.back(), m_bands)),
      m_statistics(static_cast<std::size_t>(parts(m_levels.front()))) {
    using Limits = std::numeric_limits<T>;
    if (none && *none >= static_cast<double>(Limits::lowest()) &&
        *none <= static_cast<double>(Limits::max()))
        m_no_data = static_cast<T>(*none);
}

template <typename T>
Index CogFile<T>::parts(const Level& level) const {
    return level.tiles() * m_bands;
}

/// Of all levels' parts.
template <typename T>
std::size_t CogFile<T>::number(const Level& level, Index part) const {
    return static_cast<std::size_t>(level.first_tile * m_bands + part);
}

template <typename T>
std::size_t CogFile<T>::place(const Level& level, Index part) const {
    return number(level, part) * place_bytes;
}

template <typename T>
void CogFile<T>::write(const Window& window, const Raster<T>& values) {
    const Index first_down = window.row0 / tile_px, first_across = window.col0 / tile_px;
    const Index down = (window.row_end() + tile_px - 1) / tile_px - first_down;
    const Index across = (window.col_end() + tile_px - 1) / tile_px - first_across;
    parallel_for(down * across * m_bands, [&](Index i) {
        const Index tile = i / m_bands;
        const Index first = (first_down + tile / across) * m_levels.front().tiles_across +
                            first_across + tile % across;
        write_part(first * m_bands + i % m_bands, window, values);
    });
}

/// What the window has of a part.
template <typename T>
void CogFile<T>::write_part(Index part, const Window& window, const Raster<T>& values) {
    const Level& whole = m_levels.front();
    const Index tile = part / m_bands, band = part % m_bands;
    const Window on_raster{tile / whole.tiles_across * tile_px, tile % whole.tiles_across * tile_px,
                           whole.rows_of(tile), whole.cols_of(tile)};
    const Window here = on_raster.intersect(window);
    const auto row_of = [&](Index row) {
        return values.view(band).row(row - window.row0) + here.col0 - window.col0;
    };
    if (m_packed_bytes[number(whole, part)] > 0)
        throw internal_error("{}: pixels are written twice", m_path);
    if (here == on_raster) {
        Room<T> pixels(part_bytes / sizeof(T));
        if (here.size() < tile_px * tile_px) std::fill_n(pixels.data(), pixels.count, T{});
        for (Index row = 0; row < here.rows; ++row)
            std::copy_n(row_of(here.row0 + row), here.cols, pixels.data() + row * tile_px);
        keep(0, part, pixels);
        return;
    }
    // Rows that are whole in window and tile lie one behind another in both.
    const bool together = here.cols == tile_px && window.cols == tile_px;
    const Index rows_at_once = together ? here.rows : 1;
    for (Index row = here.row0; row < here.row_end(); row += rows_at_once) {
        const Index pixel = (row - on_raster.row0) * tile_px + (here.col0 - on_raster.col0);
        m_store.put(place(whole, part) + static_cast<std::size_t>(pixel) * sizeof(T), row_of(row),
                    static_cast<std::size_t>(rows_at_once * here.cols) * sizeof(T));
    }
}

/// Of a part that is not packed yet.
template <typename T>
Room<T> CogFile<T>::pixels(const Level& level, Index part) const {
    Room<T> values(part_bytes / sizeof(T));
    if (level.first_tile == 0) {
        m_store.get(place(level, part), values.data(), part_bytes);
        return values;
    }
    Room<T> quarter(quarter_bytes / sizeof(T));
    for (Index q = 0; q < 4; ++q) {
        m_store.get(place(level, part) + static_cast<std::size_t>(q) * quarter_bytes,
                    quarter.data(), quarter_bytes);
        T* corner = values.data() + q / 2 * half_px * tile_px + q % 2 * half_px;
        for (Index row = 0; row < half_px; ++row)
            std::copy_n(quarter.data() + row * half_px, half_px, corner + row * tile_px);
    }
    return values;
}

/// Does all that is to be done with the pixels of a part; nobody asks for them again.
template <typename T>
void CogFile<T>::keep(std::size_t level, Index part, const Room<T>& values) {
    const Level& own = m_levels[level];
    const Index tile = part / m_bands;
    if (level == 0)
        m_statistics[static_cast<std::size_t>(part)] =
            measure_band(values.data(), own.rows_of(tile), own.cols_of(tile), tile_px, m_no_data);
    if (level + 1 < m_levels.size()) halve(own, m_levels[level + 1], part, values);
    const Room<char> packed =
        zstd_packed(bytes_of_tile(values, tile_px, m_packing.predictor), m_packing.level);
    if (packed.count > place_bytes)
        throw internal_error("{}: a tile grew to {} bytes", m_path, packed.count);
    m_store.put(place(own, part), packed.data(), packed.count);
    m_packed_bytes[number(own, part)] = static_cast<std::uint32_t>(packed.count);
}

template <typename T>
bool CogFile<T>::is_valid(T value) const {
    return value == value && !(m_no_data && value == *m_no_data);
}

/// Of two pixels above and two below; where they end, `right` is 0 or `bottom` is `top`.
template <typename T>
T CogFile<T>::merged(const T* top, const T* bottom, Index right) const {
    const std::array<T, 4> values = {top[0], top[right], bottom[0], bottom[right]};
    if constexpr (std::is_floating_point_v<T>) {
        double sum = 0.0, count = 0.0;
        for (const T value : values) {
            const bool valid = is_valid(value);
            sum += valid ? static_cast<double>(value) : 0.0;
            count += valid ? 1.0 : 0.0;
        }
        return count == 0.0 ? values[0] : static_cast<T>(sum / count);
    } else {
        T best = values[0];
        Index most = 0;
        for (const T value : values) {
            const Index times = std::count(values.begin(), values.end(), value);
            if (is_valid(value) && times > most) best = value, most = times;
        }
        return best;
    }
}

/// A quarter of a part of the next level.
template <typename T>
void CogFile<T>::halve(const Level& from, const Level& to, Index part, const Room<T>& values) {
    const Index tile = part / m_bands, band = part % m_bands;
    const Index down = tile / from.tiles_across, across = tile % from.tiles_across;
    const Index rows = from.rows_of(tile), cols = from.cols_of(tile);
    std::vector<T> quarter(quarter_bytes / sizeof(T));
    for (Index row = 0; row < rows; row += 2) {
        const T* top = values.data() + row * tile_px;
        const T* bottom = row + 1 < rows ? top + tile_px : top;
        T* out = quarter.data() + row / 2 * half_px;
        for (Index col = 0; col < cols; col += 2)
            out[col / 2] = merged(top + col, bottom + col, col + 1 < cols ? 1 : 0);
    }
    const Index next = (down / 2 * to.tiles_across + across / 2) * m_bands + band;
    const auto which = static_cast<std::size_t>(down % 2 * 2 + across % 2);
    m_store.put(place(to, next) + which * quarter_bytes, quarter.data(), quarter_bytes);
}

template <typename T>
std::vector<BandStatistics> CogFile<T>::close() {
    for (std::size_t i = 0; i < m_levels.size(); ++i)
        parallel_for(parts(m_levels[i]), [&](Index part) {
            if (m_packed_bytes[number(m_levels[i], part)] == 0)
                keep(i, part, pixels(m_levels[i], part));
        });
    std::vector<BandStatistics> sums(static_cast<std::size_t>(m_bands));
    for (std::size_t part = 0; part < m_statistics.size(); ++part)
        sums[part % sums.size()] = joined(sums[part % sums.size()], m_statistics[part]);
    return sums;
}

template <typename T>
bool CogFile<T>::needs_big_tiff() const {
    // Numbers that cannot be packed grow a little.
    return 1.02 * static_cast<double>(number(m_levels.back(), m_bands) * part_bytes) + 1e7 >
           4294967295.0;
}

/// Where the header names a part: band by band. src: TIFF 6.0, section 15, PlanarConfiguration 2.
template <typename T>
std::size_t CogFile<T>::entry_of(const Level& level, Index part) const {
    return static_cast<std::size_t>(part % m_bands * level.tiles() + part / m_bands);
}

template <typename T>
void CogFile<T>::save(const std::string& name, const TiffStart& start) {
    const bool big = start.big;
    std::vector<std::vector<std::uint64_t>> places;
    std::vector<std::vector<std::uint32_t>> lengths;
    for (const Level& level : m_levels) {
        places.emplace_back(static_cast<std::size_t>(parts(level)));
        lengths.emplace_back(places.back().size());
    }
    const auto header = [&] {
        std::vector<TiffDirectory> directories;
        for (std::size_t i = 0; i < m_levels.size(); ++i) {
            TiffDirectory directory = start.first;
            if (i > 0) {
                // What describes pixels; what describes the picture stands in the first.
                constexpr std::array<std::uint16_t, 12> kept = {258, 259, 262, 277, 284, 317,
                                                                320, 322, 323, 338, 339, 42113};
                std::erase_if(directory, [&](const TiffTag& tag) {
                    return std::find(kept.begin(), kept.end(), tag.id) == kept.end();
                });
                set_tag(directory, 254, std::vector<std::uint32_t>{1});  // a reduced picture
                set_tag(directory, 256, std::vector{static_cast<std::uint32_t>(m_levels[i].cols)});
                set_tag(directory, 257, std::vector{static_cast<std::uint32_t>(m_levels[i].rows)});
            }
            if (big)
                set_tag(directory, 324, places[i]);
            else
                set_tag(directory, 324,
                        std::vector<std::uint32_t>(places[i].begin(), places[i].end()));
            set_tag(directory, 325, lengths[i]);
            directories.push_back(std::move(directory));
        }
        return cog_header(big, directories);
    };
    const OutputFile file(name);
    if (file.number < 0)
        throw input_error("{}: cannot be written: {}", m_path, std::strerror(errno));
    std::size_t end = header().size();
    // The smallest overview first, so that a reader of the start of the file has all of it.
    for (std::size_t i = m_levels.size(); i-- > 0;) {
        for (Index part = 0; part < parts(m_levels[i]); ++part) {
            // Between its length and a copy of its last four bytes: see cog_header.
            const std::uint32_t length = m_packed_bytes[number(m_levels[i], part)];
            Room<char> bytes(length + 2 * sizeof(length));
            char* packed = bytes.data() + sizeof(length);
            m_store.get(place(m_levels[i], part), packed, length);
            // The memory that the file being written needs: pages taken anew cost more than
            // packing.
            m_store.forget(place(m_levels[i], part), place_bytes);
            std::memcpy(bytes.data(), &length, sizeof(length));
            std::memcpy(packed + length, packed + length - sizeof(length), sizeof(length));
            write_at(file.number, end, bytes.data(), bytes.count, m_path);
            places[i][entry_of(m_levels[i], part)] = end + sizeof(length);
            lengths[i][entry_of(m_levels[i], part)] = length;
            end += bytes.count;
        }
    }
    const std::string start_of_file = header();
    write_at(file.number, 0, start_of_file.data(), start_of_file.size(), m_path);
}

#define BORDERLENS_INSTANTIATE(T) template class CogFile<T>;
BORDERLENS_PIXEL_TYPES(BORDERLENS_INSTANTIATE)
#undef BORDERLENS_INSTANTIATE

}  // namespace borderlens
