#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace borderlens {

/// Bytes at numbered places: in memory where they are few, else in a file without a name, which is
/// gone with the process. What was never put reads as zeros. Different places may be used from
/// several threads.
class TileStore {
  public:
    /// The file lies beside `path`, what the bytes are to become; input errors name that.
    TileStore(std::string path, std::size_t bytes);
    ~TileStore();
    TileStore(const TileStore&) = delete;
    TileStore& operator=(const TileStore&) = delete;

    void put(std::size_t place, const void* from, std::size_t bytes);
    void get(std::size_t place, void* to, std::size_t bytes) const;
    /// Bytes that nobody will ask for again: their memory and disk are given back.
    void forget(std::size_t place, std::size_t bytes);

  private:
    std::string m_path;
    std::vector<char> m_memory;
    int m_file = -1;
};

/// Writes all bytes at a place of an open file; an input error names the path and the reason.
void write_at(int file, std::size_t place, const void* from, std::size_t bytes,
              const std::string& path);

}  // namespace borderlens
