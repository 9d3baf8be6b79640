#pragma once
#include <cstdint>
#include <string>

#include "raster/raster.hpp"

namespace borderlens {

/// A raster of costs or labels that is too large for memory, on a nameless scratch file that
/// vanishes with it. Cells never written hold `blank`. Windows may be read and written from several
/// threads as long as none is written while it is in other hands.
/// T: double or std::int32_t.
template <typename T>
class ScratchPlane {
  public:
    /// An input error where the folder cannot be written or is full (the file is sparse at first).
    ScratchPlane(const std::string& folder, Index rows, Index cols, T blank);
    ~ScratchPlane();
    ScratchPlane(const ScratchPlane&) = delete;
    ScratchPlane& operator=(const ScratchPlane&) = delete;

    /// Values of a window inside the plane, row by row.
    std::vector<T> read(const Window& window) const;
    void write(const Window& window, const std::vector<T>& values);
    T at(Index row, Index col) const { return read({row, col, 1, 1})[0]; }
    void set(Index row, Index col, T value) { write({row, col, 1, 1}, {value}); }

  private:
    void swap_blank(std::vector<T>& values) const;

    Index m_cols;
    T m_blank;
    std::string m_folder;
    int m_file = -1;
};

}  // namespace borderlens
