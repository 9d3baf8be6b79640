#include "app/config_paths.hpp"

#include "io/files.hpp"

namespace borderlens {
namespace fs = std::filesystem;

StudyPaths::StudyPaths(const std::string& study_path, std::string cache, bool before_fetch)
    : m_study(study_path),
      m_folder(fs::path(study_path).parent_path()),
      m_cache(cache.empty() ? "" : resolved(cache)),
      m_before_fetch(before_fetch) {}

std::string StudyPaths::operator()(StudyKeys& keys, const std::string& key) const {
    const std::string written = keys.text(key, "");
    return written.empty() ? "" : existing(keys, key, written);
}

std::vector<std::string> StudyPaths::list(StudyKeys& keys, const std::string& key) const {
    std::vector<std::string> paths;
    for (const std::string& written : keys.texts(key, {}))
        paths.push_back(existing(keys, key, written));
    return paths;
}

std::string StudyPaths::pattern(StudyKeys& keys, const std::string& key) const {
    const std::string written = keys.required_text(key);
    return written.rfind("/vsi", 0) == 0 ? written : resolved(written);
}

std::string StudyPaths::resolved(const std::string& written) const {
    std::string path = (m_folder / written).lexically_normal().string();
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    return path;
}

std::string StudyPaths::existing(const StudyKeys& keys, const std::string& key,
                                 const std::string& written) const {
    if (written.rfind("/vsi", 0) == 0 || written.rfind("http", 0) == 0) return written;
    const std::string path = resolved(written);
    if (file_exists(path)) return path;
    const bool cached = !m_cache.empty() && (path + "/").rfind(m_cache + "/", 0) == 0;
    if (cached && m_before_fetch) return path;
    keys.fail(key, "no such file: " + path +
                       (cached ? "; `borderlens fetch " + m_study + "` brings it" : ""));
}

}  // namespace borderlens
