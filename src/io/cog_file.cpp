#include "io/cog_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/turns.hpp"

namespace borderlens {
namespace {

BandStatistics joined(const BandStatistics& a, const BandStatistics& b) {
    if (a.count == 0 || b.count == 0) return a.count == 0 ? b : a;
    const double n = static_cast<double>(a.count), m = static_cast<double>(b.count);
    const double apart = b.mean - a.mean;
    // src: Chan, Golub, LeVeque 1979, updating formulae for sample variances.
    return {a.count + b.count, std::min(a.minimum, b.minimum), std::max(a.maximum, b.maximum),
            a.mean + apart * m / (n + m), a.squares + b.squares + apart * apart * n * m / (n + m)};
}

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
                    std::optional<double> none)
    : m_path(std::move(path)),
      m_bands(bands),
      m_levels(levels_of(rows, cols)),
      m_store(m_path, place(m_levels.back(), m_bands)) {
    using Limits = std::numeric_limits<T>;
    if (none && *none >= static_cast<double>(Limits::lowest()) &&
        *none <= static_cast<double>(Limits::max()))
        m_no_data = static_cast<T>(*none);
}

template <typename T>
Index CogFile<T>::parts(const Level& level) const {
    return level.tiles() * m_bands;
}

template <typename T>
std::size_t CogFile<T>::place(const Level& level, Index part) const {
    return static_cast<std::size_t>(level.first_tile * m_bands + part) * part_bytes;
}

template <typename T>
Room<T> CogFile<T>::pixels(const Level& level, Index part) const {
    Room<T> values(part_bytes / sizeof(T));
    m_store.get(place(level, part), values.data(), part_bytes);
    return values;
}

template <typename T>
void CogFile<T>::write(const Window& window, const Raster<T>& values) {
    const Level& whole = m_levels.front();
    for (Index down = window.row0 / tile_px; down * tile_px < window.row_end(); ++down)
        for (Index across = window.col0 / tile_px; across * tile_px < window.col_end(); ++across) {
            const Window cell{down * tile_px, across * tile_px, tile_px, tile_px};
            const Window part = cell.intersect(window);
            // Rows that are whole in window and tile lie one behind another in both.
            const bool together = part.cols == tile_px && window.cols == tile_px;
            const Index rows_at_once = together ? part.rows : 1;
            const Index first = (down * whole.tiles_across + across) * m_bands;
            for (Index band = 0; band < m_bands; ++band)
                for (Index row = part.row0; row < part.row_end(); row += rows_at_once) {
                    const Index pixel = (row - cell.row0) * tile_px + (part.col0 - cell.col0);
                    m_store.put(
                        place(whole, first + band) + static_cast<std::size_t>(pixel) * sizeof(T),
                        values.view(band).row(row - window.row0) + part.col0 - window.col0,
                        static_cast<std::size_t>(rows_at_once * part.cols) * sizeof(T));
                }
        }
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

template <typename T>
void CogFile<T>::reduce(const Level& from, const Level& to, Index part) {
    const Index tile = part / m_bands, band = part % m_bands;
    const Index down = tile / to.tiles_across, across = tile % to.tiles_across;
    constexpr Index half = tile_px / 2;
    std::vector<T> reduced(part_bytes / sizeof(T));
    for (Index quarter = 0; quarter < 4; ++quarter) {
        const Index source_down = 2 * down + quarter / 2, source_across = 2 * across + quarter % 2;
        if (source_down >= from.tiles_down || source_across >= from.tiles_across) continue;
        const Index source_tile = source_down * from.tiles_across + source_across;
        const Room<T> source = pixels(from, source_tile * m_bands + band);
        const Index rows = from.rows_of(source_tile), cols = from.cols_of(source_tile);
        for (Index row = 0; row < rows; row += 2) {
            const T* top = source.data() + row * tile_px;
            const T* bottom = row + 1 < rows ? top + tile_px : top;
            T* out = reduced.data() + (quarter / 2 * half + row / 2) * tile_px + quarter % 2 * half;
            for (Index col = 0; col < cols; col += 2)
                out[col / 2] = merged(top + col, bottom + col, col + 1 < cols ? 1 : 0);
        }
    }
    m_store.put(place(to, part), reduced.data(), part_bytes);
}

template <typename T>
BandStatistics CogFile<T>::measure(const T* band, Index rows, Index cols) const {
    // Several sums side by side, in an order of their own: one would wait for itself with every
    // pixel. About one of the values, so that squares keep their digits.
    constexpr std::size_t lanes = 8;
    std::array<double, lanes> sums{}, counts{}, squares{}, lows, highs;
    lows.fill(HUGE_VAL), highs.fill(-HUGE_VAL);
    double about = 0.0;
    for (Index i = 0; i < rows * tile_px && about == 0.0; ++i)
        if (i % tile_px < cols && is_valid(band[i])) about = static_cast<double>(band[i]);
    const auto add = [&](const T* values, std::size_t count) {
        for (std::size_t lane = 0; lane < count; ++lane) {
            const double value = static_cast<double>(values[lane]);
            const bool valid = is_valid(values[lane]);
            const double apart = valid ? value - about : 0.0;
            sums[lane] += apart;
            squares[lane] += apart * apart;
            counts[lane] += valid ? 1.0 : 0.0;
            lows[lane] = valid && value < lows[lane] ? value : lows[lane];
            highs[lane] = valid && value > highs[lane] ? value : highs[lane];
        }
    };
    for (Index row = 0; row < rows; ++row) {
        const T* values = band + row * tile_px;
        Index col = 0;
        for (; col + static_cast<Index>(lanes) <= cols; col += static_cast<Index>(lanes))
            add(values + col, lanes);
        add(values + col, static_cast<std::size_t>(cols - col));
    }
    const auto total = [](const std::array<double, lanes>& parts) {
        double sum = 0.0;
        for (const double part : parts) sum += part;
        return sum;
    };
    const double count = total(counts), sum = total(sums);
    if (count == 0.0) return {};
    return {static_cast<Index>(count), *std::min_element(lows.begin(), lows.end()),
            *std::max_element(highs.begin(), highs.end()), about + sum / count,
            std::max(0.0, total(squares) - sum * sum / count)};
}

template <typename T>
std::vector<BandStatistics> CogFile<T>::close() {
    const Level& whole = m_levels.front();
    std::vector<BandStatistics> found(static_cast<std::size_t>(parts(whole)));
    parallel_for(parts(whole), [&](Index part) {
        const Index tile = part / m_bands;
        found[static_cast<std::size_t>(part)] =
            measure(pixels(whole, part).data(), whole.rows_of(tile), whole.cols_of(tile));
    });
    std::vector<BandStatistics> sums(static_cast<std::size_t>(m_bands));
    for (std::size_t part = 0; part < found.size(); ++part)
        sums[part % sums.size()] = joined(sums[part % sums.size()], found[part]);
    for (std::size_t i = 1; i < m_levels.size(); ++i)
        parallel_for(parts(m_levels[i]),
                     [&](Index part) { reduce(m_levels[i - 1], m_levels[i], part); });
    return sums;
}

template <typename T>
bool CogFile<T>::needs_big_tiff() const {
    // Numbers that cannot be packed grow a little.
    return 1.02 * static_cast<double>(place(m_levels.back(), m_bands)) + 1e7 > 4294967295.0;
}

/// Where the header names a part: band by band. src: TIFF 6.0, section 15, PlanarConfiguration 2.
template <typename T>
std::size_t CogFile<T>::entry_of(const Level& level, Index part) const {
    return static_cast<std::size_t>(part % m_bands * level.tiles() + part / m_bands);
}

template <typename T>
Room<char> CogFile<T>::packed(const Level& level, Index part, const TilePacking& packing) {
    const Room<T> values = pixels(level, part);
    // The memory that the file about to be written needs: pages taken anew cost more than packing.
    m_store.forget(place(level, part), part_bytes);
    return zstd_packed(bytes_of_tile(values, tile_px, packing.predictor), packing.level);
}

template <typename T>
void CogFile<T>::save(const std::string& name, const TiffStart& start, const TilePacking& packing) {
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
        Turns turns;
        parallel_for(parts(m_levels[i]), [&](Index) {
            Turns::Turn turn(turns);
            const Room<char> bytes = packed(m_levels[i], turn.number(), packing);
            const std::size_t entry = entry_of(m_levels[i], turn.number());
            // Between its length and a copy of its last four bytes: see cog_header.
            const auto length = static_cast<std::uint32_t>(bytes.count);
            const auto write = [&](const void* from, std::size_t count) {
                write_at(file.number, end, from, count, m_path);
                end += count;
            };
            turn.wait();
            write(&length, sizeof(length));
            places[i][entry] = end;
            lengths[i][entry] = length;
            write(bytes.data(), bytes.count);
            write(bytes.data() + bytes.count - sizeof(length), sizeof(length));
        });
    }
    const std::string start_of_file = header();
    write_at(file.number, 0, start_of_file.data(), start_of_file.size(), m_path);
}

template class CogFile<float>;
template class CogFile<double>;
template class CogFile<std::uint8_t>;
template class CogFile<std::uint16_t>;
template class CogFile<std::int16_t>;
template class CogFile<std::int32_t>;

}  // namespace borderlens
