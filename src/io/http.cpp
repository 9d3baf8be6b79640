#include "io/http.hpp"

#include <cpl_http.h>
#include <cpl_string.h>

#include <cctype>
#include <memory>

#include "base/error.hpp"
#include "io/gdal_session.hpp"

namespace borderlens {
namespace {

struct DestroyResult {
    void operator()(CPLHTTPResult* result) const { CPLHTTPDestroyResult(result); }
};

/// Characters no address may hold (RFC 3986, section 2) as %XX; what is written so already stays.
std::string encoded(const std::string& address) {
    static const std::string allowed = "-._~:/?#@!$&'()*+,;=%";
    std::string result;
    for (const char c : address) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || allowed.find(c) != std::string::npos)
            result += c;
        else
            result += fmt::format("%{:02X}", byte);
    }
    return result;
}

std::string fetch(const std::string& address, CPLStringList options) {
    start_gdal();
    options.SetNameValue("MAX_RETRY", CPLGetConfigOption("GDAL_HTTP_MAX_RETRY", "3"));
    options.SetNameValue("RETRY_DELAY", CPLGetConfigOption("GDAL_HTTP_RETRY_DELAY", "1"));
    const std::unique_ptr<CPLHTTPResult, DestroyResult> result(
        CPLHTTPFetch(encoded(address).c_str(), options.List()));
    if (!result) throw input_error("{}: this GDAL was built without HTTP", address);
    if (result->nStatus != 0 || result->pszErrBuf != nullptr)
        throw input_error("{}: {}; is the address right and the network up?", address,
                          result->pszErrBuf != nullptr ? result->pszErrBuf : "no answer");
    if (result->pabyData == nullptr) return "";
    return {reinterpret_cast<const char*>(result->pabyData),
            static_cast<std::size_t>(result->nDataLen)};
}

}  // namespace

std::string http_get(const std::string& address) {
    return fetch(address, {});
}

std::string http_post_json(const std::string& address, const std::string& json) {
    CPLStringList options;
    options.SetNameValue("POSTFIELDS", json.c_str());
    options.SetNameValue("HEADERS", "Content-Type: application/json");
    return fetch(address, options);
}

}  // namespace borderlens
