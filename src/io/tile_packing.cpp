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
#include "raster/pixel_types.hpp"

namespace borderlens {
namespace {

template <typename T>
using BitsOf = std::conditional_t<
    sizeof(T) == 1, std::uint8_t,
    std::conditional_t<sizeof(T) == 2, std::uint16_t,
                       std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>>>;

/// Each number less the one before it.
template <typename T>
void take_differences(const T* row, Index side, T* to) {
    using Bits = BitsOf<T>;
    to[0] = row[0];
    for (Index col = 1; col < side; ++col)
        to[col] = std::bit_cast<T>(
            static_cast<Bits>(std::bit_cast<Bits>(row[col]) - std::bit_cast<Bits>(row[col - 1])));
}

/// The bytes of a row of numbers, all highest ones first, each less the one before it. `line`: room
/// for as many.
template <typename T>
void split_bytes(const T* row, Index side, std::uint8_t* line, std::uint8_t* to) {
    for (std::size_t k = 0; k < sizeof(T); ++k)
        for (Index col = 0; col < side; ++col)
            line[static_cast<Index>(k) * side + col] = static_cast<std::uint8_t>(
                std::bit_cast<BitsOf<T>>(row[col]) >> (8 * (sizeof(T) - 1 - k)));
    to[0] = line[0];
    const Index bytes = side * static_cast<Index>(sizeof(T));
    for (Index i = 1; i < bytes; ++i) to[i] = static_cast<std::uint8_t>(line[i] - line[i - 1]);
}

}  // namespace

template <typename T>
Room<char> bytes_of_tile(const Room<T>& tile, Index side, int predictor) {
    Room<char> bytes(tile.count * sizeof(T));
    const std::size_t row_bytes = static_cast<std::size_t>(side) * sizeof(T);
    std::vector<std::uint8_t> line(row_bytes);
    const T* from = tile.data();
    char* to = bytes.data();
    for (Index row = 0; row < side; ++row, from += side, to += row_bytes) {
        if (predictor == 2)
            take_differences(from, side, reinterpret_cast<T*>(to));
        else if (predictor == 3)
            split_bytes(from, side, line.data(), reinterpret_cast<std::uint8_t*>(to));
        else
            std::memcpy(to, from, row_bytes);
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

#define BORDERLENS_INSTANTIATE(T) template Room<char> bytes_of_tile(const Room<T>&, Index, int);
BORDERLENS_PIXEL_TYPES(BORDERLENS_INSTANTIATE)
#undef BORDERLENS_INSTANTIATE

}  // namespace borderlens
