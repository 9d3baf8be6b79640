#pragma once
#include <set>
#include <string>

namespace borderlens {

/// Host of an address or GDAL path, lower case, without port: "/vsicurl/https://A.org:80/x" gives
/// "a.org"; buckets of s3 and gs stand for their clouds. "" for local files.
std::string remote_host(const std::string& path);

/// Which hosts a study may reach: those it names itself, and the archives of open imagery.
class Reach {
  public:
    /// Adds the host of an address, or a host's bare name.
    void allow(const std::string& address_or_host);
    /// An input error that names the host and the key that would allow it.
    void require(const std::string& path) const;
    /// As above for every address written in a VRT, which GDAL would follow on opening.
    void require_inside_vrt(const std::string& path, const std::string& text) const;

  private:
    std::set<std::string> m_hosts;
};

/// An input error unless a local path lies below `root` ("." and ".." resolved as written).
void require_below(const std::string& path, const std::string& root);

}  // namespace borderlens
