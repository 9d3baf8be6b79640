#pragma once
// For .cpp files of src/io only.
#include <cstddef>
#include <memory>
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// Room for `count` values that are all about to be written: nothing is filled in.
template <typename T>
struct Room {
    explicit Room(std::size_t size)
        : values(std::make_unique_for_overwrite<T[]>(size)), count(size) {}
    std::unique_ptr<T[]> values;
    std::size_t count;
    const T* data() const { return values.get(); }
    T* data() { return values.get(); }
};

/// The bytes of a TIFF tile of one band, `side` x `side` pixels. predictor: 1 none; 2 differences
/// of whole numbers; 3 of floats: the bytes of a row from the highest to the lowest, then
/// differences. src: TIFF 6.0, section 14; Adobe Photoshop TIFF technical note 3 (2005), "floating
/// point predictor".
template <typename T>
Room<char> bytes_of_tile(const Room<T>& tile, Index side, int predictor);

/// A ZSTD frame, its length as count; an input error where GDAL was built without ZSTD.
Room<char> zstd_packed(const Room<char>& bytes, int level);

/// Unpacks into `to`, which has `room` bytes; gives how many came. codec: "zstd" or "zlib". 0 where
/// the bytes are damaged, are more than there is room for, or GDAL was built without the codec.
std::size_t unpack(const char* codec, const std::vector<char>& packed, void* to, std::size_t room);

}  // namespace borderlens
