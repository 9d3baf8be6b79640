#include "io/tiff_directory.hpp"

#include <algorithm>
#include <cstring>

#include "base/error.hpp"

namespace borderlens {
namespace {

enum Type : std::uint16_t { short_type = 3, long_type = 4, long8_type = 16 };

/// Bytes of one value of a type; src: TIFF 6.0, section 2, and BigTIFF's three.
std::size_t bytes_of(std::uint16_t type) {
    switch (type) {
        case 1:
        case 2:
        case 6:
        case 7:
            return 1;
        case short_type:
        case 8:
            return 2;
        case long_type:
        case 9:
        case 11:
        case 13:
            return 4;
        default:
            return 8;
    }
}

template <typename Number>
Number number_at(const std::string& file, std::uint64_t at) {
    Number number{};
    if (at > file.size() || file.size() - at < sizeof(Number))
        throw internal_error("a TIFF header ends at byte {}", file.size());
    std::memcpy(&number, file.data() + at, sizeof(Number));
    return number;
}

template <typename Number>
void put(std::string& out, Number number) {
    out.append(reinterpret_cast<const char*>(&number), sizeof(Number));
}

/// A count or a place in the file, as long as the kind of TIFF has them.
void put_place(std::string& out, bool big, std::uint64_t place) {
    if (big)
        put(out, place);
    else
        put(out, static_cast<std::uint32_t>(place));
}

std::uint64_t place_at(const std::string& file, bool big, std::uint64_t at) {
    return big ? number_at<std::uint64_t>(file, at) : number_at<std::uint32_t>(file, at);
}

template <typename Number>
void set_values(TiffDirectory& directory, std::uint16_t id, Type type,
                const std::vector<Number>& values) {
    TiffTag tag{id, type, values.size(), {}};
    for (const Number value : values) put(tag.bytes, value);
    const auto place = std::find_if(directory.begin(), directory.end(),
                                    [&](const TiffTag& other) { return other.id >= id; });
    if (place != directory.end() && place->id == id)
        *place = std::move(tag);
    else
        directory.insert(place, std::move(tag));
}

/// Tells readers over a network that tiles follow the directories in order, each between its length
/// and a copy of its last four bytes.
std::string structural_metadata() {
    const std::string text =
        "LAYOUT=IFDS_BEFORE_DATA\nBLOCK_ORDER=ROW_MAJOR\nBLOCK_LEADER=SIZE_AS_UINT4\n"
        "BLOCK_TRAILER=LAST_4_BYTES_REPEATED\nKNOWN_INCOMPATIBLE_EDITION=NO\n ";
    return fmt::format("GDAL_STRUCTURAL_METADATA_SIZE={:06d} bytes\n{}", text.size(), text);
}

void pad(std::string& out, std::size_t multiple) {
    out.resize((out.size() + multiple - 1) / multiple * multiple);
}

}  // namespace

void set_tag(TiffDirectory& directory, std::uint16_t id, const std::vector<std::uint16_t>& values) {
    set_values(directory, id, short_type, values);
}
void set_tag(TiffDirectory& directory, std::uint16_t id, const std::vector<std::uint32_t>& values) {
    set_values(directory, id, long_type, values);
}
void set_tag(TiffDirectory& directory, std::uint16_t id, const std::vector<std::uint64_t>& values) {
    set_values(directory, id, long8_type, values);
}

TiffStart read_tiff_start(const std::string& file) {
    TiffStart start;
    start.big = number_at<std::uint16_t>(file, 2) == 43;
    const std::uint64_t width = start.big ? 8 : 4;
    std::uint64_t at = place_at(file, start.big, start.big ? 8 : 4);
    const std::uint64_t count =
        start.big ? number_at<std::uint64_t>(file, at) : number_at<std::uint16_t>(file, at);
    at += start.big ? 8 : 2;
    for (std::uint64_t i = 0; i < count; ++i, at += 4 + 2 * width) {
        TiffTag tag{number_at<std::uint16_t>(file, at),
                    number_at<std::uint16_t>(file, at + 2),
                    place_at(file, start.big, at + 4),
                    {}};
        const std::uint64_t bytes = tag.count * bytes_of(tag.type);
        const std::uint64_t values = at + 4 + width;
        const std::uint64_t from = bytes <= width ? values : place_at(file, start.big, values);
        if (from > file.size() || file.size() - from < bytes)
            throw internal_error("tag {} of a TIFF header lies outside it", tag.id);
        tag.bytes = file.substr(from, bytes);
        start.first.push_back(std::move(tag));
    }
    return start;
}

std::string cog_header(bool big, const std::vector<TiffDirectory>& directories) {
    const std::size_t width = big ? 8 : 4;
    std::string out = "II";
    put<std::uint16_t>(out, big ? 43 : 42);
    if (big) put<std::uint32_t>(out, 8);
    const std::string about = structural_metadata();
    put_place(out, big, (out.size() + width + about.size() + 15) / 16 * 16);
    out += about;
    pad(out, 16);
    for (const TiffDirectory& directory : directories) {
        const std::size_t table = (big ? 8 : 2) + directory.size() * (4 + 2 * width) + width;
        const std::size_t after = (out.size() + table + 15) / 16 * 16;
        std::string values;
        if (big)
            put<std::uint64_t>(out, directory.size());
        else
            put(out, static_cast<std::uint16_t>(directory.size()));
        for (const TiffTag& tag : directory) {
            put(out, tag.id);
            put(out, tag.type);
            put_place(out, big, tag.count);
            if (tag.bytes.size() <= width) {
                out += tag.bytes;
                out.append(width - tag.bytes.size(), '\0');
            } else {
                put_place(out, big, after + values.size());
                values += tag.bytes;
                pad(values, 8);
            }
        }
        pad(values, 16);
        const bool last = &directory == &directories.back();
        put_place(out, big, last ? 0 : after + values.size());
        pad(out, 16);
        out += values;
    }
    return out;
}

}  // namespace borderlens
