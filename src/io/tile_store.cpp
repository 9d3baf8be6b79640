#include "io/tile_store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/error.hpp"
#include "io/raster_file.hpp"

namespace borderlens {

TileStore::TileStore(std::string path, std::size_t bytes) : m_path(std::move(path)) {
    if (bytes <= raster_memory_bytes) {
        m_memory.resize(bytes);
        return;
    }
    std::string name = m_path + ".partial_tiles_XXXXXX";
    m_file = mkostemp(name.data(), O_CLOEXEC);
    if (m_file >= 0) unlink(name.c_str());
    if (m_file < 0 || ftruncate(m_file, static_cast<off_t>(bytes)) != 0) {
        const int why = errno;
        if (m_file >= 0) close(m_file);
        throw input_error("{}: cannot be written: no scratch file of {:.1f} GB can be made: {}",
                          m_path, static_cast<double>(bytes) / 1e9, std::strerror(why));
    }
}

TileStore::~TileStore() {
    if (m_file >= 0) close(m_file);
}

void TileStore::put(std::size_t place, const void* from, std::size_t bytes) {
    if (m_file >= 0)
        write_at(m_file, place, from, bytes, m_path);
    else
        std::memcpy(m_memory.data() + place, from, bytes);
}

void TileStore::get(std::size_t place, void* to, std::size_t bytes) const {
    if (m_file < 0) {
        std::memcpy(to, m_memory.data() + place, bytes);
        return;
    }
    for (char* next = static_cast<char*>(to); bytes > 0;) {
        const ssize_t done = pread(m_file, next, bytes, static_cast<off_t>(place));
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0)
            throw input_error("{}: its scratch file cannot be read: {}", m_path,
                              done < 0 ? std::strerror(errno) : "it is too short");
        next += done, place += static_cast<std::size_t>(done);
        bytes -= static_cast<std::size_t>(done);
    }
}

void TileStore::forget(std::size_t place, std::size_t bytes) {
    // Where the file system knows no holes the room is given back with the file.
    if (m_file >= 0)
        (void)fallocate(m_file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
                        static_cast<off_t>(place), static_cast<off_t>(bytes));
}

void write_at(int file, std::size_t place, const void* from, std::size_t bytes,
              const std::string& path) {
    for (const char* next = static_cast<const char*>(from); bytes > 0;) {
        const ssize_t done = pwrite(file, next, bytes, static_cast<off_t>(place));
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) throw input_error("{}: cannot be written: {}", path, std::strerror(errno));
        next += done, place += static_cast<std::size_t>(done);
        bytes -= static_cast<std::size_t>(done);
    }
}

}  // namespace borderlens
