#include "stages/product_files.hpp"

#include <cctype>
#include <regex>

#include "base/text.hpp"

namespace borderlens {
namespace {}  // namespace

bool is_mtl(const std::string& path) {
    return lower(path).ends_with("_mtl.txt") || lower(file_name(path)) == "mtl.txt";
}

bool is_safe_metadata(const std::string& path) {
    const std::string name = file_name(path);
    return name == "MTD_MSIL1C.xml" || name == "MTD_MSIL2A.xml" ||
           (name.ends_with(".xml") && name.find("_OPER_MTD_SAFL") != std::string::npos);
}

bool is_product_folder(const std::string& folder) {
    static const std::regex landsat(R"(^l[cote]0[4-9]_l[12][a-z]{2}_\d{6}_\d{8}_)");
    const std::string name = lower(file_name(folder));
    return name.ends_with(".safe") || std::regex_search(name, landsat);
}

}  // namespace borderlens
