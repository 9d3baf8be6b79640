#include "io/tile_packing.hpp"

#include <cpl_compressor.h>
#include <cpl_string.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

#include "base/error.hpp"

namespace borderlens {
namespace {

template <typename T>
using BitsOf = std::conditional_t<
    sizeof(T) == 1, std::uint8_t,
    std::conditional_t<sizeof(T) == 2, std::uint16_t,
                       std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>>>;

/// Values of a row of pixels; `row` points into the first band's plane.
template <typename T>
void join_bands(const T* row, Index bands, Index side, Index plane, int predictor, T* to) {
    using Bits = BitsOf<T>;
    for (Index band = 0; band < bands; ++band, row += plane) {
        T* out = to + band;
        out[0] = row[0];
        for (Index col = 1; col < side; ++col) {
            const Bits before = predictor == 2 ? std::bit_cast<Bits>(row[col - 1]) : Bits{0};
            out[col * bands] =
                std::bit_cast<T>(static_cast<Bits>(std::bit_cast<Bits>(row[col]) - before));
        }
    }
}

/// The bytes of a row of pixels, all highest ones first, each less the one a pixel before.
template <typename T>
void split_bytes(const std::vector<T>& row, Index bands, std::vector<std::uint8_t>& line,
                 std::uint8_t* to) {
    for (std::size_t k = 0; k < sizeof(T); ++k) {
        std::uint8_t* plane = line.data() + k * row.size();
        for (std::size_t i = 0; i < row.size(); ++i)
            plane[i] = static_cast<std::uint8_t>(std::bit_cast<BitsOf<T>>(row[i]) >>
                                                 (8 * (sizeof(T) - 1 - k)));
    }
    const std::size_t step = static_cast<std::size_t>(bands);
    std::memcpy(to, line.data(), step);
    for (std::size_t i = step; i < line.size(); ++i)
        to[i] = static_cast<std::uint8_t>(line[i] - line[i - step]);
}

}  // namespace

template <typename T>
Room<char> bytes_of_tile(const Room<T>& planes, Index bands, Index side, int predictor) {
    Room<char> bytes(planes.count * sizeof(T));
    std::vector<T> line(static_cast<std::size_t>(bands * side));
    const std::size_t line_bytes = line.size() * sizeof(T);
    std::vector<std::uint8_t> split(predictor == 3 ? line_bytes : 0);
    for (Index row = 0; row < side; ++row) {
        char* to = bytes.data() + static_cast<std::size_t>(row) * line_bytes;
        const T* from = planes.data() + row * side;
        join_bands(from, bands, side, side * side, predictor, line.data());
        if (predictor == 3)
            split_bytes(line, bands, split, reinterpret_cast<std::uint8_t*>(to));
        else
            std::memcpy(to, line.data(), line_bytes);
    }
    return bytes;
}

Room<char> zstd_packed(const Room<char>& bytes, int level) {
    const CPLCompressor* zstd = CPLGetCompressor("zstd");
    if (zstd == nullptr) throw input_error("this GDAL cannot write ZSTD; install one that can");
    // src: ZSTD_compressBound, with room to spare.
    Room<char> packed(bytes.count + bytes.count / 128 + 1024);
    CPLStringList options;
    options.SetNameValue("LEVEL", std::to_string(level).c_str());
    void* out = packed.data();
    if (!zstd->pfnFunc(bytes.data(), bytes.count, &out, &packed.count, options.List(),
                       zstd->user_data))
        throw internal_error("ZSTD cannot pack {} bytes", bytes.count);
    return packed;
}

std::size_t unpack(const char* codec, const std::vector<char>& packed, void* to, std::size_t room) {
    const CPLCompressor* unpacker = CPLGetDecompressor(codec);
    if (unpacker == nullptr ||
        !unpacker->pfnFunc(packed.data(), packed.size(), &to, &room, nullptr, unpacker->user_data))
        return 0;
    return room;
}

#define BORDERLENS_INSTANTIATE(T) \
    template Room<char> bytes_of_tile(const Room<T>&, Index, Index, int);
BORDERLENS_INSTANTIATE(float)
BORDERLENS_INSTANTIATE(double)
BORDERLENS_INSTANTIATE(std::uint8_t)
BORDERLENS_INSTANTIATE(std::uint16_t)
BORDERLENS_INSTANTIATE(std::int16_t)
BORDERLENS_INSTANTIATE(std::int32_t)
#undef BORDERLENS_INSTANTIATE

}  // namespace borderlens
