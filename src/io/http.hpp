#pragma once
#include <string>

namespace borderlens {

/// The answer of an http(s) address to a GET, or to a POST of a JSON text. Asked again up to three
/// times where the server stumbles (429, 5xx); an input error names address and reason.
/// Credentials are GDAL's: GDAL_HTTP_HEADERS, GDAL_HTTP_BEARER, .netrc by GDAL_HTTP_NETRC.
std::string http_get(const std::string& address);
std::string http_post_json(const std::string& address, const std::string& json);

}  // namespace borderlens
