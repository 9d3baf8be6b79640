#pragma once
#include <string>
#include <string_view>

namespace borderlens {

/// RFC 4648, section 4: for pictures inside a page.
std::string to_base64(std::string_view bytes);

}  // namespace borderlens
