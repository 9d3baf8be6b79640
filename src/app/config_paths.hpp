#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "app/study_keys.hpp"

namespace borderlens {

/// Resolves paths of a study file, which are relative to it, and requires that they exist.
class StudyPaths {
  public:
    /// `cache`: the folder `borderlens fetch` fills ("" = none). With `before_fetch` what lies in
    /// it need not be there yet.
    StudyPaths(const std::string& study_path, std::string cache, bool before_fetch);

    /// "" where the key is not given.
    std::string operator()(StudyKeys& keys, const std::string& key) const;
    std::vector<std::string> list(StudyKeys& keys, const std::string& key) const;
    std::string resolved(const std::string& written) const;
    /// A path in which "{period}" may stand for a period's name; it need not exist.
    std::string pattern(StudyKeys& keys, const std::string& key) const;

  private:
    std::string existing(const StudyKeys& keys, const std::string& key,
                         const std::string& written) const;

    std::string m_study;
    std::filesystem::path m_folder;
    std::string m_cache;
    bool m_before_fetch;
};

}  // namespace borderlens
