#include "raster/scratch_plane.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstring>

namespace borderlens {
namespace {

template <typename T>
using BitsOf = std::conditional_t<sizeof(T) == 8, std::uint64_t, std::uint32_t>;

}  // namespace

template <typename T>
ScratchPlane<T>::ScratchPlane(const std::string& folder, Index rows, Index cols, T blank)
    : m_cols(cols), m_blank(blank), m_folder(folder) {
    std::string name = folder + "/borderlens_scratch_XXXXXX";
    m_file = mkstemp(name.data());
    if (m_file < 0)
        throw input_error("{}: no scratch file can be made there: {}", folder,
                          std::strerror(errno));
    unlink(name.c_str());
    if (ftruncate(m_file, static_cast<off_t>(rows * cols) * static_cast<off_t>(sizeof(T))) != 0) {
        const std::string why = std::strerror(errno);
        close(m_file);
        throw input_error("{}: no scratch file of {} x {} cells can be made there: {}", folder,
                          rows, cols, why);
    }
}

template <typename T>
ScratchPlane<T>::~ScratchPlane() {
    close(m_file);
}

/// On file `blank` is written as zeros, which is what holes in the file read as.
template <typename T>
void ScratchPlane<T>::swap_blank(std::vector<T>& values) const {
    BitsOf<T> blank;
    std::memcpy(&blank, &m_blank, sizeof(T));
    for (T& value : values) {
        BitsOf<T> bits;
        std::memcpy(&bits, &value, sizeof(T));
        bits ^= blank;
        std::memcpy(&value, &bits, sizeof(T));
    }
}

template <typename T>
std::vector<T> ScratchPlane<T>::read(const Window& window) const {
    std::vector<T> values(static_cast<std::size_t>(window.size()));
    const std::size_t bytes = static_cast<std::size_t>(window.cols) * sizeof(T);
    for (Index row = 0; row < window.rows; ++row) {
        const off_t place = static_cast<off_t>((window.row0 + row) * m_cols + window.col0) *
                            static_cast<off_t>(sizeof(T));
        if (pread(m_file, values.data() + row * window.cols, bytes, place) !=
            static_cast<ssize_t>(bytes))
            throw input_error("{}: the scratch file cannot be read: {}", m_folder,
                              std::strerror(errno));
    }
    swap_blank(values);
    return values;
}

template <typename T>
void ScratchPlane<T>::write(const Window& window, const std::vector<T>& values) {
    std::vector<T> stored = values;
    swap_blank(stored);
    const std::size_t bytes = static_cast<std::size_t>(window.cols) * sizeof(T);
    for (Index row = 0; row < window.rows; ++row) {
        const off_t place = static_cast<off_t>((window.row0 + row) * m_cols + window.col0) *
                            static_cast<off_t>(sizeof(T));
        if (pwrite(m_file, stored.data() + row * window.cols, bytes, place) !=
            static_cast<ssize_t>(bytes))
            throw input_error("{}: the scratch file cannot be written: {}; free some disk space",
                              m_folder, std::strerror(errno));
    }
}

template class ScratchPlane<double>;
template class ScratchPlane<std::int32_t>;

}  // namespace borderlens
