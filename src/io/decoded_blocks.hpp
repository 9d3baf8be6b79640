#pragma once
// For .cpp files of src/io only.
#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

#include "base/index.hpp"

namespace borderlens {

/// Blocks of 16-bit numbers of files that are slow to decode (JPEG 2000), shared by all threads:
/// each is decoded once, also where two threads ask for it at the same time, and kept until others
/// need the room.
class DecodedBlocks {
  public:
    using Values = std::shared_ptr<const std::vector<std::uint16_t>>;
    /// File as it is now, band, row and column of the block.
    using Key = std::tuple<std::string, Index, Index, Index>;

    /// What `decode` gives, which is called where nobody has asked for the block yet. Its errors go
    /// to all who wait for it; who asks later tries again.
    Values get(const Key& key, const std::function<std::vector<std::uint16_t>()>& decode);
    /// How much all blocks together may take from now on.
    void keep(std::size_t most_bytes);

  private:
    struct Entry {
        std::shared_future<Values> values;
        std::size_t bytes = 0;  ///< 0 while it is decoded
        std::uint64_t last_use = 0;
    };
    void make_room();

    std::mutex m_guard;
    std::map<Key, Entry> m_entries;
    std::size_t m_bytes = 0;
    std::size_t m_most_bytes = std::size_t{128} << 20;  // chosen: those of eight looks
    std::uint64_t m_uses = 0;
};

/// The process's own.
DecodedBlocks& decoded_blocks();

}  // namespace borderlens
