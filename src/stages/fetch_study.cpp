#include "stages/fetch_study.hpp"

#include <chrono>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/table.hpp"
#include "io/files.hpp"
#include "io/table_file.hpp"
#include "stages/fetch_files.hpp"
#include "stages/fetch_scenes.hpp"

namespace borderlens {
namespace {

std::string date_today() {
    const auto days = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    return to_text(date_of_day_number(days.time_since_epoch().count()));
}

/// Rows of sources.csv of earlier runs stay; those of the same name are replaced.
class Sources {
  public:
    explicit Sources(std::string path) : m_path(std::move(path)) {
        if (!file_exists(m_path)) return;
        const Table old = read_table(m_path);
        m_names = old.texts("name"), m_urls = old.texts("url");
        m_licences = old.texts("licence"), m_dates = old.texts("retrieved");
    }
    void add(const std::string& name, const std::string& url, const std::string& licence) {
        for (std::size_t i = 0; i < m_names.size(); ++i) {
            if (m_names[i] != name || m_urls[i] != url) continue;
            m_licences[i] = licence, m_dates[i] = date_today();
            return;
        }
        m_names.push_back(name), m_urls.push_back(url);
        m_licences.push_back(licence), m_dates.push_back(date_today());
    }
    void write() const {
        Table table;
        table.set("name", m_names);
        table.set("url", m_urls);
        table.set("licence", m_licences);
        table.set("retrieved", m_dates);
        write_table(m_path, table, true);
    }

  private:
    std::string m_path;
    std::vector<std::string> m_names, m_urls, m_licences, m_dates;
};

bool is_raster(const StudySourceFile& file) {
    return file.name.ends_with(".tif");
}

}  // namespace

Document fetch_study(const Study& study) {
    const StudyFetch& fetch = *study.fetch;
    const HostRule hosts(fetch);
    make_folder(fetch.cache);
    Sources sources(fetch.cache + "/sources.csv");
    Index files = 0;
    const auto note = [&](const StudySourceFile& file, bool is_new) {
        if (!is_new) return;
        ++files;
        for (const std::string& url : file.urls) sources.add(file.name, url, file.licence);
        sources.write();
        log_info("{}: fetched ({})", file.name, file.licence);
    };
    for (const StudySourceFile& file : fetch.files)
        if (!is_raster(file)) note(file, fetch_layer(file, fetch.cache, hosts));
    const StudyNeed need(study);
    for (const StudySourceFile& file : fetch.files)
        if (is_raster(file))
            note(file, fetch_land_cover(file, need, fetch.cache, hosts, study.seed));
    FetchSummary summary;
    if (!fetch.catalogues.empty()) {
        const std::string list = fetch.cache + "/items.json";
        const std::vector<Document> items = study_items(study, need.lonlat(), hosts);
        write_document(list, item_collection(items), true);
        for (const StudyCatalogue& catalogue : fetch.catalogues)
            sources.add("scenes", catalogue.url, "as each collection says");
        sources.write();
        summary = fetch_scenes(study, {list}, fetch.cache + "/scenes", hosts);
    }
    if (summary.failed > 0)
        throw input_error(
            "{} of {} scenes could not be had, the others are in {}; another run tries those only. "
            "First: {}",
            summary.failed, summary.failed + summary.scenes + summary.present + summary.skipped,
            fetch.cache, summary.first_problem);
    Document answer = Document::object();
    answer.set("files", files);
    answer.set("fetched", summary.scenes);
    answer.set("present", summary.present);
    answer.set("skipped", summary.skipped);
    answer.set("megabytes", summary.megabytes);
    answer.set("cache", fetch.cache);
    return answer;
}

}  // namespace borderlens
