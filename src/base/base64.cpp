#include "base/base64.hpp"

#include <cstdint>

namespace borderlens {

std::string to_base64(std::string_view bytes) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            group <<= 8;
            if (i + k < bytes.size()) group |= static_cast<unsigned char>(bytes[i + k]);
        }
        for (std::size_t k = 0; k < 4; ++k)
            text += i + k <= bytes.size() && (k < 2 || i + k - 1 < bytes.size())
                        ? letters[(group >> (18 - 6 * k)) & 63]
                        : '=';
    }
    return text;
}

}  // namespace borderlens
