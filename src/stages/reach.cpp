#include "stages/reach.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <regex>
#include <string_view>

#include "base/error.hpp"

namespace borderlens {
namespace fs = std::filesystem;
namespace {

// Archives of Sentinel-2 and Landsat and their catalogues: Earth Search, Planetary Computer, USGS,
// Copernicus Data Space, and the clouds they lie in.
constexpr std::array<std::string_view, 7> open_archives = {
    "amazonaws.com", "element84.com", "planetarycomputer.microsoft.com",
    "windows.net",   "usgs.gov",      "dataspace.copernicus.eu",
    "googleapis.com"};

bool is_within(const std::string& host, std::string_view domain) {
    return host == domain || (host.size() > domain.size() && host.ends_with(domain) &&
                              host[host.size() - domain.size() - 1] == '.');
}

}  // namespace

std::string remote_host(const std::string& path) {
    for (const char* bucket : {"/vsis3", "s3://"})
        if (path.rfind(bucket, 0) == 0) return "s3.amazonaws.com";
    for (const char* bucket : {"/vsigs", "gs://"})
        if (path.rfind(bucket, 0) == 0) return "storage.googleapis.com";
    const std::size_t scheme = path.find("://");
    if (scheme == std::string::npos) return "";
    std::size_t start = scheme + 3;
    const std::size_t end = std::min(path.find_first_of("/?#\"'<> \t\n", start), path.size());
    // "user@host": what stands before the last '@' is no host.
    if (const std::size_t at = path.rfind('@', end); at != std::string::npos && at >= start)
        start = at + 1;
    std::string host = path.substr(start, end - start);
    if (const std::size_t port = host.rfind(':'); port != std::string::npos && host.back() != ']')
        host.erase(port);
    for (char& c : host) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return host;
}

void Reach::allow(const std::string& address_or_host) {
    const std::string host = remote_host(address_or_host);
    m_hosts.insert(host.empty() ? address_or_host : host);
}

void Reach::require(const std::string& path) const {
    // A path may hold further addresses ("/vsicurl?...&url=https://..."): each must be allowed.
    if (const std::size_t scheme = path.find("://"); scheme != std::string::npos)
        if (path.find("://", scheme + 3) != std::string::npos) require(path.substr(scheme + 3));
    const std::string host = remote_host(path);
    if (host.empty()) return;
    const bool known =
        std::any_of(open_archives.begin(), open_archives.end(),
                    [&](std::string_view domain) { return is_within(host, domain); });
    if (known || m_hosts.count(host) > 0) return;
    throw input_error(
        "{}: lies on the host {}, which the study does not name; add it to [scenes] hosts if you "
        "trust it",
        path, host);
}

void Reach::require_inside_vrt(const std::string& path, const std::string& text) const {
    static const std::regex address(R"(([a-zA-Z0-9+]+://|/vsi(s3|gs)(_streaming)?/)[^<"']*)");
    for (auto found = std::sregex_iterator(text.begin(), text.end(), address);
         found != std::sregex_iterator(); ++found) {
        try {
            require(found->str());
        } catch (const Error& error) {
            throw error.with_context(path);
        }
    }
}

void require_below(const std::string& path, const std::string& root) {
    const fs::path base = fs::absolute(root.empty() ? "." : root).lexically_normal();
    const fs::path relative = fs::absolute(path).lexically_normal().lexically_relative(base);
    if (relative.empty() || *relative.begin() == "..")
        throw input_error("{}: lies outside {}, the folder that was named; expected files below it",
                          path, root.empty() ? "." : root);
}

}  // namespace borderlens
